package batch

import (
	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/deadlines"
)

// shownHeadings are the headings of the columns that the page shows.
func (m *model) shownHeadings(v *page.View) []string {
	var out []string
	for i := range min(m.Table.Width, shownColumns) {
		out = append(out, m.columnHeading(v, i))
	}
	return out
}

func (m *model) columnHeading(v *page.View, column int) string {
	var headings spreadsheet.Row
	if m.Map.Header >= 0 {
		headings = m.Table.Rows[m.Map.Header]
	}
	if h := clip(headings.Cell(column), 40); h != "" {
		return h
	}
	return v.T(spreadsheet.Letter(column)+" 列", "Column "+spreadsheet.Letter(column))
}

// guessText says where the table came from and what to check.
func (m *model) guessText(v *page.View) string {
	from := v.T("粘贴的表格", "What was pasted")
	if m.Source != "" {
		from = v.T("“"+clip(m.Source, 60)+"”", "“"+clip(m.Source, 60)+"”")
	}
	if m.Table.Sheet != "" {
		from += v.T("，工作表“"+clip(m.Table.Sheet, 40)+"”", ", sheet “"+clip(m.Table.Sheet, 40)+"”")
	}
	rows := max(0, len(m.Table.Rows)-m.Map.Header-1)
	return from + v.N(rows, "，{} 行。请看各列选得对不对；不对就改，再算一次。", ", {} row{s}. Please check the columns; change what is wrong, and count again.")
}

// rowHint is a few words of a row, to tell it by.
func (m *model) rowHint(row spreadsheet.Row) string {
	for i := range row.Cells {
		if s := row.Cell(i); s != "" {
			return " · " + clip(s, 16)
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

func (m *model) firstText(v *page.View) string {
	rows := max(0, len(m.Table.Rows)-m.Map.Header-1)
	if rows <= shownRows {
		return v.N(rows, "全部 {} 行", "All {} row{s}")
	}
	return v.N(shownRows, "前 {} 行，共 "+page.Itoa(rows)+" 行", "The first {} of "+page.Itoa(rows)+" rows")
}
