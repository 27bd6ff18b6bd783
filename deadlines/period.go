package deadlines

import "shixian/holidays"

// workingDays: the Nth working day after the trigger (Civil Code, article 201 ¶1), or
// before it for a backward limit.
func (a *Answer) workingDays(c counter) error {
	due, err := a.nthWorkingDay(c)
	if err != nil {
		return err
	}
	if len(c.suspended) > 0 {
		if plain, err := a.nthWorkingDay(counter{cal: a.Calendar}); err == nil && plain != due {
			a.Added |= AddedSuspendedNotCounted
		}
	}
	a.Nominal, a.Due = due, due
	from, n := a.counted()
	first := from.AddDays(1)
	if n < 0 {
		first = from.AddDays(-1)
	}
	if a.look(first, due) {
		a.Earliest, a.Latest, err = c.bounds(from, n, due)
	}
	return err
}

// counted returns the day after which the answer is the nth working day, or before
// which it is the -nth. For lead, that is the latest working day with at least N
// working days after it, up to and including the trigger.
func (a *Answer) counted() (from holidays.Date, n int) {
	switch {
	case a.Rule.Shape == Lead && a.Rule.DecisionDayOut:
		return a.Trigger, -a.Amount - 1
	case a.Rule.Shape == Lead:
		return a.Trigger.AddDays(1), -a.Amount - 1
	case a.Rule.Shape == Before && a.Rule.TriggerDayCounts:
		return a.Trigger.AddDays(1), -a.Amount
	case a.Rule.Shape == Before:
		return a.Trigger, -a.Amount
	case a.Rule.TriggerDayCounts:
		return a.Trigger.AddDays(-1), a.Amount
	}
	return a.Trigger, a.Amount
}

// nthWorkingDay finds the day of [Answer.counted], without a step beyond the trigger,
// which may be the first or last day of the calendar.
func (a *Answer) nthWorkingDay(c counter) (holidays.Date, error) {
	_, n := a.counted()
	switch {
	case a.Rule.Shape == Lead && !a.Rule.DecisionDayOut && c.works(a.Trigger),
		a.Rule.Shape == Before && a.Rule.TriggerDayCounts && c.works(a.Trigger):
		n++
	case a.Rule.Shape == Within && a.Rule.TriggerDayCounts && c.works(a.Trigger):
		n--
	}
	return c.add(a.Trigger, n)
}

// within: trigger + N days (article 201), or the same day N months on (article
// 202), lengthened by the suspended days after the trigger, then rolled.
func (a *Answer) within(c counter) error {
	end := a.Trigger.AddDays(a.Amount)
	counts := a.Rule.TriggerDayCounts
	if a.Rule.Unit == Month {
		same, exists := a.Trigger.AddMonths(a.Amount)
		end = same
		if !exists {
			a.Added |= AddedMonthEnd
			counts = false // the month's last day already stands for the day before
		}
	}
	if counts {
		end = end.AddDays(-1)
	}
	a.Nominal = c.extend(a.Trigger, end)
	return a.finishPeriod(c, end)
}

// beforeDays: trigger − N days, rolled. A period that ends at its trigger does not
// grow, but its last day is never a suspended one.
func (a *Answer) beforeDays(c counter) error {
	a.Nominal = a.Trigger.AddDays(-a.Amount)
	if a.Rule.TriggerDayCounts {
		a.Nominal = a.Nominal.AddDays(1)
	}
	return a.finishPeriod(c, a.Nominal)
}

// yearEnd: 31 December of the trigger's year. It does not roll out of the year.
func (a *Answer) yearEnd(c counter) error {
	a.Nominal = holidays.NewDate(a.Trigger.Year(), 12, 31)
	if err := a.finish(a.noSuspension(c)); err != nil {
		return err
	}
	last, err := RollToWorkday(a.Calendar, a.Nominal, RollPrevious)
	a.LastWorkingDay = DayWithBounds{last.Result, last.Certainty(), last.Earliest, last.Latest}
	if a.LastWorkingDay.Certainty == Provisional {
		a.Added |= AddedLastWorkingDayUnsettled
	}
	return err
}

// term: the same day N years on, or the day before if the first day counts; 29
// February becomes the 28th.
func (a *Answer) term(c counter) error {
	same, exists := a.Trigger.AddMonths(12 * a.Amount)
	a.Nominal = same
	if !exists {
		a.Added |= AddedMonthEnd
	}
	if a.Rule.TriggerDayCounts && exists {
		a.Nominal = same.AddDays(-1)
	}
	return a.finish(a.noSuspension(c))
}

// noSuspension returns c without suspended days, for a shape that they do not
// touch, and says so if there were any.
func (a *Answer) noSuspension(c counter) counter {
	if len(c.suspended) > 0 {
		a.Added |= AddedSuspendedNoEffect
	}
	return counter{cal: c.cal}
}
