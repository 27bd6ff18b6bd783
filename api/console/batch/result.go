package batch

import (
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// outcome is what became of a table: the sums, and the rows that the page shows.
type outcome struct {
	Revision           int64
	Position           string
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
	// Problem is what is wrong with the row if no cell shown is at fault; Bad says
	// that something is.
	Problem string
	Bad     bool

	Due, Weekday, Left, Light, By string
	Lamp                          deadlines.Light
	Provisional                   bool
	Explanation                   []explain.Line
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
		if r.Case.Answer.Provisional() {
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
	out.Explanation = r.Case.Explain(k.v.Lang).Lines
	out.Provisional = r.Case.Answer.Provisional()
	if d := cells[0].Date; !d.IsZero() {
		out.Due = d.String()
	}
	if st := r.Case.Standing; st != nil {
		out.Lamp, out.Left = st.Light, k.v.Words().Left(&r.Case.Answer, st)
	}
	return out
}
