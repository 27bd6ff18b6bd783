package explain

import (
	"slices"

	"shixian/deadlines"
	"shixian/holidays"
)

// tally sums up the days that were gone through.
type tally struct {
	span               holidays.Span
	days               int
	counted, makeup    int // makeup days are among the counted
	weekend, suspended int // not counted
	festivals          []festivalDays
	estimated          bool // no notice says so of a day off or one made up
}

// festivalDays are the days off of a festival that were not counted.
type festivalDays struct {
	name string
	days int
}

func (s sentences) tally(span holidays.Span) tally {
	t := tally{span: span, days: span.Days()}
	runs := s.a.Trace
	if runs == nil {
		runs = s.a.Account(s.Question.Suspended)
	}
	for i := range runs {
		r := &runs[i]
		part := holidays.Span{From: holidays.Later(r.From, span.From), To: holidays.Earlier(r.To, span.To)}
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
	}
}

// gone are the days between the trigger and the due day that a limit in working
// days goes through, the due day included; for lead, those left for the decision.
func (s sentences) gone() holidays.Span {
	first := s.a.Trigger.AddDays(1)
	switch {
	case s.r.Shape == deadlines.Lead:
		if s.r.DecisionDayOut {
			return holidays.Span{From: s.a.Due.AddDays(1), To: s.a.Trigger.AddDays(-1)}
		}
		return holidays.Span{From: s.a.Due.AddDays(1), To: s.a.Trigger}
	case s.r.Shape == deadlines.Before && s.r.TriggerDayCounts:
		return holidays.Span{From: s.a.Due, To: s.a.Trigger}
	case s.r.Shape == deadlines.Before:
		return holidays.Span{From: s.a.Due, To: s.a.Trigger.AddDays(-1)}
	case s.r.TriggerDayCounts:
		first = s.a.Trigger
	}
	return holidays.Span{From: first, To: s.a.Due}
}

// isPast reports whether the day asked about, in a window of time, lies after its due day.
func (s sentences) isPast() bool {
	return s.r.Shape == deadlines.Recurring && s.a.Due.Before(s.a.Trigger)
}

func (s sentences) inWorkingDays() bool { return s.r.Unit == deadlines.WorkingDay }

func (s sentences) suspends(d holidays.Date) bool {
	return slices.ContainsFunc(s.Question.Suspended, func(p holidays.Span) bool { return p.Contains(d) })
}

// stopsAtDue reports whether the due day is worked but suspended, which only happens if a
// limit in days or months does not roll.
func (s sentences) stopsAtDue() bool {
	rolls := s.r.Shape == deadlines.Within || s.r.Shape == deadlines.Before
	return rolls && !s.inWorkingDays() && !s.has(deadlines.AddedAgreed) && s.suspends(s.a.Due)
}

func (s sentences) has(added deadlines.Added) bool { return s.a.Added&added != 0 }

// usesCalendar reports whether the days worked matter to anything that is said.
func (s sentences) usesCalendar() bool { return s.dependsOnCalendar() || !s.a.LastWorkingDay.IsZero() }

// dependsOnCalendar reports whether the days worked matter to the answer.
func (s sentences) dependsOnCalendar() bool {
	switch {
	case s.r.Shape == deadlines.Quota, s.r.Shape == deadlines.Threshold, s.has(deadlines.AddedAgreed):
		return false
	case s.r.Shape == deadlines.WeekdayWindow, s.inWorkingDays():
		return true
	}
	return s.a.Roll != deadlines.RollNone
}

// extended is by how many suspended days a limit in days or months grew.
func (s sentences) extended() int {
	if !s.has(deadlines.AddedSuspendedExtends) {
		return 0
	}
	first := s.a.Trigger.AddDays(1)
	n := 0
	for d := first; !d.After(s.a.Nominal); d = d.AddDays(1) {
		if s.suspends(d) {
			n++
		}
	}
	return n
}
