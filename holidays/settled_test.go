package holidays_test

import (
	"testing"

	"shixian/holidays"
)

// autumn is a day on which no notice for 2027 was out.
var autumn = on("2026-10-01")

func TestAsOf(t *testing.T) {
	tab := embedded(t)
	for _, c := range []struct {
		why, calendar, known, date string
		kind                       holidays.Kind
		settled                    bool
	}{
		{"Labour Day 2019, first arrangement", "CN", "2019-03-21", "2019-05-02", holidays.Workday, true},
		{"and amended", "CN", "2019-03-22", "2019-05-02", holidays.Holiday, true},
		{"its make-up day, first a Sunday", "CN", "2019-03-21", "2019-04-28", holidays.Weekend, true},
		{"and amended", "CN", "2019-03-22", "2019-04-28", holidays.Makeup, true},
		{"Spring Festival 2020, last day before it was prolonged", "CN", "2020-01-25", "2020-01-31", holidays.Workday, true},
		{"and its make-up Saturday", "CN", "2020-01-25", "2020-02-01", holidays.Makeup, true},
		{"prolonged", "CN", "2020-01-26", "2020-01-31", holidays.Holiday, true},
		{"and not made up", "CN", "2020-01-26", "2020-02-01", holidays.Holiday, true},
		{"a region knows it as soon", "CN-GX", "2020-01-26", "2020-01-31", holidays.Holiday, true},
		{"3 September 2015 before 13 May", "CN", "2015-05-12", "2015-09-03", holidays.Workday, true},
		{"and after", "CN", "2015-05-13", "2015-09-03", holidays.Holiday, true},
		{"6 September 2015 before 13 May", "CN", "2015-05-12", "2015-09-06", holidays.Weekend, true},
		{"Guangxi 2020 before the holiday was cancelled", "CN-GX", "2020-03-04", "2020-03-26", holidays.Holiday, true},
		{"and cancelled", "CN-GX", "2020-03-05", "2020-03-26", holidays.Makeup, true},
		{"the last week of December 2018 before the notice for 2019", "CN", "2018-12-05", "2018-12-31", holidays.Workday, false},
		{"and after it", "CN", "2018-12-06", "2018-12-31", holidays.Holiday, true},
		{"a year without its notice", "CN", "2025-11-03", "2026-02-24", holidays.Workday, false},
		{"2026-02-14 before its notice", "CN", "2025-11-03", "2026-02-14", holidays.Weekend, false},
		{"and after", "CN", "2025-11-04", "2026-02-14", holidays.Makeup, true},
		{"before anything was known, the week decides", "CN", "1999-09-17", "2026-10-01", holidays.Workday, false},
		{"known from the day the regulation was issued", "CN", "1999-09-18", "2026-10-01", holidays.Holiday, false},
	} {
		got := day(t, tab.AsOf(c.calendar, on(c.known)), on(c.date))
		if got.Kind != c.kind || got.Settled != c.settled {
			t.Errorf("%s: %s as of %s is %s, settled %v", c.why, c.date, c.known, got.Kind, got.Settled)
		}
	}
}

// A year that no notice has arranged: each statutory day is off, and one at the
// weekend is made up on the next weekday after its festival. So it was estimated until
// the principles of arrangement were published.
func TestStatutoryYear(t *testing.T) {
	cal := embedded(t).AsOf("CN", on("2024-11-11"))
	off := map[string]string{
		"2027-01-01": "元旦",
		"2027-02-05": "春节", "2027-02-06": "春节", "2027-02-07": "春节", "2027-02-08": "春节",
		"2027-02-09": "春节", "2027-02-10": "春节", // for Saturday the 6th and Sunday the 7th
		"2027-04-05": "清明节",
		"2027-05-01": "劳动节", "2027-05-02": "劳动节",
		"2027-05-03": "劳动节", "2027-05-04": "劳动节", // for the weekend of the 1st and 2nd
		"2027-06-09": "端午节", "2027-09-15": "中秋节",
		"2027-10-01": "国庆节", "2027-10-02": "国庆节", "2027-10-03": "国庆节",
		"2027-10-04": "国庆节", "2027-10-05": "国庆节",
	}
	for d := on("2027-01-01"); d.Year() == 2027; d = d.AddDays(1) {
		want := holidays.Day{Date: d, Festival: off[d.String()]}
		switch {
		case want.Festival != "":
			want.Kind, want.Basis = holidays.Holiday, holidays.ByStatute
		case d.IsWeekend():
			want.Kind = holidays.Weekend
		}
		if got := day(t, cal, d); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// In Guangxi 三月三 and the day after it are off on top of the nation's days, made
// up like them: in 2030 三月三 is also Qingming, a Friday, and it and the Saturday
// after it are made up on Monday and Tuesday.
func TestStatutoryYearOfARegion(t *testing.T) {
	tab := embedded(t)
	nation, region := tab.AsOf("CN", autumn), tab.AsOf("CN-GX", autumn)
	for year, want := range map[int][]string{2027: {"2027-04-09", "2027-04-12"}, 2030: {"2030-04-08", "2030-04-09"}, 2031: {"2031-03-25", "2031-03-26"}} {
		var got []string
		for d := holidays.NewDate(year, 1, 1); d.Year() == year; d = d.AddDays(1) {
			if nation.IsWorking(d) && !region.IsWorking(d) {
				got = append(got, d.String())
			}
		}
		if len(got) != len(want) || got[0] != want[0] || got[len(got)-1] != want[len(want)-1] {
			t.Errorf("%d: Guangxi rests on %v, want %v", year, got, want)
		}
	}
}

// The regulation revised on 2024-11-10 gives 13 days from 2025, the one before 11;
// the notice for 2025 came two days later.
func TestStatutoryDaysAsOf(t *testing.T) {
	tab := embedded(t)
	st := tab.Source().Statutory
	for _, c := range []struct {
		calendar string
		year     int
		known    holidays.Date
		days     int
	}{
		{"CN", 2025, on("2024-11-09"), 11}, {"CN", 2025, on("2024-11-10"), 13}, {"CN", 2025, holidays.Date{}, 13},
		{"CN", 2024, holidays.Date{}, 11}, {"CN", 2007, holidays.Date{}, 10}, {"CN", 2008, holidays.Date{}, 11},
		{"CN", 1999, holidays.Date{}, 0}, {"CN-GX", 2014, holidays.Date{}, 2}, {"CN-GX", 2013, holidays.Date{}, 0},
		{"CN-LN", 2026, holidays.Date{}, 0}, {"CN", 2051, holidays.Date{}, 6}, // 2051 has no dates of the moon
	} {
		if got := st.Days(c.calendar, c.year, c.known); len(got) != c.days {
			t.Errorf("%s %d as of %s has %d statutory days, want %d", c.calendar, c.year, c.known, len(got), c.days)
		}
	}
	for known, kind := range map[string]holidays.Kind{"2024-11-09": holidays.Workday, "2024-11-10": holidays.Holiday} {
		if got := day(t, tab.AsOf("CN", on(known)), on("2025-01-28")); got.Kind != kind || got.Settled {
			t.Errorf("New Year's Eve 2025 as of %s: %+v, want %s", known, got, kind)
		}
	}
}

func TestUnsettled(t *testing.T) {
	tab := embedded(t)
	for _, c := range []struct {
		why, calendar, known, from, to string
		first                          string // "" if all is settled
	}{
		{"2026 has its notice", "CN", "2026-10-01", "2026-01-01", "2026-12-24", ""},
		{"but its last week waits for the next", "CN", "2026-10-01", "2026-01-01", "2026-12-31", "2026-12-25"},
		{"and 2027 altogether", "CN", "2026-10-01", "2027-03-01", "2027-03-01", "2027-03-01"},
		{"the weeks of December 2025 once 2026 is known", "CN", "2025-11-04", "2025-12-25", "2025-12-31", ""},
		{"and a day before", "CN", "2025-11-03", "2025-12-01", "2026-12-31", "2025-12-25"},
		{"an amendment settles no year", "CN", "2019-03-22", "2019-06-01", "2019-12-24", ""},
		// 三月三 of 2026 is 19 April: from the 12th to 3 May, until Guangxi's own notice.
		{"before the window", "CN-GX", "2026-03-03", "2026-01-01", "2026-04-11", ""},
		{"7 days before 三月三", "CN-GX", "2026-03-03", "2026-01-01", "2026-04-12", "2026-04-12"},
		{"14 days after", "CN-GX", "2026-03-03", "2026-05-03", "2026-12-24", "2026-05-03"},
		{"after the window", "CN-GX", "2026-03-03", "2026-05-04", "2026-12-24", ""},
		{"with Guangxi's notice", "CN-GX", "2026-03-04", "2026-01-01", "2026-12-24", ""},
		{"which the nation does not wait for", "CN", "2026-03-03", "2026-01-01", "2026-12-24", ""},
		{"nor another region", "CN-LN", "2026-03-03", "2026-01-01", "2026-12-24", ""},
		// Guangxi's notice for 2019 came before the nation's amendment of that year.
		{"Guangxi knew 2019 early", "CN-GX", "2018-12-29", "2019-01-01", "2019-12-24", ""},
		{"days outside the coverage are not looked at", "CN", "2026-10-01", "2000-01-01", "2006-12-31", ""},
		{"nor those after it", "CN", "2026-10-01", "2051-01-01", "2052-01-01", ""},
		{"a span over all of it", "CN-GX", "2026-10-01", "2000-01-01", "2060-01-01", "2026-12-25"},
		{"a span that ends before it starts", "CN", "2026-10-01", "2027-02-01", "2027-01-01", ""},
	} {
		first, open := tab.AsOf(c.calendar, on(c.known)).Unsettled(on(c.from), on(c.to))
		if first.String() != c.first || open != (c.first != "") {
			t.Errorf("%s: the first unsettled day of %s to %s is %q, want %q", c.why, c.from, c.to, first, c.first)
		}
	}
	for id, want := range map[string]string{"CN": "2026-12-24", "CN-GX": "2026-12-24", "CN-LN": "2026-12-24"} {
		if got := tab.AsOf(id, autumn).SettledThrough(); got != on(want) {
			t.Errorf("%s is settled through %s, want %s", id, got, want)
		}
	}
	if got := tab.AsOf("CN-GX", on("2026-03-03")).SettledThrough(); got != on("2026-04-11") {
		t.Errorf("without its notice CN-GX is settled through %s", got)
	}
	if got := tab.AsOf("CN", on("2000-01-01")).SettledThrough(); got != on("2006-12-31") {
		t.Errorf("without any notice CN is settled through %s", got)
	}
}

// What one region calls its festival as well may be the name of another region's own.
func TestNamesThatRegionsShare(t *testing.T) {
	st := &holidays.Statutory{Regulations: []holidays.Regulation{
		{Calendar: "A", Days: []holidays.FestivalDays{{Festival: "开斋节", NameEN: "Eid al-Fitr", AlsoCalled: []string{"尔德节"}}}},
		{Calendar: "B", Days: []holidays.FestivalDays{{Festival: "肉孜节", NameEN: "Roza", AlsoCalled: []string{"开斋节"}}}},
	}}
	for _, c := range []struct {
		a, b string
		same bool
	}{{"尔德节", "开斋节", true}, {"肉孜节", "开斋节", true}, {"尔德节", "肉孜节", false}} {
		if st.SameFestival(c.a, c.b) != c.same || st.SameFestival(c.b, c.a) != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, !c.same)
		}
	}
	for name, english := range map[string]string{"开斋节": "Eid al-Fitr", "尔德节": "Eid al-Fitr", "肉孜节": "Roza"} {
		if got := st.NameEN(name); got != english {
			t.Errorf("%s is %q, want %q", name, got, english)
		}
	}
}

func TestNamesOfFestivals(t *testing.T) {
	st := embedded(t).Source().Statutory
	for name, english := range map[string]string{"春节": "Spring Festival", "壮族三月三": "Sanyuesan", "广西三月三": "Sanyuesan", "开斋节": "", "": ""} {
		if got := st.NameEN(name); got != english {
			t.Errorf("%s is %q, want %q", name, got, english)
		}
	}
	for _, c := range []struct {
		a, b string
		same bool
	}{{"三月三", "壮族三月三", true}, {"春节", "春节", true}, {"开斋节", "开斋节", true}, {"春节", "元旦", false}, {"开斋节", "古尔邦节", false}} {
		if st.SameFestival(c.a, c.b) != c.same || st.SameFestival(c.b, c.a) != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, !c.same)
		}
	}
}
