package batch

import (
	"slices"

	"shixian/deadlines"
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
	Matching                  int         // rows of that kind
	First                     []rowResult // of that kind
	Troubled                  []rowResult // with problems, and not among the first

	k    *rowCounter
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
		Lights: map[deadlines.Light]int{}, Skipped: map[skipped][]int{}, k: k, line: k.header.Line,
	}
}

// add counts a row in.
func (b *outcome) add(r *rowResult) {
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
		b.First = append(b.First, *r)
	case b.Show == shownAll && kind == shownBad && len(b.Troubled) < shownTroubled:
		b.Troubled = append(b.Troubled, *r)
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

// fault is what is wrong with a cell, "" if nothing is.
func (r *rowResult) fault(column int) (text string) {
	for _, b := range r.Bad {
		if b.Column == column {
			text = b.Text
		}
	}
	return text
}

// unseenText tells what is wrong with a row besides the cells that the page shows.
func (k *rowCounter) unseenText(r *rowResult) string {
	unseen := slices.DeleteFunc(slices.Clone(r.Bad), func(b badCell) bool { return b.Column >= 0 && b.Column < shownColumns })
	return k.problemText(&rowResult{Bad: unseen})
}
