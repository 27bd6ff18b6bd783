package deadlines

import (
	"slices"

	"shixian/holidays"
)

// merge sorts spans and joins those that share a day, so that no day
// counts twice. It writes into buf, which has room for [MaxSuspended].
func merge(buf, spans []holidays.Span) []holidays.Span {
	sorted := append(buf, spans...)
	slices.SortFunc(sorted, func(x, y holidays.Span) int { return x.From.Compare(y.From) })
	out := sorted[:1]
	for _, s := range sorted[1:] {
		last := &out[len(out)-1]
		if s.From.After(last.To) {
			out = append(out, s)
		} else if s.To.After(last.To) {
			last.To = s.To
		}
	}
	return out
}

// counter counts the working days of a calendar that are not suspended.
type counter struct {
	cal       *holidays.Calendar
	suspended []holidays.Span // merged, in order
}

func (c counter) works(d holidays.Date) bool {
	return c.cal.IsWorking(d) && !isSuspended(c.suspended, d)
}

// roll returns d if it counts, else the next or previous day that does.
func (c counter) roll(d holidays.Date, r Roll) (holidays.Date, error) {
	switch {
	case r == RollNone || c.works(d):
		return d, nil
	case r == RollPrevious:
		return c.add(d, -1)
	}
	return c.add(d, 1)
}

// add returns the nth day after from that counts, or the -nth before it if n is
// negative; n = 0 gives from.
func (c counter) add(from holidays.Date, n int) (holidays.Date, error) {
	due, err := c.cal.AddWorkdays(from, n)
	if err != nil || n == 0 {
		return due, err
	}
	if n < 0 {
		return c.stepBack(from, due, n)
	}
	for _, s := range c.suspended {
		if s, any := overlap(s, from, c.cal.Last()); any && !s.From.After(due) {
			n += c.worked(s)
			if due, err = c.cal.AddWorkdays(from, n); err != nil {
				return due, err
			}
		}
	}
	return due, nil
}

// stepBack moves due back, from n working days before from, by the suspended
// working days that it reaches.
func (c counter) stepBack(from, due holidays.Date, n int) (_ holidays.Date, err error) {
	before := c.cal.First().AddDays(-1)
	for _, s := range slices.Backward(c.suspended) {
		if s, any := overlap(s, before, from.AddDays(-1)); any && !s.To.Before(due) {
			n -= c.worked(s)
			if due, err = c.cal.AddWorkdays(from, n); err != nil {
				return due, err
			}
		}
	}
	return due, nil
}

// worked returns how many of the days of s, which the calendar covers, are worked.
func (c counter) worked(s holidays.Span) int {
	n, _ := c.cal.CountWorkdays(s.From, s.To)
	if c.cal.IsWorking(s.From) {
		n++
	}
	return n
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

// extend moves end on by the suspended days after trigger, up to and including the
// growing end: a span that the end reaches lengthens it whole.
func (c counter) extend(trigger, end holidays.Date) holidays.Date {
	for _, s := range c.suspended {
		s, any := overlap(s, trigger, c.cal.Last())
		if any && !s.From.After(end) {
			end = end.AddDays(s.Days())
		}
	}
	return end
}
