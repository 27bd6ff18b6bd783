package holidays_test

import (
	"errors"
	"sync"
	"testing"

	"shixian/holidays"
)

// knowledge returns every day on which something was issued, and the day before.
func knowledge(src *holidays.Source) []holidays.Date {
	var out []holidays.Date
	for _, n := range src.Notices {
		out = append(out, n.Issued.AddDays(-1), n.Issued)
	}
	for _, r := range src.Statutory.Regulations {
		out = append(out, r.Issued.AddDays(-1), r.Issued)
	}
	return out
}

func TestAsOfIsAFreshBuild(t *testing.T) {
	tab := embedded(t)
	for _, known := range knowledge(tab.Source()) {
		for _, id := range []string{"CN", "CN-GX"} {
			if err := sameDays(build(t, tab.Source(), id, known), tab.AsOf(id, known)); err != nil {
				t.Errorf("%s as of %s: %v", id, known, err)
			}
			if n := tab.Kept(); n > holidays.MaxAsOf {
				t.Fatalf("%d calendars are kept, %d is the bound", n, holidays.MaxAsOf)
			}
		}
	}
	if n := tab.Kept(); n != holidays.MaxAsOf {
		t.Errorf("%d calendars are kept; the test did not reach the bound of %d", n, holidays.MaxAsOf)
	}
}

// TestTableIsAFreshBuild: calendars that share their days, and tables that share bounds
// with another, are as if they had been built by themselves.
func TestTableIsAFreshBuild(t *testing.T) {
	tab := embedded(t)
	src := *tab.Source()
	src.Notices = src.Notices[:len(src.Notices)-3]
	fewer, err := tab.With(&src, 7)
	if err != nil {
		t.Fatal(err)
	}
	if fewer.Revision() != 7 || fewer.Position() != "7" {
		t.Errorf("revision %d, position %s", fewer.Revision(), fewer.Position())
	}
	for _, got := range []*holidays.Table{tab, fewer} {
		for _, id := range got.IDs() {
			want, c := build(t, got.Source(), id, holidays.Date{}), got.Calendar(id)
			if err := sameDays(want, c); err != nil {
				t.Errorf("%s: %v", id, err)
			}
			if c.ID() != id || c.Definition() == got.Calendar("CN").Definition() && id != "CN" {
				t.Errorf("%s is %s", id, c.ID())
			}
			for d := c.First(); !d.AddDays(9).After(c.Last()); d = d.AddDays(1) {
				l, g := c.Bounds(d, d.AddDays(9))
				if wl, wg := want.Bounds(d, d.AddDays(9)); l != wl || g != wg || c.CanWork(d) != want.CanWork(d) {
					t.Fatalf("%s: %d to %d after %s, want %d to %d", id, l, g, d, wl, wg)
				}
			}
		}
	}
}

func sameDays(want, got *holidays.Calendar) error {
	for d := want.First(); !d.After(want.Last()); d = d.AddDays(1) {
		w, err := want.Day(d)
		g, gotErr := got.Day(d)
		if err != nil || gotErr != nil || w != g {
			return errors.Join(errors.New(d.String()+" differs"), err, gotErr)
		}
	}
	return nil
}

// Days between two issues see the same calendar, kept once.
func TestAsOfIsKept(t *testing.T) {
	tab := table(t, embedded(t).Source())
	first := tab.AsOf("CN", on("2019-03-21"))
	for _, known := range []string{"2018-12-06", "2019-01-15", "2019-03-21"} {
		if tab.AsOf("CN", on(known)) != first {
			t.Errorf("as of %s is another calendar", known)
		}
	}
	if tab.AsOf("CN", on("2019-03-22")) == first || tab.AsOf("CN-LN", on("2019-03-21")) == first {
		t.Error("another day of knowledge, or another calendar, is the same calendar")
	}
	if n := tab.Kept(); n != 3 {
		t.Errorf("%d calendars are kept, want 3", n)
	}
	if first.Revision() != 5 {
		t.Errorf("as of an earlier day the revision is %d", first.Revision())
	}
	// What was used last stays, what was not used goes.
	for i, known := range knowledge(tab.Source()) {
		tab.AsOf("CN-GX", known)
		if got := tab.AsOf("CN", on("2019-03-21")); got != first {
			t.Fatalf("after %d others it was built again", i)
		}
	}
}

func TestAsOfFromManySides(t *testing.T) {
	tab := embedded(t)
	days := knowledge(tab.Source())
	var all sync.WaitGroup
	for worker := range 4 {
		all.Go(func() {
			for i := range 60 {
				known := days[(worker*17+i*7)%len(days)]
				cal := tab.AsOf("CN-GX", known)
				if d, err := cal.Day(on("2020-03-26")); err != nil || d.Settled != !known.Before(on("2020-01-01")) {
					t.Errorf("as of %s: %+v, %v", known, d, err)
				}
			}
		})
	}
	all.Wait()
	if n := tab.Kept(); n > holidays.MaxAsOf {
		t.Errorf("%d calendars are kept", n)
	}
}
