package noticetext

import (
	"regexp"
	"slices"
	"strings"
)

// numbering is the number of an item: 一、 (一) 1. and the like.
const numbering = `(?:第?[一二三四五六七八九十]{1,3}[、.．]|\([一二三四五六七八九十0-9]{1,3}\)[、.]?|[0-9]{1,2}[、.)])`

var (
	itemStart = regexp.MustCompile(`^` + numbering)
	innerItem = regexp.MustCompile(`^(?:第?[一二三四五六七八九十]{1,3}[、.．]|\([一二三四五六七八九十0-9]{1,3}\)[、.]?|[0-9]{1,2}[、.](?:\p{Han}))`)
	bareItem  = regexp.MustCompile(`^` + numbering + `$`)
	label     = regexp.MustCompile(`(?:放假|上班|补班|调休|休假|假期)(?:时间|日期)$`)
)

// itemHeading takes the number and the heading off a sentence and reports whether it
// had a heading with a colon. A label (放假时间：) stays with what it labels.
func (r *reader) itemHeading(p sentenceText) (body []rune, headed bool) {
	body = p.r
	item := itemStart
	if !p.first {
		item = innerItem // the 9) of a broken date is no number
	}
	if m := item.FindString(p.s); m != "" {
		body = body[len([]rune(m)):]
		r.item++
		r.heading = nil
	}
	for len(body) > 0 && strings.ContainsRune("、.：", body[0]) {
		body = body[1:]
	}
	head, rest := body, []rune(nil)
	for i, c := range body[:min(len(body), window)] {
		if c == '：' {
			head, rest, headed = body[:i], body[i+1:], true
			break
		}
	}
	s := string(trimStop(head))
	line := !headed && len(trimStop(head)) == len(head) && (!hasVerb(s) || len(body) < len(p.r))
	names, ok := festivals(s)
	if !ok || !headed && !line {
		return body, false
	}
	r.heading = names
	if len(body) == len(p.r) {
		r.item++
	}
	if label.MatchString(s) {
		return body, true
	}
	return rest, headed
}

// trimStop takes the mark off the end of a sentence.
func trimStop(r []rune) []rune {
	if n := len(r); n > 0 && strings.ContainsRune("。；.！", r[n-1]) {
		return r[:n-1]
	}
	return r
}

// festivalOf returns the name of the festival that a statement belongs to: that
// of the heading; that of the title, unless the statement names only others;
// that of the statement; or the one named last.
func (r *reader) festivalOf(s *statement) string {
	own := func(name string) bool { return slices.Contains(r.meta.festivals, name) }
	if len(r.heading) == 0 && slices.ContainsFunc(s.festivals, own) {
		return strings.Join(r.meta.festivals, "、")
	}
	return strings.Join(firstOf(r.heading, s.festivals, r.meta.festivals, r.meta.announced, r.topic), "、")
}

// firstOf returns the first of some lists of festivals that names one.
func firstOf(lists ...[]string) []string {
	for _, names := range lists {
		if len(names) > 0 {
			return names
		}
	}
	return nil
}
