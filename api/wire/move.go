package wire

import (
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// Moved is a question whose answer is another at a later position.
type Moved struct {
	// The question's own, if it has one
	Ref     string        `json:"ref,omitempty" example:"A-17"`
	Rule    string        `json:"rule" example:"xihe.countersign-reply"`
	Trigger holidays.Date `json:"trigger,omitzero" example:"2027-02-02"`
	Before  Outcome       `json:"before"`
	After   Outcome       `json:"after"`
	// The notices that make the difference, published or withdrawn in between
	Because []string `json:"because" example:"CN-2027"`
	// The same in a sentence
	Text string `json:"text"`
}

// Outcome is an answer in brief. Which fields are there depends on the rule's shape.
type Outcome struct {
	Due            holidays.Date `json:"due,omitzero" example:"2027-02-18"`
	LastWorkingDay holidays.Date `json:"last_working_day,omitzero"`
	// Whether that day can still move
	LastWorkingDayCertainty deadlines.Certainty `json:"last_working_day_certainty,omitempty"`
	Allowed                 *bool               `json:"allowed,omitempty"`
	Used                    *int                `json:"used,omitempty"`
	Remaining               *int                `json:"remaining,omitempty"`
	NextAllowed             holidays.Date       `json:"next_allowed,omitzero"`
	Approver                string              `json:"approver,omitempty"`
	Inside                  *bool               `json:"inside,omitempty"`
	NextInside              holidays.Date       `json:"next_inside,omitzero"`
	Certainty               deadlines.Certainty `json:"certainty" example:"settled"`
	Provisional             bool                `json:"provisional"`
	// The first and the last day that the date can be moved to, if it is provisional
	Earliest holidays.Date `json:"earliest,omitzero"`
	Latest   holidays.Date `json:"latest,omitzero"`
}

// NewMoved tells of a move in a language, zh or en. ref is the question's own.
func NewMoved(ref string, m *deadlines.Move, lang string) Moved {
	out := Moved{
		Ref: ref, Rule: m.After.Rule.Origin().ID, Trigger: m.After.Trigger,
		Before: newOutcome(&m.Before, lang), After: newOutcome(&m.After, lang),
		Because: make([]string, 0, len(m.Because)), Text: explain.Moved(lang, m),
	}
	for i := range m.Because {
		out.Because = append(out.Because, m.Because[i].Notice.ID)
	}
	return out
}

func newOutcome(a *deadlines.Answer, lang string) Outcome {
	out := Outcome{Due: a.Due, LastWorkingDay: a.LastWorkingDay.Date, LastWorkingDayCertainty: a.LastWorkingDay.Certainty, Certainty: a.Certainty(), Provisional: a.Provisional()}
	switch a.Rule.Shape {
	case deadlines.Quota:
		out.Allowed, out.Used, out.Remaining, out.NextAllowed = &a.Quota.Allowed, &a.Quota.Used, &a.Quota.Remaining, a.Quota.NextAllowed
	case deadlines.Threshold:
		out.Approver = a.Approver.In(lang)
	case deadlines.WeekdayWindow:
		out.Inside, out.NextInside = &a.Window.Inside, a.Window.NextInside
	}
	if out.Provisional {
		out.Earliest, out.Latest = a.Earliest, a.Latest
	}
	return out
}
