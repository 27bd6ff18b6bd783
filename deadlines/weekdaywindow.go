package deadlines

import (
	"slices"

	"shixian/holidays"
)

// weekdayWindow: whether the trigger is one of the rule's weekdays, and the first
// working day, on or after it, that is.
func (a *Answer) weekdayWindow() error {
	inside := func(d holidays.Date) bool { return slices.Contains(a.Rule.Weekdays, d.Weekday()) }
	a.Window.Inside = inside(a.Trigger)
	for d := a.Trigger; ; d = d.AddDays(1) {
		if err := Covered(a.Calendar, d, "/trigger"); err != nil {
			return err
		}
		if !inside(d) {
			continue
		}
		a.look(d, d)
		if a.Calendar.IsWorking(d) {
			a.Window.NextInside = d
			break
		}
	}
	if !a.UnsettledFrom.IsZero() {
		a.Earliest = a.firstDay(func(d holidays.Date) bool { return inside(d) && a.Calendar.CanWork(d) })
		a.Latest = a.firstDay(func(d holidays.Date) bool {
			if !inside(d) {
				return false
			}
			least, _ := a.Calendar.Bounds(d.AddDays(-1), d)
			return least > 0
		})
	}
	return nil
}

// firstDay returns the first day on or after the trigger that ok accepts, or the
// last day covered.
func (a *Answer) firstDay(ok func(holidays.Date) bool) holidays.Date {
	d := a.Trigger
	for !ok(d) && d.Before(a.Calendar.Last()) {
		d = d.AddDays(1)
	}
	return d
}
