package holidays

// Stretch is a run of days that are counted in order: those after Open up to and
// including Last, or, if Last lies before Open, those before Open back to Last. Its
// days are covered; Open may be the day beside the first or last that is.
type Stretch struct{ Open, Last Date }

// Back reports whether the stretch is counted backward.
func (s Stretch) Back() bool { return s.Last.Before(s.Open) }

// Holds reports whether d is one of the days.
func (s Stretch) Holds(d Date) bool {
	if s.Back() {
		return d.Before(s.Open) && !d.Before(s.Last)
	}
	return d.After(s.Open) && !d.After(s.Last)
}

// First returns the first day that is counted.
func (s Stretch) First() Date {
	if s.Back() {
		return s.Open.AddDays(-1)
	}
	return s.Open.AddDays(1)
}

// BoundsOf is [Calendar.Bounds] for the days of a stretch.
func (c *Calendar) BoundsOf(s Stretch) (least, greatest int) {
	if s.Back() {
		return c.Bounds(s.Last.AddDays(-1), s.Open.AddDays(-1))
	}
	return c.Bounds(s.Open, s.Last)
}

// Nth returns bounds of the nth working day of s, looked for from due, which is one of
// its days and the one that it is estimated to be: the first day, not past due, by which
// possible working days are there under some admitted arrangement, and the first from due
// on that can be worked and by which certain ones are there under each of them. found is
// false if s has no such day.
func (c *Calendar) Nth(s Stretch, due Date, possible, certain int) (near, far Date, found bool) {
	m := moving{step: 1, side: 1}
	sums, after := c.bounds.upTo, c.bounds.after
	if s.Back() {
		m.step, m.side = -1, 0
		sums, after = after, sums
	}
	m.open = int32(c.index(s.Open)) + m.side
	m.stay(c.bounds.around(m.open))
	rest := after[m.open]
	at := int32(c.index(due)) + m.side
	nearest := at
	for k := at - m.step; (k-m.open)*m.step >= int32(possible); k -= m.step {
		greatest := int32(sums[k].greatest-rest.greatest) * m.step
		if (k-m.limit)*m.step < 0 {
			greatest += int32(m.inside(k).greatest)
		}
		if int(greatest) < possible {
			break
		}
		nearest = k
	}
	near = Date{c.first.n + nearest - m.side}
	for k, end := at, int32(c.index(s.Last))+m.side+m.step; k != end; k += m.step {
		if c.days[k-m.side].flags&flagCanWork == 0 {
			continue
		}
		least := int32(sums[k].least-rest.least) * m.step
		if (k-m.limit)*m.step < 0 {
			least += int32(m.inside(k).least)
		}
		if max(0, int(least)) >= certain {
			return near, Date{c.first.n + k - m.side}, true
		}
	}
	return near, Date{}, false
}

// moving is a stretch whose last day moves, as places; see [bounds].
type moving struct {
	open, step, side int32             // the place that stays; the way of the other
	around           []awaitedFestival // whose windows go on before and after it
	limit            int32             // the last end of these windows
	only             *arrangements     // of the window, if it is one; it begins with from
	from             int32
	row              []change // forward: its changes, by the place of the window
}

// stay takes the festivals around the place that stays.
func (m *moving) stay(around []awaitedFestival) {
	m.around, m.limit = around, m.open
	for k := range around {
		f := &around[k]
		m.only, m.from = f.arrangements, f.from
		if m.step > 0 {
			m.limit = max(m.limit, f.to+1)
		} else {
			m.limit = min(m.limit, f.from)
		}
	}
	switch {
	case len(around) > 1:
		m.only = nil
	case m.only != nil && m.step > 0:
		m.row = m.only.row(int(m.open - m.from))
	}
}

// inside is what is missing in the sums of the ends if the stretch ends at k, which comes
// before limit. It is short enough to be inlined: most answers wait for one festival.
func (m *moving) inside(k int32) change {
	if m.row == nil {
		return m.insideAny(k)
	}
	return m.row[k-m.from]
}

func (m *moving) insideAny(k int32) change {
	if m.only != nil {
		return m.only.changes[m.only.at(int(k-m.from), int(m.open-m.from))]
	}
	return inside(m.around, min(m.open, k), max(m.open, k))
}
