package deadlines

import (
	"errors"
	"sort"

	"shixian/holidays"
)

// Triggers are the days from which a due day is counted.
type Triggers struct {
	Rule     *Rule // as it is read, see [Rule.Chosen]
	Calendar *holidays.Calendar
	// Earliest and Latest are the first and the last trigger whose due day it is; zero if
	// there is none.
	Earliest, Latest holidays.Date
	Certainty        Certainty
}

// TriggersOf returns the days from which q's rule counts to a due day; the trigger of q
// plays no part. A later trigger never has an earlier due day, so that they follow on one
// another. Errors are [*Error].
func (c *Catalogue) TriggersOf(t *holidays.Table, q *Question, due holidays.Date) (Triggers, error) {
	at := *q
	at.Trigger, at.Trace = due, false
	a, err := c.Ask(t, &at)
	switch {
	case a.Rule == nil: // there is no such rule or calendar
		return Triggers{}, err
	case !a.Rule.HasDue():
		return Triggers{}, fail(CodeNoDueDate, "/rule", a.Rule.ID, a.Rule.Title)
	case !a.Calendar.Covers(due):
		return Triggers{}, Covered(a.Calendar, due, "/due")
	}
	s := triggerSearch{cat: c, table: t, question: at, cal: a.Calendar, due: due}
	lo, hi := s.first(0), s.first(1)
	if s.err != nil {
		return Triggers{}, s.err
	}
	out := Triggers{Rule: a.Rule, Calendar: a.Calendar, Certainty: s.certainty(lo, hi)}
	if lo.Before(hi) {
		out.Earliest, out.Latest = lo, hi.AddDays(-1)
	}
	return out, s.err
}

// triggerSearch looks for triggers in the days of a calendar.
type triggerSearch struct {
	cat      *Catalogue
	table    *holidays.Table
	question Question
	cal      *holidays.Calendar
	due      holidays.Date
	err      error // of the question itself, whatever the trigger
}

// first returns the first trigger whose due day compares with the one that is looked for
// as least or more; the day after the calendar's last if there is none.
func (s *triggerSearch) first(least int) holidays.Date {
	first := s.cal.First()
	return first.AddDays(sort.Search(first.DaysUntil(s.cal.Last())+1, func(i int) bool {
		return s.compare(first.AddDays(i)) >= least
	}))
}

// compare compares the due day of a trigger with the one that is looked for. A trigger
// that has none because of its own day lies before or after all that have.
func (s *triggerSearch) compare(trigger holidays.Date) int {
	a, err := s.ask(trigger)
	var e *Error
	switch {
	case err == nil:
		return a.Due.Compare(s.due)
	case !errors.As(err, &e):
		s.err = err
	case e.Code == CodeNotInForce:
		return -1
	case e.Code == CodeOutOfCoverage:
		return a.beyond()
	case e.Code != CodeSuperseded:
		s.err = err
	}
	return 1
}

// beyond says on which side of the calendar the due day lies: it is the roll that leads
// out if the nominal day lies inside.
func (a *Answer) beyond() int {
	back := a.Rule.Shape == Before || a.Rule.Shape == Lead
	if !a.Rule.inWorkingDays() && a.Calendar.Covers(a.Nominal) {
		back = a.Roll == RollPrevious
	}
	if back {
		return -1
	}
	return 1
}

func (s *triggerSearch) ask(trigger holidays.Date) (Answer, error) {
	s.question.Trigger = trigger
	return s.cat.Ask(s.table, &s.question)
}

// certainty says whether what nobody knows yet can move the first or the last trigger,
// of which lo is the first and hi comes after the last: by moving the due day of either,
// or by moving that of a neighbour to where it is.
func (s *triggerSearch) certainty(lo, hi holidays.Date) Certainty {
	out := Settled
	for _, trigger := range []holidays.Date{lo.AddDays(-1), lo, hi.AddDays(-1), hi} {
		a, err := s.ask(trigger)
		if err != nil || a.UnsettledFrom.IsZero() {
			continue
		}
		canBe := !a.Earliest.After(s.due) && !a.Latest.Before(s.due)
		if canBe && a.Earliest != a.Latest {
			return Provisional
		}
		if a.Due == s.due {
			out = Bounded
		}
	}
	return out
}
