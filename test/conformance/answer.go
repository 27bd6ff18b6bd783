package conformance

import (
	"errors"

	"shixian/deadlines"
	"shixian/holidays"
)

// Answer answers a question by the engine.
func (w *World) Answer(q *Question) Answer {
	switch {
	case !q.From.IsZero():
		return w.count(q)
	case !q.Date.IsZero():
		return w.day(q)
	}
	asked, err := q.asked()
	if err != nil {
		return refusal(err)
	}
	a, err := w.Catalogue.Ask(w.Table, &asked)
	if err != nil {
		return refusal(err)
	}
	return answered(&a)
}

// asked returns a question to a rule as package deadlines has it.
func (q *Question) asked() (out deadlines.Question, err error) {
	out = deadlines.Question{Rule: q.Rule, Calendar: q.Calendar, Request: deadlines.Request{
		Amount: q.Amount, Agreed: q.Agreed, Roll: deadlines.Roll(q.Roll), Suspended: q.Suspended, AsOf: q.AsOf,
		History: q.History, Days: q.Days, HasDays: q.Days != 0,
	}}
	if q.Trigger != "" {
		out.Trigger, err = parseTrigger(q.Trigger)
	}
	return out, err
}

// parseTrigger returns the civil day of a date or of an instant.
func parseTrigger(text string) (holidays.Date, error) {
	if day, err := holidays.ParseDate(text); err == nil {
		return day, nil
	}
	return holidays.ParseInstant(text)
}

func refusal(err error) Answer {
	if e, ok := errors.AsType[*deadlines.Error](err); ok {
		return Answer{Code: string(e.Code)}
	}
	return Answer{Code: err.Error()}
}

func answered(a *deadlines.Answer) Answer {
	out := Answer{
		Certainty: string(a.Certainty()), UnsettledFrom: a.UnsettledFrom, Earliest: a.Earliest, Latest: a.Latest,
		Strength: string(a.Rule.Strength),
	}
	switch a.Rule.Shape {
	case deadlines.Quota:
		q := &a.Quota
		out.Allowed, out.Used, out.Limit, out.Remaining = &q.Allowed, &q.Used, &q.Limit, &q.Remaining
		out.Window, out.NextAllowed = &q.Window, q.NextAllowed
		if a.Rule.AtLeast {
			out.Required, out.Reachable = &q.Required, &q.Reachable
		}
	case deadlines.Threshold:
		both := !a.Other.IsZero()
		out.ApproverSide, out.Both = "up_to", &both
		if a.Approver == a.Rule.Beyond {
			out.ApproverSide = "beyond"
		}
	case deadlines.WeekdayWindow:
		out.Inside, out.NextInside = &a.Window.Inside, a.Window.NextInside
	default:
		out.Nominal, out.Due = a.Nominal, a.Due
		if l := &a.LastWorkingDay; !l.IsZero() {
			out.LastWorkingDay, out.LastCertainty, out.LastEarliest, out.LastLatest = l.Date, string(l.Certainty), l.Earliest, l.Latest
		}
	}
	return out
}

// day answers what a day is, or which day is so many working days from it.
func (w *World) day(q *Question) Answer {
	cal := w.calendar(q)
	if cal == nil {
		return Answer{Code: string(deadlines.CodeCalendarUnknown)}
	}
	if q.Add == nil {
		day, err := cal.Day(q.Date)
		if err != nil {
			return Answer{Code: string(deadlines.CodeOutOfCoverage)}
		}
		working := day.Working()
		return Answer{Working: &working, Kind: day.Kind.String(), Settled: &day.Settled, Basis: day.Basis.String()}
	}
	s, err := deadlines.StepWorkdays(cal, q.Date, *q.Add)
	if err != nil {
		return Answer{Code: string(deadlines.CodeOutOfCoverage)}
	}
	return Answer{Result: s.Result, Certainty: string(s.Certainty()), UnsettledFrom: s.UnsettledFrom, Earliest: s.Earliest, Latest: s.Latest}
}

func (w *World) calendar(q *Question) *holidays.Calendar {
	if q.AsOf.IsZero() {
		return w.Table.Calendar(q.Calendar)
	}
	return w.Table.AsOf(q.Calendar, q.AsOf)
}

// count answers how many working days lie between two days.
func (w *World) count(q *Question) Answer {
	cal := w.calendar(q)
	n, err := cal.CountWorkdays(q.From, q.To)
	if err != nil {
		return Answer{Code: string(deadlines.CodeOutOfCoverage)}
	}
	out := Answer{Workdays: &n, Certainty: string(deadlines.Settled)}
	if open, any := cal.Unsettled(q.From.AddDays(1), q.To); any {
		least, most := cal.Bounds(q.From, q.To)
		out.UnsettledFrom, out.Least, out.Most, out.Certainty = open, &least, &most, string(deadlines.Bounded)
		if least != most {
			out.Certainty = string(deadlines.Provisional)
		}
	}
	return out
}
