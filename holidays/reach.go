package holidays

// Reach is a run of days whose one end moves, day by day, with the bounds of its
// working days; see [Calendar.Bounds]. To move it costs far less than to ask for the
// bounds of each run. It does not hold its calendar, which is handed in anew, so that
// whoever holds it may live on the stack.
type Reach struct {
	// The run: the days after i up to and including j, as indexes.
	i, j            int32
	backward        bool // i moves, not j
	least, greatest int32
}

// ReachAfter returns the run of the days after from up to and including to, of which
// to moves. Both are covered, or from is the day before the first.
func (c *Calendar) ReachAfter(from, to Date) Reach {
	return c.reach(from, to, false)
}

// ReachBefore returns the run of the days from from up to, but not including, to, of
// which from moves. Both are covered, or to is the day after the last.
func (c *Calendar) ReachBefore(from, to Date) Reach {
	return c.reach(from.AddDays(-1), to.AddDays(-1), true)
}

func (c *Calendar) reach(after, to Date, backward bool) Reach {
	r := Reach{i: int32(c.index(after)), j: int32(c.index(to)), backward: backward}
	r.least, r.greatest = c.sums(r.i, r.j)
	return r
}

// Bounds returns the least and the greatest number of working days of the run.
func (r *Reach) Bounds() (least, greatest int) {
	return max(0, int(r.least)), min(int(r.j-r.i), int(r.greatest))
}

// Longer adds the next day at the end that moves. It reports false, and leaves the run
// as it is, if that day is not covered.
func (r *Reach) Longer(c *Calendar) bool {
	if r.backward {
		if r.i < 0 {
			return false
		}
		r.move(c, r.i, r.i-1, r.j)
	} else {
		if int(r.j)+1 >= len(c.days) {
			return false
		}
		r.move(c, r.j+1, r.i, r.j+1)
	}
	return true
}

// Shorter leaves out the last day at the end that moves. The run must have a day.
func (r *Reach) Shorter(c *Calendar) {
	if r.backward {
		r.move(c, r.i+1, r.i+1, r.j)
	} else {
		r.move(c, r.j, r.i, r.j-1)
	}
}

// move makes the run that of the days after i up to j, which adds day, or leaves it out.
func (r *Reach) move(c *Calendar, day, i, j int32) {
	x := &c.bounds
	first := x.open[day]
	awaited := x.started[day] - first
	if awaited > 1 || len(x.anywhere) > 0 {
		r.i, r.j = i, j
		r.least, r.greatest = c.sums(i, j)
		return
	}
	change := x.base[day]
	if day > 0 {
		change -= x.base[day-1]
	}
	if j-i < r.j-r.i {
		change = -change
	}
	r.least, r.greatest = r.least+change, r.greatest+change
	if awaited == 1 {
		f := &x.festivals[first]
		was, wasMost := f.within(r.i, r.j)
		is, isMost := f.within(i, j)
		r.least, r.greatest = r.least+is-was, r.greatest+isMost-wasMost
	}
	r.i, r.j = i, j
}

// within returns the bounds for the days of the window that lie after i up to j.
func (f *awaitedFestival) within(i, j int32) (least, greatest int32) {
	p, q := max(0, i+1-f.from), min(f.to, j)-f.from+1
	if p >= q {
		return 0, 0
	}
	return f.at(int(p), int(q))
}
