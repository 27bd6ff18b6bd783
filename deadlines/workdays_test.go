package deadlines_test

import (
	"errors"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestWorkdaysByTrying holds counts, nth days and rolls to what comes out day by day.
func TestWorkdaysByTrying(t *testing.T) {
	cal := table().Calendar("CN-GX")
	naive := func(s holidays.Span) (all []holidays.Date) {
		for d := s.From; !d.After(s.To); d = d.AddDays(1) {
			if cal.IsWorking(d) {
				all = append(all, d)
			}
		}
		return all
	}
	for month := date("2025-01-01"); month.Before(date("2028-01-01")); month, _ = month.AddMonths(1) {
		next, _ := month.AddMonths(1)
		days := naive(holidays.Span{From: month, To: next.AddDays(-1)})
		for i := range 40 {
			n := i - 20
			got, err := deadlines.NthWorkday(cal, month.AddDays(i%28), n)
			var want holidays.Date
			switch {
			case n > 0 && n <= len(days):
				want = days[n-1]
			case n < 0 && -n <= len(days):
				want = days[len(days)+n]
			}
			if err != nil || got.Result != want || got.Month.Workdays != len(days) {
				t.Errorf("%s, %d: %s of %d, %v; want %s of %d", month, n, got.Result, got.Month.Workdays, err, want, len(days))
			}
			var earliest, latest holidays.Date
			if b := (&bounding{cal: cal}); want.IsZero() || got.UnsettledFrom.IsZero() {
			} else if n > 0 {
				earliest, latest = b.nth(month.AddDays(-1), n, 1, want)
			} else {
				latest, earliest = b.nth(next, -n, -1, want)
			}
			if got.Earliest != earliest || got.Latest != latest {
				t.Errorf("%s, %d: %s is from %s to %s, not %s to %s", month, n, want, got.Earliest, got.Latest, earliest, latest)
			}
		}
		for length := range 100 {
			s := holidays.Span{From: month.AddDays(3), To: month.AddDays(2 + length)}
			c, err := deadlines.CountWorkdays(cal, s)
			if err != nil || c.Workdays != len(naive(s)) || c.Least > c.Workdays || c.Most < c.Workdays {
				t.Errorf("%v: %+v, %v", s, c, err)
			}
			parts, err := deadlines.CountByMonth(cal, s)
			sum, at := 0, s.From
			for _, p := range parts {
				sum += p.Workdays
				_, m, _ := at.Civil()
				if _, end, _ := p.Days.To.Civil(); p.Days.From != at || end != m {
					t.Errorf("%v: a part from %s to %s, want one of a month from %s", s, p.Days.From, p.Days.To, at)
				}
				at = p.Days.To.AddDays(1)
			}
			if err != nil || sum != c.Workdays || length > 0 && at != s.To.AddDays(1) {
				t.Errorf("%v: %d by month, %d in all, %v", s, sum, c.Workdays, err)
			}
		}
		for d := month; d.Before(next); d = d.AddDays(1) {
			on, err := deadlines.RollToWorkday(cal, d, deadlines.RollNext)
			back, errBack := deadlines.RollToWorkday(cal, d, deadlines.RollPrevious)
			after, before := naive(holidays.Span{From: d, To: d.AddDays(20)}), naive(holidays.Span{From: d.AddDays(-20), To: d})
			if err != nil || errBack != nil || on.Result != after[0] || back.Result != before[len(before)-1] {
				t.Errorf("%s: %s and %s", d, on.Result, back.Result)
			}
			b := &bounding{cal: cal}
			for r, s := range map[deadlines.Roll]deadlines.Step{deadlines.RollNext: on, deadlines.RollPrevious: back} {
				near, far := b.roll(d, r)
				if r == deadlines.RollPrevious {
					near, far = far, near
				}
				if open, any := cal.Unsettled(holidays.Earlier(d, s.Result), holidays.Later(d, s.Result)); s.UnsettledFrom != open || any && (s.Earliest != near || s.Latest != far) {
					t.Errorf("%s, %s: open from %s, %s between %s and %s, not %s, %s and %s", d, r, s.UnsettledFrom, s.Result, s.Earliest, s.Latest, open, near, far)
				}
			}
		}
	}
}

func TestWorkdaysCertainty(t *testing.T) {
	cal := table().Calendar("CN")
	for _, c := range []struct {
		month string
		n     int
		want  deadlines.Certainty
	}{
		{"2026-02-01", 3, deadlines.Settled}, {"2026-02-01", 30, deadlines.Settled},
		{"2027-10-01", 1, deadlines.Provisional}, {"2027-10-01", 20, deadlines.Provisional},
		{"2027-07-01", 30, deadlines.Bounded}, {"2027-07-01", 22, deadlines.Bounded},
		{"2027-02-01", 16, deadlines.Provisional}, {"2027-02-01", 17, deadlines.Bounded}, {"2027-02-01", -17, deadlines.Bounded}, // 13 to 16 are worked
	} {
		d, err := deadlines.NthWorkday(cal, date(c.month), c.n)
		if got := d.Certainty(); err != nil || got != c.want || d.UnsettledFrom.IsZero() != (got == deadlines.Settled) {
			t.Errorf("%s, %d: %s (%+v), %v", c.month, c.n, got, d, err)
		}
	}
}

// TestWorkdaysAtTheEdge: the calendar's first and last days count, and beyond them nothing
// does.
func TestWorkdaysAtTheEdge(t *testing.T) {
	cal := table().Calendar("CN")
	first, last := cal.First(), cal.Last()
	if c, err := deadlines.CountWorkdays(cal, holidays.Span{From: first, To: last}); err != nil || c.Workdays < 1000 {
		t.Errorf("%+v, %v", c, err)
	}
	for _, d := range []holidays.Date{first, last} {
		for _, n := range []int{1, -1} {
			if got, err := deadlines.NthWorkday(cal, d, n); err != nil || got.Result.IsZero() {
				t.Errorf("%s, %d: %+v, %v", d, n, got, err)
			}
		}
	}
	var outside *holidays.CoverageError
	for _, s := range []holidays.Span{{From: first.AddDays(-1), To: first}, {From: last, To: last.AddDays(1)}} {
		if _, err := deadlines.CountWorkdays(cal, s); !errors.As(err, &outside) {
			t.Errorf("%v: %v", s, err)
		}
	}
	if _, err := deadlines.NthWorkday(cal, last.AddDays(1), 1); !errors.As(err, &outside) {
		t.Error(err)
	}
	if _, err := deadlines.RollToWorkday(cal, last.AddDays(1), deadlines.RollNext); !errors.As(err, &outside) {
		t.Error(err)
	}
}
