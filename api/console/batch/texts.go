package batch

import (
	"strconv"
	"strings"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/api/console/question"
	"shixian/deadlines"
	"shixian/holidays"
)

// faults say why a cell was not read, and what to write instead.
var faults = map[spreadsheet.Fault]holidays.Text{
	spreadsheet.NotDate:      {ZH: "这不是日期。请写成 2026-04-14 这样。", EN: "this is no date. Please write it like 2026-04-14."},
	spreadsheet.Ambiguous:    {ZH: "看不出哪个是年、月、日。请把年写在前面，如 2026-04-14。", EN: "year, month and day cannot be told apart. Please write the year first, like 2026-04-14."},
	spreadsheet.CutZero:      {ZH: "表格会去掉末尾的 0，看不出是 3 号还是 30 号这样的日子。请写成 2026-09-03 这样。", EN: "spreadsheets drop a final 0, so that the 3rd and the 30th look the same. Please write it like 2026-09-03."},
	spreadsheet.NoYear:       {ZH: "是哪一年？请写上年份，如 2026-04-14。", EN: "which year? Please write it, like 2026-04-14."},
	spreadsheet.NoSuchDay:    {ZH: "没有这一天。", EN: "there is no such day."},
	spreadsheet.WrongWeekday: {ZH: "这一天不是所写的星期几。请看日期写得对不对。", EN: "the day is not the weekday that is written. Please check the date."},
	spreadsheet.NotSerial:    {ZH: "这是一个数，不是日期。请写成 2026-04-14 这样。", EN: "this is a number and no date. Please write it like 2026-04-14."},
	spreadsheet.NotNumber:    {ZH: "这里只写数字，如 5。", EN: "only a number can stand here, like 5."},
	spreadsheet.NotSpan:      {ZH: "这不是一段日子。请写成“2026-03-04至2026-03-06”；几段之间用分号。", EN: "this is no span of days. Please write it like 2026-03-04 to 2026-03-06, several with semicolons between."},
}

// cellFault says what is wrong with what a cell says.
func cellFault(v *page.View, f spreadsheet.Fault, cell string) string {
	quoted := "“" + page.Clip(cell, 20) + "”"
	return v.T(quoted+"："+v.In(faults[f]), quoted+": "+v.In(faults[f]))
}

// resultHeadings stand above the columns that are put behind those of the table.
func resultHeadings(lang string) []string {
	if lang == holidays.English {
		return []string{"Due", "Weekday", "Working days left", "Light", "Provisional", "By", "Problem", "Explanation"}
	}
	return []string{"截止日", "星期", "剩余工作日", "灯", "暂定", "依据", "问题", "说明"}
}

// resultCells are the columns behind those of the table.
func (k *rowCounter) resultCells(dst []spreadsheet.Cell, r *rowResult) []spreadsheet.Cell {
	none := spreadsheet.Own("")
	switch {
	case r.Skipped != "":
		return dst
	case !r.answered():
		bad := spreadsheet.Own(k.problemText(r))
		bad.Look = spreadsheet.Bad
		return append(dst, none, none, none, none, none, none, bad, none)
	}
	a, explanation, weekday, provisional := &r.Case.Answer, r.Case.Explain(k.v.Lang), none, none
	if !a.Due.IsZero() {
		weekday.Text = k.v.Weekday(a.Due)
	}
	if a.Provisional() {
		provisional.Text = k.v.T("是", "yes")
	}
	due, light := question.Cells(k.v, &r.Case)
	return append(dst, due, weekday, spreadsheet.Own(leftNumber(r.Case.Standing)), light, provisional,
		spreadsheet.Own(k.v.Words().Citation(a.Rule)), none, spreadsheet.Own(explanation.Cell()))
}

// leftNumber is the number of working days left, below zero if the day is past, and
// nothing for what was done in time or with no working day in between.
func leftNumber(s *deadlines.Standing) string {
	switch {
	case s == nil, s.State == deadlines.Done, s.State == deadlines.DoneLate && s.WorkingDaysOver == 0:
		return ""
	case s.Late:
		return strconv.Itoa(-s.WorkingDaysOver)
	}
	return strconv.Itoa(s.WorkingDaysLeft)
}

// problemText tells all that is wrong with a row, each with the column it stands in.
func (k *rowCounter) problemText(r *rowResult) string {
	var out []string
	if r.Asked != "" {
		return k.v.T("等您在页面上回答：", "Waits for an answer on the page: ") + r.Asked
	}
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
func (k *rowCounter) columnName(column int) string {
	letter := spreadsheet.Letter(column)
	if h := page.Clip(oneLine(k.Headings[column]), 40); h != "" {
		return k.v.T(letter+" 列“"+h+"”", "column "+letter+" “"+h+"”")
	}
	return k.v.T(letter+" 列", "column "+letter)
}

// oneLine takes the line breaks out of a heading.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
