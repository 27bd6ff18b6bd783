package notices

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/draft"
)

// tableChanges are what goes wrong with a table: with one entry of it. A table has no
// weekdays beside its dates, so that a span moved whole by a day may well be right.
var tableChanges = map[string]func(r *rand.Rand, e *holidays.Entry){
	"first day": func(r *rand.Rand, e *holidays.Entry) { e.From = e.From.AddDays(days(r, 1, 7)) },
	"last day":  func(r *rand.Rand, e *holidays.Entry) { e.To = e.To.AddDays(days(r, 1, 7)) },
	"moved": func(r *rand.Rand, e *holidays.Entry) {
		n := days(r, 7, 14, 21, 28, 30, 31)
		e.From, e.To = e.From.AddDays(n), e.To.AddDays(n)
	},
	"kind": func(_ *rand.Rand, e *holidays.Entry) {
		e.Kind = map[holidays.EntryKind]holidays.EntryKind{holidays.Off: holidays.Work, holidays.Work: holidays.Off}[e.Kind]
	},
	"dropped": func(_ *rand.Rand, e *holidays.Entry) { e.Festival = "" },
}

func days(r *rand.Rand, by ...int) int {
	n := by[r.IntN(len(by))]
	if r.IntN(2) == 0 {
		return -n
	}
	return n
}

// TestTableMutants: nor is one that came as a table.
func TestTableMutants(t *testing.T) {
	all := originals(t)
	names := slices.Sorted(maps.Keys(tableChanges))
	r := rand.New(rand.NewPCG(*seed, 1))
	judged, moved, slipped := 0, 0, 0
	for i := range *mutants {
		o, name := &all[r.IntN(len(all))], names[i%len(names)]
		n := o.notice
		n.ID, n.Entries = "new", slices.Clone(n.Entries)
		at := r.IntN(len(n.Entries))
		tableChanges[name](r, &n.Entries[at])
		if n.Entries[at].Festival == "" {
			n.Entries = slices.Delete(n.Entries, at, at+1)
		}
		v, err := draft.Judge(check.Input{Notice: &n, Before: o.before, Today: o.notice.Issued, ConfirmPast: true})
		if err != nil {
			t.Fatal(err)
		}
		judged++
		if len(v.Blocking(nil)) > 0 {
			continue
		}
		switch added, dropped := o.wrong(&v); {
		case len(added)+len(dropped) == 0:
		case movedByWeeks(added, dropped):
			moved++
		default:
			slipped++
			t.Errorf("%s, %s of %v: worked are %v, and not %v", o.notice.ID, name, o.notice.Entries[at], added, dropped)
		}
	}
	t.Logf("%d spoilt tables; %d with make-up days moved by weeks, %d slipped through", judged, moved, slipped)
}
