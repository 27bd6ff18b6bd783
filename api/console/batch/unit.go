package batch

import (
	"regexp"
	"strings"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/api/console/question"
	"shixian/deadlines"
)

// lengthRank is the rank of headings that give a length for rules that ask for one, and
// no limit of others: 天数.
const lengthRank = 2

var unit = regexp.MustCompile(`^(?:单位:)?((?:个)?(?:工作日|自然日|日历日|天|日|月|年)|(?:working|business|calendar)?days?)$`)

// inUnit returns a limit as a bare number if it is in the rule's unit, by the cell or by
// the heading; else as it stands.
func (k *rowCounter) inUnit(cell string, rule *deadlines.Rule) string {
	of := rule.Unit
	if rule.Shape == deadlines.Threshold {
		of = deadlines.CalDay
	}
	if withoutUnit(cell) == plain(cell) {
		cell += headingUnit(k.Headings[k.Columns[roleAmount]])
	}
	return question.Number(cell, of)
}

// headingUnit returns the unit that a heading has in parentheses, or "".
func headingUnit(text string) string {
	_, in, found := strings.Cut(plain(text), "(")
	if !found {
		return ""
	}
	m := unit.FindStringSubmatch(strings.TrimRight(in, ")"))
	if m == nil {
		return ""
	}
	return m[1]
}

var unitBehind = regexp.MustCompile(`个?(工作日|自然日|日历日|天|日|月|年)((之|以)?内)?$|(working|business|calendar)?days?$`)

// withoutUnit takes a unit off a text.
func withoutUnit(s string) string { return unitBehind.ReplaceAllString(plain(s), "") }

// unitText says what to write for a limit.
func unitText(v *page.View, rule *deadlines.Rule) string {
	switch {
	case rule.Shape == deadlines.Threshold || rule.Unit == deadlines.CalDay:
		return v.T("这里只写天数，如 5。", "only a number of days can stand here, like 5.")
	case rule.Unit == deadlines.WorkingDay:
		return v.T("这件事项按工作日算，请只写数字，如 5；按天算的时限请先商定工作日数。", "this matter counts working days; only a number can stand here, like 5.")
	}
	return v.In(faults[spreadsheet.NotNumber])
}
