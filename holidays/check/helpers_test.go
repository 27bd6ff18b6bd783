package check_test

import (
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
)

// on reads a date that a test is sure of.
func on(text string) holidays.Date {
	d, err := holidays.ParseDate(text)
	if err != nil {
		panic(text)
	}
	return d
}

// entry returns an entry; a day without a last day is one day.
func entry(festival string, kind holidays.EntryKind, days ...string) holidays.Entry {
	return holidays.Entry{Festival: festival, Kind: kind, Span: holidays.Span{From: on(days[0]), To: on(days[len(days)-1])}}
}

func off(days ...string) holidays.Entry  { return entry("国庆节", holidays.Off, days...) }
func work(days ...string) holidays.Entry { return entry("国庆节", holidays.Work, days...) }

// small is a source of two calendars and two years, 2025 and 2026, whose only
// statutory days are 1 to 3 October, and in the region 三月三.
func small(notices ...holidays.Notice) *holidays.Source {
	dates := map[int]holidays.YearDates{
		2025: {holidays.Sanyuesan: on("2025-03-31")},
		2026: {holidays.Sanyuesan: on("2026-04-19")},
	}
	return &holidays.Source{
		Definitions: []holidays.Definition{
			{ID: "N", FirstYear: 2025},
			{ID: "R", Parent: "N", FirstYear: 2026, OwnNotice: &holidays.OwnNotice{DaysBefore: 7, DaysAfter: 14}},
		},
		Statutory: &holidays.Statutory{Dates: dates, Regulations: []holidays.Regulation{
			{Calendar: "N", FromYear: 2000, Days: []holidays.FestivalDays{{Festival: "国庆节", Month: 10, Day: 1, Days: 3}}},
			{Calendar: "R", FromYear: 2000, Days: []holidays.FestivalDays{{Festival: "壮族三月三", AlsoCalled: []string{"广西三月三", "三月三"}, Anchor: holidays.Sanyuesan, Days: 1}}},
		}},
		Notices: notices,
	}
}

// festive is [small] with more festivals of the nation, a region L without any, and a region
// S that has 三月三 as R does.
func festive(notices ...holidays.Notice) *holidays.Source {
	src := small(notices...)
	src.Definitions = append(src.Definitions, holidays.Definition{ID: "L", Parent: "N", FirstYear: 2026}, holidays.Definition{ID: "S", Parent: "N", FirstYear: 2026})
	regulations := src.Statutory.Regulations
	regulations[0].Days = append(regulations[0].Days, holidays.FestivalDays{Festival: "元旦", Month: 1, Day: 1, Days: 1},
		holidays.FestivalDays{Festival: "劳动节", Month: 5, Day: 1, Days: 1}, holidays.FestivalDays{Festival: "中秋节", Month: 9, Day: 25, Days: 1})
	src.Statutory.Regulations = append(regulations, holidays.Regulation{Calendar: "S", FromYear: 2000, Days: regulations[1].Days})
	return src
}

// nation is a notice for 2026 that is right by itself: 1 to 7 October 2026,
// Thursday to Wednesday, with two make-up days.
func nation() holidays.Notice {
	return holidays.Notice{ID: "n1", Calendar: "N", Year: 2026, Document: "甲", Issued: on("2025-11-04"), Entries: []holidays.Entry{
		off("2026-10-01", "2026-10-07"), work("2026-09-20"), work("2026-10-10"),
	}}
}

// amendment changes [nation]: 8 October is off as well, and made up on the 11th.
func amendment() holidays.Notice {
	return holidays.Notice{ID: "n2", Calendar: "N", Year: 2026, Document: "乙", Amends: "甲", Extends: []string{"国庆节"}, Issued: on("2026-03-01"), Entries: []holidays.Entry{
		off("2026-10-08"), work("2026-10-11"),
	}}
}

// regional gives the day after 三月三, a Sunday in 2026.
func regional() holidays.Notice {
	return holidays.Notice{ID: "r1", Calendar: "R", Year: 2026, Issued: on("2026-03-04"), Entries: []holidays.Entry{
		entry("广西三月三", holidays.Off, "2026-04-20"),
	}}
}

// with returns a notice changed by f.
func with(n holidays.Notice, f func(*holidays.Notice)) holidays.Notice {
	f(&n)
	return n
}

// entries returns [nation] with more entries.
func entries(e ...holidays.Entry) holidays.Notice {
	return with(nation(), func(n *holidays.Notice) { n.Entries = append(n.Entries, e...) })
}

func table(t testing.TB, src *holidays.Source) *holidays.Table {
	t.Helper()
	tab, err := holidays.NewTable(src, 7, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

// run runs the list on n, on top of a table of the notices before it, and returns
// the results by code.
func run(t testing.TB, in check.Input, n holidays.Notice, before ...holidays.Notice) map[string]check.Result {
	t.Helper()
	return runOn(t, in, n, small(before...))
}

// runOn is run on top of a table of any source.
func runOn(t testing.TB, in check.Input, n holidays.Notice, src *holidays.Source) map[string]check.Result {
	t.Helper()
	in.Notice, in.Before = &n, table(t, src)
	results, _, err := check.Run(in)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]check.Result{}
	for _, r := range results {
		out[r.Code] = r
	}
	return out
}
