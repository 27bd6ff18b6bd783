package deadlines_test

import (
	"slices"
	"testing"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
)

// expect is a trigger and what counting makes of it.
type expect struct {
	name, trigger, nominal, due string
}

// check asks a rule for every expectation.
func check(t *testing.T, q deadlines.Question, list []expect) {
	t.Helper()
	for _, e := range list {
		q.Trigger = date(e.trigger)
		a := ask(t, q)
		if a.Nominal != date(e.nominal) || a.Due != date(e.due) || a.Rolled() != (e.nominal != e.due) {
			t.Errorf("%s, %s from %s: nominal %s, due %s, rolled %t; want %s and %s",
				e.name, q.Rule, e.trigger, a.Nominal, a.Due, a.Rolled(), e.nominal, e.due)
		}
	}
}

func TestWithinWorkingDays(t *testing.T) {
	check(t, deadlines.Question{Rule: "xihe.countersign-reply"}, []expect{
		{"seven ordinary working days", "2026-03-02", "2026-03-11", "2026-03-11"},
		{"over the Spring Festival, 14 February made up", "2026-02-09", "2026-02-25", "2026-02-25"},
		{"an event on a holiday", "2024-02-15", "2024-02-26", "2024-02-26"},
		{"an event on a made-up Saturday", "2026-02-14", "2026-03-03", "2026-03-03"},
		{"an event on a Sunday", "2026-03-08", "2026-03-17", "2026-03-17"},
		{"over the year's end", "2024-12-25", "2025-01-06", "2025-01-06"},
	})
	check(t, deadlines.Question{Rule: "tiexi.sign-extra-urgent-important"}, []expect{
		{"the next working day is a made-up Saturday", "2026-02-13", "2026-02-14", "2026-02-14"},
		{"the next working day is after National Day", "2026-09-30", "2026-10-08", "2026-10-08"},
	})
}

func TestWithinDays(t *testing.T) {
	check(t, deadlines.Question{Rule: "xihe.revise-decided-document"}, []expect{
		{"the third day after", "2022-07-25", "2022-07-28", "2022-07-28"},
		{"the third day is a holiday: the next working day", "2026-04-03", "2026-04-06", "2026-04-07"},
		{"the third day is a Saturday: Monday", "2026-03-11", "2026-03-14", "2026-03-16"},
		{"the third day is a Saturday that is made up", "2026-02-11", "2026-02-14", "2026-02-14"},
	})
	check(t, deadlines.Question{Rule: "shuangta.710-general"}, []expect{
		{"day 7 is a Sunday, the assignment being day 1", "2022-06-06", "2022-06-12", "2022-06-13"},
		{"day 7 is a Friday", "2026-05-09", "2026-05-15", "2026-05-15"},
		{"day 7 is in National Day", "2026-09-28", "2026-10-04", "2026-10-08"},
	})
}

func TestWithinMonths(t *testing.T) {
	check(t, deadlines.Question{Rule: "shuangta.710-complex"}, []expect{
		{"the day before the same number", "2026-03-10", "2026-04-09", "2026-04-09"},
		{"no 31 February in a leap year: the last day", "2024-01-31", "2024-02-29", "2024-02-29"},
		{"the 30th, in a leap year", "2024-01-30", "2024-02-29", "2024-02-29"},
		{"the 29th exists in a leap year", "2024-01-29", "2024-02-28", "2024-02-28"},
		{"no 29 February in a common year", "2023-01-29", "2023-02-28", "2023-02-28"},
		{"the 28th exists", "2023-01-28", "2023-02-27", "2023-02-27"},
		{"from the first: the month's last", "2023-03-01", "2023-03-31", "2023-03-31"},
		{"from a leap day", "2024-02-29", "2024-03-28", "2024-03-28"},
		{"no 31 April: the 30th, in Labour Day", "2023-03-31", "2023-04-30", "2023-05-04"},
		{"from 30 April", "2024-04-30", "2024-05-29", "2024-05-29"},
		{"over the year's end", "2022-12-31", "2023-01-30", "2023-01-30"},
		{"the last day is in the Spring Festival", "2024-01-13", "2024-02-12", "2024-02-18"},
	})
	excluded := form(deadlines.Within, deadlines.Month, 1)
	year := form(deadlines.Within, deadlines.Month, 12)
	for _, tt := range []struct {
		name         string
		rule         *deadlines.Rule
		trigger, due string
		monthEnd     bool
	}{
		{"the same number", excluded, "2026-03-10", "2026-04-10", false},
		{"no 31 February", excluded, "2024-01-31", "2024-02-29", true},
		{"no 29 February", excluded, "2023-01-29", "2023-02-28", true},
		{"no 31 June", excluded, "2023-05-31", "2023-06-30", true},
		{"twelve months from a leap day", year, "2024-02-29", "2025-02-28", true},
		{"twelve months to a leap year", year, "2023-02-28", "2024-02-28", false},
	} {
		a, err := deadlines.Compute(tt.rule, table().Calendar("CN"), &deadlines.Request{Trigger: date(tt.trigger)})
		if err != nil || a.Due != date(tt.due) || slices.Contains(a.Codes(nil), "month_end") != tt.monthEnd {
			t.Errorf("%s: %s is due %s with %v (%v), want %s", tt.name, tt.trigger, a.Due, a.Codes(nil), err, tt.due)
		}
	}
}

func TestBefore(t *testing.T) {
	check(t, deadlines.Question{Rule: "xihe.travel-notice"}, []expect{
		{"three days before a departure", "2026-03-13", "2026-03-10", "2026-03-10"},
		{"three days before is a holiday: the working day ahead of it", "2026-10-09", "2026-10-06", "2026-09-30"},
		{"three days before is a Sunday", "2026-03-11", "2026-03-08", "2026-03-06"},
	})
	check(t, deadlines.Question{Rule: "tiexi.head-travel-notice"}, []expect{
		{"three days before is a Sunday that is made up", "2024-10-02", "2024-09-29", "2024-09-29"},
	})
	check(t, deadlines.Question{Rule: "tiexi.fix-agenda"}, []expect{
		{"the day before a meeting on a made-up Saturday", "2026-05-09", "2026-05-08", "2026-05-08"},
		{"the day before a meeting on a Monday", "2025-11-10", "2025-11-09", "2025-11-07"},
	})
	check(t, deadlines.Question{Rule: "tiexi.submit-meeting-papers"}, []expect{
		{"back over National Day to a made-up Sunday", "2025-10-09", "2025-09-28", "2025-09-28"},
		{"a meeting on a Sunday", "2025-11-16", "2025-11-12", "2025-11-12"},
	})
	check(t, deadlines.Question{Rule: "xishi.meeting-request"}, []expect{
		{"back over a made-up Sunday", "2026-09-23", "2026-09-15", "2026-09-15"},
		{"back over National Day with two made-up days", "2025-10-13", "2025-09-26", "2025-09-26"},
	})
}

func TestLead(t *testing.T) {
	check(t, deadlines.Question{Rule: "tiexi.lead-general"}, []expect{
		{"ten working days left", "2022-11-23", "2022-11-09", "2022-11-09"},
		{"back to a made-up Sunday", "2026-10-10", "2026-09-20", "2026-09-20"},
		{"needed on a holiday", "2026-10-05", "2026-09-16", "2026-09-16"},
	})
	check(t, deadlines.Question{Rule: "tiexi.lead-urgent"}, []expect{
		{"five working days over the Spring Festival", "2026-02-24", "2026-02-10", "2026-02-10"},
	})
}

func TestYearEnd(t *testing.T) {
	for _, tt := range []struct {
		trigger, roll, due, lastWorking string
	}{
		{"2022-06-01", "", "2022-12-31", "2022-12-30"},
		{"2023-05-27", "", "2023-12-31", "2023-12-29"},
		{"2023-12-31", "", "2023-12-31", "2023-12-29"},
		{"2024-01-01", "", "2024-12-31", "2024-12-31"},
		{"2023-05-27", "previous", "2023-12-29", "2023-12-29"},
		{"2023-05-27", "next", "2024-01-02", "2023-12-29"},
	} {
		a := ask(t, deadlines.Question{Rule: "shuangta.710-annual",
			Request: deadlines.Request{Trigger: date(tt.trigger), Roll: deadlines.Roll(tt.roll)}})
		nominal := holidays.NewDate(a.Trigger.Year(), 12, 31)
		if a.Nominal != nominal || a.Due != date(tt.due) || a.LastWorkingDay.Date != date(tt.lastWorking) || a.Provisional() {
			t.Errorf("%+v: %s, due %s, last working day %s", tt, a.Nominal, a.Due, a.LastWorkingDay.Date)
		}
	}
}

func TestTerm(t *testing.T) {
	check(t, deadlines.Question{Rule: "tiexi.term"}, []expect{
		{"five years on", "2025-06-01", "2030-06-01", "2030-06-01"},
		{"the end stays on a Saturday", "2021-11-14", "2026-11-14", "2026-11-14"},
		{"from 29 February to the 28th", "2024-02-29", "2029-02-28", "2029-02-28"},
	})
	leap := form(deadlines.Term, deadlines.Year, 4)
	a, err := deadlines.Compute(leap, table().Calendar("CN"), &deadlines.Request{Trigger: date("2024-02-29")})
	if err != nil || a.Due != date("2028-02-29") {
		t.Errorf("four years from 2024-02-29 end on %s (%v)", a.Due, err)
	}
}

func TestRecurring(t *testing.T) {
	check(t, deadlines.Question{Rule: "shuangta.plenary-meeting"}, []expect{
		{"a year ends in the New Year holiday", "2023-11-24", "2023-12-31", "2023-12-29"},
		{"a year ends on a working day", "2024-01-01", "2024-12-31", "2024-12-31"},
	})
	check(t, deadlines.Question{Rule: "xishi.plenary-meeting"}, []expect{
		{"the first half ends on a Sunday", "2024-03-25", "2024-06-30", "2024-06-28"},
		{"the first half's last day", "2025-06-30", "2025-06-30", "2025-06-30"},
		{"the second half's first day", "2025-07-01", "2025-12-31", "2025-12-31"},
	})
	check(t, deadlines.Question{Rule: "xishi.study-session"}, []expect{
		{"January and February, 28 February made up", "2026-01-29", "2026-02-28", "2026-02-28"},
		{"February of a leap year", "2024-02-01", "2024-02-29", "2024-02-29"},
		{"March begins the next two months", "2026-03-01", "2026-04-30", "2026-04-30"},
		{"July and August, ending on a Sunday", "2025-07-04", "2025-08-31", "2025-08-29"},
		{"September and October", "2025-10-31", "2025-10-31", "2025-10-31"},
		{"November and December", "2025-11-01", "2025-12-31", "2025-12-31"},
	})
	check(t, deadlines.Question{Rule: "shuangta.party-group-meeting"}, []expect{
		{"a month ends on a Saturday", "2024-08-05", "2024-08-31", "2024-08-30"},
		{"a month ends on a made-up Saturday", "2026-02-03", "2026-02-28", "2026-02-28"},
	})
	check(t, deadlines.Question{Rule: "xihe.standing-meeting"}, []expect{
		{"the first half month", "2025-01-01", "2025-01-15", "2025-01-15"},
		{"the 15th is still in it, on a Saturday", "2025-02-15", "2025-02-15", "2025-02-14"},
		{"the 16th is not", "2025-02-16", "2025-02-28", "2025-02-28"},
		{"the 15th is a holiday, the 14th made up", "2026-02-10", "2026-02-15", "2026-02-14"},
		{"the end has passed when National Day comes first", "2023-09-29", "2023-09-30", "2023-09-28"},
	})
	check(t, deadlines.Question{Rule: "shuangta.head-meeting"}, []expect{
		{"fourteen days on", "2022-06-08", "2022-06-22", "2022-06-22"},
		{"fourteen days on is a holiday", "2026-02-09", "2026-02-23", "2026-02-14"},
	})
	check(t, deadlines.Question{Rule: "xiangshan.standing-meeting"}, []expect{
		{"fourteen days on is 三月三", "2026-04-03", "2026-04-17", "2026-04-16"},
	})
}

func TestNthWeekday(t *testing.T) {
	const meeting = "tiexi.party-group-meeting" // second Wednesday
	check(t, deadlines.Question{Rule: meeting}, []expect{
		{"the 1st is a Wednesday", "2026-04-01", "2026-04-08", "2026-04-08"},
		{"on the day itself", "2026-04-08", "2026-04-08", "2026-04-08"},
		{"the day after: the next month", "2026-04-09", "2026-05-13", "2026-05-13"},
		{"over the year's end", "2025-12-27", "2026-01-14", "2026-01-14"},
		{"moved by National Day", "2025-10-01", "2025-10-08", "2025-10-09"},
		{"moved to a made-up Sunday", "2024-02-01", "2024-02-14", "2024-02-18"},
	})
	for trigger, moved := range map[string]bool{"2025-10-01": true, "2026-04-01": false} {
		a := ask(t, deadlines.Question{Rule: meeting, Request: deadlines.Request{Trigger: date(trigger)}})
		if slices.Contains(a.Codes(nil), "meeting_moved") != moved || a.Rule.PostponedBy.IsZero() {
			t.Errorf("from %s: moved is not %t in %v, or nobody decides", trigger, moved, a.Codes(nil))
		}
	}
	fifth := form(deadlines.Recurring, "", 0)
	fifth.Every, fifth.Nth, fifth.Weekday, fifth.Roll = deadlines.EveryNthWeekday, 5, time.Wednesday, deadlines.RollNext
	a, err := deadlines.Compute(fifth, table().Calendar("CN"), &deadlines.Request{Trigger: date("2026-02-01")})
	if err != nil || a.Nominal != date("2026-04-29") {
		t.Errorf("the first fifth Wednesday from February 2026 on is %s (%v); February and March have none", a.Nominal, err)
	}
}

func TestThreshold(t *testing.T) {
	r := ruleOf(t, "tiexi.absence-approver")
	for _, tt := range []struct {
		days float64
		want deadlines.Text
	}{
		{0.5, r.UpTo}, {1, r.UpTo}, {1.5, r.Beyond}, {1.0000001, r.Beyond}, {2, r.Beyond}, {deadlines.MaxDays, r.Beyond},
	} {
		a := ask(t, deadlines.Question{Rule: r.ID, Request: deadlines.Request{Days: tt.days, HasDays: true}})
		if a.Approver != tt.want || tt.want.ZH == "" {
			t.Errorf("%v days away: %v decides, not %v", tt.days, a.Approver, tt.want)
		}
	}
}

func TestWeekdayWindow(t *testing.T) {
	for _, tt := range []struct {
		name, day string
		inside    bool
		next      string
	}{
		{"a Monday", "2026-03-02", true, "2026-03-02"},
		{"a Wednesday", "2026-03-04", true, "2026-03-04"},
		{"a Thursday", "2026-03-05", false, "2026-03-09"},
		{"a made-up Saturday", "2026-02-28", false, "2026-03-02"},
		{"the Wednesday before National Day", "2026-09-30", true, "2026-09-30"},
		{"National Day, a Thursday: past a Monday to Wednesday off", "2026-10-01", false, "2026-10-12"},
		{"the Monday of National Day", "2026-10-05", true, "2026-10-12"},
		{"the Monday of Labour Day", "2026-05-04", true, "2026-05-06"},
	} {
		a := ask(t, deadlines.Question{Rule: "tiexi.field-research-days", Request: deadlines.Request{Trigger: date(tt.day)}})
		if a.Window.Inside != tt.inside || a.Window.NextInside != date(tt.next) || a.Provisional() {
			t.Errorf("%s, %s: %+v", tt.name, tt.day, a.Window)
		}
	}
}
