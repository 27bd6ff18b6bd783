package deadlines

import "shixian/holidays"

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
func (a *Answer) Account(suspended []holidays.Span) []Run {
	end := a.Due
	if a.Rule.Shape == WeekdayWindow {
		end = a.Window.NextInside
	}
	if end.IsZero() {
		return []Run{}
	}
	lo, hi := end, end
	for _, d := range [...]holidays.Date{a.Trigger, a.Nominal} {
		if d.IsZero() {
			continue
		}
		if d.Before(lo) {
			lo = d
		}
		if d.After(hi) {
			hi = d
		}
	}
	runs := make([]Run, 0, 8)
	if end.Before(a.Trigger) && hi == a.Trigger {
		for d := hi; !d.Before(lo); d = d.AddDays(-1) {
			runs = a.addDay(runs, d, suspended)
		}
		return runs
	}
	for d := lo; !d.After(hi); d = d.AddDays(1) {
		runs = a.addDay(runs, d, suspended)
	}
	return runs
}

func (a *Answer) addDay(runs []Run, d holidays.Date, suspended []holidays.Span) []Run {
	day, err := a.Calendar.Day(d)
	if err != nil {
		return runs
	}
	r := Run{
		Span: holidays.Span{From: d, To: d}, Kind: day.Kind, Festival: day.Festival,
		Notice: day.Notice, Settled: day.Settled, Suspended: isSuspended(suspended, d),
	}
	if a.counts(day, r.Suspended) {
		r.Counted = 1
	}
	if len(runs) > 0 {
		if last := &runs[len(runs)-1]; last.continuedBy(r) {
			if d.Before(last.From) {
				last.From = d
			} else {
				last.To = d
			}
			last.Counted += r.Counted
			return runs
		}
	}
	return append(runs, r)
}

func (r *Run) continuedBy(s Run) bool {
	return r.Kind == s.Kind && r.Settled == s.Settled && r.Suspended == s.Suspended &&
		(r.Counted > 0) == (s.Counted > 0) && r.Festival == s.Festival && r.Notice == s.Notice
}

func isSuspended(spans []holidays.Span, d holidays.Date) bool {
	for _, s := range spans {
		if s.Contains(d) {
			return true
		}
	}
	return false
}

// counts reports whether the day is one of the days counted.
func (a *Answer) counts(day holidays.Day, suspended bool) bool {
	r := a.Rule
	switch {
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
