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

// ruleOf returns the rule of a row, or nil and notes why there is none.
func (k *rowCounter) ruleOf(r *rowResult) *deadlines.Rule {
	if k.Rule != nil {
		return k.Rule
	}
	in := k.District
	if s := k.value(r, roleDistrict); s != "" {
		if in = k.names.district(s); in == nil {
			r.fail(k.Columns[roleDistrict], k.v.T("没有这个区县的规则。可以写："+k.names.districts(k.v), "there are no rules of this district. There are: "+k.names.districts(k.v)))
			return nil
		}
	}
	name := k.value(r, roleRule)
	if name == "" {
		r.fail(k.Columns[roleRule], k.v.T("没有写是什么事项。", "the matter is missing."))
		return nil
	}
	found := k.names.rule(name, in)
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) > 1:
		r.fail(k.Columns[roleRule], k.v.T("几个区县都有这件事项。请选定区县，加一列区县，或改写规则编号，如 "+found[0].ID+"。",
			"several districts have this matter. Please choose a district, add a column for it, or write the rule's id, such as "+found[0].ID+"."))
	case in != nil && len(k.names.rule(name, nil)) > 0:
		r.fail(k.Columns[roleRule], k.v.T(k.v.In(in.Name)+"没有这件事项。", k.v.In(in.Name)+" has no such matter."))
	default:
		r.fail(k.Columns[roleRule], k.v.T("没有这件事项。请照“规则”页上的名称或编号写。", "there is no such matter. Please write its title or id as on the page “Rules”."))
	}
	return nil
}

// districts names those that there are.
func (n ruleNames) districts(v *page.View) string {
	out := ""
	for i, j := range n.cat.Jurisdictions {
		if i > 0 {
			out += v.T("、", "; ")
		}
		out += v.In(j.Name)
	}
	return out + v.T("。", ".")
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
