package deadlines

import (
	"time"

	"shixian/holidays"
)

// recurring: the last day of the window that holds the trigger; 14 days after
// the last time; or the first nth weekday of a month on or after the trigger.
func (a *Answer) recurring(suspended []holidays.Span) error {
	a.noSuspension(suspended)
	switch a.Rule.Every {
	case EveryTwoWeeks:
		a.Nominal = a.Trigger.AddDays(14)
	case EveryNthWeekday:
		a.Nominal = nthWeekdayFrom(a.Trigger, a.Rule.Nth, a.Rule.Weekday)
	default:
		a.Nominal = WindowOf(a.Rule.Every, a.Trigger).To
	}
	if err := a.finish(); err != nil {
		return err
	}
	if a.Rule.Every == EveryNthWeekday && a.Rolled() {
		a.Added |= AddedMeetingMoved
	}
	return nil
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

// nthWeekdayFrom returns the first day, on or after d, that is the nth given
// weekday of its month. Months without a fifth are passed over.
func nthWeekdayFrom(d holidays.Date, nth int, w time.Weekday) holidays.Date {
	y, m, _ := d.Civil()
	for ; ; m++ {
		first := holidays.NewDate(y, m, 1)
		ahead := (int(w) - int(first.Weekday()) + 7) % 7
		day := first.AddDays(ahead + 7*(nth-1))
		if !day.After(holidays.NewDate(y, m+1, 0)) && !day.Before(d) {
			return day
		}
	}
}
