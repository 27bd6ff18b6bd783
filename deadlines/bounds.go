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
		return c.unsuspended(from, n, due)
	}
	p := parts{Stretch: holidays.Stretch{Open: from}, step: 1, end: c.cal.Last(), suspended: c.suspended}
	if n < 0 {
		p.step, p.end, n = -1, c.cal.First(), -n
	}
	p.cut()
	certain, possible := n, n // to be counted in this part and those after it
	near := holidays.Date{}
	for !p.Holds(due) {
		least, greatest := c.cal.BoundsOf(p.Stretch)
		if near.IsZero() && greatest >= possible {
			near, _, _ = c.cal.Nth(p.Stretch, p.Last, possible, certain)
		}
		certain, possible = certain-least, possible-greatest
		p.next()
	}
	first, far, found := c.cal.Nth(p.Stretch, due, possible, certain)
	if near.IsZero() {
		near = first
	}
	for !found {
		least, _ := c.cal.BoundsOf(p.Stretch)
		certain -= least
		if !p.next() {
			return far, near, c.beyond(p.step)
		}
		_, far, found = c.cal.Nth(p.Stretch, p.First(), n, certain)
	}
	if p.step < 0 {
		return far, near, nil
	}
	return near, far, nil
}

// beyond is the error for a day that can lie beyond the calendar's last day, or before its
// first if step is negative.
func (c counter) beyond(step int) error {
	if step < 0 {
		return c.cal.Check(c.cal.First().AddDays(-1))
	}
	return c.cal.Check(c.cal.Last().AddDays(1))
}

// unsuspended is bounds if no day is suspended: the whole calendar is one part.
func (c counter) unsuspended(from holidays.Date, n int, due holidays.Date) (earliest, latest holidays.Date, err error) {
	s := holidays.Stretch{Open: from, Last: c.cal.Last()}
	if n < 0 {
		s.Last = c.cal.First()
	}
	near, far, found := c.cal.Nth(s, due, max(n, -n), max(n, -n))
	if !found {
		return far, near, c.beyond(n)
	}
	if n < 0 {
		return far, near, nil
	}
	return near, far, nil
}

// parts goes through the runs of days between suspended ones, in the order of the count.
type parts struct {
	holidays.Stretch
	step      int // 1, or -1 if it goes back
	end       holidays.Date
	suspended []holidays.Span
	passed    int // how many of them lie behind
}

// next goes to the run after the suspended days ahead, and reports whether there is one.
func (p *parts) next() bool {
	if p.passed == len(p.suspended) {
		return false
	}
	_, p.Open = p.ahead()
	p.passed++
	p.cut()
	return p.distance(p.end) > 0
}

// cut ends the run before the next suspended days.
func (p *parts) cut() {
	p.Last = p.end
	for ; p.passed < len(p.suspended); p.passed++ {
		first, last := p.ahead()
		if p.distance(first) > 1 {
			if p.distance(first) <= p.distance(p.end) {
				p.Last = first.AddDays(-p.step)
			}
			return
		}
		if p.distance(last) > 0 {
			p.Open = last
		}
	}
}

// ahead returns the first and the last of the suspended days next ahead.
func (p *parts) ahead() (first, last holidays.Date) {
	if p.step < 0 {
		s := p.suspended[len(p.suspended)-1-p.passed]
		return s.To, s.From
	}
	s := p.suspended[p.passed]
	return s.From, s.To
}

// distance is how many days ahead of where the run begins d lies.
func (p *parts) distance(d holidays.Date) int { return p.step * p.Open.DaysUntil(d) }

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
