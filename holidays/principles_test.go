package holidays_test

import (
	"slices"
	"testing"

	"shixian/holidays"
)

// TestPrinciplesYear: 2027 and the harder festivals of later years, worked out by hand
// from the principles of 12 November 2024.
func TestPrinciplesYear(t *testing.T) {
	cal := embedded(t).AsOf("CN", autumn)
	kinds := map[string]holidays.Kind{}
	mark := func(kind holidays.Kind, from, to string) {
		for d := on(from); !d.After(on(to)); d = d.AddDays(1) {
			kinds[d.String()] = kind
		}
	}
	off := func(from, to string) { mark(holidays.Holiday, from, to) }
	work := func(day string) { mark(holidays.Makeup, day, day) }
	off("2027-01-01", "2027-01-03")
	off("2027-02-05", "2027-02-12")
	work("2027-01-31")
	work("2027-02-13")
	off("2027-04-03", "2027-04-05")
	off("2027-05-01", "2027-05-05")
	work("2027-04-25")
	off("2027-06-09", "2027-06-09") // Wednesdays
	off("2027-09-15", "2027-09-15")
	off("2027-10-01", "2027-10-07")
	work("2027-09-26")
	work("2027-10-09")
	for d := on("2027-01-01"); d.Year() == 2027; d = d.AddDays(1) {
		got := day(t, cal, d)
		want, arranged := kinds[d.String()]
		switch {
		case arranged && got.Basis != holidays.ByPrinciples, !arranged && got.Basis != holidays.ByWeek:
			t.Errorf("%s rests on %s", d, got.Basis)
		case !arranged && d.IsWeekend():
			want = holidays.Weekend
		}
		if got.Kind != want {
			t.Errorf("%s is a %s, not a %s", d, got.Kind, want)
		}
	}
	for d, want := range map[string]holidays.Kind{
		"2028-04-01": holidays.Makeup, "2028-04-02": holidays.Holiday, "2028-04-04": holidays.Holiday, "2028-04-05": holidays.Workday, // a Tuesday
		"2028-10-08": holidays.Holiday, "2028-10-09": holidays.Workday, // with Mid-Autumn on the 3rd
		"2028-12-30": holidays.Holiday, "2029-01-01": holidays.Holiday, "2029-01-02": holidays.Workday, // a Monday
	} {
		if got := day(t, cal, on(d)); got.Kind != want {
			t.Errorf("%s is a %s, not a %s", d, got.Kind, want)
		}
	}
}

// TestBoundsOfOneFestival: the least and the greatest number of working days around
// Qingming 2027, Monday 5 April. The block has 4 days at most and holds the day: with
// a weekday off beside it, one weekend day within 6 days of it is made up.
func TestBoundsOfOneFestival(t *testing.T) {
	cal := embedded(t).AsOf("CN", autumn)
	for _, tt := range []struct {
		from, to        string
		least, greatest int
	}{
		{"2027-04-04", "2027-04-05", 0, 0},   // the day itself
		{"2027-04-05", "2027-04-06", 0, 1},   // off too, or not
		{"2027-04-05", "2027-04-08", 1, 3},   // two more off, which are made up; a third would ask for three
		{"2027-04-02", "2027-04-04", 0, 2},   // both days of the weekend may be made up
		{"2027-03-21", "2027-04-16", 19, 19}, // all of it: 20 weekdays but one
	} {
		least, greatest := cal.Bounds(on(tt.from), on(tt.to))
		if least != tt.least || greatest != tt.greatest {
			t.Errorf("after %s to %s: %d to %d working days, not %d to %d", tt.from, tt.to, least, greatest, tt.least, tt.greatest)
		}
	}
}

// TestBoundsOfTheLastDays: the notice of the year after the calendar may still move its
// last days. New Year begins 3 days before 1 January at most, and a weekend day within 6
// days of it is made up.
func TestBoundsOfTheLastDays(t *testing.T) {
	for _, id := range []string{"CN", "CN-GX"} {
		cal := embedded(t).Calendar(id)
		for _, tt := range []struct {
			from, to        string
			least, greatest int
		}{
			{"2050-12-27", "2050-12-28", 1, 1}, // a Wednesday, out of reach
			{"2050-12-28", "2050-12-29", 0, 1},
			{"2050-12-29", "2050-12-30", 0, 1},
			{"2050-12-30", "2050-12-31", 0, 1}, // a Saturday
			{"2050-12-25", "2050-12-31", 3, 6},
		} {
			least, greatest := cal.Bounds(on(tt.from), on(tt.to))
			if least != tt.least || greatest != tt.greatest {
				t.Errorf("%s, after %s to %s: %d to %d working days, not %d to %d", id, tt.from, tt.to, least, greatest, tt.least, tt.greatest)
			}
		}
		if !cal.CanWork(on("2050-12-31")) {
			t.Errorf("%s: the last day can be worked", id)
		}
	}
}

// TestBoundsHoldTheCalendar: the estimate lies within the bounds, between any two days.
func TestBoundsHoldTheCalendar(t *testing.T) {
	for _, id := range []string{"CN", "CN-GX"} {
		cal := embedded(t).AsOf(id, autumn)
		for from := on("2026-12-01"); from.Before(on("2028-12-31")); from = from.AddDays(1) {
			for _, days := range []int{1, 2, 3, 5, 8, 13, 21, 55, 400} {
				to := from.AddDays(days)
				n, err := cal.CountWorkdays(from, to)
				least, greatest := cal.Bounds(from, to)
				if err != nil || n < least || n > greatest {
					t.Fatalf("%s: after %s to %s there are %d working days (%v), not %d to %d", id, from, to, n, err, least, greatest)
				}
			}
		}
	}
}

// TestBoundsOfTheWhole: what is not covered has no working days, nor has a run that ends
// before it begins.
func TestBoundsOfTheWhole(t *testing.T) {
	cal := embedded(t).Calendar("CN")
	first, last := cal.First(), cal.Last()
	least, greatest := cal.Bounds(first.AddDays(-1), last)
	if l, g := cal.Bounds(first.AddDays(-10), last.AddDays(10)); l != least || g != greatest || l < 9_000 || g < l {
		t.Errorf("%d to %d, and with days outside %d to %d", least, greatest, l, g)
	}
	for _, run := range []holidays.Span{{From: last, To: last.AddDays(10)}, {From: first.AddDays(-10), To: first.AddDays(-1)}, span("2026-10-12", "2026-10-12"), span("2026-10-12", "2026-10-09")} {
		if l, g := cal.Bounds(run.From, run.To); l != 0 || g != 0 {
			t.Errorf("after %s to %s: %d to %d", run.From, run.To, l, g)
		}
	}
	if l, g := cal.Bounds(last.AddDays(-7), last.AddDays(1)); g < 1 || l > g {
		t.Errorf("the last week: %d to %d", l, g)
	}
}

// TestCanWork: days that are statutory, or are settled and off, are not worked whatever is
// arranged; a weekend near a festival may be, and any other weekday is.
func TestCanWork(t *testing.T) {
	cal := embedded(t).Calendar("CN")
	for day, want := range map[string]bool{
		"2026-02-14": true, "2026-02-15": false, "2026-02-16": false, "2026-12-24": true, // settled
		"2027-01-01": false, "2027-01-02": true, "2027-01-03": true, "2027-01-04": true,
		"2027-04-03": true, "2027-04-04": true, "2027-04-05": false, "2027-04-06": true, "2027-04-10": true, "2027-04-11": true,
		"2027-05-01": false, "2027-05-02": false, "2027-05-03": true,
		"2027-07-10": false, "2027-07-12": true,
		"2027-02-20": true, "2027-02-27": false, // too far from Spring Festival
		"2027-10-01": false, "2027-10-03": false, "2027-10-04": true, "2027-10-09": true,
		"2050-12-30": true, "2051-01-01": false,
	} {
		if got := cal.CanWork(on(day)); got != want {
			t.Errorf("%s can be worked: %t", day, got)
		}
	}
	region := embedded(t).Calendar("CN-GX")
	for day, want := range map[string]bool{
		"2027-04-05": false, "2027-10-01": false, // the nation's statutory days
		"2027-04-09": false, "2027-04-08": true, "2027-04-10": true, "2027-04-12": true, // 三月三 is the 9th
	} {
		if got := region.CanWork(on(day)); got != want {
			t.Errorf("in Guangxi %s can be worked: %t", day, got)
		}
	}
}

// TestThreeDayFestival: a festival of one statutory day and three days off, on each day of
// the week from Monday 6 April 2026 on, as the principles have it: with the weekend beside
// it, or the day alone on a Wednesday; on a Tuesday the Saturday before is worked, on a
// Thursday the Sunday after.
func TestThreeDayFestival(t *testing.T) {
	for _, c := range []struct{ day, from, to, work string }{
		{"2026-04-06", "2026-04-04", "2026-04-06", ""},
		{"2026-04-07", "2026-04-05", "2026-04-07", "2026-04-04"},
		{"2026-04-08", "2026-04-08", "2026-04-08", ""},
		{"2026-04-09", "2026-04-09", "2026-04-11", "2026-04-12"},
		{"2026-04-10", "2026-04-10", "2026-04-12", ""},
		{"2026-04-11", "2026-04-11", "2026-04-13", ""},
		{"2026-04-12", "2026-04-11", "2026-04-13", ""},
	} {
		src := principled(holidays.Block{Festival: "节", Days: 3, Where: holidays.WithWeekend}, on(c.day), 1)
		off := span(c.from, c.to)
		for d := on("2026-03-25"); d.Before(on("2026-04-25")); d = d.AddDays(1) {
			want := holidays.Workday
			switch {
			case off.Contains(d):
				want = holidays.Holiday
			case d.String() == c.work:
				want = holidays.Makeup
			case d.IsWeekend():
				want = holidays.Weekend
			}
			if got := day(t, build(t, src, "N", holidays.Date{}), d); got.Kind != want {
				t.Errorf("on %s, a %s: %s is a %s, not a %s", c.day, on(c.day).Weekday(), d, got.Kind, want)
			}
		}
	}
}

// principled is a nation with one festival, of so many statutory days from a day on, and the
// principles for it.
func principled(b holidays.Block, first holidays.Date, days int) *holidays.Source {
	var dates []holidays.Date
	for i := range days {
		dates = append(dates, first.AddDays(i))
	}
	return &holidays.Source{
		Definitions: []holidays.Definition{{ID: "N", FirstYear: 2026}},
		Statutory: &holidays.Statutory{
			Dates: map[int]holidays.YearDates{2026: {}},
			Regulations: []holidays.Regulation{{Calendar: "N", FromYear: 2026, Principles: &holidays.Principles{Blocks: []holidays.Block{b}},
				Days: []holidays.FestivalDays{{Festival: b.Festival, Years: map[int]holidays.ListedDays{2026: {Dates: dates}}}}}},
		},
	}
}

// TestBlockByTrying holds a festival of several days to trying all blocks that hold its
// statutory days, and its make-up days to a walk: in turn the nearest Sunday before and the
// nearest Saturday after, as many as there are weekdays off beside the statutory days.
func TestBlockByTrying(t *testing.T) {
	for _, where := range []holidays.Where{holidays.FromFirst, holidays.FewestWork} {
		for length := 3; length <= 9; length++ {
			for days := 1; days <= 3; days++ {
				for first := on("2026-05-01"); first.Before(on("2026-05-08")); first = first.AddDays(1) {
					cal := build(t, principled(holidays.Block{Festival: "节", Days: length, Where: where}, first, days), "N", holidays.Date{})
					off := naiveBlock(where, first, days, length)
					work := naiveMakeup(off, days)
					for d := on("2026-04-01"); d.Before(on("2026-06-15")); d = d.AddDays(1) {
						want := holidays.Workday
						switch {
						case off.Contains(d):
							want = holidays.Holiday
						case work[d]:
							want = holidays.Makeup
						case d.IsWeekend():
							want = holidays.Weekend
						}
						if got := day(t, cal, d); got.Kind != want {
							t.Fatalf("%s, %d days of %d from %s: %s is a %s, not a %s", where, length, days, first, d, got.Kind, want)
						}
					}
				}
			}
		}
	}
}

func naiveBlock(where holidays.Where, first holidays.Date, days, length int) holidays.Span {
	best := holidays.Span{From: first, To: first.AddDays(length - 1)}
	if where == holidays.FromFirst {
		return best
	}
	fewest := length + 1
	for from := first.AddDays(days - length); !from.After(first); from = from.AddDays(1) {
		weekdays, whole := 0, false
		for d := from; d.Before(from.AddDays(length)); d = d.AddDays(1) {
			if !d.IsWeekend() {
				weekdays++
			}
			whole = whole || d.Weekday() == 6 && d.Before(from.AddDays(length-1))
		}
		if whole && weekdays <= fewest { // of equals the one that begins last
			fewest, best = weekdays, holidays.Span{From: from, To: from.AddDays(length - 1)}
		}
	}
	return best
}

func naiveMakeup(off holidays.Span, statutory int) map[holidays.Date]bool {
	left := -statutory
	for d := off.From; !d.After(off.To); d = d.AddDays(1) {
		if !d.IsWeekend() {
			left++
		}
	}
	work := map[holidays.Date]bool{}
	before, after := off.From, off.To
	for i := 0; i < left; i++ {
		if i%2 == 0 {
			for before = before.AddDays(-1); before.Weekday() != 0; before = before.AddDays(-1) {
			}
			work[before] = true
			continue
		}
		for after = after.AddDays(1); after.Weekday() != 6; after = after.AddDays(1) {
		}
		work[after] = true
	}
	return work
}

// naiveStretch is a block of an estimated year; work is set for those whose make-up days the
// principles say themselves.
type naiveStretch struct {
	holidays.Span
	statutory int
	said      bool
	work      []holidays.Date
}

// naiveYear lists the blocks of a year by the principles of 12 November 2024, in order, those
// that touch as one.
func naiveYear(st *holidays.Statutory, year int) (out []naiveStretch) {
	days := map[string][]holidays.Date{}
	for _, d := range st.Days("CN", year, autumn) {
		days[d.Festival] = append(days[d.Festival], d.Date)
	}
	three := func(d holidays.Date) naiveStretch {
		reach := map[int][3]int{0: {-1, 1, 0}, 1: {-2, 0, 0}, 2: {-2, 0, -3}, 3: {0, 0, 0}, 4: {0, 2, 3}, 5: {0, 2, 0}, 6: {0, 2, 0}}[int(d.Weekday())]
		s := naiveStretch{holidays.Span{From: d.AddDays(reach[0]), To: d.AddDays(reach[1])}, 1, true, nil}
		if reach[2] != 0 {
			s.work = []holidays.Date{d.AddDays(reach[2])}
		}
		return s
	}
	block := func(first holidays.Date, length, statutory int) naiveStretch {
		return naiveStretch{Span: holidays.Span{From: first, To: first.AddDays(length - 1)}, statutory: statutory}
	}
	national, autumn := days["国庆节"][0], days["中秋节"][0]
	all := []naiveStretch{
		three(days["元旦"][0]), block(days["春节"][0], 8, 4), three(days["清明节"][0]),
		{Span: naiveBlock(holidays.FewestWork, days["劳动节"][0], 2, 5), statutory: 2}, three(days["端午节"][0]),
	}
	switch gap := national.DaysUntil(autumn); {
	case gap >= 0 && gap <= 7:
		all = append(all, block(national, 8, 4))
	case gap < 0:
		all = append(all, three(autumn), block(national, 7, 3))
	default:
		all = append(all, block(national, 7, 3), three(autumn))
	}
	for _, s := range all {
		if n := len(out); n > 0 && out[n-1].To.DaysUntil(s.From) <= 1 {
			if out[n-1].statutory += s.statutory; s.To.After(out[n-1].To) {
				out[n-1].To = s.To
			}
			out[n-1].said, out[n-1].work = false, nil
			continue
		}
		out = append(out, s)
	}
	return out
}

// TestEveryEstimatedYear holds all years to come to the principles, day by day.
func TestEveryEstimatedYear(t *testing.T) {
	cal := embedded(t).AsOf("CN", autumn)
	kinds := map[holidays.Date]holidays.Kind{}
	for year := 2027; year <= 2050; year++ {
		blocks := naiveYear(embedded(t).Source().Statutory, year)
		for _, s := range blocks {
			for d := s.From; !d.After(s.To); d = d.AddDays(1) {
				kinds[d] = holidays.Holiday
			}
		}
		for _, s := range blocks {
			left := -s.statutory
			for d := s.From; !d.After(s.To); d = d.AddDays(1) {
				if !d.IsWeekend() {
					left++
				}
			}
			sunday, saturday := s.From, s.To
			for i := 0; !s.said && i < left; i++ {
				d, step, weekday := &sunday, -1, 0
				if i%2 == 1 {
					d, step, weekday = &saturday, 1, 6
				}
				for *d = d.AddDays(step); int(d.Weekday()) != weekday || kinds[*d] != 0; *d = d.AddDays(step) {
				}
				s.work = append(s.work, *d)
			}
			for _, d := range s.work {
				kinds[d] = holidays.Makeup
			}
		}
	}
	for d := on("2027-01-01"); !d.After(cal.Last()); d = d.AddDays(1) {
		want, arranged := kinds[d]
		if !arranged && d.IsWeekend() {
			want = holidays.Weekend
		}
		if got := day(t, cal, d); got.Kind != want || arranged != (got.Basis == holidays.ByPrinciples) {
			t.Errorf("%s is a %s by %s, not a %s", d, got.Kind, got.Basis, want)
		}
	}
}

// TestJoinStretches: blocks with no day between them are one.
func TestJoinStretches(t *testing.T) {
	day := func(from, to string) holidays.Span { return span("2031-10-"+from, "2031-10-"+to) }
	got := holidays.JoinStretches(day("01", "03"), day("04", "05"), day("05", "06"), day("08", "10"), day("09", "09"))
	if want := []holidays.Span{day("01", "06"), day("08", "10")}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
