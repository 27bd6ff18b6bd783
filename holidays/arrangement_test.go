package holidays_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"shixian/holidays"
)

// written writes an arrangement in one line.
func written(a *holidays.Arrangement) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d:", a.Festival, a.Year)
	for _, s := range a.Off {
		fmt.Fprintf(&b, " %s/%s", s.From, s.To)
	}
	for _, d := range a.Work {
		fmt.Fprintf(&b, " +%s", d)
	}
	for _, n := range a.Notices {
		b.WriteString(" " + n.ID)
	}
	if !a.Settled {
		b.WriteString(" open")
	}
	return b.String()
}

func TestArrangements(t *testing.T) {
	tab := embedded(t)
	for _, c := range []struct{ calendar, year, want string }{
		{"CN", "2026", "元旦 2026: 2026-01-01/2026-01-03 +2026-01-04 CN-2026"},
		{"CN", "2020", "春节 2020: 2020-01-24/2020-02-02 +2020-01-19 CN-2020 CN-2020-2"},
		{"CN", "2019", "劳动节 2019: 2019-05-01/2019-05-04 +2019-04-28 +2019-05-05 CN-2019 CN-2019-2"},
		{"CN", "2015", "端午节 2015: 2015-06-20/2015-06-20 2015-06-22/2015-06-22 CN-2015"},
		// It begins in the December before, and belongs to both years.
		{"CN", "2022", "元旦 2023: 2022-12-31/2023-01-02 CN-2023"},
		{"CN", "2023", "元旦 2023: 2022-12-31/2023-01-02 CN-2023"},
		{"CN-GX", "2026", "广西三月三 2026: 2026-04-17/2026-04-20 CN-GX-2026"},
		// Taken back: both days are worked.
		{"CN-GX", "2020", "壮族三月三 2020: +2020-03-26 +2020-03-27 CN-GX-2020 CN-GX-2020-2"},
		{"CN", "2027", "国庆节 2027: 2027-10-01/2027-10-07 +2027-09-26 +2027-10-09 open"},
	} {
		var got []string
		for _, a := range tab.Calendar(c.calendar).Arrangements(on(c.year+"-01-01"), on(c.year+"-12-31")) {
			got = append(got, written(&a))
		}
		if !slices.Contains(got, c.want) {
			t.Errorf("%s %s: no %s in\n%s", c.calendar, c.year, c.want, strings.Join(got, "\n"))
		}
	}
}

// TestArrangementOnTheLastDay: the last day that a calendar covers belongs to its arrangement.
func TestArrangementOnTheLastDay(t *testing.T) {
	src := *embedded(t).Source()
	last := span("2050-12-31", "2050-12-31")
	src.Definitions = []holidays.Definition{{ID: "CN", FirstYear: 2050}}
	src.Notices = []holidays.Notice{{ID: "CN-2050", Calendar: "CN", Year: 2050, Issued: on("2049-11-01"),
		Entries: []holidays.Entry{{Festival: "元旦", Kind: holidays.Off, Span: last}}}}
	got := build(t, &src, "CN", holidays.Date{}).Arrangements(last.From, last.To)
	if len(got) != 1 || !slices.Equal(got[0].Off, []holidays.Span{last}) {
		t.Errorf("%+v", got)
	}
}

// TestArrangementsHoldEveryDay: together they are the holidays and make-up days
// of the calendar, each once.
func TestArrangementsHoldEveryDay(t *testing.T) {
	tab := embedded(t)
	for _, id := range tab.IDs() {
		cal := tab.Calendar(id)
		seen := map[holidays.Date]string{}
		for _, a := range cal.Arrangements(cal.First(), cal.Last()) {
			mark := func(d holidays.Date, kind holidays.Kind) {
				if seen[d] != "" {
					t.Errorf("%s %s: twice", id, d)
				}
				seen[d] = kind.String() + a.Festival
			}
			for _, s := range a.Off {
				for d := s.From; !d.After(s.To); d = d.AddDays(1) {
					mark(d, holidays.Holiday)
				}
			}
			for _, d := range a.Work {
				mark(d, holidays.Makeup)
			}
		}
		for d := cal.First(); !d.After(cal.Last()); d = d.AddDays(1) {
			want := ""
			if in := day(t, cal, d); in.Kind == holidays.Holiday || in.Kind == holidays.Makeup {
				want = in.Kind.String() + in.Festival
			}
			if seen[d] != want {
				t.Errorf("%s %s: %q, want %q", id, d, seen[d], want)
			}
		}
	}
}
