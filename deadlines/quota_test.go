package deadlines_test

import (
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

func TestQuota(t *testing.T) {
	const once = "xiangshan.district-meeting-quota" // at most one a year
	const days = "tiexi.field-research-quota"       // at least thirty days a year
	for _, tt := range []struct {
		name, rule, planned string
		history             []holidays.Date
		allowed             bool
		used                int
		next                string
	}{
		{"nothing used", once, "2025-05-20", nil, true, 0, "2025-05-20"},
		{"used in other years only", once, "2025-05-20", dates("2024-12-31", "2026-01-01"), true, 0, "2025-05-20"},
		{"used this year", once, "2025-05-20", dates("2025-03-12"), false, 1, "2026-01-01"},
		{"used on the year's first day", once, "2025-12-31", dates("2025-01-01"), false, 1, "2026-01-01"},
		{"planned later this year", once, "2025-05-20", dates("2025-12-31"), false, 1, "2026-01-01"},
		{"two on one day are two", once, "2025-05-20", dates("2025-03-12", "2025-03-12"), false, 2, "2026-01-01"},
		{"next year is full too", once, "2024-10-15", dates("2024-03-12", "2025-02-18"), false, 1, "2026-01-01"},
		{"three full years, in any order", once, "2024-10-15", dates("2026-06-01", "2024-03-12", "2025-02-18"), false, 1, "2027-01-01"},
		{"a full year beyond a free one", once, "2024-10-15", dates("2024-03-12", "2026-06-01"), false, 1, "2025-01-01"},
		{"a minimum never forbids", days, "2025-11-03", dates("2025-03-03", "2025-03-04"), true, 2, "2025-11-03"},
		{"a day counts once towards a minimum", days, "2025-11-03", dates("2025-03-03", "2025-03-03", "2024-12-31", "2026-01-01"), true, 1, "2025-11-03"},
		{"a minimum reached", days, "2025-11-03", everyDay("2025-03-01", 30), true, 30, "2025-11-03"},
		{"a minimum passed", days, "2025-11-03", everyDay("2025-03-01", 31), true, 31, "2025-11-03"},
	} {
		a := ask(t, deadlines.Question{Rule: tt.rule, Request: deadlines.Request{Trigger: date(tt.planned), History: tt.history}})
		year := holidays.Span{From: holidays.NewDate(a.Trigger.Year(), 1, 1), To: holidays.NewDate(a.Trigger.Year(), 12, 31)}
		want := deadlines.QuotaAnswer{Allowed: tt.allowed, Used: tt.used, Limit: 1, Remaining: max(0, 1-tt.used), Reachable: true, Window: year, NextAllowed: date(tt.next)}
		if tt.rule == days {
			want.Limit, want.Required, want.Remaining = 30, 30, max(0, 30-tt.used)
		}
		if a.Quota != want {
			t.Errorf("%s:\n got %+v\nwant %+v", tt.name, a.Quota, want)
		}
	}
	if got := ruleOf(t, days).Amount; got != 30 {
		t.Errorf("the month of field research is %d days, not 30", got)
	}
}

func everyDay(from string, n int) (out []holidays.Date) {
	for i := range n {
		out = append(out, date(from).AddDays(i))
	}
	return out
}

// TestQuotaOfSeveral: a maximum above one is full when that many are used, on
// whatever days.
func TestQuotaOfSeveral(t *testing.T) {
	r := form(deadlines.Quota, "", 3)
	for used, allowed := range map[int]bool{2: true, 3: false, 4: false} {
		q := deadlines.Request{Trigger: date("2025-05-20")}
		for range used {
			q.History = append(q.History, date("2025-03-12"))
		}
		a, err := deadlines.Compute(r, table().Calendar("CN"), &q)
		if err != nil || a.Quota.Allowed != allowed || a.Quota.Used != used || a.Quota.Limit != 3 {
			t.Errorf("%d of 3 used: %+v (%v)", used, a.Quota, err)
		}
	}
}

// TestQuotaReachable: a minimum of days is reached only if enough unused days are
// left of the year.
func TestQuotaReachable(t *testing.T) {
	const days = "tiexi.field-research-quota"
	for _, tt := range []struct {
		name, planned string
		history       []holidays.Date
		remaining     int
		reachable     bool
	}{
		{"thirty days are left", "2025-12-02", nil, 30, true},
		{"twenty-nine are", "2025-12-03", nil, 30, false},
		{"and one was used before", "2025-12-03", dates("2025-03-03"), 29, true},
		{"a day used later is not left", "2025-12-02", dates("2025-12-31"), 29, true},
		{"the last day", "2025-12-31", everyDay("2025-03-01", 29), 1, true},
		{"the last day is used already", "2025-12-31", append(everyDay("2025-03-01", 28), date("2025-12-31")), 1, false},
		{"reached", "2025-12-31", everyDay("2025-03-01", 31), 0, true},
	} {
		a := ask(t, deadlines.Question{Rule: days, Request: deadlines.Request{Trigger: date(tt.planned), History: tt.history}})
		if a.Quota.Remaining != tt.remaining || a.Quota.Reachable != tt.reachable || !a.Quota.Allowed {
			t.Errorf("%s: %+v", tt.name, a.Quota)
		}
	}
}

// TestQuotaOfMeetingsReachable: a minimum of what may share a day fits into a single one.
func TestQuotaOfMeetingsReachable(t *testing.T) {
	r := changed(form(deadlines.Quota, "", 3), func(r *deadlines.Rule) { r.AtLeast = true })
	a, err := deadlines.Compute(r, table().Calendar("CN"), &deadlines.Request{Trigger: date("2025-12-31")})
	if err != nil || !a.Quota.Reachable || a.Quota.Required != 3 {
		t.Errorf("%+v, %v", a.Quota, err)
	}
}
