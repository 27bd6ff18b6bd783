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
// including the growing end: a span that the end reaches lengthens it whole.
func (a *Answer) extend(end holidays.Date, suspended []holidays.Span) holidays.Date {
	var buf [MaxSuspended]holidays.Span
	for _, s := range merge(buf[:0], suspended) {
		s, any := overlap(s, a.Trigger, a.Calendar.Last())
		if any && !s.From.After(end) {
			end = end.AddDays(s.Days())
		}
	}
	return end
}

// stepOver moves due on, away from the trigger, by the suspended working days of
// the spans that it reaches, so that n working days that are not suspended lie
// there. n is negative for a count backwards.
func (a *Answer) stepOver(from, due holidays.Date, n int, suspended []holidays.Span) (holidays.Date, error) {
	a.Added |= AddedSuspendedNotCounted
	var buf [MaxSuspended]holidays.Span
	spans := merge(buf[:0], suspended)
	after, last, backward := from, a.Calendar.Last(), n < 0
	if backward {
		after, last = a.Calendar.First().AddDays(-1), from.AddDays(-1)
		slices.Reverse(spans)
	}
	for _, s := range spans {
		s, any := overlap(s, after, last)
		if !any || !backward && s.From.After(due) || backward && s.To.Before(due) {
			continue
		}
		working, err := a.workingDays(s)
		if err != nil {
			return due, err
		}
		if backward {
			working = -working
		}
		n += working
		if due, err = a.Calendar.AddWorkdays(from, n); err != nil {
			return due, err
		}
	}
	return due, nil
}

// workingDays returns how many days of s are worked.
func (a *Answer) workingDays(s holidays.Span) (int, error) {
	n, err := a.Calendar.CountWorkdays(s.From, s.To)
	if a.Calendar.IsWorking(s.From) {
		n++
	}
	return n, err
}
