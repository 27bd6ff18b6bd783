package noticetext

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	longestHeading = 24 // runes of an item's heading without a festival (一、放假时间)
	longestTail    = 24 // runes of an unfinished sentence that are shown
)

// namesOffice is found in a title that names the office: then a date is enough of a
// closing.
var namesOffice = regexp.MustCompile(`国务院|办公|政府|[厅局部委]$`)

// checkComplete reports a text that breaks off: a sentence without its full stop, a
// bracket without its end, no office or date at the end. Such a text is no notice
// until the whole of it is there.
func (r *reader) checkComplete() {
	last := r.lastOfBody()
	for i := r.meta.body; i <= last; i++ {
		if !r.finished(i, last) {
			r.problem(problemUnfinished, tailOf(r.sentences[i].s))
			break
		}
	}
	if s := r.openBracket(last); s != "" {
		r.problem(problemBracket, tailOf(s))
	}
	if office, _, _ := strings.Cut(r.out.Title, "关于"); r.meta.closing == len(r.sentences) || r.closingOffice() == "" && !namesOffice.MatchString(office) {
		r.problem(problemClosing, "")
	}
}

// lastOfBody returns the last sentence before the closing lines.
func (r *reader) lastOfBody() int {
	i := min(r.meta.closing, len(r.sentences)) - 1
	for ; i > r.meta.body; i-- {
		if p := r.sentences[i]; p.note.Code == "" && !issuerLine.MatchString(p.s) && !aside(p.s) {
			break
		}
	}
	return i
}

// aside reports whether s is nothing but a remark in brackets, or a remainder of
// marks.
func aside(s string) bool {
	return strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") || strings.Trim(s, `")》〕`) == ""
}

// finished reports whether a sentence of the body has an end. A heading has none, but
// then something follows.
func (r *reader) finished(i, last int) bool {
	p := r.sentences[i]
	end, _ := utf8.DecodeLastRuneInString(p.s)
	switch {
	case p.note.Code != "", aside(p.s), p.s == "特此通知", strings.ContainsRune("。；！？.", end):
		return true
	case strings.HasPrefix(p.s, "联系"):
		return !dateIn(p.r)
	}
	return i < last && (end == '：' || p.heading || itemStart.MatchString(p.s) && !dateIn(p.r) && utf8.RuneCountInString(p.s) <= longestHeading)
}

// openBracket returns the line of the body, up to the last sentence, in which a
// bracket or a title in 《》 has no end; empty if there is none.
func (r *reader) openBracket(last int) string {
	line := ""
	for i := r.meta.body; i <= last; i++ {
		if p := r.sentences[i]; p.first {
			line = ""
		}
		line += r.sentences[i].s
		ends := i == last || r.sentences[i+1].first
		if ends && (strings.Count(line, "(") > strings.Count(line, ")") || strings.Count(line, "《") > strings.Count(line, "》")) {
			return line
		}
	}
	return ""
}

func tailOf(s string) string {
	r := []rune(s)
	if len(r) <= longestTail {
		return s
	}
	return "…" + string(r[len(r)-longestTail:])
}
