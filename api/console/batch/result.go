package batch

import (
	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// outcome is what became of a table: the sums, and the rows that the page shows.
type outcome struct {
	Revision                  int64
	Position                  string
	At                        holidays.Date
	Answered, Problems, Asked int
	Provisional               int
	Lights                    map[deadlines.Light]int
	Skipped                   map[skipped][]int // the rows that were passed over, by their number
	Empty                     int               // rows without anything, between others
	Show                      shownKind
	Matching                  int        // rows of that kind
	First                     []shownRow // of that kind
	Troubled                  []shownRow // with problems, and not among the first

	line int // of the row before
}

// shownKind is which rows the page shows: those of a light, those with problems, those
// that wait for an answer, or "" for all.
type shownKind string

// The kinds besides the lights.
const (
	shownAll   shownKind = ""
	shownBad   shownKind = "bad"
	shownAsked shownKind = "asked"
)

// The bounds of what the page shows; the file to download has everything.
const (
	shownRows     = 200
	shownTroubled = 100
	shownColumns  = 20
	shownText     = 80 // characters of a cell
	shownLines    = 12 // row numbers in a list
)

func newOutcome(k *rowCounter, show shownKind) *outcome {
	return &outcome{
		Revision: k.calendar.Revision(), Position: k.calendar.Position(), At: k.look.At, Show: show,
		Lights: map[deadlines.Light]int{}, Skipped: map[skipped][]int{}, line: k.header.Line,
	}
}

// shownRow is a row on the page.
type shownRow struct {
	Line  int
	Cells []shownCell
	// Problem is what is wrong with the row if no cell shown is at fault; Bad says
	// that something is.
	Problem string
	Bad     bool
	Asked   string // the questions that it waits for

	Due, Weekday, Left, Light, By string
	Lamp                          deadlines.Light
	Provisional                   bool
	Bounds                        string // between which days an estimate lies
	Explanation                   []explain.Line
}

// shownCell is a cell as it was, and what is wrong with it.
type shownCell struct{ Text, Bad string }

// add counts a row in.
func (b *outcome) add(k *rowCounter, r *rowResult) {
	if b.line > 0 && r.Line > b.line {
		b.Empty += r.Line - b.line - 1
	}
	b.line = r.Line
	if r.Skipped != "" {
		b.Skipped[r.Skipped] = append(b.Skipped[r.Skipped], r.Line)
		return
	}
	kind := b.sum(r)
	fits := b.Show == shownAll || b.Show == kind
	if fits {
		b.Matching++
	}
	switch {
	case fits && len(b.First) < shownRows:
		b.First = append(b.First, k.shown(r))
	case b.Show == shownAll && kind == shownBad && len(b.Troubled) < shownTroubled:
		b.Troubled = append(b.Troubled, k.shown(r))
	}
}

// sum adds a row to the sums, and returns its kind.
func (b *outcome) sum(r *rowResult) shownKind {
	switch {
	case len(r.Bad) > 0:
		b.Problems++
		return shownBad
	case r.Asked != "":
		b.Asked++
		return shownAsked
	}
	b.Answered++
	if r.Case.Answer.Provisional() {
		b.Provisional++
	}
	if st := r.Case.Standing; st != nil {
		b.Lights[st.Light]++
		return shownKind(st.Light)
	}
	return shownAll
}

// shown makes a row ready for the page.
func (k *rowCounter) shown(r *rowResult) shownRow {
	out := shownRow{Line: r.Line, Bad: len(r.Bad) > 0, Asked: r.Asked}
	for i := range min(len(r.Cells), shownColumns) {
		out.Cells = append(out.Cells, shownCell{Text: page.Clip(r.Cells[i], shownText)})
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
	if out.Bad || out.Asked != "" {
		return out
	}
	cells := k.resultCells(nil, r)
	out.Due, out.Weekday, out.Left, out.Light, out.By = cells[0].Text, cells[1].Text, cells[2].Text, cells[3].Text, cells[5].Text
	out.Explanation = r.Case.Explain(k.v.Lang).Lines
	if a := &r.Case.Answer; a.Provisional() {
		out.Provisional, out.Bounds = true, k.v.Words().Bounds(a.Earliest, a.Latest)
	}
	if d := cells[0].Date; !d.IsZero() {
		out.Due = d.String()
	}
	if st := r.Case.Standing; st != nil {
		out.Lamp, out.Left = st.Light, k.v.Words().Left(&r.Case.Answer, st)
	}
	return out
}
