package matters

import (
	"cmp"
	"slices"
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
