package batch

import (
	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/holidays"
)

// outcome is what became of a table: the sums, and the rows that the page shows.
type outcome struct {
	Revision           int64
	At                 holidays.Date
	Answered, Problems int
	Provisional        int
	Lights             map[deadlines.Light]int
	First              []shownRow
	Troubled           []shownRow // with problems, and not among the first
}

// The bounds of what the page shows; the file to download has everything.
const (
	shownRows     = 200
	shownTroubled = 100
	shownColumns  = 20
	shownText     = 80 // characters of a cell
)

// shownRow is a row on the page.
type shownRow struct {
	Line  int
	Cells []shownCell
	// Problem is what is wrong with the row where no cell shown is at fault; Bad says
	// that something is.
	Problem string
	Bad     bool

	Due, Weekday, Left, Light, By string
	Lamp                          deadlines.Light
	Provisional                   bool
}

// shownCell is a cell as it was, and what is wrong with it.
type shownCell struct{ Text, Bad string }

// add counts a row in.
func (b *outcome) add(k *rowCounter, r *rowResult) {
	if b.Lights == nil {
		b.Lights = map[deadlines.Light]int{}
	}
	if len(r.Bad) > 0 {
		b.Problems++
	} else {
		b.Answered++
		if r.Case.Answer.Provisional {
			b.Provisional++
		}
		if st := r.Case.Standing; st != nil {
			b.Lights[st.Light]++
		}
	}
	switch {
	case len(b.First) < shownRows:
		b.First = append(b.First, k.shown(r))
	case len(r.Bad) > 0 && len(b.Troubled) < shownTroubled:
		b.Troubled = append(b.Troubled, k.shown(r))
	}
}

// shown makes a row ready for the page.
func (k *rowCounter) shown(r *rowResult) shownRow {
	out := shownRow{Line: r.Line, Bad: len(r.Bad) > 0}
	for i := range min(len(r.Cells), shownColumns) {
		out.Cells = append(out.Cells, shownCell{Text: clip(r.Cells[i], shownText)})
	}
	for _, bad := range r.Bad {
		if bad.Column < 0 || bad.Column >= shownColumns {
			out.Problem += k.problemText(&rowResult{Bad: []badCell{bad}}) + " "
			continue
		}
		for len(out.Cells) <= bad.Column {
			out.Cells = append(out.Cells, shownCell{})
		}
		out.Cells[bad.Column].Bad = bad.Text
	}
	if out.Bad {
		return out
	}
	cells := k.resultCells(nil, r)
	out.Due, out.Weekday, out.Left, out.Light, out.By = cells[0].Text, cells[1].Text, cells[2].Text, cells[3].Text, cells[5].Text
	out.Provisional = r.Case.Answer.Provisional
	if d := cells[0].Date; !d.IsZero() {
		out.Due = d.String()
	}
	if st := r.Case.Standing; st != nil {
		out.Lamp, out.Left = st.Light, leftWords(k.v, st)
	}
	return out
}

// leftWords says how much time is left.
func leftWords(v *page.View, st *deadlines.Standing) string {
	switch {
	case st.State == deadlines.Done:
		return v.T("已按时办结", "done in time")
	case st.State == deadlines.DoneLate:
		return v.N(st.WorkingDaysOver, "已办结，逾期 {} 天", "done, {} day{s} late")
	case st.Late:
		return v.N(st.WorkingDaysOver, "逾期 {} 天", "{} day{s} overdue")
	}
	return v.N(st.WorkingDaysLeft, "剩 {} 天", "{} day{s} left")
}

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
