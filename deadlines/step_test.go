package deadlines_test

import (
	"testing"

	"pgregory.net/rapid"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestStepIsALoop: the nth working day is that which a walk day by day reaches, and what it
// passes on the way says whether it is settled.
func TestStepIsALoop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cal := table().Calendar(rapid.SampledFrom(table().IDs()).Draw(t, "calendar"))
		from := drawDate(t, "from", span("2025-06-01", "2028-12-31"))
		n := rapid.IntRange(-40, 40).Draw(t, "working days")
		want, open := walk(cal, from, n)
		s, err := deadlines.StepWorkdays(cal, from, n)
		if err != nil || s.Result != want || s.UnsettledFrom != open {
			t.Fatalf("%d from %s: %+v, %v; by walking %s, open from %s", n, from, s, err, want, open)
		}
		if settled := s.Certainty() == deadlines.Settled; settled != open.IsZero() || settled != s.Earliest.IsZero() {
			t.Fatalf("%d from %s: %s, between %s and %s", n, from, s.Certainty(), s.Earliest, s.Latest)
		}
		if open.IsZero() {
			return
		}
		b := &bounding{cal: cal}
		earliest, latest := b.nth(from, max(n, -n), max(-1, min(1, n)), want)
		if n < 0 {
			earliest, latest = latest, earliest
		}
		if s.Earliest != earliest || s.Latest != latest {
			t.Fatalf("%d from %s: %s is between %s and %s, not %s and %s", n, from, want, s.Earliest, s.Latest, earliest, latest)
		}
	})
}

// walk goes n working days on from a day, or back, and names the first open day passed.
func walk(cal *holidays.Calendar, from holidays.Date, n int) (at, open holidays.Date) {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for at = from; n > 0; {
		at = at.AddDays(step)
		day, err := cal.Day(at)
		if err != nil {
			panic(err) // the dates drawn are covered
		}
		if !day.Settled && (open.IsZero() || at.Before(open)) {
			open = at
		}
		if day.Working() {
			n--
		}
	}
	return at, open
}

// TestBackward counts back from Thursday 12 March 2026, an ordinary week: a day that counts
// itself saves one, and of what is suspended only what lies before the event counts.
func TestBackward(t *testing.T) {
	day := func(d string) []holidays.Span { return []holidays.Span{span(d, d)} }
	for _, c := range []struct {
		name      string
		unit      deadlines.Unit
		counts    bool
		suspended []holidays.Span
		want      string
	}{
		{"three days", deadlines.CalDay, false, nil, "2026-03-09"},
		{"three days, the event's own among them", deadlines.CalDay, true, nil, "2026-03-10"},
		{"three working days", deadlines.WorkingDay, false, nil, "2026-03-09"},
		{"the event's day is suspended", deadlines.WorkingDay, false, day("2026-03-12"), "2026-03-09"},
		{"the day before is", deadlines.WorkingDay, false, day("2026-03-11"), "2026-03-06"},
		{"the last day is", deadlines.WorkingDay, false, day("2026-03-09"), "2026-03-06"},
		{"a day beyond it is", deadlines.WorkingDay, false, day("2026-03-06"), "2026-03-09"},
		{"a weekend is", deadlines.WorkingDay, false, []holidays.Span{span("2026-03-07", "2026-03-08")}, "2026-03-09"},
	} {
		r := form(deadlines.Before, c.unit, 3)
		r.TriggerDayCounts = c.counts
		a, err := deadlines.Compute(r, table().Calendar("CN"), &deadlines.Request{Trigger: date("2026-03-12"), Suspended: c.suspended})
		if err != nil || a.Due != date(c.want) {
			t.Errorf("%s: %s, %v; want %s", c.name, a.Due, err, c.want)
		}
	}
}
