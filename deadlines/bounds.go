package deadlines

import "shixian/holidays"

// Bounds of a due day: the first and the last day that it falls on under any
// arrangement that the calendar's bounds admit, see [holidays.Calendar.Bounds].

// bounds returns the first and the last day that the nth counted day after from, or
// the -nth before it if n is negative, can be. They are looked for from due, which is
// the day that it is estimated to be, and is one of those between them.
func (c counter) bounds(from holidays.Date, n int, due holidays.Date) (earliest, latest holidays.Date) {
	w := walk{counter: c, from: from, backward: n < 0}
	w.start(due)
	if n < 0 {
		n = -n
	}
	// The farthest day is the first by which the least count is n and that can be worked.
	out := w
	for out.least() < n || !c.canCount(out.at) {
		if !out.longer() {
			break
		}
	}
	// The nearest is the first by which the greatest count is n.
	near := due
	for w.shorter() && w.greatest() >= n {
		near = w.at
	}
	if w.backward {
		return out.at, near
	}
	return near, out.at
}

// canCount reports whether a day can be one that counts.
func (c counter) canCount(d holidays.Date) bool {
	return c.cal.CanWork(d) && !isSuspended(c.suspended, d)
}

// walk is a count of days on from a day, or back from it, up to one that moves.
// Suspended days part the count, and the parts are bounded each for itself, which can
// only be wider.
type walk struct {
	counter
	from, at holidays.Date
	backward bool
	// part is the part that at lies in, or one without days if at is suspended. Before
	// it lie parts with so many days in all, at least and at most.
	part                      holidays.Span
	run                       holidays.Reach
	leastBefore, greatestMore int
}

// start counts up to a day anew.
func (w *walk) start(at holidays.Date) {
	w.at, w.leastBefore, w.greatestMore = at, 0, 0
	w.part = holidays.Span{From: w.from.AddDays(1), To: w.cal.Last()}
	if w.backward {
		w.part = holidays.Span{From: w.cal.First(), To: w.from.AddDays(-1)}
		for i := len(w.suspended) - 1; i >= 0; i-- {
			w.pass(w.suspended[i])
		}
	} else {
		for _, s := range w.suspended {
			w.pass(s)
		}
	}
	switch {
	case !w.part.Contains(at): // it is suspended
		w.part.To = w.part.From.AddDays(-1)
	case w.backward:
		w.run = w.cal.ReachBefore(at, w.part.To.AddDays(1))
	default:
		w.run = w.cal.ReachAfter(w.part.From.AddDays(-1), at)
	}
}

// pass takes account of a suspended span that parts the days from w.part on.
func (w *walk) pass(s holidays.Span) {
	var done holidays.Span
	switch {
	case !s.Overlaps(w.part):
		return
	case w.backward && w.at.After(s.To):
		w.part.From = s.To.AddDays(1)
		return
	case w.backward:
		done = holidays.Span{From: s.To, To: w.part.To}
		w.part.To = s.From.AddDays(-1)
	case w.at.Before(s.From):
		w.part.To = s.From.AddDays(-1)
		return
	default:
		done = holidays.Span{From: w.part.From.AddDays(-1), To: s.From.AddDays(-1)}
		w.part.From = s.To.AddDays(1)
	}
	least, greatest := w.cal.Bounds(done.From, done.To)
	w.leastBefore, w.greatestMore = w.leastBefore+least, w.greatestMore+greatest
}

func (w *walk) least() int {
	if w.part.Contains(w.at) {
		least, _ := w.run.Bounds()
		return w.leastBefore + least
	}
	return w.leastBefore
}

func (w *walk) greatest() int {
	if w.part.Contains(w.at) {
		_, greatest := w.run.Bounds()
		return w.greatestMore + greatest
	}
	return w.greatestMore
}

// longer moves on by a day, and reports whether the calendar has one.
func (w *walk) longer() bool {
	next := w.at.AddDays(1)
	if w.backward {
		next = w.at.AddDays(-1)
	}
	if w.part.Contains(w.at) && w.part.Contains(next) {
		w.at = next
		return w.run.Longer(w.cal)
	}
	if !w.cal.Covers(next) {
		return false
	}
	w.start(next)
	return true
}

// shorter moves back by a day, and reports whether there is one between it and the
// day from which is counted.
func (w *walk) shorter() bool {
	next := w.at.AddDays(-1)
	if w.backward {
		next = w.at.AddDays(1)
	}
	switch {
	case next == w.from:
		return false
	case w.part.Contains(w.at) && w.part.Contains(next):
		w.at = next
		w.run.Shorter(w.cal)
	default:
		w.start(next)
	}
	return true
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
