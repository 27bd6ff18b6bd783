package noticetext

import (
	"regexp"
	"strings"
)

// Patterns of folded lines.
const (
	datePattern = `(?:[0-9〇零Oo一二三四五六七八九]{4}年)(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日`
	numbering   = `(?:第?[一二三四五六七八九十]{1,3}[、.．]|\([一二三四五六七八九十0-9]{1,3}\)[、.]?|[0-9]{1,2}[、.)])`
)

var (
	pageNumber  = regexp.MustCompile(`^(?:-{1,2}[0-9]{1,3}-{1,2}|第[0-9]{1,3}页(?:共[0-9]{1,3}页)?|[0-9]{1,3}/[0-9]{1,3})$`)
	bareNumber  = regexp.MustCompile(`^[0-9]{1,3}$`)
	itemStart   = regexp.MustCompile(`^` + numbering)
	innerItem   = regexp.MustCompile(`^(?:第?[一二三四五六七八九十]{1,3}[、.．]|\([一二三四五六七八九十0-9]{1,3}\)[、.]?|[0-9]{1,2}[、.](?:\p{Han}))`)
	label       = regexp.MustCompile(`(?:放假|上班|补班|调休|休假|假期)(?:时间|日期)$`)
	bareItem    = regexp.MustCompile(`^` + numbering + `$`)
	closingLine = regexp.MustCompile(`^\(?(?:\p{Han}{0,40}(?:办公厅|办公室|政府|国务院|委员会|厅|局|部|委))?` + datePattern + `\)?(?:印发|\([^)]{0,20}\))?$`)
	// numberLine is a line that is a document number and nothing else.
	numberLine = regexp.MustCompile(`^(?:(?:发文字号|文号|文件编号|字号)：)?(\p{Han}{2,16})[〔(]([0-9]{4})[〕)]第?([0-9]{1,4})号$`)
	// furnitureLine is a line of a web page or of a letterhead around the notice.
	furnitureLine = regexp.MustCompile(`^(?:索引号|主题分类|主题词|发文机关|发文机构|发文单位|成文日期|发文日期|印发日期|发布日期|发布时间|发布机构|生成日期|公开日期|更新时间|发文字号|文号|标题|名称|来源|信息来源|稿源|作者|责任编辑|编辑|字体|字号|大中小|打印|关闭|分享|首页|当前位置|您的位置|您现在的位置|浏览|阅读|点击|访问|扫一扫|有效性|公开方式|附件|相关|上一篇|下一篇|抄送|主办|承办|版权|关于我们|关于本站|网站|中央政府门户网站|中国政府网|返回|我要|收藏|视力保护|无障碍|语音|政务|〔(?:打印|关闭|字体|大|返回|我要)|https?：|www\.)`)
	// stampedDate is a date with a time of day, as web pages put it.
	stampedDate   = regexp.MustCompile(`^(?:日期：|时间：)?(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|` + datePattern + `)(?:[0-9]{1,2}(?:：[0-9]{2}|时)[0-9：分秒]*)?(?:来源.*|作者.*|编辑.*|字体.*|浏览.*)?$`)
	labelledDates = regexp.MustCompile(`(?:放假|上班|补班|调休)(?:时间|日期)：$`)
	titleLine     = regexp.MustCompile(`关于.+(?:通知|公告|通告|决定|函)`)
	inlineItem    = regexp.MustCompile(`[一二三四五六七八九十]{1,3}、(?:[^，。；：0-9]{2,24})：`)
)

const (
	maxTitle    = 160 // runes of a title over all its lines
	maxSentence = 4000
	ends        = "。；！？：" // what a line ends with that is not cut
)

// line is a physical line of folded text.
type line struct {
	mappedText
	blank bool // an empty line is above it
}

func physicalLines(t mappedText) []line {
	var out []line
	blank := false
	for i := 0; i <= len(t.r); {
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
		if len(out) == 0 {
			out = append(out, cloneRunes(l.mappedText))
			continue
		}
		prev := &out[len(out)-1]
		switch {
		case continuesLine(prev.r, l, s, body):
			prev.append(l.mappedText)
		case bareNumber.MatchString(s):
			// the number of a page
		default:
			body = body || startsBody(prev.r)
			out = append(out, cloneRunes(l.mappedText))
		}
	}
	return out
}

// startsBody reports whether a line stands at the beginning of a notice's body.
func startsBody(r []rune) bool {
	s := string(r[:min(len(r), maxTitle)])
	return addressee.MatchString(s) || itemStart.MatchString(s) && arranges(s) || announced.MatchString(s)
}

func cloneRunes(t mappedText) mappedText {
	var c mappedText
	c.append(t)
	return c
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
	case strings.ContainsRune(ends, prev[len(prev)-1]):
		return labelledDates.MatchString(p)
	case bareItem.MatchString(p):
		return true
	case itemStart.MatchString(s) && !brokenItem(prev, next.r), numberLine.MatchString(p), isFurniture(p) && !strings.HasPrefix(p, "标题："):
		return false
	case brokenPhrase(prev, next.r):
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
	if _, name, ok := strings.Cut(p, "、"); ok && body && itemStart.MatchString(p) && !hasVerb(name) && isFestivalList(name) {
		return false // a heading
	}
	return body || prev[0] == '各' || strings.ContainsAny(p, "，0123456789") || hasVerb(p)
}

// continuesLongLine is joins for text too long to be a title or a heading.
func continuesLongLine(prev []rune, next line, s string) bool {
	if len(prev) > maxSentence || strings.ContainsRune(ends, prev[len(prev)-1]) {
		return false
	}
	if itemStart.MatchString(s) && !brokenItem(prev, next.r) {
		return false
	}
	return brokenPhrase(prev, next.r) || !next.blank && !standsAlone(s)
}

// standsAlone reports whether a line is a closing date, a document number or
// page furniture.
func standsAlone(s string) bool {
	return closingLine.MatchString(s) || numberLine.MatchString(s) || isFurniture(s)
}

// brokenPhrase reports whether a line that ends with prev was cut in the middle of a
// phrase that next goes on with.
func brokenPhrase(prev, next []rune) bool {
	last := prev[len(prev)-1]
	if isDigit(last) && len(prev) < 4 && len(next) > 0 && !strings.ContainsRune("年月日天", next[0]) {
		return false
	}
	if isDigit(last) || strings.ContainsRune("，、至到(〔《和及与月年共", last) || strings.ContainsRune("，。、；：)〕》年月日至天", next[0]) {
		return true
	}
	pair := string([]rune{last, next[0]})
	for _, w := range []string{"星期", "期一", "期二", "期三", "期四", "期五", "期六", "期日", "放假", "调休", "补休", "公休", "补班", "上班", "照常", "正常", "农历"} {
		if pair == w {
			return true
		}
	}
	return openBracket(prev)
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
	for i := len(r) - 1; i >= max(0, len(r)-60); i-- {
		switch r[i] {
		case ')', '》':
			return false
		case '(', '《':
			return true
		}
	}
	return false
}

func isFurniture(s string) bool {
	return furnitureLine.MatchString(s) && !arranges(s) || stampedDate.MatchString(s) && !closingLine.MatchString(s)
}

// arranges reports whether s, titles in it left aside, has a verb of the trade.
func arranges(s string) bool {
	return hasVerb(titleLine.ReplaceAllString(citation.ReplaceAllString(s, ""), ""))
}
