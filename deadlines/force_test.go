package deadlines_test

import (
	"slices"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestWorked asks what a caller can change, and what lies around the day on which a
// rule took effect; each answer was counted by hand.
func TestWorked(t *testing.T) {
	for _, tt := range []struct {
		name         string
		question     deadlines.Question
		nominal, due string
		code         string // an interpretation that the request brings in
	}{
		{"a decision needed on a Saturday", of("tiexi.lead-general", "2026-11-28"), "2026-11-13", "2026-11-13", ""},
		{"a meeting that the holiday moved onto the day asked", of("tiexi.standing-meeting", "2025-10-09"), "2025-10-08", "2025-10-09", "meeting_moved"},
		{"a meeting moved by days", of("tiexi.standing-meeting", "2024-02-15"), "2024-02-14", "2024-02-18", "meeting_moved"},
		{"without a roll that meeting has been", of("tiexi.standing-meeting", "2024-02-15", withRoll(deadlines.RollNone)), "2024-03-13", "2024-03-13", "roll_overridden"},
		{"the roll passes over suspended days", of("shuangta.710-general", "2026-06-01", withSpans(span("2026-06-08", "2026-06-30"))), "2026-06-07", "2026-07-01", "suspended_extends"},
		{"a suspended working day is never due, backwards either", of("xihe.travel-notice", "2026-03-13", withSpans(span("2026-03-10", "2026-03-10"))), "2026-03-10", "2026-03-09", "suspended_extends"},
		{"an agreed date on a rest day", of("xihe.countersign-reply", "2026-03-02", withAgreed("2026-03-15")), "2026-03-15", "2026-03-15", "agreed_rest_day"},
		{"an agreed date is not rolled", of("xihe.countersign-reply", "2026-03-02", withAgreed("2026-03-15"), withRoll(deadlines.RollNext)), "2026-03-15", "2026-03-15", "agreed_date"},
		{"a meeting held before the rule took effect", of("xiangshan.standing-meeting", "2021-09-29"), "2021-10-13", "2021-10-13", "meeting_before_effective"},
		{"a notice whose day had passed then", of("xihe.travel-notice", "2019-04-03"), "2019-03-31", "2019-03-29", "due_before_effective"},
	} {
		a := ask(t, tt.question)
		if a.Nominal != date(tt.nominal) || a.Due != date(tt.due) || tt.code != "" && !slices.Contains(a.Codes(nil), tt.code) {
			t.Errorf("%s: nominal %s, due %s, %v", tt.name, a.Nominal, a.Due, a.Codes(nil))
		}
	}
}

// TestSuspensionLeavesNoTrace: spans that touch no counted day are not named.
func TestSuspensionLeavesNoTrace(t *testing.T) {
	for name, q := range map[string]deadlines.Question{
		"before the trigger":       of(replyID, "2026-03-02", withSpans(span("2026-02-01", "2026-03-02"))),
		"after the due day":        of(replyID, "2026-03-02", withSpans(span("2026-03-12", "2026-03-31"))),
		"a weekend":                of(replyID, "2026-03-02", withSpans(span("2026-03-07", "2026-03-08"))),
		"after a limit in days":    of("shuangta.710-general", "2026-05-09", withSpans(span("2026-05-16", "2026-05-20"))),
		"far from a notice":        of("xihe.travel-notice", "2026-03-13", withSpans(span("2026-03-01", "2026-03-05"))),
		"before the days to leave": of("tiexi.lead-urgent", "2024-05-31", withSpans(span("2024-05-01", "2024-05-23"))),
	} {
		for _, code := range []string{"suspended_not_counted", "suspended_extends", "suspended_no_effect"} {
			if a := ask(t, q); slices.Contains(a.Codes(nil), code) {
				t.Errorf("%s: due %s, %s", name, a.Due, code)
			}
		}
	}
}

func TestHistoryBeforeEffective(t *testing.T) {
	for used, named := range map[string]bool{"2021-10-09": true, "2021-10-11": false, "2020-10-09": false} {
		a := ask(t, deadlines.Question{Rule: "xiangshan.district-meeting-quota",
			Request: deadlines.Request{Trigger: date("2021-10-16"), History: []holidays.Date{date(used)}}})
		if slices.Contains(a.Codes(nil), "history_before_effective") != named {
			t.Errorf("used on %s: %v", used, a.Codes(nil))
		}
	}
}

// TestHistoryBeforeEffectiveOnEnd: twelve months on end reach back into the year before.
func TestHistoryBeforeEffectiveOnEnd(t *testing.T) {
	for used, named := range map[string]bool{"2021-10-09": true, "2020-12-09": true, "2021-10-11": false, "2020-09-09": false} {
		a := ask(t, deadlines.Question{Rule: "xiangshan.district-meeting-quota", Request: deadlines.Request{
			Trigger: date("2021-10-16"), History: []holidays.Date{date(used)},
			Interpret: []deadlines.Choice{{Of: "quota_calendar_year", Take: "twelve_months"}}}})
		if slices.Contains(a.Codes(nil), "history_before_effective") != named {
			t.Errorf("used on %s: %v", used, a.Codes(nil))
		}
	}
}

// TestAgreedCountsNothing: if a date was agreed, no day is counted, and no interpretation
// of counting is named.
func TestAgreedCountsNothing(t *testing.T) {
	q := of("xiangshan.countersign-reply", "2026-03-02", withAgreed("2026-03-12"))
	q.Trace = true
	a := ask(t, q)
	for _, r := range a.Trace {
		if r.Counted != 0 {
			t.Errorf("%d days counted from %s to %s", r.Counted, r.From, r.To)
		}
	}
	if got, want := a.Codes(nil), []string{"trigger_inferred", "clause_covers_both", "agreed_date"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
