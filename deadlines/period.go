package deadlines

import "shixian/holidays"

// withinWorkingDays: the Nth working day after the trigger (Civil Code, article
// 201 ¶1); with the trigger day counted, the Nth from the trigger on.
func (a *Answer) withinWorkingDays(suspended []holidays.Span) error {
	n, from := a.Amount, a.Trigger
	first := from.AddDays(1)
	if a.Rule.TriggerDayCounts {
		first = from
		if a.Calendar.IsWorking(from) && !isSuspended(suspended, from) {
			n--
		}
	}
	due, err := a.Calendar.AddWorkdays(from, n)
	if err == nil && len(suspended) > 0 {
		due, err = a.stepOver(from, due, n, suspended)
	}
	if err != nil {
		return err
	}
	a.Nominal, a.Due = due, due
	a.dependOn(first, due)
	return nil
}

// beforeWorkingDays: the Nth working day before the trigger, for before and lead.
func (a *Answer) beforeWorkingDays(suspended []holidays.Span) error {
	due, err := a.Calendar.AddWorkdays(a.Trigger, -a.Amount)
	if err == nil && len(suspended) > 0 {
		due, err = a.stepOver(a.Trigger, due, -a.Amount, suspended)
	}
	if err != nil {
		return err
	}
	a.Nominal, a.Due = due, due
	a.dependOn(due, a.Trigger.AddDays(-1))
	return nil
}

// within: trigger + N days (article 201), or the same day N months on (article
// 202), lengthened by the suspended days after the trigger, then rolled.
func (a *Answer) within(suspended []holidays.Span) error {
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
	if len(suspended) > 0 {
		a.Added |= AddedSuspendedExtends
		end = a.extend(end, suspended)
	}
	a.Nominal = end
	return a.finish()
}

// beforeDays: trigger − N days, rolled. A suspension lies after the trigger of a
// period; a period that ends at its trigger has none.
func (a *Answer) beforeDays(suspended []holidays.Span) error {
	a.noSuspension(suspended)
	a.Nominal = a.Trigger.AddDays(-a.Amount)
	return a.finish()
}

// yearEnd: 31 December of the trigger's year. It does not roll out of the year.
func (a *Answer) yearEnd(suspended []holidays.Span) error {
	a.noSuspension(suspended)
	a.Nominal = holidays.NewDate(a.Trigger.Year(), 12, 31)
	if err := a.finish(); err != nil {
		return err
	}
	last, err := a.Calendar.PreviousWorking(a.Nominal)
	if err != nil {
		return err
	}
	a.LastWorkingDay = last
	if _, open := a.Calendar.Unsettled(last, a.Nominal); open {
		a.Added |= AddedLastWorkingDayUnsettled
	}
	return nil
}

// term: the same day N years on; 29 February becomes the 28th.
func (a *Answer) term(suspended []holidays.Span) error {
	a.noSuspension(suspended)
	a.Nominal, _ = a.Trigger.AddMonths(12 * a.Amount)
	return a.finish()
}

// noSuspension says that spans were given to a shape that they do not touch.
func (a *Answer) noSuspension(suspended []holidays.Span) {
	if len(suspended) > 0 {
		a.Added |= AddedSuspendedNoEffect
	}
}
