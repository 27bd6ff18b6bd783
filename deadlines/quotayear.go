package deadlines

import (
	"slices"

	"shixian/holidays"
)

// twelveMonthsFrom returns the twelve months on end that begin with a day.
func twelveMonthsFrom(d holidays.Date) holidays.Span {
	same, exists := d.AddMonths(12)
	if exists {
		same = same.AddDays(-1)
	}
	return holidays.Span{From: d, To: same}
}

// quotaOnEnd is [Answer.quota] for a maximum in any twelve months on end: of those
// that hold the day planned, the fullest decides.
func (a *Answer) quotaOnEnd(history []holidays.Date) {
	history = slices.SortedFunc(slices.Values(history), holidays.Date.Compare)
	used, window := fullest(history, a.Trigger)
	a.Quota = QuotaAnswer{
		Used: used, Limit: a.Amount, Remaining: max(0, a.Amount-used), Reachable: true,
		Window: window, Allowed: used < a.Amount, NextAllowed: a.Trigger,
	}
	a.nameHistoryBefore(history)
	if a.Quota.Allowed {
		return
	}
	// A day becomes free only as one already used drops out of its twelve months.
	for _, d := range history {
		free := twelveMonthsFrom(d).To.AddDays(1)
		if used, _ := fullest(history, free); free.After(a.Trigger) && used < a.Amount {
			a.Quota.NextAllowed = free
			return
		}
	}
}

// fullest returns the most days used in twelve months on end that hold d, and the
// first such twelve months. The days used are in order.
func fullest(history []holidays.Date, d holidays.Date) (used int, window holidays.Span) {
	window = twelveMonthsFrom(d)
	used = within(history, window)
	for _, first := range history {
		w := twelveMonthsFrom(first)
		if !w.Contains(d) {
			continue
		}
		if n := within(history, w); n > used || n == used && w.From.Before(window.From) {
			used, window = n, w
		}
	}
	return used, window
}

// within returns how many days, which are in order, are days of s.
func within(days []holidays.Date, s holidays.Span) int {
	from, _ := slices.BinarySearchFunc(days, s.From, holidays.Date.Compare)
	to, _ := slices.BinarySearchFunc(days, s.To.AddDays(1), holidays.Date.Compare)
	return to - from
}
