package deadlines

import (
	"slices"

	"shixian/holidays"
)

// quota: how much of the calendar year of the day planned is used already,
// whether the day planned may be used too, and the first day that may.
//
// A maximum counts every date in history, since two meetings may share a day. A
// minimum (AtLeast) counts different days, and never forbids one.
func (a *Answer) quota(history []holidays.Date) error {
	year := a.Trigger.Year()
	used := a.usedIn(history, year)
	a.Quota = QuotaAnswer{
		Used:        used,
		Limit:       a.Amount,
		Window:      WindowOf(EveryYear, a.Trigger),
		Allowed:     a.Rule.AtLeast || used < a.Amount,
		NextAllowed: a.Trigger,
	}
	if a.Quota.Allowed {
		return nil
	}
	for used >= a.Amount {
		year++
		used = a.usedIn(history, year)
	}
	a.Quota.NextAllowed = holidays.NewDate(year, 1, 1)
	return nil
}

func (a *Answer) usedIn(history []holidays.Date, year int) int {
	used := 0
	for i, d := range history {
		if d.Year() == year && !(a.Rule.AtLeast && slices.Contains(history[:i], d)) {
			used++
		}
	}
	return used
}
