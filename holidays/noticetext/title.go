package noticetext

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	titleLine = regexp.MustCompile(`关于.+(?:通知|公告|通告|决定|函)`)
	amending  = regexp.MustCompile(`调整|重新|更正|修改|修订|延长|增加|增放|取消|变更|更改|补充|推迟|顺延|恢复|不放假|不再放假`)
)

// follows is what a title runs on with if the text of the notice comes after it.
var follows = regexp.MustCompile(`(通知)"?[，。：]?的?(?:通知)?(?:全文|原文|内容)(?:如下)?[：。]?$`)

func isTitle(s string) bool {
	own := follows.ReplaceAllString(citation.ReplaceAllString(s, ""), "$1")
	return utf8.RuneCountInString(s) <= maxTitle && titleLine.MatchString(own) && !strings.ContainsAny(own, "，。；") && !strings.HasSuffix(own, "：") && !announced.MatchString(own)
}

// readTitle reads a title that stands before the body.
func (r *reader) readTitle(s string) {
	s = follows.ReplaceAllString(strings.TrimPrefix(s, "标题："), "$1")
	r.meta.titleRest = ""
	if before, rest, ok := cutLast(s, "通知"); ok {
		r.meta.titleRest = rest
		if isNumberLike(rest) {
			r.meta.numberLike = rest
		}
		s = before + "通知"
	}
	r.out.Title = s // the last one
}

func (r *reader) titleFacts() {
	f := &r.meta
	_, subject, _ := cutLast(r.out.Title, "关于")
	f.festivals = titleFestivals(r.out.Title)
	f.cancels = containsAny(subject, []string{"取消", "不放假", "不再放假"})
	f.amends = amending.MatchString(subject)
	r.out.Title = strings.Trim(r.out.Title, `"`)
}

// titleFestivals returns the festivals that a title is about, none for a
// notice of a whole year. Names in quotation marks are preferred: they are the
// region's own.
func titleFestivals(title string) []string {
	_, s, _ := cutLast(title, "关于")
	var out []string
	for _, q := range quoted.FindAllStringSubmatch(s, -1) {
		if n, ok := festivalName(q[1]); ok {
			out = append(out, n)
		}
	}
	if len(out) > 0 {
		return out
	}
	s, _, _ = cutLast(s, "通知")
	s = festivalHead.ReplaceAllString(s, "")
	s = festivalHead.ReplaceAllString(festivalYear.ReplaceAllString(s, ""), "")
	s = festivalTail.ReplaceAllString(s, "")
	if n, ok := festivalName(s); ok && strings.HasSuffix(s, "纪念日") {
		return []string{n} // its name may have 和 or 、 in it
	}
	out, _ = festivals(s)
	return out
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
