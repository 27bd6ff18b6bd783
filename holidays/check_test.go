package holidays_test

import (
	"testing"

	"shixian/holidays"
)

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
			{ID: "R", Parent: "N", FirstYear: 2026, OwnNotice: &holidays.OwnNotice{Anchor: holidays.Sanyuesan, DaysBefore: 7, DaysAfter: 14}},
		},
		Statutory: &holidays.Statutory{Dates: dates, Regulations: []holidays.Regulation{
			{Calendar: "N", FromYear: 2000, Days: []holidays.FestivalDays{{Festival: "国庆节", Month: 10, Day: 1, Days: 3}}},
			{Calendar: "R", FromYear: 2000, Days: []holidays.FestivalDays{{Festival: "三月三", Anchor: holidays.Sanyuesan, Days: 1}}},
		}},
		Notices: notices,
	}
}

func off(from, to string) holidays.Entry {
	return holidays.Entry{Festival: "节", Kind: holidays.Off, Span: span(from, to)}
}

func work(from, to string) holidays.Entry {
	return holidays.Entry{Festival: "节", Kind: holidays.Work, Span: span(from, to)}
}

// nation is a notice for 2026, with ID and document "n1" and so on, that is right by itself:
// 1 to 7 October 2026, Thursday to Wednesday, with two make-up days.
func nation() holidays.Notice {
	return holidays.Notice{ID: "n1", Calendar: "N", Year: 2026, Document: "甲", Issued: on("2025-11-04"), Entries: []holidays.Entry{
		off("2026-10-01", "2026-10-07"), work("2026-09-20", "2026-09-20"), work("2026-10-10", "2026-10-10"),
	}}
}

// amendment changes [nation]: 8 October is off as well, and made up on the 11th.
func amendment() holidays.Notice {
	return holidays.Notice{ID: "n2", Calendar: "N", Year: 2026, Document: "乙", Amends: "甲", Issued: on("2026-03-01"), Entries: []holidays.Entry{
		off("2026-10-08", "2026-10-08"), work("2026-10-11", "2026-10-11"),
	}}
}

// regional gives the day after 三月三, a Sunday in 2026.
func regional() holidays.Notice {
	return holidays.Notice{ID: "r1", Calendar: "R", Year: 2026, Issued: on("2026-03-04"), Entries: []holidays.Entry{off("2026-04-20", "2026-04-20")}}
}

// with returns a notice changed by f.
func with(n holidays.Notice, f func(*holidays.Notice)) holidays.Notice {
	f(&n)
	return n
}

func TestCheckPasses(t *testing.T) {
	for why, src := range map[string]*holidays.Source{
		"no notice":      small(),
		"three notices":  small(nation(), amendment(), regional()),
		"another order":  small(regional(), amendment(), nation()),
		"no document":    small(with(nation(), func(n *holidays.Notice) { n.Document = "" }), with(amendment(), func(n *holidays.Notice) { n.Document = "" })),
		"another's year": small(nation(), regional(), with(nation(), func(n *holidays.Notice) { n.ID, n.Calendar, n.Amends = "r2", "R", "r1" })),
		"overlapping entries that agree": small(with(nation(), func(n *holidays.Notice) {
			n.Entries = append(n.Entries, off("2026-10-07", "2026-10-07"), work("2026-10-10", "2026-10-10"))
		})),
		"a make-up day repeated by a later notice": small(nation(), with(amendment(), func(n *holidays.Notice) {
			n.Entries = []holidays.Entry{work("2026-10-10", "2026-10-10")}
		})),
		"a holiday cancelled, and explained": small(nation(), with(amendment(), func(n *holidays.Notice) {
			n.Entries = []holidays.Entry{work("2026-10-01", "2026-10-01")}
			n.Residue = &holidays.Residue{Days: 1, Reason: "取消"}
		})),
		"a region that moves its statutory day": small(nation(), with(regional(), func(n *holidays.Notice) {
			n.Entries = []holidays.Entry{off("2026-04-17", "2026-04-17")}
		})),
		"a day of the December before": small(with(nation(), func(n *holidays.Notice) {
			n.Entries = append(n.Entries, off("2025-12-31", "2025-12-31"), work("2025-12-28", "2025-12-28"))
		})),
	} {
		for _, err := range holidays.Check(src) {
			t.Errorf("%s: %v", why, err)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	entries := func(e ...holidays.Entry) holidays.Notice {
		return with(nation(), func(n *holidays.Notice) { n.Entries = append(n.Entries, e...) })
	}
	for _, c := range []struct {
		src  *holidays.Source
		want holidays.CheckError
	}{
		{small(with(nation(), func(n *holidays.Notice) { n.Calendar = "X" })),
			holidays.CheckError{Code: holidays.CheckCalendar, Notice: "n1", Entry: -1, Detail: `calendar "X" is not defined`}},
		{small(with(regional(), func(n *holidays.Notice) { n.Year = 2025 })),
			holidays.CheckError{Code: holidays.CheckCoverage, Notice: "r1", Entry: -1, Detail: "2025 is not one of the years 2026 to 2026 that calendar R covers"}},
		{small(with(nation(), func(n *holidays.Notice) { n.Year = 2027 })),
			holidays.CheckError{Code: holidays.CheckCoverage, Notice: "n1", Entry: -1, Detail: "2027 is not one of the years 2025 to 2026 that calendar N covers"}},
		{small(nation(), with(amendment(), func(n *holidays.Notice) { n.Document = "甲" })),
			holidays.CheckError{Code: holidays.CheckDocument, Notice: "n2", Entry: -1, Detail: "document 甲 is notice n1 already"}},
		{small(with(nation(), func(n *holidays.Notice) { n.Issued = holidays.Date{} })),
			holidays.CheckError{Code: holidays.CheckIssued, Notice: "n1", Entry: -1, Detail: "it has no date of issue"}},
		{small(with(nation(), func(n *holidays.Notice) { n.Entries = nil })),
			holidays.CheckError{Code: holidays.CheckNoEntries, Notice: "n1", Entry: -1, Detail: "it arranges no day"}},
		{small(with(nation(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Reason: "无"} })),
			holidays.CheckError{Code: holidays.CheckExplanation, Notice: "n1", Entry: -1, Detail: `its residue of 0 days, reason "无", explains nothing`}},
		{small(with(nation(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: 1} })),
			holidays.CheckError{Code: holidays.CheckExplanation, Notice: "n1", Entry: -1, Detail: `its residue of 1 days, reason "", explains nothing`}},
		{small(entries(holidays.Entry{Kind: "rest", Span: span("2026-05-01", "2026-05-01")})),
			holidays.CheckError{Code: holidays.CheckKind, Notice: "n1", Entry: 3, Detail: `kind "rest" is neither off nor work`}},
		{small(entries(holidays.Entry{Kind: holidays.Off, Span: holidays.Span{From: on("2026-05-01")}})),
			holidays.CheckError{Code: holidays.CheckDates, Notice: "n1", Entry: 3, Detail: `from "2026-05-01" to "" is no span of days`}},
		{small(entries(off("2026-05-02", "2026-05-01"))),
			holidays.CheckError{Code: holidays.CheckSpan, Notice: "n1", Entry: 3, Detail: "it ends on 2026-05-01, before it starts on 2026-05-02"}},
		{small(entries(off("2025-11-30", "2025-11-30"))),
			holidays.CheckError{Code: holidays.CheckYear, Notice: "n1", Entry: 3, Detail: "2025-11-30 to 2025-11-30 lies outside 2025-12-01 to 2026-12-31"}},
		{small(entries(off("2026-12-31", "2027-01-01"))),
			holidays.CheckError{Code: holidays.CheckYear, Notice: "n1", Entry: 3, Detail: "2026-12-31 to 2027-01-01 lies outside 2025-12-01 to 2026-12-31"}},
		{small(entries(work("2026-10-07", "2026-10-07"))),
			holidays.CheckError{Code: holidays.CheckContradiction, Notice: "n1", Entry: 3, Detail: "work 2026-10-07 to 2026-10-07 contradicts entry 1, off 2026-10-01 to 2026-10-07"}},
		{small(entries(work("2026-10-09", "2026-10-09"))),
			holidays.CheckError{Code: holidays.CheckMakeup, Notice: "n1", Entry: 3, Detail: "2026-10-09 was a working day already"}},
		// Only what was issued before can be cancelled.
		{small(nation(), with(amendment(), func(n *holidays.Notice) {
			n.Issued, n.Entries = on("2025-11-03"), []holidays.Entry{work("2026-10-01", "2026-10-01")}
		})), holidays.CheckError{Code: holidays.CheckMakeup, Notice: "n2", Entry: 0, Detail: "2026-10-01 was a working day already"}},
		{small(entries(off("2026-05-04", "2026-05-04"))),
			holidays.CheckError{Code: holidays.CheckResidue, Notice: "n1", Entry: -1, Detail: "2026 has 257 working days; 261 weekdays less 3 statutory days leave 258, and the notices explain a difference of 0"}},
		{small(with(nation(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: 1, Reason: "误"} })),
			holidays.CheckError{Code: holidays.CheckResidue, Notice: "n1", Entry: -1, Detail: "2026 has 258 working days; 261 weekdays less 3 statutory days leave 258, and the notices explain a difference of 1"}},
		{small(nation(), with(regional(), func(n *holidays.Notice) { n.Entries[0].To = on("2026-04-21") })),
			holidays.CheckError{Code: holidays.CheckResidue, Notice: "r1", Entry: -1, Detail: "2026 has 256 working days; 261 weekdays less 4 statutory days leave 257, and the notices explain a difference of 0"}},
		{small(with(nation(), func(n *holidays.Notice) { n.Entries[0].From, n.Entries[0].To = on("2026-10-02"), on("2026-10-08") })),
			holidays.CheckError{Code: holidays.CheckStatutory, Notice: "n1", Entry: -1, Detail: "2026-10-01, a statutory day of 国庆节, is worked, and no notice says so"}},
	} {
		errs := holidays.Check(c.src)
		if len(errs) != 1 || *errs[0] != c.want {
			t.Errorf("%s: %v", c.want.Error(), errs)
		}
	}
}

func TestCheckErrorText(t *testing.T) {
	e := holidays.CheckError{Code: holidays.CheckKind, Notice: "CN-2026", Entry: 2, Detail: "so"}
	if e.Error() != "notice CN-2026, entry 3: so (entry_kind)" {
		t.Error(e.Error())
	}
	if e.Entry = -1; e.Error() != "notice CN-2026: so (entry_kind)" {
		t.Error(e.Error())
	}
}

func TestYearFigures(t *testing.T) {
	tab := embedded(t)
	for _, c := range []struct {
		calendar string
		year     int
		want     holidays.Figures
	}{
		{"CN", 2026, holidays.Figures{Weekdays: 261, Statutory: 13, WorkingDays: 248}},
		{"CN-LN", 2026, holidays.Figures{Weekdays: 261, Statutory: 13, WorkingDays: 248}},
		{"CN-GX", 2026, holidays.Figures{Weekdays: 261, Statutory: 15, WorkingDays: 246}},
		{"CN", 2020, holidays.Figures{Weekdays: 262, Statutory: 11, WorkingDays: 249, Residue: -2}},
		{"CN-GX", 2020, holidays.Figures{Weekdays: 262, Statutory: 13, WorkingDays: 249}}, // −2 and +2
		{"CN", 2015, holidays.Figures{Weekdays: 261, Statutory: 11, WorkingDays: 249, Residue: -1}},
	} {
		if got := holidays.YearFigures(tab.Source(), tab.AsOf(c.calendar, autumn), c.year); got != c.want {
			t.Errorf("%s %d: %+v, want %+v", c.calendar, c.year, got, c.want)
		}
	}
}

func TestNoticeNames(t *testing.T) {
	if holidays.NoticeID("CN", 2019, 1) != "CN-2019" || holidays.NoticeID("CN", 2019, 2) != "CN-2019-2" {
		t.Error("the first notice of a year carries no number, the second a 2")
	}
	n := holidays.Notice{ID: "CN-GX-2026"}
	if n.Name() != "CN-GX-2026" {
		t.Error(n.Name())
	}
	if n.Document = "国办发明电〔2025〕7号"; n.Name() != "国办发明电〔2025〕7号" {
		t.Error(n.Name())
	}
}

func TestLineage(t *testing.T) {
	src := small()
	if l := src.Lineage("R"); len(l) != 2 || l[0].ID != "N" || l[1].ID != "R" {
		t.Errorf("%v", l)
	}
	src.Definitions = append(src.Definitions, holidays.Definition{ID: "A", Parent: "B"}, holidays.Definition{ID: "B", Parent: "A"}, holidays.Definition{ID: "C", Parent: "?"})
	for _, id := range []string{"A", "C", "?", ""} {
		if l := src.Lineage(id); l != nil {
			t.Errorf("%q has the lineage %v", id, l)
		}
		if _, err := holidays.Build(src, holidays.BuildOptions{Calendar: id}); err == nil {
			t.Errorf("%q was built", id)
		}
	}
	if _, err := holidays.NewTable(src, 3, nil); err == nil || err.Error() != `table at revision 3: calendar "A" is not defined` {
		t.Error(err)
	}
	src.Definitions = []holidays.Definition{{ID: "late", FirstYear: 2027}}
	if _, err := holidays.Build(src, holidays.BuildOptions{Calendar: "late"}); err == nil {
		t.Error("a calendar without a single day was built")
	}
}
