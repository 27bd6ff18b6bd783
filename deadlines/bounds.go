package deadlines

import "shixian/holidays"

// Bounds of a due day: the first and the last day that it falls on under any
// arrangement that the calendar's bounds admit, see [holidays.Calendar.Bounds].

// bounds returns the first and the last day that the nth counted day after from, or
// the -nth before it if n is negative, can be. They are looked for from due, which is
// the day that it is estimated to be, and is one of those between them. Suspended days
// part the count, and the parts are bounded each for itself, which can only be wider. It
// is a [*holidays.CoverageError] if the day can lie beyond the calendar.
func (c counter) bounds(from holidays.Date, n int, due holidays.Date) (earliest, latest holidays.Date, err error) {
	if len(c.suspended) == 0 {
		return c.whole(from, n, due)
	}
	var p parts // filled where it is: a copy waits until what is copied has been written
	p.resume, p.end, p.step, p.suspended = from, c.cal.Last(), 1, c.suspended
	if n < 0 {
		p.step, p.end, n = -1, c.cal.First(), -n
	}
	near, certain, possible := holidays.Date{}, n, n // to be counted in this part and those after it
	for p.next() && !p.Holds(due) {
		least, greatest := c.cal.BoundsOf(p.Stretch)
		switch {
		case !near.IsZero():
		case greatest >= possible:
			near, _, _ = c.cal.Nth(p.Stretch, p.Last, possible, certain)
		default:
			possible -= greatest
		}
		certain -= least
	}
	first, far, found := c.cal.Nth(p.Stretch, due, possible, certain)
	if near.IsZero() {
		near = first
	}
	for !found {
		least, _ := c.cal.BoundsOf(p.Stretch)
		certain -= least
		if !p.next() {
			return far, near, c.beyond(p.step < 0)
		}
		_, far, found = c.cal.Nth(p.Stretch, p.First(), n, certain)
	}
	if p.step < 0 {
		return far, near, nil
	}
	return near, far, nil
}

// whole is bounds of a count that nothing parts, as most are: going through parts would
// take a third of the time that bounds take.
func (c counter) whole(from holidays.Date, n int, due holidays.Date) (earliest, latest holidays.Date, err error) {
	s := holidays.Stretch{Open: from, Last: c.cal.Last()}
	if n < 0 {
		s.Last, n = c.cal.First(), -n
	}
	near, far, found := c.cal.Nth(s, due, n, n)
	if !found {
		err = c.beyond(s.Back())
	}
	if s.Back() {
		near, far = far, near
	}
	return near, far, err
}

// beyond is the error for a day that can lie beyond the calendar's last day, or before its
// first if it is counted back.
func (c counter) beyond(back bool) error {
	if back {
		return c.cal.Check(c.cal.First().AddDays(-1))
	}
	return c.cal.Check(c.cal.Last().AddDays(1))
}

// parts goes through the runs of days between suspended ones, in the order of the count.
type parts struct {
	holidays.Stretch
	end, resume holidays.Date // the run that comes next opens with resume
	step        int           // -1 if the count goes back
	suspended   []holidays.Span
	passed      int // how many of them lie behind
}

// next goes to the next run, and reports whether there is one. Suspended days may lie behind
// it, follow each other at once, or lie beyond the calendar.
func (p *parts) next() bool {
	p.Open, p.Last = p.resume, p.end
	p.resume = p.end
	for p.passed < len(p.suspended) && p.Open != p.end {
		first, last := p.suspended[p.passed].From, p.suspended[p.passed].To
		if p.step < 0 {
			s := p.suspended[len(p.suspended)-1-p.passed]
			first, last = s.To, s.From
		}
		p.passed++
		resume := p.Open.AddDays(p.step * min(max(0, p.ahead(last)), p.ahead(p.end)))
		if run := p.ahead(first) - 1; run > 0 {
			p.Last = p.Open.AddDays(p.step * min(run, p.ahead(p.end)))
			p.resume = resume
			break
		}
		p.Open = resume
	}
	return p.Open != p.end
}

// ahead is how many days ahead of where the run begins d lies.
func (p *parts) ahead(d holidays.Date) int { return p.step * p.Open.DaysUntil(d) }

// rollBounds returns the first and the last day that d can be rolled to; rolled is
// the day that it is estimated to be.
func (c counter) rollBounds(d holidays.Date, r Roll, rolled holidays.Date) (earliest, latest holidays.Date, err error) {
	switch r {
	case RollNext:
		return c.bounds(d.AddDays(-1), 1, rolled)
	case RollPrevious:
		return c.bounds(d.AddDays(1), -1, rolled)
	}
	return d, d, nil
}
