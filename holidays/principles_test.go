package holidays_test

import (
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
