package deadlines_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"shixian/deadlines"
	"shixian/holidays"
)

// bounding finds the bounds of a due day by walking from day to day. Of the calendar it
// asks only how few and how many days of a run can be worked.
type bounding struct {
	cal       *holidays.Calendar
	suspended []holidays.Span
}

func (b *bounding) isSuspended(d holidays.Date) bool {
	for _, s := range b.suspended {
		if s.Contains(d) {
			return true
		}
	}
	return false
}

// nth returns the first day by which n days can be counted after from, by steps of a day,
// and the first on which as many are counted whatever is arranged, from due on. Runs of
// days between suspended ones are bounded each for itself. far is zero if the calendar
// ends before.
func (b *bounding) nth(from holidays.Date, n, step int, due holidays.Date) (near, far holidays.Date) {
	least, greatest, begun := 0, 0, from // of the runs before this one, which follows begun
	upTo := func(d holidays.Date) (int, int) {
		l, g := b.cal.Bounds(begun, d)
		if step < 0 {
			l, g = b.cal.Bounds(d.AddDays(-1), begun.AddDays(-1))
		}
		return least + l, greatest + g
	}
	for d := from.AddDays(step); b.cal.Covers(d); d = d.AddDays(step) {
		if b.isSuspended(d) {
			least, greatest = upTo(d.AddDays(-step))
			begun = d
			continue
		}
		l, g := upTo(d)
		if near.IsZero() && (g >= n || d == due) {
			near = d
		}
		if reached := due.DaysUntil(d)*step >= 0; reached && l >= n && b.cal.CanWork(d) {
			return near, d
		}
	}
	return near, holidays.Date{}
}

// roll is nth for a day that rolls.
func (b *bounding) roll(nominal holidays.Date, r deadlines.Roll) (near, far holidays.Date) {
	step := 1
	if r == deadlines.RollPrevious {
		step = -1
	}
	rolled := nominal
	for b.cal.Covers(rolled) && (!b.cal.IsWorking(rolled) || b.isSuspended(rolled)) {
		rolled = rolled.AddDays(step)
	}
	return b.nth(nominal.AddDays(-step), 1, step, rolled)
}

// of returns the bounds of an answer, in the order of the count; zero if the calendar ends
// before the last of them.
func (b *bounding) of(a *deadlines.Answer) (near, far holidays.Date) {
	r := a.Rule
	on := map[bool]int{true: 1}
	switch {
	case r.Shape == deadlines.Lead:
		return b.nth(a.Trigger.AddDays(on[!r.DecisionDayOut]), a.Amount+1, -1, a.Due)
	case r.Unit == deadlines.WorkingDay && r.Shape == deadlines.Before:
		return b.nth(a.Trigger.AddDays(on[r.TriggerDayCounts]), a.Amount, -1, a.Due)
	case r.Unit == deadlines.WorkingDay:
		return b.nth(a.Trigger.AddDays(-on[r.TriggerDayCounts]), a.Amount, 1, a.Due)
	}
	return b.roll(a.Nominal, a.Roll)
}

// meeting returns the bounds of the next meeting: each can be held on the days that its
// own roll admits, and the first of them that is not over is asked for.
func (b *bounding) meeting(a *deadlines.Answer) (earliest, latest holidays.Date) {
	for d := a.Trigger.AddDays(-130); ; d = d.AddDays(1) {
		if !b.cal.Covers(d) || !isNth(d, a.Rule.Nth, a.Rule.Weekday) {
			if d.After(b.cal.Last()) {
				return earliest, holidays.Date{}
			}
			continue
		}
		first, last := b.roll(d, a.Roll)
		if a.Roll == deadlines.RollPrevious {
			first, last = last, first
		}
		if earliest.IsZero() && !last.Before(a.Trigger) {
			earliest = first
			if first.Before(a.Trigger) {
				earliest = a.Trigger
			}
		}
		if !first.Before(a.Trigger) {
			return earliest, last
		}
	}
}

// window returns the first of some weekdays that can be worked, and the first that is
// whatever is arranged, or the last day covered.
func (b *bounding) window(a *deadlines.Answer) (earliest, latest holidays.Date) {
	for d := a.Trigger; ; d = d.AddDays(1) {
		least, greatest := b.cal.Bounds(d.AddDays(-1), d)
		for _, w := range a.Rule.Weekdays {
			if d.Weekday() == w && greatest > 0 && earliest.IsZero() {
				earliest = d
			}
			if d.Weekday() == w && least > 0 {
				return earliest, d
			}
		}
		if d == b.cal.Last() {
			return earliest, d
		}
	}
}

// drawOpen draws a calendar as it was known on a day, and a trigger that it had not settled:
// many of them near its first or its last day.
func drawOpen(t *rapid.T) situation {
	s := situation{cal: table().Calendar("CN")}
	id := rapid.SampledFrom([]string{"CN", "CN-GX"}).Draw(t, "calendar")
	switch rapid.IntRange(0, 6).Draw(t, "when") {
	case 0: // nothing was known
		s.cal = table().AsOf("CN", date("2000-01-01"))
		s.trigger = drawDate(t, "trigger", span("2007-01-01", "2007-04-30"))
	case 1:
		s.cal = table().Calendar(id)
		s.trigger = drawDate(t, "trigger", span("2050-10-01", "2050-12-31"))
	case 2:
		known := drawDate(t, "as of", span("2015-01-01", "2025-11-03"))
		s.cal = table().AsOf(id, known)
		s.trigger = known.AddDays(rapid.IntRange(0, 500).Draw(t, "days on"))
	case 3: // Guangxi's notice for the spring was awaited, and all that follows known
		year := rapid.IntRange(2016, 2026).Draw(t, "year")
		s.cal = table().AsOf("CN-GX", holidays.NewDate(year, 1, 15))
		s.trigger = holidays.NewDate(year, 3, rapid.IntRange(1, 80).Draw(t, "day"))
	default:
		s.cal = table().Calendar(id)
		s.trigger = drawDate(t, "trigger", span("2026-12-01", "2029-12-31"))
	}
	s.amount = rapid.IntRange(1, 25).Draw(t, "amount")
	s.roll = rapid.SampledFrom([]deadlines.Roll{"", "", deadlines.RollNext, deadlines.RollPrevious}).Draw(t, "roll")
	if rapid.Bool().Draw(t, "is suspended") {
		for range rapid.IntRange(1, 4).Draw(t, "spans") {
			from := s.trigger.AddDays(rapid.IntRange(-30, 30).Draw(t, "from"))
			s.suspended = append(s.suspended, holidays.Span{From: from, To: from.AddDays(rapid.IntRange(0, 8).Draw(t, "length"))})
		}
	}
	return s
}

// TestBoundsByTrying: every due day that is not settled has the bounds that a walk finds,
// and none if it can lie beyond the calendar; the error names the day beside it.
func TestBoundsByTrying(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for range 3 {
			s := drawOpen(t)
			for _, r := range drawRules(t) {
				q := s.request(r)
				q.Trace = false
				a, err := deadlines.Compute(r, s.cal, q)
				if a.Trigger.IsZero() || r.Shape == deadlines.Quota || codeOf(err) == deadlines.CodeNotInForce {
					continue
				}
				requireBounds(t, &a, err, q.Suspended)
			}
		}
	})
}

func requireBounds(t *rapid.T, a *deadlines.Answer, err error, suspended []holidays.Span) {
	r, b := a.Rule, &bounding{cal: a.Calendar}
	if r.Shape == deadlines.Within || r.Shape == deadlines.Before || r.Shape == deadlines.Lead {
		b.suspended = suspended
	}
	if err != nil {
		requireBeyond(t, a, err, b)
		return
	}
	if r.Shape == deadlines.YearEnd {
		requireLastWorkingDay(t, a, b)
	}
	if a.UnsettledFrom.IsZero() {
		return
	}
	var earliest, latest holidays.Date
	switch {
	case r.Shape == deadlines.WeekdayWindow:
		earliest, latest = b.window(a)
	case r.Every == deadlines.EveryNthWeekday:
		earliest, latest = b.meeting(a)
	default:
		if earliest, latest = b.of(a); latest.Before(earliest) {
			earliest, latest = latest, earliest
		}
	}
	if a.Earliest != earliest || a.Latest != latest {
		t.Fatalf("%s %s %s %d from %s, suspended %v: due %s between %s and %s, not %s and %s",
			r.Shape, r.Unit, a.Roll, a.Amount, a.Trigger, suspended, a.Due, a.Earliest, a.Latest, earliest, latest)
	}
}

// requireLastWorkingDay holds the last working day of a year to its bounds.
func requireLastWorkingDay(t *rapid.T, a *deadlines.Answer, b *bounding) {
	latest, earliest := b.roll(a.Nominal, deadlines.RollPrevious)
	d := a.LastWorkingDay
	if d.Certainty == deadlines.Settled {
		earliest, latest = holidays.Date{}, holidays.Date{}
	}
	if d.Earliest != earliest || d.Latest != latest || (d.Certainty == deadlines.Provisional) != (earliest != latest) {
		t.Fatalf("the last working day of %d is %s, %s between %s and %s, not %s and %s", a.Nominal.Year(), d.Date, d.Certainty, d.Earliest, d.Latest, earliest, latest)
	}
}

// requireBeyond requires of a due day inside the calendar that the walk leaves it.
func requireBeyond(t *rapid.T, a *deadlines.Answer, err error, b *bounding) {
	var e *deadlines.Error
	if !errors.As(err, &e) || e.Code != deadlines.CodeOutOfCoverage || e.Pointer != "/trigger" {
		t.Fatalf("%s from %s: %v", a.Rule.Shape, a.Trigger, err)
	}
	if a.Due.IsZero() || a.Rule.Every == deadlines.EveryNthWeekday {
		return
	}
	near, far := b.of(a)
	beside := a.Calendar.Last().AddDays(1)
	if near.After(a.Due) || a.Rule.Shape == deadlines.Lead || a.Rule.Shape == deadlines.Before && a.Rule.Unit == deadlines.WorkingDay || a.Roll == deadlines.RollPrevious {
		beside = a.Calendar.First().AddDays(-1)
	}
	if !far.IsZero() || e.Args[3] != beside {
		t.Fatalf("%s %s from %s: %v, where a walk finds %s", a.Rule.Shape, a.Roll, a.Trigger, err, far)
	}
}
