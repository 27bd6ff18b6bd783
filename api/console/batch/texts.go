package batch

import (
	"strconv"
	"strings"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/holidays"
)

// faults say why a cell was not read, and what to write instead.
var faults = map[spreadsheet.Fault]holidays.Text{
	spreadsheet.NotDate:   {ZH: "这不是日期。请写成 2026-04-14 这样。", EN: "this is no date. Please write it like 2026-04-14."},
	spreadsheet.Ambiguous: {ZH: "看不出哪个是年、月、日。请把年写在前面，如 2026-04-14。", EN: "year, month and day cannot be told apart. Please write the year first, like 2026-04-14."},
	spreadsheet.NoSuchDay: {ZH: "没有这一天。", EN: "there is no such day."},
	spreadsheet.NotSerial: {ZH: "这是一个数，不是日期。请写成 2026-04-14 这样。", EN: "this is a number and no date. Please write it like 2026-04-14."},
	spreadsheet.NotNumber: {ZH: "这里只写数字，如 5。", EN: "only a number can stand here, like 5."},
	spreadsheet.NotSpan:   {ZH: "这不是一段日子。请写成“2026-03-04至2026-03-06”；几段之间用分号。", EN: "this is no span of days. Please write it like 2026-03-04 to 2026-03-06, several with semicolons between."},
}

func cellFault(v *page.View, f spreadsheet.Fault) string { return v.In(faults[f]) }

// pointerField returns the field that a JSON Pointer begins with.
func pointerField(pointer string) string {
	field, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	return field
}

// resultHeadings stand above the columns that are put behind those of the table.
func resultHeadings(v *page.View) []string {
	if v.English() {
		return []string{"Due", "Weekday", "Working days left", "Light", "Provisional", "By", "Problem", "Explanation"}
	}
	return []string{"截止日", "星期", "剩余工作日", "灯", "暂定", "依据", "问题", "说明"}
}

// resultCells are the columns behind those of the table.
func (k *rowCounter) resultCells(dst []spreadsheet.Cell, r *rowResult) []spreadsheet.Cell {
	own := func(text string) spreadsheet.Cell { return spreadsheet.Cell{Text: text, Own: true} }
	if len(r.Bad) > 0 {
		bad := own(k.problemText(r))
		bad.Look = spreadsheet.Bad
		return append(dst, own(""), own(""), own(""), own(""), own(""), own(""), bad, own(""))
	}
	a, explanation := &r.Case.Answer, r.Case.Explain(k.v.Lang)
	due, weekday := spreadsheet.Cell{Date: a.Due}, own("")
	if a.Due.IsZero() {
		due = own(k.v.Words().Verdict(a))
	} else {
		weekday.Text = k.v.Weekday(a.Due)
	}
	light := own("")
	if st := r.Case.Standing; st != nil {
		light = spreadsheet.Cell{Text: k.v.Words().Light(st.Light), Own: true, Look: spreadsheet.Look(st.Light)}
	}
	provisional := own("")
	if a.Provisional() {
		provisional.Text = k.v.T("是", "yes")
	}
	return append(dst, due, weekday, own(leftNumber(r.Case.Standing)), light, provisional, own(k.v.Words().Citation(a.Rule)), own(""), own(explanation.Cell()))
}

// leftNumber is the number of working days left, below zero if the day is past, and
// nothing for what is done.
func leftNumber(s *deadlines.Standing) string {
	switch {
	case s == nil, s.State == deadlines.Done, s.State == deadlines.DoneLate:
		return ""
	case s.Late:
		return strconv.Itoa(-s.WorkingDaysOver)
	}
	return strconv.Itoa(s.WorkingDaysLeft)
}

// problemText tells all that is wrong with a row, each with the column it stands in.
func (k *rowCounter) problemText(r *rowResult) string {
	var out []string
	for _, b := range r.Bad {
		text := b.Text
		if b.Column >= 0 {
			text = k.columnName(b.Column) + k.v.T("：", ": ") + text
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// columnName names a column as people know it: by its letter, and its heading.
func (k *rowCounter) columnName(column int) string { return columnName(k.v, k.headings, column) }

func columnName(v *page.View, headings spreadsheet.Row, column int) string {
	letter := spreadsheet.Letter(column)
	if h := clip(headings.Cell(column), 40); h != "" {
		return v.T(letter+" 列“"+h+"”", "column "+letter+" “"+h+"”")
	}
	return v.T(letter+" 列", "column "+letter)
}

// clip cuts a text that is long.
func clip(s string, most int) string {
	r := []rune(s[:min(len(s), 4*most+4)])
	if len(r) <= most {
		return strings.ToValidUTF8(s, "�")
	}
	return strings.ToValidUTF8(string(r[:most]), "�") + "…"
}
