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
	m := moving{c: c, open: int32(c.index(s.Open)), step: 1, side: 1}
	if s.Back() {
		m.step, m.side = -1, 0
	}
	m.hold()
	sums, after, rank, all := c.bounds.upTo, c.bounds.after, c.rank, c.days
	if m.step < 0 {
		sums, after = after, sums
	}
	stays := m.open + m.side
	days, rest := rank[stays], after[stays]
	at := int32(c.index(due))
	nearest := at
	for d := at - m.step; (d-m.open)*m.step >= int32(possible); d -= m.step {
		k := d + m.side
		greatest := (rank[k] - days + int32(sums[k].greatest-rest.greatest)) * m.step
		if (d-m.limit)*m.step < 0 {
			greatest += int32(m.inside(d).greatest)
		}
		if int(greatest) < possible {
			break
		}
		nearest = d
	}
	for d, end := at, int32(c.index(s.Last))+m.step; d != end; d += m.step {
		if all[d].flags&flagCanWork == 0 {
			continue
		}
		k := d + m.side
		least := (rank[k] - days + int32(sums[k].least-rest.least)) * m.step
		if (d-m.limit)*m.step < 0 {
			least += int32(m.inside(d).least)
		}
		if max(0, int(least)) >= certain {
			return Date{c.first.n + nearest}, Date{c.first.n + d}, true
		}
	}
	return Date{c.first.n + nearest}, Date{}, false
}

// moving is a stretch whose last day moves.
type moving struct {
	c                *Calendar
	open, step, side int32
	holding          []awaitedFestival // whose windows hold the end that stays
	limit            int32             // the day that ends the last of these windows
	only             *arrangements     // of the window, if it is one; it begins with from
	from             int32
	row              []change // forward: its changes, by the day of the window that is the last, from 1
}

// hold finds the windows that hold the end that stays. limit is that end if there are none.
func (m *moving) hold() {
	m.limit = m.open
	if m.step < 0 {
		if m.holding = m.c.bounds.holding(m.open - 1); len(m.holding) > 0 {
			m.limit = m.holding[0].from
			m.only, m.from = alone(m.holding, m.open-1)
		}
		return
	}
	m.holding = m.c.bounds.holding(m.open)
	for k := range m.holding {
		m.limit = max(m.limit, m.holding[k].to)
	}
	if m.only, m.from = alone(m.holding, m.open); m.only != nil {
		m.row = m.only.row(int(m.open-m.from) + 1)
	}
}

// alone returns the arrangements of the only festival whose window holds the end that
// stays, and the first day of the window; nil if it is not one, or has none.
func alone(holding []awaitedFestival, i int32) (*arrangements, int32) {
	if len(holding) != 1 || i < holding[0].from || i >= holding[0].to {
		return nil, 0
	}
	return holding[0].arrangements, holding[0].from
}

// inside is what is missing in the sums of the ends if the last day is d, which comes
// before limit. It is short enough to be inlined: most answers wait for one festival.
func (m *moving) inside(d int32) change {
	if m.row == nil {
		return m.insideAny(d)
	}
	return m.row[d-m.from+1]
}

func (m *moving) insideAny(d int32) change {
	if m.only != nil {
		return m.only.changes[m.only.at(int(d-m.from), int(m.open-m.from))]
	}
	i, j := m.open, d
	if m.step < 0 {
		i, j = d-1, m.open-1
	}
	least, greatest := inside(m.holding, i, j)
	return change{int8(least), int8(greatest)}
}
