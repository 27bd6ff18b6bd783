package wire

import (
	"shixian/deadlines"
	"shixian/holidays"
)

// Triggers are the days from which a rule counts to a due day.
type Triggers struct {
	Ref   string        `json:"ref,omitempty" example:"A-17"`
	Rule  string        `json:"rule" example:"xihe.countersign-reply"`
	Title string        `json:"title" example:"征求意见、会签回复"`
	Due   holidays.Date `json:"due" example:"2026-02-25"`
	// The last and the first day with that due day; null if there is none
	LatestTrigger   *holidays.Date `json:"latest_trigger" example:"2026-02-09"`
	EarliestTrigger *holidays.Date `json:"earliest_trigger" example:"2026-02-09"`
	Table
	Certainty deadlines.Certainty `json:"certainty" example:"settled"`
	// Whether what nobody knows yet could move either of them
	Provisional bool `json:"provisional"`
	// The readings chosen in the place of others; left out if there are none
	Interpretations []Interpretation `json:"interpretations,omitempty"`
}

// NewTriggers returns the triggers of a due day, in a language, zh or en.
func NewTriggers(t *deadlines.Triggers, due holidays.Date, lang string) Triggers {
	out := Triggers{
		Rule: t.Rule.ID, Title: t.Rule.Title.In(lang), Due: due,
		Table: NewTable(t.Calendar), Certainty: t.Certainty, Provisional: t.Certainty == deadlines.Provisional,
	}
	for _, alt := range t.Rule.Chosen() {
		out.Interpretations = append(out.Interpretations, Interpretation{Code: alt.Code, InsteadOf: alt.Of, Text: alt.Text.In(lang)})
	}
	if !t.Latest.IsZero() {
		out.LatestTrigger, out.EarliestTrigger = &t.Latest, &t.Earliest
	}
	return out
}
