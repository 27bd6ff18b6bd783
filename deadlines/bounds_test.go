package deadlines_test

import (
	"errors"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestBoundsHoldEveryNotice asks, from what was known on the day of each yearly notice
// of 2012 to 2026 without it (2014's came with a new regulation), for deadlines in working days in the year that it arranges:
// the day that it came to lies within the bounds. Days that only a later amendment
// gave are outside by their nature.
func TestBoundsHoldEveryNotice(t *testing.T) {
	r := changed(ruleOf(t, replyID), func(r *deadlines.Rule) {
		r.Document = &deadlines.Document{EffectiveFrom: date("2007-01-01")}
	})
	asked, single, width, amended := 0, 0, 0, 0
	for _, n := range table().Calendar("CN").Notices() {
		if n.Amends != "" || n.Year < 2012 {
			continue
		}
		before := without(t, "CN", n.Year).AsOf("CN", n.Issued)
		then := table().AsOf("CN", holidays.NewDate(n.Year-1, 12, 31))
		for d := holidays.NewDate(n.Year-1, 12, 1); d.Before(holidays.NewDate(n.Year, 12, 25)); d = d.AddDays(1) {
			for amount := 1; amount <= 20; amount++ {
				q := deadlines.Request{Trigger: d, Amount: amount}
				a, err := deadlines.Compute(r, before, &q)
				truth, errThen := deadlines.Compute(r, then, &q)
				if err != nil || errThen != nil {
					t.Fatal(err, errThen)
				}
				if a.Certainty() == deadlines.Settled || !truth.UnsettledFrom.IsZero() {
					continue
				}
				asked++
				width += a.Earliest.DaysUntil(a.Latest)
				if a.Earliest == a.Latest {
					single++
				}
				if now, err := deadlines.Compute(r, table().Calendar("CN"), &q); err == nil && now.Due != truth.Due {
					amended++
				}
				if truth.Due.Before(a.Earliest) || truth.Due.After(a.Latest) {
					t.Errorf("%d from %s: by the notice of %d %s, not between %s and %s", amount, d, n.Year, truth.Due, a.Earliest, a.Latest)
				}
			}
		}
	}
	t.Logf("%d asked, %d with one day only, %.1f days wide on average; an amendment moved %d later", asked, single, float64(width)/float64(asked), amended)
	if single*2 < asked {
		t.Errorf("%d of %d have one day only", single, asked)
	}
}

// TestBounds pins the bounds of single days of 2027, worked out by hand from the
// festivals' caps.
func TestBounds(t *testing.T) {
	for _, tt := range []struct {
		name, rule, trigger string
		roll                deadlines.Roll
		certainty           deadlines.Certainty
		earliest, latest    string
	}{
		{"New Year may begin on 30 December, not on the 29th", "xishi.plenary-meeting", "2026-10-04", "", deadlines.Provisional, "2026-12-29", "2026-12-31"},
		{"2 January may be made up, and New Year last to the 4th", "shuangta.710-complex", "2026-12-03", "", deadlines.Provisional, "2027-01-02", "2027-01-05"},
		{"Spring Festival may end with its statutory days, or on 13 or 14 February", "tiexi.sign-extra-urgent-important", "2027-02-07", "", deadlines.Provisional, "2027-02-09", "2027-02-15"},
		{"make-up days on both days of a weekend in January", "tiexi.approval-expedited", "2027-01-19", "", deadlines.Provisional, "2027-01-24", "2027-01-26"},
		{"nothing is arranged in July", "shuangta.standing-meeting", "2027-07-07", "", deadlines.Bounded, "2027-07-15", "2027-07-15"},
		{"the year's end rolled back by the caller", "shuangta.710-annual", "2027-09-14", deadlines.RollPrevious, deadlines.Provisional, "2027-12-28", "2027-12-31"},
		{"the meeting of 14 February 2029, which Spring Festival moves to between the 16th and the 21st", "tiexi.standing-meeting", "2029-02-16", "", deadlines.Provisional, "2029-02-16", "2029-02-21"},
		{"it may have been the day before, and then March's is next", "tiexi.standing-meeting", "2029-02-17", "", deadlines.Provisional, "2029-02-17", "2029-03-14"},
		{"it may be as late as this", "tiexi.standing-meeting", "2029-02-21", "", deadlines.Provisional, "2029-02-21", "2029-03-14"},
		{"it cannot be later", "tiexi.standing-meeting", "2029-02-22", "", deadlines.Bounded, "2029-03-14", "2029-03-14"},
		{"a meeting that nothing moves is held on its day", "tiexi.standing-meeting", "2029-02-16", deadlines.RollNone, deadlines.Settled, "", ""},
		{"where nothing rolls no day is looked at", "shuangta.710-annual", "2027-09-14", "", deadlines.Settled, "", ""},
	} {
		a := ask(t, deadlines.Question{Rule: tt.rule, Request: deadlines.Request{Trigger: date(tt.trigger), Roll: tt.roll}})
		if a.Certainty() != tt.certainty || a.Earliest != date(tt.earliest) || a.Latest != date(tt.latest) {
			t.Errorf("%s: due %s, %s between %s and %s", tt.name, a.Due, a.Certainty(), a.Earliest, a.Latest)
		}
	}
}

// TestStepBounds: one day's step from the last settled day, 24 December 2026, and back to
// it; what lies between is looked at, and the day that is stepped from is not.
func TestStepBounds(t *testing.T) {
	for _, tt := range []struct {
		from                                string
		n                                   int
		result, unsettled, earliest, latest string
	}{
		{"2026-12-23", 1, "2026-12-24", "", "", ""},
		{"2026-12-24", 0, "2026-12-24", "", "", ""},
		{"2026-12-24", 1, "2026-12-25", "2026-12-25", "2026-12-25", "2026-12-25"},
		{"2026-12-25", -1, "2026-12-24", "", "", ""},
		{"2026-12-26", -1, "2026-12-25", "2026-12-25", "2026-12-25", "2026-12-25"},
		{"2026-12-31", 1, "2027-01-04", "2027-01-01", "2027-01-02", "2027-01-05"},
	} {
		s, err := deadlines.StepWorkdays(table().Calendar("CN"), date(tt.from), tt.n)
		if err != nil || s.Result != date(tt.result) || s.UnsettledFrom != date(tt.unsettled) || s.Earliest != date(tt.earliest) || s.Latest != date(tt.latest) {
			t.Errorf("%d from %s: %+v, %v", tt.n, tt.from, s, err)
		}
	}
}

// TestBoundsBeyondTheCalendar: a day that some arrangement puts beyond the last day covered
// has no latest day, and is not guessed.
func TestBoundsBeyondTheCalendar(t *testing.T) {
	cal := table().Calendar("CN")
	if s, err := deadlines.StepWorkdays(cal, date("2050-12-27"), 1); err != nil || s.Latest != date("2050-12-28") {
		t.Errorf("28 December 2050: %+v, %v", s, err)
	}
	for name, ask := range map[string]func() error{
		"a step": func() error { _, err := deadlines.StepWorkdays(cal, date("2050-12-28"), 1); return err },
		"a roll": func() error {
			_, err := deadlines.RollToWorkday(cal, date("2050-12-30"), deadlines.RollNext)
			return err
		},
		"the nth of a month": func() error { _, err := deadlines.NthWorkday(cal, date("2050-12-01"), 21); return err },
	} {
		var beyond *holidays.CoverageError
		if err := ask(); !errors.As(err, &beyond) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, q := range []*deadlines.Question{
		{Rule: "tiexi.sign-extra-urgent-important", Request: deadlines.Request{Trigger: date("2050-12-28")}},
		{Rule: "tiexi.approval-general", Request: deadlines.Request{Trigger: date("2050-12-14"), Suspended: []holidays.Span{span("2050-12-16", "2050-12-16")}}},
		{Rule: "xihe.revise-decided-document", Request: deadlines.Request{Trigger: date("2050-12-26")}},
	} {
		var beyond *deadlines.Error
		if _, err := catalogue().Ask(table(), q); !errors.As(err, &beyond) || beyond.Code != deadlines.CodeOutOfCoverage {
			t.Errorf("%s from %s: %v", q.Rule, q.Trigger, err)
		}
	}
}
