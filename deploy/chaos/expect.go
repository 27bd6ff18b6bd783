package chaos

import (
	"shixian/api"
	"shixian/deadlines"
	"shixian/holidays"
)

// answer returns what the service has to answer to a question by a table, in
// Chinese. It knows the shapes that the calls ask for.
func (t *truth) answer(table *holidays.Table, q deadlines.Question) (api.Answer, error) {
	a, err := t.catalogue.Ask(table, &q)
	if err != nil {
		return api.Answer{}, err
	}
	return t.worded(&a), nil
}

// standing returns what it has to answer on a day to where a matter stands.
func (t *truth) standing(table *holidays.Table, q deadlines.Question, at holidays.Date) (api.StatusAnswer, error) {
	a, err := t.catalogue.Ask(table, &q)
	if err != nil {
		return api.StatusAnswer{}, err
	}
	s, err := deadlines.Stand(&a, deadlines.Look{At: at, Yellow: deadlines.DefaultYellow})
	if err != nil {
		return api.StatusAnswer{}, err
	}
	out := api.StatusAnswer{Answer: t.worded(&a), At: at, State: string(s.State), Light: string(s.Light),
		DeemedNoObjection: s.Deemed, DeemedSince: s.DeemedSince}
	if s.Late {
		out.WorkingDaysOver = &s.WorkingDaysOver
	} else {
		out.WorkingDaysLeft = &s.WorkingDaysLeft
	}
	return out, nil
}

func (t *truth) worded(a *deadlines.Answer) api.Answer {
	r := a.Rule
	document := r.Document.Title
	if r.Document.Number != "" {
		document += "（" + r.Document.Number + "）"
	}
	out := api.Answer{
		Rule: r.ID, Jurisdiction: r.Jurisdiction.ID, Shape: string(r.Shape), Amount: a.Amount, Unit: string(r.Unit),
		Trigger: a.Trigger, Nominal: a.Nominal, Due: a.Due, LastWorkingDay: a.LastWorkingDay,
		Calendar: a.Calendar.ID(), CalendarRevision: a.Calendar.Revision(),
		Provisional: a.Provisional, UnsettledFrom: a.UnsettledFrom, Interpretations: []api.Interpretation{},
		Citation: api.Citation{Document: document, Article: r.Article, Paragraph: r.Paragraph, ArticleInferred: r.Document.ArticlesInferred},
	}
	for _, code := range a.Codes(nil) {
		text := t.catalogue.Interpretations[code].Text.ZH
		out.Interpretations = append(out.Interpretations, api.Interpretation{Code: code, Text: text})
	}
	if r.Shape == deadlines.WeekdayWindow {
		out.Inside, out.NextInside = &a.Window.Inside, a.Window.NextInside
	} else {
		rolled := a.Due != a.Nominal
		out.Roll, out.Rolled = string(a.Roll), &rolled
	}
	if a.Trace != nil {
		runs := []api.Run{}
		for _, run := range a.Trace {
			runs = append(runs, api.Run{
				From: run.From, To: run.To, Days: run.From.DaysUntil(run.To) + 1, Kind: run.Kind.String(), Festival: run.Festival,
				Notice: run.Notice, Settled: run.Settled, Suspended: run.Suspended, Counted: run.Counted,
			})
		}
		out.Trace = &runs
	}
	return out
}
