package explain

import (
	"slices"

	"shixian/deadlines"
	"shixian/holidays"
)

// facts are what the sentences of both languages speak of.
type facts struct {
	*Subject
	a *deadlines.Answer
	r *deadlines.Rule
}

func newFacts(s *Subject) *facts { return &facts{s, s.Answer, s.Answer.Rule} }

// tally sums up the days that were gone through.
type tally struct {
	span                       holidays.Span
	days                       int
	counted, makeup            int // makeup days are among the counted
	weekend, suspended, worked int // not counted; worked are those that are not needed
	festivals                  []festivalDays
	estimated                  bool // no notice says so of a day off or one made up
}

// festivalDays are the days off of a festival that were not counted.
type festivalDays struct {
	name string
	days int
}

// tally goes through a span of days.
func (f *facts) tally(span holidays.Span) tally {
	t := tally{span: span, days: span.Days()}
	runs := f.a.Trace
	if runs == nil {
		runs = f.a.Account(f.Question.Suspended)
	}
	for i := range runs {
		r := &runs[i]
		part := holidays.Span{From: r.From, To: r.To}
		if part.From.Before(span.From) {
			part.From = span.From
		}
		if part.To.After(span.To) {
			part.To = span.To
		}
		t.add(r, part.Days())
	}
	return t
}

// add adds n days of a run, which are all counted or all not.
func (t *tally) add(r *deadlines.Run, n int) {
	if arranged := r.Kind == holidays.Holiday || r.Kind == holidays.Makeup; arranged && n > 0 && !r.Settled {
		t.estimated = true
	}
	switch {
	case r.Counted > 0:
		t.counted += n
		if r.Kind == holidays.Makeup {
			t.makeup += n
		}
	case r.Suspended:
		t.suspended += n
	case r.Kind == holidays.Weekend:
		t.weekend += n
	case r.Kind == holidays.Holiday:
		of := slices.IndexFunc(t.festivals, func(f festivalDays) bool { return f.name == r.Festival })
		if of >= 0 { // of another year too
			t.festivals[of].days += n
			return
		}
		t.festivals = append(t.festivals, festivalDays{r.Festival, n})
	default:
		t.worked += n
	}
}

// gone are the days between the trigger and the due day that a limit in working
// days goes through, the due day included; for lead, those left for the decision.
func (f *facts) gone() holidays.Span {
	first := f.a.Trigger.AddDays(1)
	switch {
	case f.r.Shape == deadlines.Lead:
		if f.r.DecisionDayOut {
			return holidays.Span{From: f.a.Due.AddDays(1), To: f.a.Trigger.AddDays(-1)}
		}
		return holidays.Span{From: f.a.Due.AddDays(1), To: f.a.Trigger}
	case f.r.Shape == deadlines.Before && f.r.TriggerDayCounts:
		return holidays.Span{From: f.a.Due, To: f.a.Trigger}
	case f.r.Shape == deadlines.Before:
		return holidays.Span{From: f.a.Due, To: f.a.Trigger.AddDays(-1)}
	case f.r.TriggerDayCounts:
		first = f.a.Trigger
	}
	return holidays.Span{From: first, To: f.a.Due}
}

// isPast reports whether the day asked about, in a window of time, lies after its due day.
func (f *facts) isPast() bool { return f.r.Shape == deadlines.Recurring && f.a.Due.Before(f.a.Trigger) }

// inWorkingDays reports whether working days were counted.
func (f *facts) inWorkingDays() bool { return f.r.Unit == deadlines.WorkingDay }

// day returns what the calendar knows about d; the zero day if it does not cover it.
func (f *facts) day(d holidays.Date) holidays.Day {
	day, err := f.a.Calendar.Day(d)
	if err != nil {
		return holidays.Day{}
	}
	return day
}

// suspends reports whether d lies in a suspended span.
func (f *facts) suspends(d holidays.Date) bool {
	for _, s := range f.Question.Suspended {
		if s.Contains(d) {
			return true
		}
	}
	return false
}

// stopsAtDue reports whether the due day is worked but suspended, which only happens if a
// limit in days or months does not roll.
func (f *facts) stopsAtDue() bool {
	rolls := f.r.Shape == deadlines.Within || f.r.Shape == deadlines.Before
	return rolls && !f.inWorkingDays() && !f.has(deadlines.AddedAgreed) && f.suspends(f.a.Due)
}

// has reports whether counting added an interpretation.
func (f *facts) has(added deadlines.Added) bool { return f.a.Added&added != 0 }

// usesCalendar reports whether the days worked matter to anything that is said.
func (f *facts) usesCalendar() bool { return f.dependsOnCalendar() || !f.a.LastWorkingDay.IsZero() }

// dependsOnCalendar reports whether the days worked matter to the answer.
func (f *facts) dependsOnCalendar() bool {
	switch {
	case f.r.Shape == deadlines.Quota, f.r.Shape == deadlines.Threshold, f.has(deadlines.AddedAgreed):
		return false
	case f.r.Shape == deadlines.WeekdayWindow, f.inWorkingDays():
		return true
	}
	return f.a.Roll != deadlines.RollNone
}

// chosen are the readings that the question chose.
func (f *facts) chosen() []*deadlines.Alternative { return f.r.Chosen() }

// extended is by how many suspended days a limit in days or months grew.
func (f *facts) extended() int {
	if !f.has(deadlines.AddedSuspendedExtends) {
		return 0
	}
	first := f.a.Trigger.AddDays(1)
	n := 0
	for d := first; !d.After(f.a.Nominal); d = d.AddDays(1) {
		if f.suspends(d) {
			n++
		}
	}
	return n
}
