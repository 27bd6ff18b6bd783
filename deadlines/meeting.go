package deadlines

import (
	"time"

	"shixian/holidays"
)

// nextMeeting: the first meeting on an nth weekday whose day after the roll is on
// or after the trigger. Its nominal day may lie before the trigger.
func (a *Answer) nextMeeting(c counter) error {
	previous, nominal := holidays.Date{}, a.meeting(a.Trigger, -1)
	for {
		if !a.Calendar.Covers(nominal) && nominal.After(a.Trigger) {
			return Covered(a.Calendar, nominal, "/trigger")
		}
		// A meeting before the calendar's first day took place before the trigger.
		if rolled, err := c.roll(nominal, a.Roll); err == nil && a.Calendar.Covers(nominal) && !rolled.Before(a.Trigger) {
			break
		}
		previous, nominal = nominal, a.meeting(nominal, 1)
	}
	a.Nominal = nominal
	if err := a.finish(c); err != nil {
		return err
	}
	if a.Rolled() {
		a.Added |= AddedMeetingMoved
	}
	return a.boundMeeting(c, previous)
}

// boundMeeting widens the bounds of a meeting: arrangements that move the previous
// one onto the trigger or later make it the answer, and those that leave this one
// before the trigger make the next one the answer.
func (a *Answer) boundMeeting(c counter, previous holidays.Date) error {
	earliest, latest := a.Earliest, a.Latest
	if a.UnsettledFrom.IsZero() {
		earliest, latest = a.Due, a.Due
	}
	from, to := holidays.Earlier(previous, a.Trigger), holidays.Later(previous, a.Trigger)
	if _, open := a.Calendar.Unsettled(from, to); open && a.Calendar.Covers(from) {
		if e, l, err := a.rolled(c, previous); err == nil && !l.Before(a.Trigger) {
			a.look(from, to)
			earliest = holidays.Later(a.Trigger, e)
		}
	}
	if earliest.Before(a.Trigger) {
		earliest = a.Trigger
		var err error
		if _, latest, err = a.rolled(c, a.meeting(a.Nominal, 1)); err != nil {
			return err
		}
	}
	if !a.UnsettledFrom.IsZero() {
		a.Earliest, a.Latest = earliest, latest
	}
	return nil
}

// rolled returns the bounds of the day that a meeting takes place on.
func (a *Answer) rolled(c counter, nominal holidays.Date) (earliest, latest holidays.Date, err error) {
	rolled, err := c.roll(nominal, a.Roll)
	if err != nil {
		return earliest, latest, err
	}
	return c.rollBounds(nominal, a.Roll, rolled)
}

// meeting returns the rule's nth weekday of the first month that has one, going
// from the month of d by step months at a time, d's own left out.
func (a *Answer) meeting(d holidays.Date, step time.Month) holidays.Date {
	y, m, _ := d.Civil()
	for m += step; ; m += step {
		first := holidays.NewDate(y, m, 1)
		ahead := (int(a.Rule.Weekday) - int(first.Weekday()) + 7) % 7
		if day := first.AddDays(ahead + 7*(a.Rule.Nth-1)); !day.After(holidays.NewDate(y, m+1, 0)) {
			return day
		}
	}
}
