package noticetext

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// festivalNames are the names known without a heading, with the name that an
// entry carries. Any name that ends like one is accepted in a heading.
var festivalNames = map[string]string{
	"元旦": "元旦", "元旦节": "元旦", "新年": "元旦", "春节": "春节", "清明节": "清明节", "清明": "清明节",
	"劳动节": "劳动节", "国际劳动节": "劳动节", "五一国际劳动节": "劳动节", "五一劳动节": "劳动节", "五一": "劳动节", "五一节": "劳动节",
	"端午节": "端午节", "端午": "端午节", "中秋节": "中秋节", "中秋": "中秋节",
	"国庆节": "国庆节", "国庆": "国庆节", "十一": "国庆节", "十一国庆节": "国庆节",
	"壮族三月三": "壮族三月三", "广西三月三": "广西三月三", "三月三": "三月三", "黎族苗族三月三": "黎族苗族三月三", "畲族三月三": "畲族三月三",
	"重阳节":  "重阳节",
	"古尔邦节": "古尔邦节", "开斋节": "开斋节", "肉孜节": "肉孜节", "圣纪节": "圣纪节", "火把节": "火把节", "雪顿节": "雪顿节",
	"藏历新年": "藏历新年", "泼水节": "泼水节",
}

// nationalFestivals are the festivals that have statutory days in the whole country.
var nationalFestivals = []string{"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}

// longestFestival is the length of the longest of these names, in runes.
var longestFestival = func() int {
	longest := 0
	for name := range festivalNames {
		longest = max(longest, utf8.RuneCountInString(name))
	}
	return longest
}()

// spokenOnly are names that count as a festival in quotation marks or in a
// heading, but not in running text.
var spokenOnly = map[string]bool{"新年": true, "十一": true, "五一": true, "清明": true, "端午": true, "中秋": true, "国庆": true}

var (
	festivalForm = regexp.MustCompile(`^\p{Han}(?:\p{Han}|[0-9]+周年){0,36}(?:节|元旦|新年|三月三|纪念日|庆典日|州庆|县庆|区庆)$`)
	festivalYear = regexp.MustCompile(`^[0-9]{4}年`)
	festivalTail = regexp.MustCompile(`(?:天数|放假|假期|假日|调休|休假|期间|安排|时间|日期|节日|通知|有关|事项|工作|的|和|及|方案|具体|调整)+$`)
	festivalHead = regexp.MustCompile(`^(?:调整|重新|更正|修改|修订|增加|增放|延长|取消|变更|更改|补充|推迟|顺延|做好|公布|明确|印发|安排|部分|原定|恢复|我区|全区|自治区|广西壮族自治区|全市|我市)+`)
	notFestival  = regexp.MustCompile(`^(?:部分)?节$|节假日|春节元旦|环节|细节|章节|调节|关于|根据|国务院|办公厅|月[0-9]|[0-9]日`)
	quoted       = regexp.MustCompile(`"([^"]{1,24})"`)
	nameBreak    = regexp.MustCompile(`[、，]|和|与|及`)
)

// festivalName returns the name that an entry carries for a festival written as s.
func festivalName(s string) (string, bool) {
	s = strings.Trim(strings.ReplaceAll(s, `"`, ""), "、，：。")
	s = festivalYear.ReplaceAllString(s, "")
	if n, ok := festivalNames[s]; ok {
		return n, true
	}
	if !festivalForm.MatchString(s) || notFestival.MatchString(s) || garbled(s) {
		return "", false
	}
	return s, true
}

// garbled reports whether a name is a known one with something stuck to its
// front (七国庆节).
func garbled(s string) bool {
	for name := range festivalNames {
		if strings.HasSuffix(s, name) {
			return true
		}
	}
	return false
}

// festivals reads a list of festivals such as 国庆节、中秋节, with what a heading
// or a title puts around it.
func festivals(s string) ([]string, bool) {
	s = festivalTail.ReplaceAllString(festivalYear.ReplaceAllString(s, ""), "")
	if n, ok := festivalName(s); ok && !nameBreak.MatchString(s) {
		return []string{n}, true
	}
	var out []string
	for _, part := range nameBreak.Split(s, -1) {
		n, ok := festivalName(festivalTail.ReplaceAllString(part, ""))
		if !ok {
			return nil, false
		}
		out = append(out, n)
	}
	return out, true
}

func isFestivalList(s string) bool { _, ok := festivals(s); return ok }
