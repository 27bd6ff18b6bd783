package noticetext

import (
	"regexp"
	"strings"
)

var (
	closingLine = regexp.MustCompile(`^\(?(?:\p{Han}{0,40}(?:办公厅|办公室|政府|国务院|委员会|厅|局|部|委))?(` + datePattern + `)\)?(?:印发|\([^)]{0,20}\))?$`)
	issuedLine  = regexp.MustCompile(`^(?:成文日期|发文日期)：?(.{8,12}?日?)(?:$|发|标)`)
)

// readClosing finds the date of issue: the first line that is a date, with or
// without the name of the office, after the last arrangement.
func (r *reader) readClosing() {
	none := len(r.sentences)
	printed := none
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
	if printed < none {
		r.sentences[printed].note = noteFurniture
	}
	if r.meta.closing == none {
		r.meta.closing = printed
	}
	if c := r.meta.closing; c < none {
		r.readIssued(&r.sentences[c])
	}
}

func (r *reader) readIssued(p *sentenceText) {
	p.note = Reason{} // an impossible date is read, and refused, as a sentence
	w, _ := readDate([]rune(closingLine.FindStringSubmatch(p.s)[1]))
	if d, ok := w.date(); ok {
		p.note, r.out.Notice.Issued = noteIssued, d
		for _, t := range lex(p.r, nil) {
			for _, stated := range t.days {
				r.checkWeekdays(r.meta.closing, []weekdayCheck{{d, stated}})
			}
		}
	}
}

// readIssuedLabel takes the date of issue from the table that a web page puts
// above the text, if the closing lines have none.
func (r *reader) readIssuedLabel(s string) {
	m := issuedLine.FindStringSubmatch(s)
	if m == nil || !r.out.Notice.Issued.IsZero() {
		return
	}
	w, _ := readDate([]rune(m[1]))
	if d, ok := w.date(); ok {
		r.out.Notice.Issued = d
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
