package deadlines

import "shixian/holidays"

// finish rolls the nominal day, over days off and suspended days. The answer depends
// on the nominal day and every day rolled over to the due one.
func (a *Answer) finish(c counter) (err error) {
	if err := Covered(a.Calendar, a.Nominal, "/trigger"); err != nil {
		return err
	}
	if a.Due, err = c.roll(a.Nominal, a.Roll); err != nil || a.Roll == RollNone {
		return err
	}
	if a.look(a.Nominal, a.Due) {
		a.Earliest, a.Latest, err = c.rollBounds(a.Nominal, a.Roll, a.Due)
	}
	return err
}

// finishPeriod is [Answer.finish] for a period that suspended days can move; end is its
// nominal day without them.
func (a *Answer) finishPeriod(c counter, end holidays.Date) (err error) {
	if err = a.finish(c); err != nil || len(c.suspended) == 0 {
		return err
	}
	if plain, err := (counter{cal: a.Calendar}).roll(end, a.Roll); err == nil { // else it lies beyond the calendar, and the answer does not
		a.Unsuspended = plain
	}
	if a.Nominal != end || a.Due != a.Unsuspended {
		a.Added |= AddedSuspendedExtends
	}
	return nil
}

// agreed takes the day that was agreed, as it is.
func (a *Answer) agreed(day holidays.Date) {
	a.Nominal, a.Due = day, day
	if !a.Calendar.IsWorking(day) {
		a.Added |= AddedAgreedRestDay
	}
}

// look notes the first day between two, both included and in either order, that is
// not settled, and reports whether there is one.
func (a *Answer) look(x, y holidays.Date) bool {
	open, any := a.Calendar.Unsettled(holidays.Earlier(x, y), holidays.Later(x, y))
	if any && (a.UnsettledFrom.IsZero() || open.Before(a.UnsettledFrom)) {
		a.UnsettledFrom = open
	}
	return any
}
