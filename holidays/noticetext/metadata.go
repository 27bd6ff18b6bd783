package noticetext

import (
	"regexp"
)

// metadata is what stands around the sentences of a notice.
type metadata struct {
	festivals  []string // of the title
	cancels    bool     // the title cancels
	amends     bool     // the title says that something earlier is changed
	announced  []string // the festivals of the opening sentence, if it is about one or two
	opening    string   // the sentence that announces the festivals (现将…通知如下)
	titleRest  string   // what follows the title on its line
	numberLike string   // a line that may be a spoilt document number
	body       int      // the first sentence of the body
	closing    int      // the closing date, or the number of sentences
}

var noteDocument = Reason{Code: "document_number"} // a line with nothing but the number

var (
	addressee = regexp.MustCompile(`^各.*：$|(?:政府|机构|部门|单位)：$`)
	announced = regexp.MustCompile(`现[将就].*?(?:通知|公布|安排)如下`)
)

// readMetadata finds the title, the document number, the date of issue and the
// year, and marks the sentences that hold them.
func (r *reader) readMetadata() {
	f := &r.meta
	f.body, f.closing = r.bodyStart(), len(r.sentences)
	r.readClosing()
	for i := range r.sentences {
		p := &r.sentences[i]
		outside := i < f.body || i > f.closing
		switch {
		case p.note.Code != "":
		case r.readNumber(p, i):
			p.note = noteDocument
		case outside && isTitle(p.s):
			if i < f.body { // else it is a link to another notice
				r.readTitle(p.s)
			}
			p.note = noteTitle
		case isFurniture(p.s), (outside && !(limits.MatchString(p.s) && r.ofOffice(i)) || isTitle(p.s)) && dateIn(p.r) && !arranges(p.s):
			r.readIssuedLabel(p.s)
			p.note = noteFurniture
		case i <= f.body && f.numberLike == "" && !announced.MatchString(p.s) && isNumberLike(p.s):
			f.numberLike = p.s
		case f.opening == "" && announced.MatchString(p.s):
			f.opening = p.s
		}
	}
	r.titleFacts()
	r.readYear()
	r.readAnnounced()
}

// readAnnounced keeps the festivals of the opening sentence that entries
// without a heading may belong to: the quoted ones, else a single one.
func (r *reader) readAnnounced() {
	for _, q := range quoted.FindAllStringSubmatch(r.meta.opening, -1) {
		if n, ok := festivalName(q[1]); ok {
			r.meta.announced = appendNew(r.meta.announced, n)
		}
	}
	if names := r.openingNames(); len(r.meta.announced) == 0 && len(names) == 1 {
		r.meta.announced = names
	}
}

// bodyStart returns the first sentence that is part of the notice's body.
func (r *reader) bodyStart() int {
	for i, p := range r.sentences {
		s := p.s
		if addressee.MatchString(s) || announced.MatchString(s) {
			return i
		}
		if isTitle(s) || isFurniture(s) {
			continue
		}
		if itemStart.MatchString(s) && !stampedDate.MatchString(s) || dateIn(p.r) && arranges(s) {
			return i
		}
	}
	return len(r.sentences)
}
