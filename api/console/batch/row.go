package batch

import (
	"math"

	"shixian/api/answers"
	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// rowCounter answers the rows of a table, all by one table of calendars.
type rowCounter struct {
	answers  Answers
	v        *page.View
	names    ruleNames
	calendar *holidays.Table
	look     deadlines.Look
	mapping
	date1904 bool
	headings spreadsheet.Row
}

// rowResult is what became of a row.
type rowResult struct {
	spreadsheet.Row
	Case answers.Case
	Bad  []badCell // empty if the row was answered
}

// badCell is what is wrong with a cell; column -1 stands for the row.
type badCell struct {
	Column int
	Text   string
}

// count answers a row. What is wrong with one cell does not keep the others from
// being looked at.
func (k *rowCounter) count(row spreadsheet.Row) rowResult {
	out := rowResult{Row: row}
	q := deadlines.Question{}
	rule := k.ruleOf(&out)
	if rule != nil {
		q.Rule = rule.ID
		if rule.Shape == deadlines.Quota {
			out.fail(k.Columns[roleRule], k.v.T("这件事项要看今年已经用了几次，表格里没有。请在“时限计算”页逐件算。",
				"this matter depends on how often it took place this year, which the table does not say. Please count it on the page “Deadline”."))
		}
	}
	look := k.look
	if rule == nil || rule.Shape != deadlines.Threshold {
		q.Trigger = k.date(&out, roleTrigger, true)
	}
	k.amount(&out, &q, rule)
	q.Suspended = k.suspended(&out)
	look.Done = k.date(&out, roleDone, false)
	if len(out.Bad) > 0 {
		return out
	}
	var err error
	out.Case, err = k.answers.Case(k.calendar, &q, look)
	if err != nil && (out.Case.Answer.Rule == nil || !look.Done.IsZero()) {
		k.refused(&out, err)
	}
	return out
}

func (r *rowResult) fail(column int, text string) { r.Bad = append(r.Bad, badCell{column, text}) }

// value returns what a row has for a role; what stands for nothing is "".
func (k *rowCounter) value(r *rowResult, of role) string {
	s := r.Cell(k.Columns[of])
	switch s {
	case "-", "—", "——", "/", "无", "未办结", "未完成", "none":
		if of != roleTrigger && of != roleRule {
			return ""
		}
	}
	return s
}

// date reads the date of a role. One that is needed is noted if it is missing.
func (k *rowCounter) date(r *rowResult, of role, needed bool) holidays.Date {
	s := k.value(r, of)
	if s == "" {
		if needed {
			r.fail(k.Columns[of], k.v.T("没有写日期。", "the date is missing."))
		}
		return holidays.Date{}
	}
	d, fault := spreadsheet.ReadDate(s, k.date1904)
	if fault != "" {
		r.fail(k.Columns[of], cellFault(k.v, fault))
	}
	return d
}

// amount reads another limit, or the length of a threshold.
func (k *rowCounter) amount(r *rowResult, q *deadlines.Question, rule *deadlines.Rule) {
	s := k.value(r, roleAmount)
	if s == "" {
		if rule != nil && rule.Shape == deadlines.Threshold {
			r.fail(k.Columns[roleAmount], k.v.T("没有写多少天。", "the number of days is missing."))
		}
		return
	}
	n, fault := spreadsheet.ReadNumber(s)
	switch {
	case fault != "":
		r.fail(k.Columns[roleAmount], cellFault(k.v, fault))
	case rule != nil && rule.Shape == deadlines.Threshold:
		q.Days, q.HasDays = n, true
	case n != math.Trunc(n) || n < 1 || n > deadlines.MaxAmount:
		q.Amount = -1 // which counting refuses as out of range
	default:
		q.Amount = int(n)
	}
}

// suspended reads the spans of a cell, or the two ends of one.
func (k *rowCounter) suspended(r *rowResult) []holidays.Span {
	from, to := k.value(r, roleSuspended), k.value(r, roleSuspendedTo)
	if from == "" && to == "" {
		return nil
	}
	if to != "" {
		s := holidays.Span{From: k.date(r, roleSuspended, true), To: k.date(r, roleSuspendedTo, true)}
		return []holidays.Span{s}
	}
	spans, fault := spreadsheet.ReadSpans(from, k.date1904)
	if fault != "" {
		r.fail(k.Columns[roleSuspended], cellFault(k.v, fault))
	}
	return spans
}

// refused notes what counting says against a row, at the cell that it speaks of.
func (k *rowCounter) refused(r *rowResult, err error) {
	wrong := problem.Of(err, k.v.Lang)
	column := -1
	for _, e := range wrong.Errors {
		switch pointerField(e.Pointer) {
		case "trigger":
			column = k.Columns[roleTrigger]
		case "amount", "days":
			column = k.Columns[roleAmount]
		case "suspended":
			column = k.Columns[roleSuspended]
		case "done":
			column = k.Columns[roleDone]
		case "rule", "calendar":
			column = k.Columns[roleRule]
		}
	}
	r.fail(column, wrong.Detail)
}
