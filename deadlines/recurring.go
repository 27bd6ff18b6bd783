package deadlines

import (
	"time"

	"shixian/holidays"
)

// recurring: the last day of the window that holds the trigger; 14 days after
// the last time; or the first meeting on or after the trigger.
func (a *Answer) recurring(c counter) error {
	switch a.Rule.Every {
	case EveryTwoWeeks:
		a.Nominal = a.Trigger.AddDays(14)
	case EveryNthWeekday:
		return a.nextMeeting(c)
	default:
		a.Nominal = WindowOf(a.Rule.Every, a.Trigger).To
	}
	return a.finish(c)
}

// WindowOf returns the window that holds d. Two months are January and February,
// March and April, and so on; a half month is the 1st to the 15th, or the rest.
func WindowOf(every Window, d holidays.Date) holidays.Span {
	y, m, day := d.Civil()
	months := func(n int) holidays.Span {
		first := (int(m)-1)/n*n + 1
		return holidays.Span{
			From: holidays.NewDate(y, time.Month(first), 1),
			To:   holidays.NewDate(y, time.Month(first+n), 0),
		}
	}
	switch every {
	case EveryYear:
		return months(12)
	case EveryHalfYear:
		return months(6)
	case EveryTwoMonths:
		return months(2)
	case EveryHalfMonth:
		w := months(1)
		if day <= 15 {
			w.To = w.From.AddDays(14)
		} else {
			w.From = w.From.AddDays(15)
		}
		return w
	}
	return months(1)
}
