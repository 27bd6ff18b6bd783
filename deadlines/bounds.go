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
	p := parts{Stretch: holidays.Stretch{Open: from}, end: c.cal.Last(), suspended: c.suspended}
	if n < 0 {
		p.back, p.end, n = true, c.cal.First(), -n
	}
	p.cut()
	near, certain, possible := holidays.Date{}, n, n // to be counted in this part and those after it
	for !p.Holds(due) {
		least, greatest := c.cal.BoundsOf(p.Stretch)
		switch {
		case !near.IsZero():
		case greatest >= possible:
			near, _, _ = c.cal.Nth(p.Stretch, p.Last, possible, certain)
		default:
			possible -= greatest
		}
		certain -= least
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
			return far, near, c.beyond(p.back)
		}
		_, far, found = c.cal.Nth(p.Stretch, p.First(), n, certain)
	}
	if p.back {
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
	back      bool
	end       holidays.Date
	suspended []holidays.Span
	passed    int // how many of them lie behind
}

// next goes to the run after the suspended days ahead, and reports whether there were any.
func (p *parts) next() bool {
	if p.passed == len(p.suspended) {
		return false
	}
	_, last := p.ahead()
	p.skip(last)
	p.cut()
	return true
}

// skip begins the run after suspended days, of which some may lie behind it already, and
// some beyond the calendar.
func (p *parts) skip(last holidays.Date) {
	p.Open = p.day(min(max(0, p.distance(last)), p.distance(p.end)))
	p.passed++
}

// cut ends the run before the next suspended days. It is empty if they follow at once.
func (p *parts) cut() {
	p.Last = p.end
	for p.passed < len(p.suspended) {
		first, last := p.ahead()
		if p.distance(first) > 0 {
			p.Last = p.day(min(p.distance(first)-1, p.distance(p.end)))
			return
		}
		p.skip(last)
	}
}

// ahead returns the first and the last of the suspended days next ahead.
func (p *parts) ahead() (first, last holidays.Date) {
	if p.back {
		s := p.suspended[len(p.suspended)-1-p.passed]
		return s.To, s.From
	}
	s := p.suspended[p.passed]
	return s.From, s.To
}

// distance is how many days ahead of where the run begins d lies.
func (p *parts) distance(d holidays.Date) int {
	if p.back {
		return d.DaysUntil(p.Open)
	}
	return p.Open.DaysUntil(d)
}

// day is the day that lies so many days ahead of where the run begins.
func (p *parts) day(distance int) holidays.Date {
	if p.back {
		return p.Open.AddDays(-distance)
	}
	return p.Open.AddDays(distance)
}

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
