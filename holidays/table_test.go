package holidays_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"shixian/holidays"
)

// mostKept is how many earlier states of knowledge a table keeps: about ten megabytes.
const mostKept = 32

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
			if n := tab.Kept(); n > mostKept {
				t.Fatalf("%d calendars are kept, %d is the bound", n, mostKept)
			}
		}
	}
	if n := tab.Kept(); n != mostKept {
		t.Errorf("%d calendars are kept; the test did not reach the bound of %d", n, mostKept)
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

// A table that no record names is known by its number.
func TestPosition(t *testing.T) {
	tab, err := holidays.NewTable(embedded(t).Source(), 13, nil)
	if err != nil || tab.Position() != "13" {
		t.Errorf("%q (%v), want 13", tab.Position(), err)
	}
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
	if n := tab.Kept(); n > mostKept {
		t.Errorf("%d calendars are kept", n)
	}
}

// TestBoundsAreKept: of a thousand and some arrangements the cache keeps all, works each out
// once, and begins anew with one more.
func TestBoundsAreKept(t *testing.T) {
	for n, want := range map[int]int{1: 1, 1023: 1023, 1024: 1024, 1025: 1, 1026: 2} {
		if kept, computed := holidays.KeptBounds(n); kept != want || computed != n {
			t.Errorf("of %d, %d are kept and %d worked out", n, kept, computed)
		}
	}
}

// TestOwnRegulation: a calendar with the only regulation of a table does not share its parent's
// days.
func TestOwnRegulation(t *testing.T) {
	src := *embedded(t).Source()
	src.Definitions = []holidays.Definition{{ID: "CN", FirstYear: 2026}, {ID: "CN-GX", Parent: "CN", FirstYear: 2026}}
	src.Notices = nil
	regional := slices.DeleteFunc(slices.Clone(src.Statutory.Regulations), func(r holidays.Regulation) bool { return r.Calendar != "CN-GX" })
	src.Statutory = &holidays.Statutory{Regulations: regional, Dates: src.Statutory.Dates}
	tab, err := holidays.NewTable(&src, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	off := on("2027-04-09") // 三月三
	for id, want := range map[string]holidays.Kind{"CN": holidays.Workday, "CN-GX": holidays.Holiday} {
		if d := day(t, tab.Calendar(id), off); d.Kind != want {
			t.Errorf("%s: %+v", id, d)
		}
	}
}

// TestOnlyNoticesOfItsOwn: a calendar that has the only notices of a table does not share its
// parent's days.
func TestOnlyNoticesOfItsOwn(t *testing.T) {
	src := *embedded(t).Source()
	src.Definitions = []holidays.Definition{{ID: "CN", FirstYear: 2026}, {ID: "CN-LN", Parent: "CN", FirstYear: 2026}}
	own := src.Notices[slices.IndexFunc(src.Notices, func(n holidays.Notice) bool { return n.ID == "CN-2026" })]
	own.ID, own.Calendar = "CN-LN-2026", "CN-LN"
	src.Notices = []holidays.Notice{own}
	tab, err := holidays.NewTable(&src, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{"CN": false, "CN-LN": true} {
		if d := day(t, tab.Calendar(id), on("2026-02-14")); (d.Kind == holidays.Makeup) != want {
			t.Errorf("%s: %+v", id, d)
		}
	}
}

// TestDayChanges: the days that both states cover and that are of another kind, whichever
// begins first.
func TestDayChanges(t *testing.T) {
	src := *embedded(t).Source()
	state := func(first int, notices []holidays.Notice) *holidays.Calendar {
		src := src
		src.Definitions = []holidays.Definition{{ID: "CN", FirstYear: first}}
		src.Notices = notices
		return build(t, &src, "CN", holidays.Date{})
	}
	all, fewer := src.Notices, src.Notices[:len(src.Notices)-20]
	first := holidays.Span{From: on("2010-01-01"), To: on("2010-01-01")}
	opened := append(slices.Clone(all), holidays.Notice{ID: "CN-2010-9", Calendar: "CN", Year: 2010, Issued: on("2009-12-31"), Amends: "CN-2010",
		Entries: []holidays.Entry{{Festival: "元旦", Kind: holidays.Work, Span: first}}})
	for _, c := range []struct{ before, after *holidays.Calendar }{
		{state(2007, all), state(2007, fewer)}, {state(2010, all), state(2007, fewer)}, {state(2007, all), state(2010, fewer)}, {state(2050, all), state(2050, all)},
		{state(2010, all), state(2010, opened)}, // the first day
	} {
		var want []holidays.DayChange
		for d := on("2007-01-01"); !d.After(c.after.Last()); d = d.AddDays(1) {
			b, errB := c.before.Day(d)
			if a, errA := c.after.Day(d); errB == nil && errA == nil && b.Kind != a.Kind {
				want = append(want, holidays.DayChange{Calendar: "CN", Date: d, Before: b.Kind, After: a.Kind})
			}
		}
		if got := holidays.DayChanges(c.before, c.after); !slices.Equal(got, want) {
			t.Errorf("from %s to %s: %d changes, want %d", c.before.First(), c.after.First(), len(got), len(want))
		}
	}
}

// TestEstimatedBy: the principles estimate a year and the last week before it, until the last
// week that the next year's notice may move.
func TestEstimatedBy(t *testing.T) {
	cal := embedded(t).AsOf("CN", autumn)
	for d, want := range map[string]holidays.Basis{
		"2026-12-24": holidays.ByStatute, "2026-12-25": holidays.ByPrinciples, "2027-07-01": holidays.ByPrinciples, "2049-12-31": holidays.ByPrinciples,
		"2050-12-24": holidays.ByPrinciples, "2050-12-25": holidays.ByStatute, "2050-12-31": holidays.ByStatute, "2051-01-01": holidays.ByStatute, "2006-12-31": holidays.ByStatute,
	} {
		if got := cal.EstimatedBy(on(d)); got != want {
			t.Errorf("%s is estimated by %s", d, got)
		}
	}
	if got := embedded(t).AsOf("CN", on("2024-11-11")).EstimatedBy(on("2027-07-01")); got != holidays.ByStatute {
		t.Errorf("before the principles: %s", got)
	}
	if got := embedded(t).AsOf("CN", on("2024-11-12")).EstimatedBy(on("2027-07-01")); got != holidays.ByPrinciples {
		t.Errorf("on their day: %s", got)
	}
}
