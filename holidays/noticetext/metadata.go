package noticetext

import (
	"regexp"
	"slices"
	"strings"
)

// metadata is what stands around the sentences of a notice.
type metadata struct {
	festivals  []string // of the title
	cancels    bool     // the title cancels
	amends     bool     // the title says that something earlier is changed
	announced  []string // the festivals of the opening sentence, where it is about one or two
	opening    string   // the sentence that announces the festivals (现将…通知如下)
	numberLike string   // a line that may be a spoilt document number
	body       int      // the first sentence of the body
	closing    int      // the closing date, or the number of sentences
}

const noteDocument = "document_number" // a line with nothing but the number

var (
	documentTail = regexp.MustCompile(`(?:^|通知|[^\p{Han}])([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼国][办政发函电明厅字规文传综令人社]{1,8})[〔(]([0-9]{4})[〕)]第?([0-9]{1,4})号$`)
	issuedLine   = regexp.MustCompile(`^(?:成文日期|发文日期)：?(.{8,12}?日?)(?:$|发|标)`)
	amending     = regexp.MustCompile(`调整|延长|取消|变更|更改|补充|推迟|顺延|恢复|不放假|不再放假`)
	addressee    = regexp.MustCompile(`^各.*：$|(?:政府|机构|部门|单位)：$`)
	announced    = regexp.MustCompile(`现[将就].*?(?:通知|公布|安排)如下`)
)

// readIssuedLabel finds the title, the document number, the date of issue and the
// year, and marks the sentences that hold them.
func (r *reader) readMetadata() {
	f := &r.meta
	f.body, f.closing = r.bodyStart(), len(r.sentences)
	r.readClosing()
	for i := range r.sentences {
		p := &r.sentences[i]
		outside := i < f.body || i > f.closing
		switch {
		case p.note != "":
		case r.readNumber(p, i):
			p.note = noteDocument
		case outside && isTitle(p.s):
			r.readTitle(p.s, i < f.body)
			p.note = NoteTitle
		case isFurniture(p.s), (outside || isTitle(p.s)) && dateIn(p.r) && !arranges(p.s):
			r.readIssuedLabel(p.s)
			p.note = NoteFurniture
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
		if n, ok := festivalName(q[1]); ok && !slices.Contains(r.meta.announced, n) {
			r.meta.announced = append(r.meta.announced, n)
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

func isTitle(s string) bool {
	own := citation.ReplaceAllString(s, "")
	return len(s) <= maxTitle*3 && titleLine.MatchString(own) && !strings.ContainsAny(own, "，。；") && !strings.HasSuffix(own, "：") && !announced.MatchString(own)
}

func (r *reader) readTitle(s string, before bool) {
	if !before {
		return // a link to another notice
	}
	s = strings.TrimPrefix(s, "标题：")
	if i := strings.LastIndex(s, "通知"); i >= 0 {
		if rest := s[i+len("通知"):]; isNumberLike(rest) {
			r.meta.numberLike = rest
		}
		s = s[:i+len("通知")]
	}
	r.out.Title = s // the last one before the body
}

func (r *reader) titleFacts() {
	f := &r.meta
	_, subject, _ := cutLast(r.out.Title, "关于")
	f.festivals = titleFestivals(r.out.Title)
	f.cancels = containsAny(subject, []string{"取消", "不放假", "不再放假"})
	f.amends = amending.MatchString(subject)
	r.out.Title = strings.Trim(r.out.Title, `"`)
}

// readNumber reads a document number that stands by itself or after the title.
func (r *reader) readNumber(p *sentenceText, i int) bool {
	m := numberLine.FindStringSubmatch(p.s)
	whole := m != nil
	if !whole && (i < r.meta.body || isFurniture(p.s)) {
		m = documentTail.FindStringSubmatch(p.s)
	}
	if m == nil {
		return false
	}
	if doc := &r.out.Notice.Document; *doc == "" {
		*doc = m[1] + "〔" + m[2] + "〕" + m[3] + "号"
	}
	return whole
}

// readIssuedLabel takes the date of issue from the table that a web page puts
// above the text, where the closing lines have none.
func (r *reader) readIssuedLabel(s string) {
	m := issuedLine.FindStringSubmatch(s)
	if m == nil || !r.out.Notice.Issued.IsZero() {
		return
	}
	if w, n := readDate([]rune(m[1])); n > 0 {
		if d, ok := w.date(); ok {
			r.out.Notice.Issued = d
		}
	}
}

// readClosing finds the date of issue: the first line that is a date, with or
// without the name of the office, after the last arrangement.
func (r *reader) readClosing() {
	printed := -1
lines:
	for i := len(r.sentences) - 1; i > r.meta.body; i-- {
		s := r.sentences[i].s
		switch {
		case closingLine.MatchString(s) && strings.HasSuffix(s, "印发"):
			printed = i
		case closingLine.MatchString(s):
			r.meta.closing = i
		case dateIn(r.sentences[i].r) && arranges(s):
			break lines
		}
	}
	if r.meta.closing == len(r.sentences) && printed >= 0 {
		r.meta.closing = printed
	}
	if printed >= 0 {
		r.sentences[printed].note = NoteFurniture
	}
	if c := r.meta.closing; c < len(r.sentences) {
		r.readIssued(&r.sentences[c])
	}
}

func (r *reader) readIssued(p *sentenceText) {
	p.note = NoteIssued
	for j := range p.r {
		if w, n := readDate(p.r[j:]); n > 0 && w.y > 0 {
			if d, ok := w.date(); ok {
				r.out.Notice.Issued = d
			} else {
				p.note = "" // an impossible date is read, and refused, as a sentence
			}
			return
		}
	}
}

// dateIn reports whether a day is named in r, titles of documents left aside.
func dateIn(r []rune) bool {
	cited := false
	for i, c := range r {
		cited = cited && c != '》' || c == '《'
		if !cited && (isDigit(c) || isNumeral(c)) && (i == 0 || !isDigit(r[i-1])) {
			if _, n := readDate(r[i:min(len(r), i+window)]); n > 0 {
				return true
			}
		}
	}
	return false
}
