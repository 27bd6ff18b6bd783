package holidays_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"shixian/holidays"
)

func TestDays(t *testing.T) {
	tab := embedded(t)
	for _, c := range []struct {
		calendar, date string
		kind           holidays.Kind
		festival       string
		notice         string
	}{
		// The week, if nothing says otherwise.
		{"CN", "2026-03-10", holidays.Workday, "", ""},
		{"CN", "2026-03-14", holidays.Weekend, "", ""},
		// A span off covers its weekend; a make-up day before and one after it.
		{"CN", "2026-02-14", holidays.Makeup, "春节", "国办发明电〔2025〕7号"},
		{"CN", "2026-02-15", holidays.Holiday, "春节", "国办发明电〔2025〕7号"},
		{"CN", "2026-02-28", holidays.Makeup, "春节", "国办发明电〔2025〕7号"},
		{"CN-LN", "2026-02-14", holidays.Makeup, "春节", "国办发明电〔2025〕7号"},
		// The notice for a year decides days of the December before.
		{"CN", "2018-12-29", holidays.Makeup, "元旦", "国办发明电〔2018〕15号"},
		{"CN", "2018-12-31", holidays.Holiday, "元旦", "国办发明电〔2018〕15号"},
		{"CN", "2022-12-31", holidays.Holiday, "元旦", "国办发明电〔2022〕16号"},
		// 三月三: the nation works, Guangxi rests.
		{"CN", "2017-04-01", holidays.Makeup, "清明节", "国办发明电〔2016〕17号"},
		{"CN-GX", "2017-04-01", holidays.Holiday, "壮族三月三", "CN-GX-2017"},
		{"CN-GX", "2017-04-08", holidays.Makeup, "壮族三月三", "CN-GX-2017"},
		{"CN", "2017-04-08", holidays.Weekend, "", ""},
		{"CN", "2022-04-02", holidays.Makeup, "清明节", "国办发明电〔2021〕11号"},
		{"CN-GX", "2022-04-02", holidays.Holiday, "壮族三月三", "CN-GX-2022"},
		{"CN-GX", "2022-04-06", holidays.Holiday, "壮族三月三", "CN-GX-2022"},
		{"CN", "2023-04-23", holidays.Makeup, "劳动节", "国办发明电〔2022〕16号"},
		{"CN-GX", "2023-04-23", holidays.Holiday, "壮族三月三", "CN-GX-2023"},
		// The holiday of 2020 was given, and cancelled.
		{"CN", "2020-03-26", holidays.Workday, "", ""},
		{"CN-GX", "2020-03-26", holidays.Makeup, "壮族三月三", "CN-GX-2020-2"},
		{"CN-GX", "2020-03-27", holidays.Makeup, "壮族三月三", "CN-GX-2020-2"},
		// Amendments: Labour Day 2019, Spring Festival 2020, September 2015.
		{"CN", "2019-05-02", holidays.Holiday, "劳动节", "国办发明电〔2019〕3号"},
		{"CN", "2019-04-28", holidays.Makeup, "劳动节", "国办发明电〔2019〕3号"},
		{"CN", "2020-01-31", holidays.Holiday, "春节", "国办发明电〔2020〕1号"},
		{"CN", "2020-02-01", holidays.Holiday, "春节", "国办发明电〔2020〕1号"},
		{"CN", "2020-02-03", holidays.Workday, "", ""},
		{"CN", "2015-09-02", holidays.Workday, "", ""},
		{"CN", "2015-09-03", holidays.Holiday, "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日", "国发明电〔2015〕1号"},
		{"CN", "2015-09-05", holidays.Holiday, "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日", "国发明电〔2015〕1号"},
		{"CN", "2015-09-06", holidays.Makeup, "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日", "国发明电〔2015〕1号"},
	} {
		got := day(t, tab.Calendar(c.calendar), on(c.date))
		want := holidays.Day{Date: on(c.date), Kind: c.kind, Festival: c.festival, Notice: c.notice, Settled: true}
		if c.notice != "" {
			want.Basis = holidays.ByNotice
		}
		if got != want {
			t.Errorf("%s:\n%+v, want\n%+v", c.calendar, got, want)
		}
		working := c.kind == holidays.Workday || c.kind == holidays.Makeup
		if got.Working() != working || tab.Calendar(c.calendar).IsWorking(on(c.date)) != working {
			t.Errorf("%s %s: working is not %v", c.calendar, c.date, working)
		}
	}
}

func TestWorkdays(t *testing.T) {
	tab := embedded(t)
	for _, c := range []struct {
		calendar, from string
		n              int
		to             string
	}{
		{"CN", "2026-02-12", 5, "2026-02-26"},  // 13, 14 (made up), 24, 25, 26
		{"CN", "2026-02-26", -5, "2026-02-12"}, // and back
		{"CN", "2026-02-18", 1, "2026-02-24"},  // from within the holiday
		{"CN", "2026-02-18", -1, "2026-02-14"},
		{"CN", "2026-02-18", 0, "2026-02-18"}, // zero days on is the day itself, worked or not
		{"CN", "2026-09-30", 1, "2026-10-08"},
		{"CN", "2026-10-09", -3, "2026-09-29"}, // 8, 30, 29
		{"CN-GX", "2017-03-29", 1, "2017-04-05"},
		{"CN", "2017-03-29", 3, "2017-04-01"},
		{"CN", "2025-12-31", 1, "2026-01-04"}, // 4 January, a Sunday, is made up
		{"CN", "2025-12-31", 248, "2026-12-31"},
		{"CN-GX", "2025-12-31", 246, "2026-12-31"},
	} {
		cal := tab.AsOf(c.calendar, autumn)
		got, err := cal.AddWorkdays(on(c.from), c.n)
		if err != nil || got != on(c.to) {
			t.Errorf("%s: %d working days from %s = %s, %v; want %s", c.calendar, c.n, c.from, got, err, c.to)
		}
		if n, err := cal.CountWorkdays(on(c.from), on(c.to)); c.n > 0 && (err != nil || n != c.n) {
			t.Errorf("%s: %s to %s is %d working days, %v; want %d", c.calendar, c.from, c.to, n, err, c.n)
		}
	}
}

func TestRolls(t *testing.T) {
	cal := embedded(t).Calendar("CN")
	for _, c := range []struct{ date, previous, next string }{
		{"2026-10-03", "2026-09-30", "2026-10-08"},
		{"2026-10-10", "2026-10-10", "2026-10-10"}, // a Saturday, made up
		{"2026-02-14", "2026-02-14", "2026-02-14"},
		{"2026-02-23", "2026-02-14", "2026-02-24"},
	} {
		previous, err := cal.PreviousWorking(on(c.date))
		if err != nil || previous != on(c.previous) {
			t.Errorf("before %s: %s, %v; want %s", c.date, previous, err, c.previous)
		}
		next, err := cal.NextWorking(on(c.date))
		if err != nil || next != on(c.next) {
			t.Errorf("after %s: %s, %v; want %s", c.date, next, err, c.next)
		}
	}
}

func TestCoverage(t *testing.T) {
	tab := embedded(t)
	for _, id := range tab.IDs() {
		cal := tab.Calendar(id)
		before, after := cal.First().AddDays(-1), cal.Last().AddDays(1)
		if cal.IsWorking(before) || cal.IsWorking(after) || cal.Covers(before) || cal.Covers(after) {
			t.Errorf("%s: a day outside the coverage is worked or covered", id)
		}
		if err := errors.Join(cal.Check(cal.First()), cal.Check(cal.Last())); err != nil {
			t.Error(err)
		}
		_, dayErr := cal.Day(before)
		_, dayAfter := cal.Day(after)
		_, add := cal.AddWorkdays(after, -1)
		none, from := cal.CountWorkdays(before, cal.First())
		none2, to := cal.CountWorkdays(cal.Last(), after)
		if none != 0 || none2 != 0 {
			t.Errorf("%s: %d and %d days are counted out of the coverage", id, none, none2)
		}
		_, next := cal.NextWorking(after)
		_, previous := cal.PreviousWorking(before)
		for what, c := range map[string]struct {
			err error
			day holidays.Date
		}{
			"Check": {cal.Check(before), before}, "Day": {dayErr, before}, "Day after": {dayAfter, after}, "AddWorkdays": {add, after}, "CountWorkdays from": {from, before},
			"CountWorkdays to": {to, after}, "NextWorking": {next, after}, "PreviousWorking": {previous, before},
		} {
			wantCoverage(t, what, cal, c.err, c.day)
		}
		for _, n := range []int{1, math.MaxInt} {
			_, err := cal.AddWorkdays(cal.Last(), n)
			wantCoverage(t, "past the end", cal, err, holidays.Date{})
		}
		for _, n := range []int{-1, math.MinInt} {
			_, err := cal.AddWorkdays(cal.First(), n)
			wantCoverage(t, "before the start", cal, err, holidays.Date{})
		}
	}
	if got, want := tab.Calendar("CN-GX").Check(on("2013-12-31")).Error(), `calendar CN-GX covers 2014-01-01 to 2050-12-31, not "2013-12-31"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func wantCoverage(t *testing.T, what string, cal *holidays.Calendar, err error, day holidays.Date) {
	t.Helper()
	var ce *holidays.CoverageError
	if !errors.As(err, &ce) {
		t.Errorf("%s: %v, want a coverage error", what, err)
	} else if want := (holidays.CoverageError{Calendar: cal.ID(), Date: day, First: cal.First(), Last: cal.Last()}); *ce != want {
		t.Errorf("%s: %+v, want %+v", what, *ce, want)
	}
}

func TestWhatACalendarSaysOfItself(t *testing.T) {
	tab := embedded(t)
	cal := tab.Calendar("CN-GX")
	if cal.ID() != "CN-GX" || cal.Definition().Parent != "CN" || tab.Calendar("CN").Revision() != 5 || cal.Revision() != 0 || tab.Revision() != 7 {
		t.Errorf("%s, %+v, revisions %d and %d", cal.ID(), cal.Definition(), tab.Calendar("CN").Revision(), tab.Revision())
	}
	if !slices.Equal(tab.IDs(), []string{"CN", "CN-GX", "CN-LN", "CN-JL"}) || tab.Calendar("CN-XZ") != nil || tab.AsOf("CN-XZ", on("2026-01-01")) != nil {
		t.Errorf("%v", tab.IDs())
	}
	var names []string
	for _, n := range cal.Notices() {
		if n.Year == 2020 {
			names = append(names, n.Name())
		}
	}
	if want := []string{"国办发明电〔2019〕16号", "国办发明电〔2020〕1号", "CN-GX-2020", "CN-GX-2020-2"}; !slices.Equal(names, want) {
		t.Errorf("the notices for 2020 are laid as %v, want %v", names, want)
	}
	for kind, name := range map[holidays.Kind]string{holidays.Workday: "workday", holidays.Weekend: "weekend", holidays.Holiday: "holiday", holidays.Makeup: "makeup"} {
		if kind.String() != name {
			t.Errorf("%s, want %s", kind, name)
		}
	}
}

// TestSameUntil: a stretch ends where the next day is another, and no sooner, or at the last
// day that is asked for.
func TestSameUntil(t *testing.T) {
	cal := embedded(t).AsOf("CN-GX", on("2026-04-01"))
	same := func(a, b holidays.Day) bool {
		b.Date = a.Date
		return a == b
	}
	for _, last := range []holidays.Date{on("2026-12-31"), on("2026-04-28")} { // a Tuesday before days like it
		for d := on("2025-12-20"); !d.After(last); d = d.AddDays(1) {
			want := d
			for want.Before(last) && same(day(t, cal, d), day(t, cal, want.AddDays(1))) {
				want = want.AddDays(1)
			}
			if got := cal.SameUntil(d, last); got != want {
				t.Errorf("the days from %s on are the same until %s, not %s", d, want, got)
			}
		}
	}
}

// TestAwaitedYear: the first year without a notice of its own; amendments are none, and a
// region waits from the first year for which it issues any.
func TestAwaitedYear(t *testing.T) {
	tab := embedded(t)
	for _, c := range []struct {
		calendar, asOf string
		want           int
	}{
		{"CN", "2025-11-03", 2026}, {"CN", "2025-11-04", 2027}, {"CN", "2019-03-21", 2020}, {"CN", "2019-03-22", 2020}, {"CN", "2020-02-01", 2021},
		{"CN-GX", "2026-03-03", 2026}, {"CN-GX", "2026-03-04", 2027},
	} {
		if got := tab.AsOf(c.calendar, on(c.asOf)).AwaitedYear(); got != c.want {
			t.Errorf("%s waits on %s for %d, want %d", c.calendar, c.asOf, got, c.want)
		}
	}
}

// TestUndatedFrom: the first year whose dates of a festival nobody has listed.
func TestUndatedFrom(t *testing.T) {
	for listedThrough, want := range map[int]int{2048: 2049, 2049: 2050, 2050: 0} {
		src := *embedded(t).Source()
		statutory, years := *src.Statutory, map[int]holidays.ListedDays{}
		for year := 2048; year <= listedThrough; year++ {
			years[year] = holidays.ListedDays{Dates: []holidays.Date{holidays.NewDate(year, time.March, 10)}}
		}
		src.Definitions = append(slices.Clone(src.Definitions), holidays.Definition{ID: "CN-SL", Parent: "CN", FirstYear: 2048})
		statutory.Regulations = append(slices.Clone(statutory.Regulations), holidays.Regulation{Calendar: "CN-SL", FromYear: 2048, Days: []holidays.FestivalDays{{Festival: "开斋节", Years: years}}})
		src.Statutory = &statutory
		if cal := build(t, &src, "CN-SL", holidays.Date{}); cal.UndatedFrom() != want || want > 0 && !slices.Equal(cal.Undated(want), []string{"开斋节"}) {
			t.Errorf("listed through %d, undated from %d: %v", listedThrough, cal.UndatedFrom(), cal.Undated(want))
		}
	}
}

// Counting is for every request: it must leave nothing to collect.
func TestCountingAllocatesNothing(t *testing.T) {
	cal := embedded(t).Calendar("CN-GX")
	d, e := on("2020-01-23"), on("2026-10-09")
	for name, f := range map[string]func() error{
		"AddWorkdays":   func() error { _, err := cal.AddWorkdays(d, 250); return err },
		"backwards":     func() error { _, err := cal.AddWorkdays(e, -250); return err },
		"CountWorkdays": func() error { _, err := cal.CountWorkdays(d, e); return err },
		"Day":           func() error { _, err := cal.Day(e); return err },
		"NextWorking":   func() error { _, err := cal.NextWorking(e); return err },
		"IsWorking":     func() error { cal.IsWorking(d); cal.Unsettled(d, e); return nil },
	} {
		var err error
		if n := testing.AllocsPerRun(100, func() { err = f() }); n != 0 || err != nil {
			t.Errorf("%s: %v allocations, %v", name, n, err)
		}
	}
}
