package noticetext

import (
	"regexp"
	"slices"
	"strings"
)

// labelledDates is a label that the dates follow on the next line.
var labelledDates = regexp.MustCompile(`(?:放假|上班|补班|调休)(?:时间|日期)(?:安排)?(?:如下)?：$`)

const (
	maxTitle = 160     // runes of a title over all its lines
	nearEnd  = 60      // runes in which an open bracket may be closed on the next line
	ends     = "。；！？：" // what a line ends with that is not cut
)

// titleStart is how a title begins that names its office.
var titleStart = regexp.MustCompile(`^(?:国务院|\p{Han}{2,10}(?:自治区|[省市])人民政府)(?:办公厅|办公室)?关于`)

// line is a physical line of normalized text.
type line struct {
	mappedText
	blank bool // an empty line is above it
}

func physicalLines(t mappedText) []line {
	var out []line
	var blank bool
	for i := 0; i < len(t.r); {
		j := i
		for j < len(t.r) && t.r[j] != '\n' {
			j++
		}
		if j > i {
			out = append(out, line{t.slice(i, j), blank})
		}
		blank = j == i
		i = j + 1
	}
	return out
}

// logicalLines joins the physical lines that a copy from a page or a PDF broke
// in the middle of a title or of a sentence.
func logicalLines(t mappedText) []mappedText {
	var out []mappedText
	body := false // the addressee or an item has been met
	for _, l := range physicalLines(t) {
		s := string(l.r)
		if pageNumber.MatchString(s) {
			continue
		}
		if len(out) > 0 {
			prev := &out[len(out)-1]
			if continuesLine(prev.r, l, s, body) {
				prev.append(l.mappedText)
				continue
			}
			if bareNumber.MatchString(s) {
				continue // the number of a page
			}
			body = body || startsBody(prev.r)
		}
		out = append(out, l.mappedText)
	}
	return out
}

// startsBody reports whether a line stands at the beginning of a notice's body.
func startsBody(r []rune) bool {
	s := string(r[:min(len(r), maxTitle)])
	return addressee.MatchString(s) || itemStart.MatchString(s) && arranges(s) || announced.MatchString(s)
}

// continuesLine reports whether the line next continues the text prev. Inside the body
// a line that does not end a sentence goes on; before it only a title does, and
// what was plainly cut.
func continuesLine(prev []rune, next line, s string, body bool) bool {
	if len(prev) > maxTitle {
		return continuesLongLine(prev, next, s)
	}
	p := string(prev)
	switch {
	case titleStart.MatchString(s):
		return false
	case strings.ContainsRune(ends, prev[len(prev)-1]):
		return labelledDates.MatchString(p) && !itemStart.MatchString(s)
	case bareItem.MatchString(p):
		return true
	case itemStart.MatchString(s) && !brokenItem(prev, next.r), numberLine.MatchString(p), isFurniture(p) && !strings.HasPrefix(p, "标题："):
		return false
	case brokenPhrase(prev, next.r), !body && strings.HasPrefix(s, "关于") && issuerLine.MatchString(p):
		return true
	}
	if own := citation.ReplaceAllString(p, ""); strings.Contains(own, "关于") {
		if !titleLine.MatchString(own) {
			return next.r[0] != '各' && len(prev)+len(next.r) <= maxTitle
		}
		if !strings.ContainsRune(own, '，') {
			return false
		}
	}
	if next.blank || standsAlone(s) || closingLine.MatchString(p) {
		return false
	}
	if _, name, _ := strings.Cut(p, "、"); body && itemStart.MatchString(p) && !hasVerb(name) && isFestivalList(name) {
		return false // a heading
	}
	return body || prev[0] == '各' || strings.ContainsAny(p, "，0123456789") || hasVerb(p)
}

// continuesLongLine is continuesLine for text too long to be a title or a heading.
func continuesLongLine(prev []rune, next line, s string) bool {
	if strings.ContainsRune(ends, prev[len(prev)-1]) {
		return false
	}
	if itemStart.MatchString(s) && !brokenItem(prev, next.r) {
		return false
	}
	return brokenPhrase(prev, next.r) || !next.blank && !standsAlone(s)
}

// brokenWords are words that the end of a line may cut in two.
var brokenWords = []string{"星期", "期一", "期二", "期三", "期四", "期五", "期六", "期日", "放假", "调休", "补休", "公休", "补班", "上班", "照常", "正常", "农历", "关于", "办公", "公厅", "政府", "人民", "自治", "治区"}

// brokenPhrase reports whether a line that ends with prev was cut in the middle of a
// phrase that next goes on with.
func brokenPhrase(prev, next []rune) bool {
	last := prev[len(prev)-1]
	if isDigit(last) && len(prev) < 4 && !strings.ContainsRune("年月日天", next[0]) {
		return false
	}
	if isDigit(last) || strings.ContainsRune("，、至到(〔《和及与月年共", last) || strings.ContainsRune("，。、；：)〕》年月日至天", next[0]) {
		return true
	}
	return slices.Contains(brokenWords, string([]rune{last, next[0]})) || openBracket(prev)
}

// brokenItem reports whether what looks like an item number at the start of
// next is the rest of a date (4月2 / 1.) or of a bracket (农历正月初 / 七、周二).
func brokenItem(prev, next []rune) bool {
	last := prev[len(prev)-1]
	if isDigit(next[0]) {
		return isDigit(last) || strings.ContainsRune("年月至(", last)
	}
	head, _, _ := strings.Cut(string(next[:min(len(next), window)]), "：")
	_, name, _ := strings.Cut(head, "、")
	return openBracket(prev) && !isFestivalList(name)
}

// openBracket reports whether the last bracket of r is open and near its end.
func openBracket(r []rune) bool {
	tail := string(r[max(0, len(r)-nearEnd):])
	return strings.LastIndexAny(tail, "(《") > strings.LastIndexAny(tail, ")》")
}
