package batch

import (
	"regexp"
	"slices"
	"strings"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/holidays"
)

// unreadColumns are the columns that may tell of a suspension, or of a limit, and have no
// role. What they say is not counted, and so has to be asked about.
type unreadColumns struct{ resumed, spans, remarks, limits []int }

var (
	resumedHeading = regexp.MustCompile(`恢复|resum`)
	spanHeading    = regexp.MustCompile(paused + `|退回`)
	limitHeading   = regexp.MustCompile(`限|要求|约定|商定|limit`)
	remarkHeading  = regexp.MustCompile(`备注|说明|附注|情况|进展|进度|过程|状态|结果|意见|批示|remark|note|comment|status|progress|result`)
	toldSpan       = regexp.MustCompile(`(?i)` + paused + `|` + ended)
	toldNone       = regexp.MustCompile(`(?i)(未曾?|尚未|从未|无|无需|无须|没有?|不|不予|不需要?|不用|不必|not |no |never )(予以|进行)?(` + paused + `|` + ended + `)`)
	saysNo         = regexp.MustCompile(`^([×✗✘xn]|no|false|[未否没不]|[无不未]需要?|(材料)?齐全)$`)
)

// paused are the words of what stops a count, moves its day, or begins it anew; ended those of
// what is not to be counted any more, or from another day.
const (
	paused = `中止|暂停|暂缓|停办|挂起|中断|延期|顺延|延长|延后|延至|推迟|改期|改至|宽限|补正|补件|退件|退文|退回(补|修|重|原?来?文?单位)|不全.{0,4}退回|^已?退回$|重新[收受报送发]|[再二]次[收受送]|最后一次收|暂不|缓办|扣除|停计|停表|止计|剔除|不计(?:[^名较成息其]|$)|应为|更正|写错|[登记填写]有误|suspen|paus|on ?hold|postpon|exten[ds]|defer`
	ended  = `终止|撤回|撤销|作废|搁置|冻结|补齐|补(充|报|送|交)?(材料|附件)|实际?收[^份件]{0,6}\d{1,2}[-月./]|实际[^份件]{0,6}\d{1,2}[日号][^份件]{0,4}收|\d[日号](才|方)?(收到|收文|收悉|签收)([来原文件函,，。;；)）]|纸质|正式|$)|withdr|cancel`
)

// limitRemark is what a remark says of another limit than the rule's.
var limitRemark = regexp.MustCompile(`(` + byAgreement + `|另行|时限|期限|限|要求|请于).{0,6}?[0-9一二两三四五六七八九十]+个?(工作日|自然日|天|日|号|月)|[0-9][日号](之前|以前|前)(回复|反馈|答复|办结|完成|报)`)

// keptLimit is that something was done before some day.
var keptLimit = regexp.MustCompile(`已[于在]?[0-9年月日号.]+(之前|以前|前)(回复|反馈|答复|办结|完成|报)`)

// isNothing reports whether a cell says that there is nothing to say.
func isNothing(s string) bool {
	return slices.Contains(nothing, s) || saysNo.MatchString(plain(s)) || toldNone.MatchString(s) && toldNone.ReplaceAllString(s, "") == ""
}

func (m *mapping) unread() unreadColumns {
	var out unreadColumns
	for c, h := range m.Headings[:m.Own] {
		key := heading(h)
		switch {
		case slices.Contains(m.Columns[:], c):
		case resumedHeading.MatchString(key):
			out.resumed = append(out.resumed, c)
		case spanHeading.MatchString(key):
			out.spans = append(out.spans, c)
		case limitHeading.MatchString(key) && !otherLimits.MatchString(key):
			out.limits = append(out.limits, c)
		case remarkHeading.MatchString(key):
			out.remarks = append(out.remarks, c)
		}
	}
	return out
}

// suspended reads the spans of a cell, or the two ends of one.
func (k *rowCounter) suspended(r *rowResult, start holidays.Date) []holidays.Span {
	from, to := k.value(r, roleSuspended), k.value(r, roleSuspendedTo)
	k.askUnread(r, start, from, to)
	switch {
	case from == "" && to == "":
		return nil
	case from == "":
		k.lacks(r, roleSuspended, "没有写日期。", "the date is missing.")
		return nil
	case to != "":
		first := k.near(r, roleSuspended, start)
		return []holidays.Span{{From: first, To: k.near(r, roleSuspendedTo, first)}}
	}
	spans, fault := k.reader.Spans(from, start)
	switch {
	case fault == spreadsheet.NoYear && start.IsZero():
		return nil // what is wrong with that day is told, or asked
	case fault != "":
		r.fail(k.Columns[roleSuspended], cellFault(k.v, fault, from))
	case k.halfSpan() && k.oneDay(from, start):
		r.fail(max(k.Columns[roleSuspendedTo], k.Columns[roleSuspended]), k.v.T("“"+page.Clip(from, 20)+"”：没有写中止的最后一天；只停一天的，写成“2026-03-04至2026-03-04”。",
			"“"+page.Clip(from, 20)+"”: the last day of the suspension is missing; a single day is written “2026-03-04 to 2026-03-04”."))
	}
	return spans
}

// wholeHeading are headings of spans: below others, a single day may be the first.
var wholeHeading = regexp.MustCompile(`期间|时段|区间`)

// oneDay reports whether a cell holds one day, and no span of one.
func (k *rowCounter) oneDay(cell string, start holidays.Date) bool {
	_, fault := k.reader.From(cell, start)
	return fault == ""
}

// halfSpan reports whether the column of spans may hold first days.
func (k *rowCounter) halfSpan() bool {
	return k.Columns[roleSuspendedTo] >= 0 || !wholeHeading.MatchString(heading(k.Headings[k.Columns[roleSuspended]]))
}

// withFigure is what a column says of another suspension than the one that is read: not why, but
// when, or for how long.
var withFigure = regexp.MustCompile(`\d+ ?[-/.年月日天]`)

// askUnread asks about what a row tells of a suspension in a column that is not read.
func (k *rowCounter) askUnread(r *rowResult, start holidays.Date, from, to string) {
	told := func(columns []int, if_ func(string) bool) {
		for _, c := range columns {
			if s := r.Cell(c); s != "" && s != "0" && !isNothing(s) && if_(s) {
				r.fail(c, k.v.T("“"+page.Clip(s, 30)+"”没有算进去。时限中止过的，请在“中止期间”一列写明第一天和最后一天，如 2026-03-04至2026-03-06；日子或时限改了的，请改那一格。",
					"“"+page.Clip(s, 30)+"” was not counted. If the time was suspended, please write the first and the last day into a column “Suspended”, like 2026-03-04 to 2026-03-06; if a day or a limit was changed, change it in its cell."))
			}
		}
	}
	always := func(string) bool { return true }
	if to == "" {
		told(k.unread.resumed, always)
	}
	told(k.unread.spans, func(s string) bool { return from == "" && to == "" || withFigure.MatchString(s) })
	if from == "" && to == "" {
		_, month, day := start.Civil()
		known := page.Itoa(int(month)) + "月" + page.Itoa(day) + "日" // that it came on the very day
		told(k.unread.remarks, func(s string) bool {
			return toldSpan.MatchString(toldNone.ReplaceAllString(strings.ReplaceAll(s, known, ""), ""))
		})
	}
}
