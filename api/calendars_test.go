package api

import (
	"fmt"
	"net/url"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/api/wire/wiretest"
	"shixian/deadlines"
	"shixian/holidays"
)

// TestDaysAreTheCalendar: every day that a notice has decided, through calls of
// four years, is what the calendar says.
func TestDaysAreTheCalendar(t *testing.T) {
	h := newTestHandler(t, nil)
	table, _ := world()
	for _, id := range table.IDs() {
		cal, seen := table.Calendar(id), 0
		last := holidays.NewDate(2026, 12, 31)
		for from := cal.First(); !from.After(last); {
			to := from.AddDays(maxRangeDays - 1)
			if to.After(last) {
				to = last
			}
			days := ok[wire.Days](t, get(h, fmt.Sprintf("/v1/calendars/%s/days?from=%s&to=%s", id, from, to)))
			if days.Calendar != id || len(days.Days) != from.DaysUntil(to)+1 {
				t.Fatalf("%s from %s to %s: %s with %d days", id, from, to, days.Calendar, len(days.Days))
			}
			for i, got := range days.Days {
				checkDay(t, cal, from.AddDays(i), got)
				seen++
			}
			from = to.AddDays(1)
		}
		if want := cal.First().DaysUntil(last) + 1; seen != want {
			t.Errorf("%s: %d days, want %d", id, seen, want)
		}
	}
}

func checkDay(t *testing.T, cal *holidays.Calendar, d holidays.Date, got wire.Day) {
	t.Helper()
	day, err := cal.Day(d)
	if err != nil {
		t.Fatal(err)
	}
	want := wire.Day{Date: d, Working: day.Working(), Kind: day.Kind.String(), Festival: day.Festival, Notice: day.Notice, Settled: day.Settled, Basis: day.Basis.String()}
	if got != want {
		t.Fatalf("%s: %+v, want %+v", cal.ID(), got, want)
	}
}

// TestDays: days that the notices of 2026 and of Guangxi decide, one by one.
func TestDays(t *testing.T) {
	h := newTestHandler(t, nil)
	const notice2026 = "国办发明电〔2025〕7号"
	cases := []struct {
		calendar, date string
		working        bool
		kind, festival string
		notice         string
		settled        bool
	}{
		{"CN", "2026-02-13", true, "workday", "", "", true},
		{"CN", "2026-02-14", true, "makeup", "春节", notice2026, true},
		{"CN", "2026-02-15", false, "holiday", "春节", notice2026, true},
		{"CN", "2026-03-01", false, "weekend", "", "", true},
		{"CN-LN", "2026-10-10", true, "makeup", "国庆节", notice2026, true},
		{"CN", "2026-12-24", true, "workday", "", "", true},
		{"CN", "2026-12-25", true, "workday", "", "", false},
		{"CN", "2027-01-01", false, "holiday", "元旦", "", false},
		{"CN", "2017-04-01", true, "makeup", "清明节", "", true},
		{"CN-GX", "2017-04-01", false, "holiday", "壮族三月三", "CN-GX-2017", true},
		{"CN-GX", "2014-01-01", false, "holiday", "元旦", "", true},
	}
	for _, c := range cases {
		got := ok[wire.Day](t, get(h, "/v1/calendars/"+c.calendar+"/days/"+c.date))
		if got.Date.String() != c.date || got.Working != c.working || got.Kind != c.kind || got.Settled != c.settled ||
			c.festival != "" && got.Festival != c.festival || c.notice != "" && got.Notice != c.notice {
			t.Errorf("%s %s: %+v, want %+v", c.calendar, c.date, got, c)
		}
		list := ok[wire.Days](t, get(h, "/v1/calendars/"+c.calendar+"/days?from="+c.date+"&to="+c.date))
		if len(list.Days) != 1 || list.Days[0] != got {
			t.Errorf("%s %s in a list: %+v", c.calendar, c.date, list)
		}
	}
}

// TestWorkdaysAndAdd: the day so many working days away is the one up to which
// there are so many, and both are what walking day by day gives.
func TestWorkdaysAndAdd(t *testing.T) {
	h := newTestHandler(t, nil)
	table, _ := world()
	rapid.Check(t, func(t *rapid.T) {
		cal := table.Calendar(rapid.SampledFrom(table.IDs()).Draw(t, "calendar"))
		date := wiretest.Dates(cal.First().AddDays(500), cal.Last().AddDays(-500)).Draw(t, "date")
		n := rapid.IntRange(-250, 250).Draw(t, "workdays")
		target := fmt.Sprintf("?date=%s&workdays=%d", date, n)
		rec := get(h, "/v1/calendars/"+cal.ID()+"/add"+target)
		var step wire.WorkdayStep
		if err := unmarshalStrict(rec.Body.Bytes(), &step); err != nil {
			t.Fatal(err)
		}
		result, open := walk(cal, date, n)
		settled := open.IsZero()
		want := wire.WorkdayStep{
			Table: wire.Table{Calendar: cal.ID(), Position: cal.Position()}, Date: date, Workdays: n, Result: result,
		}
		want.UnsettledFrom, want.Earliest, want.Latest = open, step.Earliest, step.Latest
		want.Certainty, want.Provisional = certaintyOf(settled, step.Earliest == step.Latest), step.Earliest != step.Latest
		if step != want {
			t.Fatalf("%+v, want %+v", step, want)
		}
		if settled != step.Earliest.IsZero() || !settled && (result.Before(step.Earliest) || result.After(step.Latest)) {
			t.Fatalf("%s is not between the bounds in %+v", result, step)
		}
		if n < 0 {
			return
		}
		rec = get(h, fmt.Sprintf("/v1/calendars/%s/workdays?from=%s&to=%s", cal.ID(), date, result))
		var count wire.WorkdayCount
		if err := unmarshalStrict(rec.Body.Bytes(), &count); err != nil {
			t.Fatal(err)
		}
		least, most := cal.Bounds(date, result)
		wantCount := wire.WorkdayCount{
			Table: wire.Table{Calendar: cal.ID(), Position: cal.Position()}, From: date, To: result, ToIncluded: true, Workdays: n,
			Settlement: wire.Settlement{Certainty: certaintyOf(settled, least == most), UnsettledFrom: open},
		}
		if !settled {
			wantCount.Least, wantCount.Most, wantCount.Provisional = &least, &most, least != most
		}
		if !reflect.DeepEqual(count, wantCount) {
			t.Fatalf("%+v after %d working days", count, n)
		}
	})
}

// certaintyOf names how sure something is.
func certaintyOf(settled, fixed bool) deadlines.Certainty {
	switch {
	case settled:
		return "settled"
	case fixed:
		return "bounded"
	}
	return "provisional"
}

// walk goes n working days from d, one day at a time, and returns where it gets to
// and the earliest day on the way that is not settled.
func walk(cal *holidays.Calendar, d holidays.Date, n int) (result, open holidays.Date) {
	step := 1
	if n < 0 {
		step = -1
	}
	for left := n; left != 0; {
		d = d.AddDays(step)
		day, err := cal.Day(d)
		if err != nil {
			panic(err)
		}
		if day.Working() {
			left -= step
		}
		if !day.Settled && (open.IsZero() || d.Before(open)) {
			open = d
		}
	}
	return d, open
}

// TestProvisionalSteps: what the day itself, which is not counted, may still become
// does not matter. 25 to 31 December wait for the next year's notice.
func TestProvisionalSteps(t *testing.T) {
	h := newTestHandler(t, nil)
	for target, want := range map[string]struct{ result, open string }{
		"date=2026-12-25&workdays=-1": {"2026-12-24", ""},
		"date=2026-12-28&workdays=-1": {"2026-12-25", "2026-12-25"},
		"date=2026-12-24&workdays=1":  {"2026-12-25", "2026-12-25"},
		"date=2026-12-23&workdays=1":  {"2026-12-24", ""},
		"date=2026-12-28&workdays=0":  {"2026-12-28", ""},
	} {
		step := ok[wire.WorkdayStep](t, get(h, "/v1/calendars/CN/add?"+target))
		if step.Result.String() != want.result || step.UnsettledFrom.String() != want.open || (step.Certainty != "settled") != (want.open != "") {
			t.Errorf("%s: %+v, want %+v", target, step, want)
		}
	}
}

// TestStepSpellings: how a number of working days may be written.
func TestStepSpellings(t *testing.T) {
	h := newTestHandler(t, nil)
	want := map[string]string{
		"5": "2026-02-14", "+5": "2026-02-14", "%2B5": "2026-02-14",
		"-1": "2026-02-06", "%2D1": "2026-02-06",
		"0": "2026-02-09", "-0": "2026-02-09", "+0": "2026-02-09",
		"7": "2026-02-25",
	}
	for spelling, result := range want {
		for _, path := range []string{"/v1/calendars/CN/add"} {
			step := ok[wire.WorkdayStep](t, get(h, path+"?date=2026-02-09&workdays="+spelling))
			if step.Result.String() != result || step.DateCounted {
				t.Errorf("%s: %+v, want %s", spelling, step, result)
			}
		}
	}
	for _, spelling := range []string{"", "x", "5.0", "1e2", "0x5", "1_0", "--5", "+ 5", "%20%205", "５", "20001", "-20001", "99999999999999999999", "5%20", "%2B", "+"} {
		p := problemIn(t, get(h, "/v1/calendars/CN/add?date=2026-02-09&workdays="+spelling))
		if p.Code != string(problem.InvalidParameter) || p.Errors[0].Pointer != "/workdays" {
			t.Errorf("%q: %+v", spelling, p)
		}
	}
}

// TestCoverage: a calendar says where it ends, and does not guess beyond.
func TestCoverage(t *testing.T) {
	h := newTestHandler(t, nil)
	for target, pointer := range map[string]string{
		"CN/days/2006-12-31":                        "/date",
		"CN/days/2051-01-01":                        "/date",
		"CN-GX/days/2013-12-31":                     "/date",
		"CN/days?from=2006-12-31&to=2007-01-01":     "/from",
		"CN/days?from=2050-12-31&to=2051-01-01":     "/to",
		"CN/workdays?from=2006-12-31&to=2007-01-01": "/from",
		"CN/workdays?from=2007-01-01&to=9999-12-31": "/to",
		"CN/add?date=2051-01-01&workdays=0":         "/date",
		"CN/add?date=2050-12-31&workdays=1":         "/date",
		"CN/add?date=2007-01-04&workdays=-1":        "/date",
		"CN/add?date=0001-01-01&workdays=1":         "/date",
		"CN/add?date=2026-01-01&workdays=20000":     "/date",
		"CN-GX/add?date=2050-01-01&workdays=400":    "/date",
	} {
		p := problemIn(t, get(h, "/v1/calendars/"+target))
		if p.Code != string(deadlines.CodeOutOfCoverage) || p.Status != 422 || p.Errors[0].Pointer != pointer {
			t.Errorf("%s: %+v, want a problem at %s", target, p, pointer)
		}
	}
	ends := ok[wire.Days](t, get(h, "/v1/calendars/CN/days?from=2050-12-31&to=2050-12-31"))
	if len(ends.Days) != 1 || ends.Days[0].Settled {
		t.Errorf("the last day: %+v", ends)
	}
	all := ok[wire.WorkdayCount](t, get(h, "/v1/calendars/CN/workdays?from=2007-01-01&to=2050-12-31"))
	if all.Workdays < 10_500 || all.Workdays > 11_500 || all.Certainty == "settled" || all.UnsettledFrom.String() != "2026-12-25" {
		t.Errorf("all days: %+v", all)
	}
}

// TestCalendarPages: the list and each calendar agree; only the latter has entries.
func TestCalendarPages(t *testing.T) {
	h := newTestHandler(t, nil)
	table, _ := world()
	list := ok[wire.Calendars](t, get(h, "/v1/calendars"))
	if len(list.Calendars) != len(table.IDs()) {
		t.Fatalf("%d calendars", len(list.Calendars))
	}
	for i, id := range table.IDs() {
		cal := ok[wire.Calendar](t, get(h, "/v1/calendars/"+url.PathEscape(id)))
		short := list.Calendars[i]
		if cal.ID != id || short.ID != id || cal.Coverage != short.Coverage || cal.SettledThrough != short.SettledThrough || len(cal.Notices) != len(short.Notices) {
			t.Errorf("%+v\nin the list\n%+v", cal, short)
		}
		for k, n := range cal.Notices {
			if len(n.Entries) == 0 || len(short.Notices[k].Entries) > 0 || n.ID != short.Notices[k].ID {
				t.Errorf("%s: notice %s with %d entries, in the list with %d", id, n.ID, len(n.Entries), len(short.Notices[k].Entries))
			}
		}
	}
}
