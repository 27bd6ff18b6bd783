package noticetext

import "regexp"

var (
	// numberLine is a line that is a document number and nothing else, perhaps in brackets.
	numberLine   = regexp.MustCompile(`^\(?(?:(?:发文字号|文号|文件编号|字号)：)?(\p{Han}{2,16})[〔(]([0-9]{4})[〕)]第?([0-9]{1,4})号\)?$`)
	documentTail = regexp.MustCompile(`(?:^|通知|[^\p{Han}])([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼国][办政发函电明厅字规文传综令人社]{1,8})[〔(]([0-9]{4})[〕)]第?([0-9]{1,4})号$`)
)

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
