package deadlines

import "shixian/holidays"

// Bounds of a due day: the first and the last day that it falls on under any
// arrangement that the calendar's bounds admit, see [holidays.Calendar.Bounds].

// within returns the least and the greatest number of days that count after from,
// up to and including to. Suspended days part the count, and the parts are bounded
// each for itself, which can only be wider.
func (c counter) within(fromExcluded, to holidays.Date) (least, greatest int) {
	add := func(from, to holidays.Date) {
		if from.Before(to) {
			l, g := c.cal.Bounds(from, to)
			least, greatest = least+l, greatest+g
		}
	}
	for _, s := range c.suspended {
		if s, any := overlap(s, fromExcluded, to); any {
			add(fromExcluded, s.From.AddDays(-1))
			fromExcluded = s.To
		}
	}
	add(fromExcluded, to)
	return least, greatest
}

// bounds returns the first and the last day that the nth counted day after from, or
// the -nth before it if n is negative, can be. due is the day that it is estimated
// to be, from which they are looked for.
func (c counter) bounds(from holidays.Date, n int, due holidays.Date) (earliest, latest holidays.Date) {
	// reached counts from from to a day on its own side, that day included.
	reached := func(d holidays.Date) (int, int) { return c.within(from, d) }
	ahead := 1
	if n < 0 {
		n, ahead = -n, -1
		reached = func(d holidays.Date) (int, int) { return c.within(d.AddDays(-1), from.AddDays(-1)) }
	}
	// near is the first day by which the greatest count is n; it is due or before.
	near, far := due, due
	for back := near.AddDays(-ahead); back != from; back = back.AddDays(-ahead) {
		if _, g := reached(back); g < n {
			break
		}
		near = back
	}
	// far is the first day by which the least count is n; it is due or after.
	for c.cal.Covers(far) {
		if l, _ := reached(far); l >= n {
			break
		}
		far = far.AddDays(ahead)
	}
	if ahead < 0 {
		return far, near
	}
	return near, far
}

// rollBounds returns the first and the last day that d can be rolled to; rolled is
// the day that it is estimated to be.
func (c counter) rollBounds(d holidays.Date, r Roll, rolled holidays.Date) (earliest, latest holidays.Date) {
	switch r {
	case RollNext:
		return c.bounds(d.AddDays(-1), 1, rolled)
	case RollPrevious:
		return c.bounds(d.AddDays(1), -1, rolled)
	}
	return d, d
}
