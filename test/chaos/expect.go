package chaos

import (
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// answer returns what the service has to answer to a question by a table, in
// Chinese. It knows the shapes that the calls ask for.
func (o *oracle) answer(table *holidays.Table, q deadlines.Question) (wire.Answer, error) {
	a, err := o.catalogue.Ask(table, &q)
	if err != nil {
		return wire.Answer{}, err
	}
	return o.worded(&a), nil
}

// standing returns what it has to answer on a day to where a matter stands.
func (o *oracle) standing(table *holidays.Table, q deadlines.Question, at holidays.Date) (wire.StatusAnswer, error) {
	a, err := o.catalogue.Ask(table, &q)
	if err != nil {
		return wire.StatusAnswer{}, err
	}
	s, err := deadlines.Stand(&a, deadlines.Look{At: at, Yellow: deadlines.DefaultYellow})
	if err != nil {
		return wire.StatusAnswer{}, err
	}
	out := wire.StatusAnswer{Answer: o.worded(&a), At: at, State: s.State, Light: s.Light,
		DeemedNoObjection: s.Deemed, DeemedSince: s.DeemedSince,
		WorkingDaysCertainty: s.Days, LightCertainty: s.LightCertainty}
	if s.Days != deadlines.Settled {
		least, most := s.Least, s.Most
		if s.Late {
			least, most = -most, -least
		}
		out.WorkingDaysLeast, out.WorkingDaysMost = &least, &most
	}
	if s.Late {
		out.WorkingDaysOver = &s.WorkingDaysOver
	} else {
		out.WorkingDaysLeft = &s.WorkingDaysLeft
	}
	return out, nil
}

func (o *oracle) worded(a *deadlines.Answer) wire.Answer {
	r := a.Rule
	document := r.Document.Title
	if r.Document.Number != "" {
		document += "（" + r.Document.Number + "）"
	}
	out := wire.Answer{
		Rule: r.ID, Title: r.Title.ZH, Jurisdiction: r.Jurisdiction.ID, Shape: r.Shape, Strength: r.Strength,
		Amount: a.Amount, Unit: r.Unit,
		Trigger: a.Trigger, Nominal: a.Nominal, Due: a.Due, LastWorkingDay: a.LastWorkingDay.Date,
		LastWorkingDayCertainty: a.LastWorkingDay.Certainty,
		LastWorkingDayEarliest:  a.LastWorkingDay.Earliest, LastWorkingDayLatest: a.LastWorkingDay.Latest,
		Calendar: a.Calendar.ID(), CalendarRevision: a.Calendar.Revision(),
		Certainty: a.Certainty(), Provisional: a.Provisional(), UnsettledFrom: a.UnsettledFrom,
		Earliest: a.Earliest, Latest: a.Latest, Interpretations: []wire.Interpretation{},
		Citation: wire.Citation{Document: document, Article: r.Article, Paragraph: r.Paragraph, ArticleInferred: r.Document.ArticlesInferred},
	}
	for _, code := range a.Codes(nil) {
		text := o.catalogue.Interpretations[code].Text.ZH
		out.Interpretations = append(out.Interpretations, wire.Interpretation{Code: code, Text: text})
	}
	shaped(&out, a)
	if a.Trace != nil {
		out.Trace = traced(a.Trace)
	}
	return out
}

// shaped fills in what depends on the rule's shape.
func shaped(out *wire.Answer, a *deadlines.Answer) {
	switch a.Rule.Shape {
	case deadlines.WeekdayWindow:
		out.Inside, out.NextInside = &a.Window.Inside, a.Window.NextInside
	case deadlines.Quota:
		q := a.Quota
		out.Allowed, out.Used, out.Limit, out.Window, out.NextAllowed = &q.Allowed, &q.Used, &q.Limit, &q.Window, q.NextAllowed
		out.Remaining = &q.Remaining
		if a.Rule.AtLeast {
			out.Required, out.Reachable = &q.Required, &q.Reachable
		}
	default:
		rolled := a.Due != a.Nominal
		out.Roll, out.Rolled = string(a.Roll), &rolled
	}
}

func traced(trace []deadlines.Run) *[]wire.Run {
	runs := []wire.Run{}
	for _, r := range trace {
		runs = append(runs, wire.Run{
			From: r.From, To: r.To, Days: r.From.DaysUntil(r.To) + 1, Kind: r.Kind.String(), Festival: r.Festival,
			Notice: r.Notice, Settled: r.Settled, Suspended: r.Suspended, Counted: r.Counted,
		})
	}
	return &runs
}
