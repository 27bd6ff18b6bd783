package deadlines

import (
	"slices"

	"shixian/holidays"
)

// merge sorts spans and joins those that share or touch a day, so that no day
// counts twice. It writes into buf, which has room for [MaxSuspended].
func merge(buf, spans []holidays.Span) []holidays.Span {
	sorted := append(buf, spans...)
	slices.SortFunc(sorted, func(x, y holidays.Span) int { return x.From.Compare(y.From) })
	out := sorted[:1]
	for _, s := range sorted[1:] {
		last := &out[len(out)-1]
		if s.From.After(last.To.AddDays(1)) {
			out = append(out, s)
		} else if s.To.After(last.To) {
			last.To = s.To
		}
	}
	return out
}

// overlap returns the days that s shares with from (excluded) to to (included),
// and whether there are any.
func overlap(s holidays.Span, fromExcluded, to holidays.Date) (holidays.Span, bool) {
	if !s.From.After(fromExcluded) {
		s.From = fromExcluded.AddDays(1)
	}
	if s.To.After(to) {
		s.To = to
	}
	return s, !s.To.Before(s.From)
}

// extend moves end on by the suspended days after the trigger, up to and
// including the growing end.
func extend(trigger, end holidays.Date, suspended []holidays.Span) holidays.Date {
	var buf [MaxSuspended]holidays.Span
	spans := merge(buf[:0], suspended)
	base := end
	for {
		days := 0
		for _, s := range spans {
			if o, any := overlap(s, trigger, end); any {
				days += o.Days()
			}
		}
		grown := base.AddDays(days)
		if grown == end {
			return end
		}
		end = grown
	}
}

// stepOver moves due on, away from the trigger, by the suspended working days
// that lie between it and the trigger, until n working days that are not
// suspended lie there. n is negative for a count backwards.
func (a *Answer) stepOver(from, due holidays.Date, n int, suspended []holidays.Span) (holidays.Date, error) {
	a.Added |= AddedSuspendedNotCounted
	var buf [MaxSuspended]holidays.Span
	spans := merge(buf[:0], suspended)
	for passed := 0; ; {
		now, err := a.suspendedWorking(spans, from, due)
		if err != nil || now == passed {
			return due, err
		}
		passed = now
		step := n + passed
		if n < 0 {
			step = n - passed
		}
		if due, err = a.Calendar.AddWorkdays(from, step); err != nil {
			return due, err
		}
	}
}

// suspendedWorking returns how many suspended working days lie between from,
// excluded, and due, included, in either direction.
func (a *Answer) suspendedWorking(spans []holidays.Span, from, due holidays.Date) (int, error) {
	lo, hi := from, due
	if due.Before(from) {
		lo, hi = due.AddDays(-1), from.AddDays(-1)
	}
	sum := 0
	for _, s := range spans {
		o, any := overlap(s, lo, hi)
		if !any {
			continue
		}
		n, err := a.Calendar.CountWorkdays(o.From, o.To)
		if err != nil {
			return 0, err
		}
		if a.Calendar.IsWorking(o.From) {
			n++
		}
		sum += n
	}
	return sum, nil
}
