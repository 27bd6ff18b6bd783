package check_test

import (
	"slices"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
)

func TestSourcePasses(t *testing.T) {
	for why, src := range map[string]*holidays.Source{
		"no notice":     small(),
		"three notices": small(nation(), amendment(), regional()),
		"another order": small(regional(), amendment(), nation()),
		"no document":   small(with(nation(), func(n *holidays.Notice) { n.Document = "" }), with(amendment(), func(n *holidays.Notice) { n.Document, n.Amends = "", "n1" })),
		"an amendment of the day of the first notice": small(nation(), with(amendment(), func(n *holidays.Notice) { n.Issued = nation().Issued })),
		"overlapping entries that agree":              small(entries(off("2026-10-07"), work("2026-10-10"))),
		"a make-up day repeated by a later notice": small(nation(), with(amendment(), func(n *holidays.Notice) {
			n.Entries = append(n.Entries, work("2026-10-10"))
		})),
		"a region that moves its statutory day": small(nation(), with(regional(), func(n *holidays.Notice) {
			n.Entries = []holidays.Entry{entry("广西三月三", holidays.Off, "2026-04-17")}
		})),
		"a document of another calendar":  small(nation(), with(regional(), func(n *holidays.Notice) { n.Document = nation().Document })),
		"a region's notice of its nation": small(with(regional(), func(n *holidays.Notice) { n.Issued = on("2025-09-01") }), nation()),
	} {
		faults, err := check.Source(src, nil)
		if err != nil || len(faults) > 0 {
			t.Errorf("%s: %v, %v", why, err, faults)
		}
	}
}

// TestSourceOtherFestivals: a festival without statutory days may lie anywhere.
func TestSourceOtherFestivals(t *testing.T) {
	other := func(kind holidays.EntryKind, day string) holidays.Entry { return entry("纪念日", kind, day) }
	for why, n := range map[string]holidays.Notice{
		"a day of the December before":   entries(other(holidays.Off, "2025-12-31"), other(holidays.Work, "2025-12-28")),
		"the first day of that December": entries(other(holidays.Off, "2025-12-01"), other(holidays.Work, "2025-12-07")),
		"the last day of the year":       entries(other(holidays.Off, "2026-12-31"), other(holidays.Work, "2026-12-27")),
		"a December before the coverage": with(nation(), func(n *holidays.Notice) { n.Year, n.Issued, n.Entries = 2025, on("2024-11-04"), year2025() }),
	} {
		faults, err := check.Source(small(n), check.Overrides{"n1": {check.FestivalKnown: "一次纪念日"}})
		if err != nil || len(faults) > 0 {
			t.Errorf("%s: %v, %v", why, err, faults)
		}
	}
}

// year2025 gives 1 to 3 October 2025, Wednesday to Friday, and a Tuesday of
// December 2024 for the Sunday before it.
func year2025() []holidays.Entry {
	return []holidays.Entry{off("2025-10-01", "2025-10-03"), entry("纪念日", holidays.Off, "2024-12-31"), entry("纪念日", holidays.Work, "2024-12-29")}
}

// TestSourceRefuses changes one thing, and asks for the one fault that comes of it.
func TestSourceRefuses(t *testing.T) {
	for _, c := range []struct {
		src  *holidays.Source
		want string
	}{
		{small(with(nation(), func(n *holidays.Notice) { n.Calendar = "X" })),
			`notice n1: calendar "X" is not defined (essentials)`},
		{small(with(regional(), func(n *holidays.Notice) { n.Year = 2025 })),
			"notice r1: 2025 is not one of the years 2026 to 2026 that calendar R covers (essentials)\n" +
				"notice r1, entry 1: 2026-04-20 to 2026-04-20 lies outside 2024-12-01 to 2025-12-31 (entries_sound)"},
		{small(with(nation(), func(n *holidays.Notice) { n.Year, n.Entries = 2027, []holidays.Entry{off("2026-12-31")} })),
			"notice n1: 2027 is not one of the years 2025 to 2026 that calendar N covers (essentials)"},
		{small(with(nation(), func(n *holidays.Notice) { n.Issued = holidays.Date{} })),
			"notice n1: it has no date of issue (essentials)"},
		{small(with(nation(), func(n *holidays.Notice) {
			n.Entries = append(n.Entries, entry("", holidays.Off, "2026-05-04"), entry("", holidays.Off, "2026-05-05"))
		})), "notice n1, entry 4: it names no festival (essentials)"},
		{small(with(nation(), func(n *holidays.Notice) { n.Entries = nil })),
			"notice n1: it arranges no day (entries_sound)"},
		{small(with(nation(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Reason: "无"} })),
			`notice n1: its residue of 0 days, reason "无", explains nothing (entries_sound)`},
		{small(with(nation(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: 1} })),
			`notice n1: its residue of 1 days, reason "", explains nothing (entries_sound)`},
		{small(entries(entry("国庆节", "rest", "2026-05-01"))),
			`notice n1, entry 4: kind "rest" is neither off nor work (entries_sound)`},
		{small(entries(holidays.Entry{Festival: "国庆节", Kind: holidays.Off, Span: holidays.Span{From: on("2026-05-01")}})),
			`notice n1, entry 4: from "2026-05-01" to "" is no span of days (entries_sound)`},
		{small(entries(holidays.Entry{Festival: "国庆节", Kind: holidays.Work, Span: holidays.Span{To: on("2026-10-07")}})),
			`notice n1, entry 4: from "" to "2026-10-07" is no span of days (entries_sound)`},
		{small(entries(off("2026-05-02", "2026-05-01"))),
			"notice n1, entry 4: it ends on 2026-05-01, before it starts on 2026-05-02 (entries_sound)"},
		{small(entries(work("2026-10-07", "2026-10-06"))),
			"notice n1, entry 4: it ends on 2026-10-06, before it starts on 2026-10-07 (entries_sound)"},
		{small(entries(off("2025-11-30"))),
			"notice n1, entry 4: 2025-11-30 to 2025-11-30 lies outside 2025-12-01 to 2026-12-31 (entries_sound)"},
		{small(entries(off("2026-12-31", "2027-01-01"))),
			"notice n1, entry 4: 2026-12-31 to 2027-01-01 lies outside 2025-12-01 to 2026-12-31 (entries_sound)"},
		{small(entries(off("2025-11-30", "2025-12-01"))),
			"notice n1, entry 4: 2025-11-30 to 2025-12-01 lies outside 2025-12-01 to 2026-12-31 (entries_sound)"},
		{small(entries(work("2026-10-07"))),
			"notice n1, entry 4: work 2026-10-07 to 2026-10-07 contradicts entry 1, off 2026-10-01 to 2026-10-07 (no_contradiction)"},
		{small(entries(work("2026-10-09"))),
			"notice n1, entry 4: 2026-10-09 was a working day already (makeup_days)"},
		{small(nation(), with(amendment(), func(n *holidays.Notice) { n.Document = "甲" })),
			"notice n2: document 甲 is notice n1 already (not_published)"},
		{small(nation(), with(nation(), func(n *holidays.Notice) { n.ID, n.Document = "n2", "乙" })),
			"notice n2: n1 is the yearly notice of 2026 already, and it does not say that it replaces it (not_published)\n" +
				"notice n2: no day changes or is settled by it (changes_something)"},
		{small(entries(off("2026-10-08"))),
			"notice n1: 国庆节 gives 4 days net, by statute 3 (festival_balance)"},
		{small(nation(), with(amendment(), func(n *holidays.Notice) { n.Entries = n.Entries[:1] })),
			"notice n2: 国庆节 gives 1 days net, by statute 0 (festival_balance)"},
		{small(with(nation(), func(n *holidays.Notice) { n.Issued = on("2025-05-01") })),
			"notice n1: it is issued on 2025-05-01, before September 2025 (issued_in_time)"},
		{small(with(nation(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: 1, Reason: "误"} })),
			"notice n1: 2026 has 258 working days; 261 weekdays less 3 statutory days, and an explained difference of +1, make 259; " +
				"the difference has to be explained (year_working_days)"},
		{small(with(nation(), func(n *holidays.Notice) { n.Entries[0].From, n.Entries[0].To = on("2026-10-02"), on("2026-10-08") })),
			"notice n1: 2026-10-01, a statutory day of 国庆节, is worked (statutory_days_off)"},
	} {
		faults, err := check.Source(c.src, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := written(faults); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
}

func written(faults []*check.Fault) string {
	var out string
	for i, f := range faults {
		if i > 0 {
			out += "\n"
		}
		out += f.Error()
	}
	return out
}

// TestOnlyWhatCameBeforeCanBeChanged: a notice is checked on top of what was issued
// before it, in whatever order the notices stand.
func TestOnlyWhatCameBeforeCanBeChanged(t *testing.T) {
	cancels := with(amendment(), func(n *holidays.Notice) {
		n.Entries, n.Residue = []holidays.Entry{work("2026-10-01")}, &holidays.Residue{Days: 1, Reason: "取消"}
	})
	reasons := check.Overrides{"n2": {check.FestivalBalance: "取消", check.StatutoryDaysOff: "取消"}}
	for _, src := range []*holidays.Source{small(nation(), cancels), small(cancels, nation())} {
		if faults, err := check.Source(src, reasons); err != nil || len(faults) > 0 {
			t.Errorf("%v %s", err, written(faults))
		}
	}
	for _, src := range []*holidays.Source{
		small(nation(), with(cancels, func(n *holidays.Notice) { n.Issued = on("2025-11-03") })),
		small(with(cancels, func(n *holidays.Notice) { n.Issued = nation().Issued }), nation()),
	} {
		faults, err := check.Source(src, reasons)
		const want = "notice n2: amends 甲 is no notice of the calendar and year that is in force (notices_named)\n" +
			"notice n2: the notice amended has no 国庆节 (extends) (notices_named)\n" +
			"notice n2, entry 1: 2026-10-01 was a working day already (makeup_days)"
		if got := written(faults); err != nil || got != want {
			t.Errorf("%v %s", err, got)
		}
	}
}

// TestYearIsCheckedOnce: what all notices make of a year is the last one's fault.
func TestYearIsCheckedOnce(t *testing.T) {
	spoilt := with(amendment(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: 2, Reason: "误"} })
	for _, src := range []*holidays.Source{
		small(nation(), spoilt), small(spoilt, nation()), small(nation(), with(spoilt, func(n *holidays.Notice) { n.Issued = nation().Issued })),
	} {
		faults, err := check.Source(src, nil)
		if err != nil || len(faults) != 1 || faults[0].Notice != "n2" || faults[0].Code != check.YearWorkingDays {
			t.Errorf("%v %s", err, written(faults))
		}
	}
}

// TestStages: what follows from a fault is not reported beside it.
func TestStages(t *testing.T) {
	unsound := with(nation(), func(n *holidays.Notice) { n.Entries[0].Kind = "rest" })
	later := with(amendment(), func(n *holidays.Notice) { n.Entries = n.Entries[:1] })
	faults, err := check.Source(small(unsound, later), nil)
	if err != nil || len(faults) != 1 || faults[0].Code != check.EntriesSound {
		t.Errorf("%v %s", err, written(faults))
	}
}

func TestOverrides(t *testing.T) {
	generous := entries(off("2026-10-08"))
	both := map[string]string{check.FestivalBalance: "多放一天", check.YearWorkingDays: "多放一天"}
	unknown := map[string]string{"no_such": "x"}
	for _, c := range []struct {
		n         holidays.Notice
		overrides check.Overrides
		want      []string
	}{
		{generous, nil, []string{check.FestivalBalance}},
		{generous, check.Overrides{"n2": both}, []string{check.FestivalBalance}},
		{generous, check.Overrides{"n1": {check.FestivalBalance: "多放一天"}}, []string{check.YearWorkingDays}},
		{generous, check.Overrides{"n1": {check.FestivalBalance: "", check.YearWorkingDays: "多放一天"}}, []string{check.FestivalBalance}},
		{generous, check.Overrides{"n1": both}, nil},
		{nation(), check.Overrides{"n1": both}, []string{check.FestivalBalance, check.YearWorkingDays}},
		{nation(), check.Overrides{"n1": unknown}, []string{"no_such"}},
		{with(nation(), func(n *holidays.Notice) { n.Issued = holidays.Date{} }), check.Overrides{"n1": {check.Essentials: "x"}}, []string{check.Essentials}},
	} {
		faults, err := check.Source(small(c.n), c.overrides)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range faults {
			if f.Entry != -1 {
				t.Errorf("%+v is of an entry", f)
			}
			got = append(got, f.Code)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.overrides, got, c.want)
		}
	}
}

func TestSourceWithoutDates(t *testing.T) {
	src := small(nation())
	src.Statutory = &holidays.Statutory{}
	if _, err := check.Source(src, nil); err == nil {
		t.Error("a source whose calendars have no days was checked")
	}
}
