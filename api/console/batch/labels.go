package batch

import (
	"strings"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/deadlines"
)

func (m *model) columnHeading(v *page.View, column int) string {
	if h := page.Clip(oneLine(m.Map.Headings[column]), 40); h != "" {
		return h
	}
	return v.T(spreadsheet.Letter(column)+" 列", "Column "+spreadsheet.Letter(column))
}

// guessText says where the table came from and what to check.
func (m *model) guessText(v *page.View) string {
	from := v.T("粘贴的表格", "What was pasted")
	if m.Source != "" {
		from = v.T("“"+page.Clip(m.Source, 60)+"”", "“"+page.Clip(m.Source, 60)+"”")
	}
	if m.Table.Sheet != "" {
		from += v.T("，工作表“"+page.Clip(m.Table.Sheet, 40)+"”", ", sheet “"+page.Clip(m.Table.Sheet, 40)+"”")
	}
	rows := max(0, len(m.Table.Rows)-m.Map.Header-1)
	return from + v.N(rows, "，{} 行。请看各列选得对不对；不对就改，再算一次。", ", {} row{s}. Please check the columns; change what is wrong, and count again.")
}

// rowHint is a few words of a row, to tell it by.
func (m *model) rowHint(row spreadsheet.Row) string {
	for i := range row.Cells {
		if s := row.Cell(i); s != "" {
			return " · " + page.Clip(s, 16)
		}
	}
	return ""
}

// missing reports whether a column is needed and not chosen.
func (m *model) missing(of role) bool {
	if m.Map.Columns[of] >= 0 {
		return false
	}
	threshold := m.Map.Rule != nil && m.Map.Rule.Shape == deadlines.Threshold
	switch of {
	case roleRule:
		return m.Map.Rule == nil
	case roleTrigger:
		return !threshold
	case roleAmount:
		return threshold
	}
	return false
}

func (m *model) missingText(v *page.View, of role) string {
	if of == roleRule {
		return v.T("请选出写着事项的列，或在下面选“所有行都是这件事项”。", "Please choose the column of the matter, or one matter for all rows below.")
	}
	return v.T("请选出这一列。", "Please choose this column.")
}

// firstText says which rows the page shows.
func (m *model) firstText(v *page.View) string {
	switch n := m.Result.Matching; {
	case n > shownRows:
		return v.N(shownRows, "前 {} 行，共 "+page.Itoa(n)+" 行", "The first {} of "+page.Itoa(n)+" rows")
	case m.Result.Show != shownAll:
		return v.N(n, "选出的 {} 行", "The {} row{s} chosen")
	default:
		return v.N(n, "全部 {} 行", "All {} row{s}")
	}
}

var skippedKinds = []page.Choice{
	page.ChoiceOf(string(skippedTotal), "合计", "totals"), page.ChoiceOf(string(skippedNote), "附注", "notes"),
	page.ChoiceOf(string(skippedHeading), "重复的标题", "repeated headings"), page.ChoiceOf(string(skippedBlank), "只有一格的行", "rows of one cell"),
	page.ChoiceOf(string(skippedGroup), "分组标题", "headings of groups"), page.ChoiceOf(string(skippedAsTold), "您说不用算的", "those you said not to count"),
}

// skippedText tells which rows were passed over, "" if none was.
func (b *outcome) skippedText(v *page.View) string {
	var out []string
	for _, kind := range skippedKinds {
		if lines := b.Skipped[skipped(kind.Value)]; len(lines) > 0 {
			out = append(out, v.N(len(lines), v.Name(kind)+" {} 行", "{} "+v.Name(kind))+linesText(v, lines))
		}
	}
	if b.Empty > 0 {
		out = append(out, v.N(b.Empty, "空行 {} 行", "{} empty row{s}"))
	}
	if len(out) == 0 {
		return ""
	}
	return v.T("跳过没有算：", "Passed over: ") + strings.Join(out, v.T("；", "; ")) + v.T("。", ".")
}

// linesText names rows.
func linesText(v *page.View, lines []int) string {
	var out []string
	for _, n := range lines[:min(len(lines), shownLines)] {
		out = append(out, page.Itoa(n))
	}
	list := strings.Join(out, v.T("、", ", "))
	if len(lines) > shownLines {
		list += "…"
	}
	return v.T("（第 "+list+" 行）", " (row "+list+")")
}

// districtText asks for the district of rows that name none.
func (r *rowsOf) districtText(v *page.View) string {
	return v.N(r.Rows, "“"+r.Word+"”等 {} 行没有写区县，几个区县都有这件事项。是哪个区县？请选", "“"+r.Word+"” and others ({} row{s}) name no district, and several have this matter. Which one?")
}

// text asks for the year.
func (q *yearQuestion) text(v *page.View) string {
	return v.N(q.Rows, "“"+q.Word+"”等 {} 行的日期没有写年份，是哪一年？", "“"+q.Word+"” and others ({} row{s}) have no year. Which year?")
}

// text asks which matter a word means.
func (q *matterQuestion) text(v *page.View) string {
	where := ""
	if q.District != nil {
		where = v.T(v.In(q.District.Name)+"，", v.In(q.District.Name)+", ")
	}
	return v.N(q.Rows, "“"+q.Word+"”（"+where+"{} 行）是哪一件？", "“"+q.Word+"” ("+where+"{} row{s}): which matter?")
}

// ruleText names a rule to choose, with its district if that is open.
func (q *matterQuestion) ruleText(v *page.View, r *deadlines.Rule) string {
	if q.District == nil {
		return v.In(r.Jurisdiction.Name) + " · " + v.In(r.Title)
	}
	return v.In(r.Title)
}

// years are those to choose from, the likeliest first.
func (m *model) years() []int {
	y := m.Today.Year()
	return []int{y, y - 1, y + 1, y - 2}
}

// filters are the kinds of rows to look at.
func (m *model) filters() []page.Choice {
	out := []page.Choice{
		page.ChoiceOf(string(shownAll), "全部", "all"), page.ChoiceOf(string(deadlines.Red), "红灯", "red"), page.ChoiceOf(string(deadlines.Yellow), "黄灯", "yellow"),
		page.ChoiceOf(string(deadlines.Green), "绿灯", "green"), page.ChoiceOf(string(shownBad), "有问题的", "problems"),
	}
	if m.Result.Asked > 0 {
		out = append(out, page.ChoiceOf(string(shownAsked), "等您回答的", "waiting"))
	}
	return out
}

// fileText says what the file to download holds.
func (m *model) fileText(v *page.View) string {
	guard := v.T("CSV 里以 = + - @ 开头的内容，前面加一个单引号，以免被当成公式。", "In CSV, what begins with = + - @ gets an apostrophe before it, so that it is not taken for a formula.")
	if m.Table.Editable() {
		return v.T("下载的就是您的工作簿：各工作表、合并的标题、格式、公式和筛选都不变，右边添上结果各列。", "The XLSX is your workbook: its sheets, merged titles, formats, formulas and filters as they were, with our columns at the right. ") + guard
	}
	return v.T("下载的文件里有全部的行和列。", "The file has all rows and columns. ") + guard
}
