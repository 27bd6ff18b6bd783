package deadlines

import (
	"errors"

	"shixian/holidays"
)

// Compute answers a request to a rule by a calendar. It allocates nothing unless
// a trace is asked for. Errors are [*Error].
func Compute(r *Rule, cal *holidays.Calendar, q *Request) (Answer, error) {
	a := Answer{Rule: r, Calendar: cal, Trigger: q.Trigger, Amount: r.Amount, Roll: r.Roll}
	if err := q.check(r, cal); err != nil {
		return a, err
	}
	a.override(q)
	if err := a.count(q); err != nil {
		return a, located(err, cal)
	}
	if a.Provisional {
		a.Added |= AddedProvisional
		if a.undated() {
			a.Added |= AddedUndated
		}
	}
	if q.Trace {
		a.Trace = trace(&a, q.Suspended)
	}
	return a, nil
}

// undated reports whether festivals of one of the years that a provisional answer
// depends on have no dates, so that not even an estimate counts them.
func (a *Answer) undated() bool {
	first, last := a.UnsettledFrom.Year(), max(a.UnsettledFrom.Year(), a.Due.Year(), a.Nominal.Year())
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
	if q.Roll != RollDefault && !a.Rule.inWorkingDays() {
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

func (a *Answer) count(q *Request) error {
	switch a.Rule.Shape {
	case Within:
		if a.Rule.Unit == WorkingDay {
			return a.withinWorkingDays(q.Suspended)
		}
		return a.within(q.Suspended)
	case Before, Lead:
		if a.Rule.Unit == WorkingDay {
			return a.beforeWorkingDays(q.Suspended)
		}
		return a.beforeDays(q.Suspended)
	case YearEnd:
		return a.yearEnd(q.Suspended)
	case Term:
		return a.term(q.Suspended)
	case Recurring:
		return a.recurring(q.Suspended)
	case Quota:
		return a.quota(q.History)
	case Threshold:
		return a.threshold(q.Days)
	default:
		return a.weekdayWindow()
	}
}

// located turns a calendar's error into one of this package.
func located(err error, cal *holidays.Calendar) error {
	var ce *holidays.CoverageError
	if errors.As(err, &ce) {
		return fail(CodeOutOfCoverage, "/trigger", cal.ID(), ce.First, ce.Last, ce.Date)
	}
	return err
}

// finish rolls the nominal day and judges whether the answer is settled: it
// depends on the nominal day and on every day rolled over to the due one.
func (a *Answer) finish() error {
	if err := covered(a.Calendar, a.Nominal, "/trigger"); err != nil {
		return err
	}
	var err error
	switch a.Roll {
	case RollNext:
		if a.Due, err = a.Calendar.NextWorking(a.Nominal); err == nil {
			a.dependOn(a.Nominal, a.Due)
		}
	case RollPrevious:
		if a.Due, err = a.Calendar.PreviousWorking(a.Nominal); err == nil {
			a.dependOn(a.Due, a.Nominal)
		}
	default:
		a.Due = a.Nominal
	}
	return err
}

// dependOn marks the answer provisional if a day from from to to, both
// included, is not settled.
func (a *Answer) dependOn(from, to holidays.Date) {
	a.UnsettledFrom, a.Provisional = a.Calendar.Unsettled(from, to)
}
