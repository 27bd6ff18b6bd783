package noticetext

import "regexp"

var (
	pageNumber = regexp.MustCompile(`^(?:-{1,2}[0-9]{1,3}-{1,2}|第[0-9]{1,3}页(?:共[0-9]{1,3}页)?|[0-9]{1,3}/[0-9]{1,3})$`)
	bareNumber = regexp.MustCompile(`^[0-9]{1,3}$`)
	// furnitureLine is a line of a web page or of a letterhead around the notice.
	furnitureLine = regexp.MustCompile(`^(?:索引号|主题分类|主题词|发文机关|发文机构|发文单位|成文日期|发文日期|印发日期|发布日期|发布时间|发布机构|生成日期|公开日期|更新时间|发文字号|文号|标题|名称|来源|信息来源|稿源|作者|责任编辑|编辑|字体|字号|大中小|打印|关闭|分享|首页|当前位置|您的位置|您现在的位置|浏览|阅读|点击|访问|扫一扫|有效性|公开方式|附件|相关|上一篇|下一篇|抄送|主办|承办|版权|关于我们|关于本站|网站|中央政府门户网站|中国政府网|返回|我要|收藏|视力保护|无障碍|语音|政务|〔(?:打印|关闭|字体|大|返回|我要)|https?：|www\.)`)
	// stampedDate is a date with a time of day, as web pages put it.
	stampedDate = regexp.MustCompile(`^(?:日期：|时间：)?(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|` + datePattern + `)(?:[0-9]{1,2}(?:：[0-9]{2}|时)[0-9：分秒]*)?(?:来源.*|作者.*|编辑.*|字体.*|浏览.*)?$`)
)

// standsAlone reports whether a line is a closing date, a document number or
// page furniture.
func standsAlone(s string) bool {
	return closingLine.MatchString(s) || numberLine.MatchString(s) || isFurniture(s)
}

func isFurniture(s string) bool {
	return furnitureLine.MatchString(s) && !arranges(s) || stampedDate.MatchString(s) && !closingLine.MatchString(s)
}

// arranges reports whether s, titles in it left aside, has a verb of the trade.
func arranges(s string) bool {
	return hasVerb(titleLine.ReplaceAllString(citation.ReplaceAllString(s, ""), ""))
}
