package matters

import (
	"cmp"
	"slices"
	"strings"

	"shixian/deadlines/explain"
)

// sortMatters puts the first due first, those without a day behind, and those done last.
func sortMatters(all []*matter) {
	rank := func(m *matter) int {
		switch {
		case m.Case == nil:
			return 0
		case m.finished():
			return 3
		case m.Case.Answer.Due.IsZero():
			return 2
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b *matter) int {
		if c := cmp.Compare(rank(a), rank(b)); c != 0 || a.Case == nil {
			return c
		}
		return a.Case.Answer.Due.Compare(b.Case.Answer.Due)
	})
}

// newLines are the lines on the count that an explanation has and an earlier one had not.
func newLines(before, after []explain.Line) string {
	var out []string
	for _, l := range after {
		if l.Kind == explain.Days && !slices.Contains(before, l) {
			out = append(out, l.Text)
		}
	}
	return strings.Join(out, " ")
}
