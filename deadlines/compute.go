package deadlines

import "shixian/holidays"

// Compute answers a request to a rule by a calendar. It allocates nothing unless
// a trace is asked for. Errors are [*Error].
func Compute(r *Rule, cal *holidays.Calendar, q *Request) (a Answer, err error) {
	err = a.compute(r, cal, q)
	return a, err
}

// compute is [Compute] in the place of the answer, which is zero but for the memory of its
// trace: it is long, and not copied.
func (a *Answer) compute(r *Rule, cal *holidays.Calendar, q *Request) (err error) {
	memory := a.Trace
	a.Trace = nil
	if len(q.Interpret) > 0 {
		if r, err = r.read(q.Interpret); err != nil {
			return err
		}
	}
	a.Rule, a.Calendar, a.Trigger, a.Amount, a.Roll = r, cal, q.Trigger, r.Amount, r.Roll
	if err := q.check(r, cal); err != nil {
		return err
	}
	a.override(q)
	if err := a.count(q); err != nil {
		return OutOfCoverage(err, "/trigger")
	}
	if err := a.judgeForce(); err != nil {
		return err
	}
	a.nameCertainty()
	if q.Trace {
		a.Trace = a.account(memory, q.Suspended)
	}
	return nil
}

// undated reports whether festivals of one of the years that a provisional answer
// depends on have no dates, so that not even an estimate counts them.
func (a *Answer) undated() bool {
	first, last := a.UnsettledFrom.Year(), a.LastLooked().Year()
	for year := first; year <= last; year++ {
		if len(a.Calendar.Undated(year)) > 0 {
			return true
		}
	}
	return false
}

// override takes over what the caller may change, and says so.
func (a *Answer) override(q *Request) {
	if q.Amount != 0 {
		a.Amount = q.Amount
		a.Added |= AddedAmount
	}
	if !q.Agreed.IsZero() {
		a.Amount = 0
		a.Roll = RollNone
		a.Added |= AddedAgreed
	}
	if q.NoOffset {
		a.Added |= AddedBeijingTime
	}
	if q.Roll != RollDefault && !a.Rule.inWorkingDays() && q.Agreed.IsZero() {
		a.Roll = q.Roll
		a.Added |= AddedRoll
	}
	if a.Calendar.ID() != a.Rule.Jurisdiction.Calendar {
		a.Added |= AddedCalendar
	}
	if !q.AsOf.IsZero() {
		a.Added |= AddedAsOf
	}
}

// nameCertainty names what an answer that is not settled rests on.
func (a *Answer) nameCertainty() {
	switch a.Certainty() {
	case Settled:
		return
	case Bounded:
		a.Added |= AddedBounded
	}
	if !a.Calendar.AllDated() && a.undated() {
		a.Added |= AddedUndated
	}
	if a.Calendar.EstimatedBy(a.UnsettledFrom) == holidays.ByPrinciples {
		a.Added |= AddedPrinciples
		return
	}
	a.Added |= AddedProvisional
	last := a.LastLooked() // a region can await its own notice first, and the nation's for a later year as well
	if _, open := a.Calendar.Unsettled(last, last); open && a.Calendar.EstimatedBy(last) == holidays.ByPrinciples {
		a.Added |= AddedPrinciples
	}
}

// LastLooked is the last day on which an answer that is not settled depends, its first unsettled
// one if no later one does.
func (a *Answer) LastLooked() holidays.Date {
	return holidays.Later(a.UnsettledFrom, holidays.Later(a.Nominal, a.Due))
}

// judgeForce judges the days that lie on either side of the day on which the rule
// took effect.
func (a *Answer) judgeForce() error {
	from := a.Rule.EffectiveFrom()
	switch {
	case !a.Rule.HasDue():
	case a.Trigger.Before(from): // of a meeting every two weeks
		if a.Due.Before(from) {
			return notInForce(a.Rule, a.Trigger)
		}
		a.Added |= AddedMeetingBeforeEffective
	case a.Due.Before(from):
		a.Added |= AddedDueBeforeEffective
	}
	return nil
}

func (a *Answer) count(q *Request) error {
	if !q.Agreed.IsZero() {
		a.agreed(q.Agreed)
		return nil
	}
	c := counter{cal: a.Calendar}
	if len(q.Suspended) > 0 {
		a.parted = true
		var buf [MaxSuspended]holidays.Span
		c.suspended = merge(buf[:0], q.Suspended)
	}
	if a.Rule.inWorkingDays() {
		return a.workingDays(c)
	}
	switch a.Rule.Shape {
	case Within:
		return a.within(c)
	case Before:
		return a.beforeDays(c)
	case YearEnd:
		return a.yearEnd(c)
	case Term:
		return a.term(c)
	case Recurring:
		return a.recurring(a.noSuspension(c))
	case Quota:
		a.quota(q.History)
	case Threshold:
		a.threshold(q.Days)
	default:
		return a.weekdayWindow()
	}
	return nil
}
