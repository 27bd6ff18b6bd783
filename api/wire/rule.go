package wire

import (
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// Jurisdiction is a district, with the document that its rules stand in.
type Jurisdiction struct {
	ID            string         `json:"id" example:"xihe"`
	Name          deadlines.Text `json:"name"`
	Calendar      string         `json:"calendar" example:"CN-LN"`
	Document      string         `json:"document" example:"细河区人民政府工作规则"`
	EffectiveFrom holidays.Date  `json:"effective_from" example:"2019-04-02"`
	// Whether effective_from is only the earliest day possible
	EffectiveUnknown bool `json:"effective_unknown"`
	// The last day on which its rules apply, and what took their place
	EffectiveTo  holidays.Date `json:"effective_to,omitzero"`
	SupersededBy string        `json:"superseded_by,omitempty"`
	Rules        int           `json:"rules" example:"5"`
	// Duties with a time word and nothing to count, which have no rule
	Uncounted []Uncounted `json:"uncounted,omitempty"`
}

// Uncounted is a duty that no rule stands for, because its text leaves nothing to
// count.
type Uncounted struct {
	// The text's time word
	Word      string         `json:"word" example:"及时"`
	What      deadlines.Text `json:"what"`
	Reason    deadlines.Text `json:"reason"`
	Article   int            `json:"article" example:"58"`
	Paragraph int            `json:"paragraph,omitempty" example:"1"`
}

// Jurisdictions is the list of districts.
type Jurisdictions struct {
	Jurisdictions []Jurisdiction `json:"jurisdictions"`
	// The position of the rules, which changes with them
	Catalogue string `json:"catalogue" example:"5d2a90c7"`
}

// Rule is one provision.
type Rule struct {
	ID           string         `json:"id" example:"xihe.countersign-reply"`
	Title        deadlines.Text `json:"title"`
	Jurisdiction string         `json:"jurisdiction" example:"xihe"`
	// What it is about: the part of the id that districts share
	Matter   string `json:"matter" example:"countersign-reply"`
	Calendar string `json:"calendar" example:"CN-LN"`
	// meeting, document, reply, travel or supervision
	Group  string          `json:"group" enums:"meeting,document,reply,travel,supervision" example:"reply"`
	Shape  deadlines.Shape `json:"shape" example:"within"`
	Amount int             `json:"amount,omitempty" example:"7"`
	Unit   deadlines.Unit  `json:"unit,omitempty"`
	// recurring: the window
	Every    deadlines.Window `json:"every,omitempty"`
	Nth      int              `json:"nth,omitempty"`
	Weekday  string           `json:"weekday,omitempty"`
	Weekdays []string         `json:"weekdays,omitempty"`
	// quota: whether the amount is a minimum
	AtLeast bool `json:"at_least,omitempty"`
	// quota: the maximum beside a minimum
	AtMost int `json:"at_most,omitempty"`
	// quota: what is counted, if it is not days
	Counter *deadlines.Text `json:"counter,omitempty"`
	// The event from which, or before which, it counts
	Trigger          deadlines.Text `json:"trigger"`
	TriggerDayCounts bool           `json:"trigger_day_counts"`
	// Who must act
	Actor    deadlines.Text     `json:"actor"`
	Strength deadlines.Strength `json:"strength"`
	// The words in the text that strength stands for
	Modal       string `json:"modal,omitempty" example:"一般应"`
	Roll        string `json:"roll,omitempty" enums:"none,next,previous"`
	Overridable bool   `json:"overridable"`
	// What silence comes to
	Silence string `json:"silence,omitempty" enums:"deemed_no_objection"`
	// Whether that is only read into the rule
	SilenceInferred bool `json:"silence_inferred,omitempty"`
	// Who fixes another day for a meeting
	PostponedBy *deadlines.Text `json:"postponed_by,omitempty"`
	// threshold: who decides up to the amount, and beyond it
	Approver         *Approver            `json:"approver,omitempty"`
	Note             *deadlines.Text      `json:"note,omitempty"`
	Citation         Citation             `json:"citation"`
	EffectiveFrom    holidays.Date        `json:"effective_from" example:"2019-04-02"`
	EffectiveUnknown bool                 `json:"effective_unknown"`
	EffectiveTo      holidays.Date        `json:"effective_to,omitzero"`
	SupersededBy     string               `json:"superseded_by,omitempty"`
	Checked          holidays.Date        `json:"checked"`
	Interpretations  []RuleInterpretation `json:"interpretations"`
}

// Approver says who decides on either side of a threshold.
type Approver struct {
	UpTo   deadlines.Text `json:"up_to"`
	Beyond deadlines.Text `json:"beyond"`
}

// RuleInterpretation is a reading that applies to a rule by default.
type RuleInterpretation struct {
	Code   string         `json:"code"`
	Text   deadlines.Text `json:"text"`
	Source deadlines.Text `json:"source"`
	// The request field by which a caller disagrees
	Override string `json:"override,omitempty"`
	// The other readings that the text leaves open, and why it leaves none
	Alternatives []RuleAlternative `json:"alternatives,omitempty"`
	WhyNot       *deadlines.Text   `json:"why_not,omitempty"`
}

// RuleAlternative is another reading that the text of a rule leaves open.
type RuleAlternative struct {
	Code   string         `json:"code" example:"working_days"`
	Text   deadlines.Text `json:"text"`
	Source deadlines.Text `json:"source"`
}

// Rules is a list of rules.
type Rules struct {
	Rules []Rule `json:"rules"`
	// The position of the rules, which changes with them
	Catalogue string `json:"catalogue" example:"5d2a90c7"`
}

// NewJurisdiction returns the district of a rule, without the number of its rules.
func NewJurisdiction(r *deadlines.Rule) Jurisdiction {
	j := r.Jurisdiction
	out := Jurisdiction{
		ID: j.ID, Name: j.Name, Calendar: j.Calendar, Document: NewCitation(r).Document,
		EffectiveFrom: r.EffectiveFrom(), EffectiveUnknown: r.Document.EffectiveUnknown,
	}
	out.EffectiveTo, out.SupersededBy = r.EffectiveTo()
	for _, u := range j.Uncounted {
		out.Uncounted = append(out.Uncounted, Uncounted(u))
	}
	return out
}

// NewRule returns a rule.
func NewRule(r *deadlines.Rule) Rule {
	out := Rule{
		ID: r.ID, Title: r.Title, Jurisdiction: r.Jurisdiction.ID, Calendar: r.Jurisdiction.Calendar,
		Matter: r.ID[strings.IndexByte(r.ID, '.')+1:],
		Group:  r.Group, Shape: r.Shape, Amount: r.Amount, Unit: r.Unit,
		Every: r.Every, Nth: r.Nth, AtLeast: r.AtLeast, AtMost: r.AtMost,
		Trigger: r.Trigger, TriggerDayCounts: r.TriggerDayCounts, Actor: r.Actor, Strength: r.Strength, Modal: r.Modal,
		Overridable: r.Overridable, Silence: r.Silence, SilenceInferred: r.SilenceInferred, Counter: textOrNil(r.Counter),
		PostponedBy: textOrNil(r.PostponedBy), Note: textOrNil(r.Note),
		Citation: NewCitation(r), EffectiveFrom: r.EffectiveFrom(), EffectiveUnknown: r.Document.EffectiveUnknown,
		Checked: r.Document.Checked, Interpretations: []RuleInterpretation{},
	}
	out.EffectiveTo, out.SupersededBy = r.EffectiveTo()
	if r.HasDue() {
		out.Roll = string(r.Roll)
	}
	if r.Nth > 0 {
		out.Weekday = strings.ToLower(r.Weekday.String())
	}
	for _, w := range r.Weekdays {
		out.Weekdays = append(out.Weekdays, strings.ToLower(w.String()))
	}
	if r.Shape == deadlines.Threshold {
		out.Approver = &Approver{r.UpTo, r.Beyond}
	}
	for _, in := range r.Interpretations {
		i := RuleInterpretation{Code: in.Code, Text: in.Text, Source: in.Source, Override: in.Override, WhyNot: textOrNil(r.Closed[in.Code])}
		for _, alt := range r.Open[in.Code] {
			i.Alternatives = append(i.Alternatives, RuleAlternative{alt.Code, alt.Text, alt.Source})
		}
		out.Interpretations = append(out.Interpretations, i)
	}
	return out
}

func textOrNil(t deadlines.Text) *deadlines.Text {
	if t.IsZero() {
		return nil
	}
	return &t
}
