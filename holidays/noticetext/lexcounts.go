package noticetext

import (
	"regexp"
	"strings"
)

var (
	countPattern = regexp.MustCompile(`^(?:共计|合计|总计|总共|一共|为期|连续|累计|共|计){0,2}(?:放假调休|调休放假|放假|休息|休假|公休)?(?:共计|共)?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})天(?:小?长假|假期|的?假期|时间)?`)
	longCount    = regexp.MustCompile(`^(?:可|共|实际|总共|前后共)?(?:形成|连休|连放|形成连休)([0-9]{1,2}|[一二两三四五六七八九十]{1,3})天(?:小?长假|假期)?`)
	joinPattern  = regexp.MustCompile(`^[与和同](?:[^，。；与同()]|\([^()]*\)){1,40}?(?:形成)?(?:连休|相连|衔接|连放|连接)(?:放假)?`)
)

func count(r []rune) (token, int) {
	if !strings.ContainsRune(firstOfCount, r[0]) {
		return noToken()
	}
	s := string(r[:min(len(r), window)])
	for _, p := range []*regexp.Regexp{countPattern, longCount} {
		if m := p.FindStringSubmatch(s); m != nil {
			t := token{kind: tCount, weekend: p == longCount}
			if t.count, _ = number([]rune(strings.ReplaceAll(m[1], "两", "二"))); t.count > 0 {
				t.off = hasVerb(m[0])
				return t, len([]rune(m[0]))
			}
		}
	}
	return noToken()
}

func join(r []rune) (token, int) {
	if strings.ContainsRune("与和同", r[0]) {
		if m := joinPattern.FindString(string(r[:min(len(r), window)])); m != "" && !hasForeign(m) {
			return token{kind: tJoin, weekend: strings.Contains(m, "周末") || strings.Contains(m, "双休日")}, len([]rune(m))
		}
	}
	if hasPrefix(r, []rune("连休")) {
		return token{kind: tJoin}, 2
	}
	return noToken()
}

var restWords = regexp.MustCompile(`公休日|双休日|(?:形成)?连休|连放|放假$`)

// hasForeign reports whether what days off are said to join has words of its
// own to say about days: a verb, or dates that no festival explains.
func hasForeign(s string) bool {
	rest := restWords.ReplaceAllString(s, "")
	if hasVerb(rest) || containsAny(rest, []string{"取消", "不"}) {
		return true
	}
	day := strings.ContainsAny(rest, "0123456789") && strings.ContainsAny(rest, "日号")
	return day && !containsAny(rest, []string{"节", "元旦", "周末"})
}
