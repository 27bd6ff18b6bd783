package deadlines_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

func TestSuspended(t *testing.T) {
	for _, tt := range []struct {
		name, rule, trigger string
		suspended           []holidays.Span
		nominal, due, code  string
	}{
		{"working days sent back do not count", "xihe.countersign-reply", "2022-07-08",
			[]holidays.Span{span("2022-07-10", "2022-07-18")}, "2022-07-27", "2022-07-27", "suspended_not_counted"},
		{"a made-up Saturday among them", "xishi.submit-decided-document", "2025-02-07",
			[]holidays.Span{span("2025-02-08", "2025-02-12")}, "2025-02-17", "2025-02-17", "suspended_not_counted"},
		{"a weekend alone takes nothing", "xihe.countersign-reply", "2026-03-02",
			[]holidays.Span{span("2026-03-07", "2026-03-08")}, "2026-03-11", "2026-03-11", ""},
		{"spans that overlap and touch count each day once", "xihe.countersign-reply", "2026-03-02",
			[]holidays.Span{span("2026-03-05", "2026-03-06"), span("2026-03-03", "2026-03-05"), span("2026-03-07", "2026-03-09")},
			"2026-03-18", "2026-03-18", "suspended_not_counted"},
		{"the last day reaches a second span", "tiexi.submit-issued-document", "2026-03-02",
			[]holidays.Span{span("2026-03-03", "2026-03-03"), span("2026-03-06", "2026-03-06")}, "2026-03-09", "2026-03-09", "suspended_not_counted"},
		{"a span behind the last day", "tiexi.sign-extra-urgent-important", "2026-07-16",
			[]holidays.Span{span("2026-07-20", "2026-07-23")}, "2026-07-17", "2026-07-17", ""},
		{"the day of the event suspended, which is not counted", "tiexi.submit-issued-document", "2026-03-02",
			[]holidays.Span{span("2026-02-20", "2026-03-02")}, "2026-03-05", "2026-03-05", ""},
		{"counted backwards over a suspended day", "tiexi.submit-meeting-papers", "2025-11-14",
			[]holidays.Span{span("2025-11-12", "2025-11-12")}, "2025-11-10", "2025-11-10", "suspended_not_counted"},
		{"a lead over suspended days", "tiexi.lead-urgent", "2024-05-31",
			[]holidays.Span{span("2024-05-27", "2024-05-28")}, "2024-05-22", "2024-05-22", "suspended_not_counted"},

		{"a limit in days grows, then rolls", "shuangta.710-general", "2024-05-10",
			[]holidays.Span{span("2024-05-14", "2024-05-15")}, "2024-05-18", "2024-05-20", "suspended_extends"},
		{"the growing end takes in the rest of a span", "xihe.revise-decided-document", "2026-03-02",
			[]holidays.Span{span("2026-03-04", "2026-03-10")}, "2026-03-12", "2026-03-12", "suspended_extends"},
		{"the growing end reaches a second span", "xihe.revise-decided-document", "2026-03-02",
			[]holidays.Span{span("2026-03-06", "2026-03-06"), span("2026-03-03", "2026-03-03")}, "2026-03-07", "2026-03-09", "suspended_extends"},
		{"the end stops short of a span", "xihe.revise-decided-document", "2026-03-02",
			[]holidays.Span{span("2026-03-06", "2026-03-06")}, "2026-03-05", "2026-03-05", ""},
		{"only the days after the event", "xihe.revise-decided-document", "2026-03-02",
			[]holidays.Span{span("2026-02-01", "2026-03-03")}, "2026-03-06", "2026-03-06", "suspended_extends"},
		{"day 1 counts though it is suspended", "shuangta.710-general", "2024-05-10",
			[]holidays.Span{span("2024-05-01", "2024-05-10")}, "2024-05-16", "2024-05-16", ""},
		{"a limit in months grows", "shuangta.710-complex", "2026-03-10",
			[]holidays.Span{span("2026-03-20", "2026-03-22")}, "2026-04-12", "2026-04-13", "suspended_extends"},

		{"a notice in days does not grow, but is not due on a suspended day", "xihe.travel-notice", "2026-03-13",
			[]holidays.Span{span("2026-03-10", "2026-03-12")}, "2026-03-10", "2026-03-09", "suspended_extends"},
		{"a window does not move", "xihe.standing-meeting", "2025-02-03",
			[]holidays.Span{span("2025-02-04", "2025-02-10")}, "2025-02-15", "2025-02-14", "suspended_no_effect"},
		{"the year's end does not move", "shuangta.710-annual", "2024-01-02",
			[]holidays.Span{span("2024-02-04", "2024-02-10")}, "2024-12-31", "2024-12-31", "suspended_no_effect"},
		{"a term does not move", "tiexi.term", "2025-06-01",
			[]holidays.Span{span("2026-02-04", "2026-02-10")}, "2030-06-01", "2030-06-01", "suspended_no_effect"},
	} {
		a := ask(t, deadlines.Question{Rule: tt.rule, Request: deadlines.Request{Trigger: date(tt.trigger), Suspended: tt.suspended}})
		named := ""
		for _, code := range a.Codes(nil) {
			if strings.HasPrefix(code, "suspended_") {
				named += code
			}
		}
		if a.Nominal != date(tt.nominal) || a.Due != date(tt.due) || named != tt.code {
			t.Errorf("%s: %s from %s is nominal %s, due %s with %v; want %s, %s and %s",
				tt.name, tt.rule, tt.trigger, a.Nominal, a.Due, a.Codes(nil), tt.nominal, tt.due, tt.code)
		}
	}
}

// TestSuspendedForGood: spans that leave no day to count are an error at once,
// however long they are.
func TestSuspendedForGood(t *testing.T) {
	forGood := []holidays.Span{span("0001-01-01", "9999-12-31")}
	for _, r := range catalogue().Rules {
		if r.Shape != deadlines.Within && r.Unit != deadlines.WorkingDay {
			continue
		}
		_, err := catalogue().Ask(table(), &deadlines.Question{Rule: r.ID,
			Request: deadlines.Request{Trigger: date("2026-03-02"), Suspended: forGood}})
		var e *deadlines.Error
		if !errors.As(err, &e) || e.Code != deadlines.CodeOutOfCoverage {
			t.Errorf("%s with every day suspended: %v", r.ID, err)
		} else if d := e.Args[3].(holidays.Date); d.Year() > 2051 {
			t.Errorf("%s counted on to %s, where the calendar ends in 2050", r.ID, d)
		}
	}
}

// TestSpansAreLeftAlone: counting sorts a copy of the spans.
func TestSpansAreLeftAlone(t *testing.T) {
	spans := []holidays.Span{span("2026-03-06", "2026-03-09"), span("2026-03-03", "2026-03-06")}
	given := slices.Clone(spans)
	ask(t, deadlines.Question{Rule: "xihe.countersign-reply", Request: deadlines.Request{Trigger: date("2026-03-02"), Suspended: spans}})
	if !slices.Equal(spans, given) {
		t.Errorf("the caller's spans were changed to %v", spans)
	}
}

// TestSuspendedOffTheFirstDay: without the suspension the limit would roll to before the calendar
// begins; with it, it does not, and is answered.
func TestSuspendedOffTheFirstDay(t *testing.T) {
	r := changed(ruleOf(t, "shuangta.710-general"), func(r *deadlines.Rule) { r.Amount, r.TriggerDayCounts = 1, false })
	got, err := deadlines.Compute(since(r, date("2007-01-01")), table().Calendar("CN"), &deadlines.Request{
		Trigger: date("2007-01-01"), Roll: deadlines.RollPrevious, Suspended: []holidays.Span{span("2007-01-01", "2007-01-03")},
	})
	if err != nil || got.Due != date("2007-01-04") || !got.Unsuspended.IsZero() || got.Added&deadlines.AddedSuspendedExtends == 0 {
		t.Errorf("%+v, %v", got, err)
	}
}
