package deadlines

import (
	"slices"

	"shixian/holidays"
)

// quota: how much of the calendar year of the day planned is used already; by a
// maximum, whether the day planned may be used too, and the first day that may; by a
// minimum, which never forbids a day, whether it can still be reached.
func (a *Answer) quota(history []holidays.Date) {
	if a.Rule.TwelveMonths {
		a.quotaOnEnd(history)
		return
	}
	year := a.Trigger.Year()
	used := a.usedIn(history, year)
	limit, required := a.Amount, 0
	if a.Rule.AtLeast {
		required = a.Amount
		limit = max(required, a.Rule.AtMost)
	}
	a.Quota = QuotaAnswer{
		Used: used, Limit: limit, Required: required, Remaining: max(0, limit-used),
		Window: WindowOf(EveryYear, a.Trigger), Allowed: !a.Rule.forbids() || used < limit, NextAllowed: a.Trigger,
	}
	a.Quota.Reachable = a.reachable(history, required-used)
	a.nameHistoryBefore(history)
	if a.Quota.Allowed {
		return
	}
	for used >= limit {
		year++
		used = a.usedIn(history, year)
	}
	a.Quota.NextAllowed = holidays.NewDate(year, 1, 1)
}

// nameHistoryBefore says if a day that is used in the window was used before the rule took
// effect.
func (a *Answer) nameHistoryBefore(history []holidays.Date) {
	from := a.Rule.EffectiveFrom()
	if slices.ContainsFunc(history, func(d holidays.Date) bool { return a.Quota.Window.Contains(d) && d.Before(from) }) {
		a.Added |= AddedHistoryBeforeEffective
	}
}

// forbids reports whether a quota has a maximum.
func (r *Rule) forbids() bool { return !r.AtLeast || r.AtMost > 0 }

// byDay reports whether a quota counts days, of which one is one however often it
// is named; two meetings or topics may share a day.
func (r *Rule) byDay() bool { return r.Unit == CalDay }

func (a *Answer) usedIn(history []holidays.Date, year int) int {
	used := 0
	for i, d := range history {
		if d.Year() == year && !(a.Rule.byDay() && slices.Contains(history[:i], d)) {
			used++
		}
	}
	return used
}

// reachable reports whether what is missing fits into the rest of the window: the
// days from the day planned on that are not used yet.
func (a *Answer) reachable(history []holidays.Date, missing int) bool {
	if !a.Rule.byDay() {
		return true
	}
	left := holidays.Span{From: a.Trigger, To: a.Quota.Window.To}
	free := left.Days()
	for i, d := range history {
		if left.Contains(d) && !slices.Contains(history[:i], d) {
			free--
		}
	}
	return missing <= free
}
