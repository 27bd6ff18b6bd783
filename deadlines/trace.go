package deadlines

import (
	"slices"

	"shixian/holidays"
)

// Run is a run of days, from the trigger towards the due day, that share one
// reason for being counted or not.
type Run struct {
	holidays.Span
	Kind      holidays.Kind
	Festival  string
	Notice    string // what decided the days, see [holidays.Notice.Name]
	Settled   bool
	Suspended bool
	Counted   int // how many of the days were counted
}

// Account accounts for every day from the trigger to the due day, and to the
// nominal one if that lies beyond. Runs stand in the order of counting; each
// has its earlier day as From. Rules without a due day have no trace, but
// weekday_window's leads to the next day inside. suspended are the spans of the
// request that was answered.
func (a *Answer) Account(suspended []holidays.Span) []Run { return a.account(nil, suspended) }

// account is [Answer.Account] in the memory of runs, of which nothing is kept.
func (a *Answer) account(runs []Run, suspended []holidays.Span) []Run {
	end := a.Due
	if a.Rule.Shape == WeekdayWindow {
		end = a.Window.NextInside
	}
	if end.IsZero() {
		return []Run{}
	}
	lo, hi := end, end
	for _, d := range [...]holidays.Date{a.Trigger, a.Nominal} {
		if !d.IsZero() {
			lo, hi = holidays.Earlier(lo, d), holidays.Later(hi, d)
		}
	}
	runs = a.runs(runs, holidays.Span{From: lo, To: hi}, suspended)
	if end.Before(a.Trigger) && hi == a.Trigger {
		slices.Reverse(runs)
	}
	return runs
}

// runs accounts for the days of a span that the calendar covers, in the order of dates.
func (a *Answer) runs(runs []Run, of holidays.Span, suspended []holidays.Span) []Run {
	runs = slices.Grow(runs[:0], 8)
	last := holidays.Earlier(of.To, a.Calendar.Last())
	for d := holidays.Later(of.From, a.Calendar.First()); !d.After(last); {
		r := a.run(d, last, suspended)
		d = r.To.AddDays(1)
		if n := len(runs) - 1; n >= 0 && runs[n].continuedBy(r) {
			runs[n].To = r.To
			runs[n].Counted += r.Counted
			continue
		}
		runs = append(runs, r)
	}
	return runs
}

// run accounts for a day and those after it, up to last, of which the same can be said. The
// days by which an answer tells days apart stand by themselves.
func (a *Answer) run(d, last holidays.Date, suspended []holidays.Span) Run {
	to := a.Calendar.SameUntil(d, last)
	for _, mark := range [...]holidays.Date{a.Trigger, a.Nominal, a.Due} {
		to = cut(to, d, mark)
		to = cut(to, d, mark.AddDays(1))
	}
	for _, s := range suspended {
		to = cut(to, d, s.From)
		to = cut(to, d, s.To.AddDays(1))
	}
	day, _ := a.Calendar.Day(d) // it is covered
	r := Run{
		Span: holidays.Span{From: d, To: to}, Kind: day.Kind, Festival: day.Festival,
		Notice: day.Notice, Settled: day.Settled, Suspended: isSuspended(suspended, d),
	}
	if a.counts(day, r.Suspended) {
		r.Counted = r.Days()
	}
	return r
}

// cut returns the end of a run from one day to another that ends before the day next begins.
func cut(to, from, next holidays.Date) holidays.Date {
	if next.After(from) && !next.After(to) {
		return next.AddDays(-1)
	}
	return to
}

func (r *Run) continuedBy(s Run) bool {
	return r.Kind == s.Kind && r.Settled == s.Settled && r.Suspended == s.Suspended &&
		(r.Counted > 0) == (s.Counted > 0) && r.Festival == s.Festival && r.Notice == s.Notice
}

func isSuspended(spans []holidays.Span, d holidays.Date) bool {
	return slices.ContainsFunc(spans, func(s holidays.Span) bool { return s.Contains(d) })
}

// counts reports whether the day is one of the days counted.
func (a *Answer) counts(day holidays.Day, suspended bool) bool {
	r := a.Rule
	switch {
	case a.Added&AddedAgreed != 0: // the day itself
		return false
	case r.Shape == Recurring && r.Every == EveryTwoWeeks:
		return day.Date.After(a.Trigger) && !day.Date.After(a.Nominal)
	case r.Shape == Within:
		if day.Date == a.Trigger {
			return r.TriggerDayCounts && (r.Unit != WorkingDay || day.Working() && !suspended)
		}
		inside := day.Date.After(a.Trigger) && !day.Date.After(a.Nominal)
		return inside && !suspended && (r.Unit != WorkingDay || day.Working())
	case r.Shape == Before && day.Date == a.Trigger && !r.TriggerDayCounts:
		return false
	case r.Shape == Before && r.Unit != WorkingDay:
		return !day.Date.After(a.Trigger) && !day.Date.Before(a.Nominal)
	case r.Shape == Before:
		return !day.Date.After(a.Trigger) && day.Working() && !suspended
	case r.Shape == Lead && r.DecisionDayOut && day.Date == a.Trigger:
		return false
	case r.Shape == Lead: // the days left for the decision
		return day.Date.After(a.Due) && day.Working() && !suspended
	}
	return false
}
