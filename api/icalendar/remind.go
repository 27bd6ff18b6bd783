package icalendar

import (
	"slices"

	ics "github.com/arran4/golang-ical"

	"shixian/holidays"
)

// Reminders says when somebody is told of a due day.
type Reminders struct {
	// Before are the numbers of working days before it; 0 is the day itself.
	Before []int
	// RestDays says that a reminder may ring on a day off. If not, that of a due day which
	// is one rings on the working day before.
	RestDays bool
}

// Usual are the reminders of who did not choose: the working day before, and the day.
var Usual = Reminders{Before: []int{1, 0}}

// AddTo sets an alarm for each day on which the event of a due day is to be told of, once
// if two fall on one day. What lies before the calendar's first day is left out.
func (r Reminders) AddTo(e *ics.VEvent, due holidays.Date, cal *holidays.Calendar, text string) {
	var days []holidays.Date
	for _, before := range r.Before {
		day, err := due, error(nil)
		switch {
		case before > 0:
			day, err = cal.AddWorkdays(due, -before)
		case !r.RestDays:
			day, err = cal.PreviousWorking(due)
		}
		if err != nil || slices.Contains(days, day) {
			continue
		}
		days = append(days, day)
		AddAlarm(e, day.DaysUntil(due), text)
	}
}
