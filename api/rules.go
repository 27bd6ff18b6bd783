package api

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// Jurisdiction is a district, with the document that its rules stand in.
type Jurisdiction struct {
	ID            string         `json:"id" example:"xihe"`
	Name          deadlines.Text `json:"name"`
	Calendar      string         `json:"calendar" example:"CN-LN"`
	Document      string         `json:"document" example:"细河区人民政府工作规则"`
	EffectiveFrom holidays.Date  `json:"effective_from" swaggertype:"string" example:"2019-04-02"`
	// Whether effective_from is only the earliest day possible
	EffectiveUnknown bool `json:"effective_unknown"`
	Rules            int  `json:"rules" example:"5"`
}

// Jurisdictions is the list of districts.
type Jurisdictions struct {
	Jurisdictions []Jurisdiction `json:"jurisdictions"`
}

// Rule is one provision.
type Rule struct {
	ID           string         `json:"id" example:"xihe.countersign-reply"`
	Title        deadlines.Text `json:"title"`
	Jurisdiction string         `json:"jurisdiction" example:"xihe"`
	Calendar     string         `json:"calendar" example:"CN-LN"`
	// meeting, document, reply, travel or supervision
	Group  string `json:"group" example:"reply"`
	Shape  string `json:"shape" example:"within"`
	Amount int    `json:"amount,omitempty" example:"7"`
	Unit   string `json:"unit,omitempty" enums:"working_day,day,month,year"`
	// recurring: the window
	Every    string   `json:"every,omitempty"`
	Nth      int      `json:"nth,omitempty"`
	Weekday  string   `json:"weekday,omitempty"`
	Weekdays []string `json:"weekdays,omitempty"`
	// quota: whether the amount is a minimum
	AtLeast bool `json:"at_least,omitempty"`
	// The event from which, or before which, it counts
	Trigger          deadlines.Text `json:"trigger"`
	TriggerDayCounts bool           `json:"trigger_day_counts"`
	// Who must act
	Actor       deadlines.Text `json:"actor"`
	Strength    string         `json:"strength" enums:"mandatory,principle,general"`
	Roll        string         `json:"roll,omitempty" enums:"none,next,previous"`
	Overridable bool           `json:"overridable"`
	// What silence comes to
	Silence string `json:"silence,omitempty" enums:"deemed_no_objection"`
	// Who fixes another day for a meeting
	PostponedBy *deadlines.Text `json:"postponed_by,omitempty"`
	// threshold: who decides up to the amount, and beyond it
	Approver         *Approver            `json:"approver,omitempty"`
	Note             *deadlines.Text      `json:"note,omitempty"`
	Citation         Citation             `json:"citation"`
	EffectiveFrom    holidays.Date        `json:"effective_from" swaggertype:"string" example:"2019-04-02"`
	EffectiveUnknown bool                 `json:"effective_unknown"`
	Checked          holidays.Date        `json:"checked" swaggertype:"string"`
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
}

// Rules is a list of rules.
type Rules struct {
	Rules []Rule `json:"rules"`
}

// ruleIndex holds the catalogue as it is answered.
type ruleIndex struct {
	jurisdictions Jurisdictions
	rules         []Rule
	texts         []string // what q searches, lower case
	byID          map[string]json.RawMessage
	shapes        []string
}

func newRuleIndex(cat *deadlines.Catalogue) *ruleIndex {
	x := &ruleIndex{byID: map[string]json.RawMessage{}}
	at := map[*deadlines.Jurisdiction]int{}
	for _, r := range cat.Rules {
		if _, ok := at[r.Jurisdiction]; !ok {
			at[r.Jurisdiction] = len(x.jurisdictions.Jurisdictions)
			x.jurisdictions.Jurisdictions = append(x.jurisdictions.Jurisdictions, newJurisdiction(r))
		}
		x.jurisdictions.Jurisdictions[at[r.Jurisdiction]].Rules++
		out := newRule(r)
		x.rules = append(x.rules, out)
		x.byID[r.ID] = mustJSON(out)
		x.texts = append(x.texts, strings.ToLower(strings.Join([]string{
			r.ID, r.Title.ZH, r.Title.EN, r.Trigger.ZH, r.Trigger.EN, r.Actor.ZH, r.Actor.EN,
			r.Jurisdiction.Name.ZH, r.Jurisdiction.Name.EN, r.Document.Title, r.Note.ZH, r.Note.EN}, "\n")))
		if !slices.Contains(x.shapes, out.Shape) {
			x.shapes = append(x.shapes, out.Shape)
		}
	}
	return x
}

func newJurisdiction(r *deadlines.Rule) Jurisdiction {
	j := r.Jurisdiction
	return Jurisdiction{
		ID: j.ID, Name: j.Name, Calendar: j.Calendar, Document: newCitation(r).Document,
		EffectiveFrom: r.EffectiveFrom(), EffectiveUnknown: r.Document.EffectiveUnknown,
	}
}

func newRule(r *deadlines.Rule) Rule {
	out := Rule{
		ID: r.ID, Title: r.Title, Jurisdiction: r.Jurisdiction.ID, Calendar: r.Jurisdiction.Calendar,
		Group: r.Group, Shape: string(r.Shape), Amount: r.Amount, Unit: string(r.Unit),
		Every: string(r.Every), Nth: r.Nth, AtLeast: r.AtLeast,
		Trigger: r.Trigger, TriggerDayCounts: r.TriggerDayCounts, Actor: r.Actor, Strength: string(r.Strength),
		Overridable: r.Overridable, Silence: r.Silence,
		PostponedBy: textOrNil(r.PostponedBy), Note: textOrNil(r.Note),
		Citation: newCitation(r), EffectiveFrom: r.EffectiveFrom(), EffectiveUnknown: r.Document.EffectiveUnknown,
		Checked: r.Document.Checked, Interpretations: []RuleInterpretation{},
	}
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
		out.Interpretations = append(out.Interpretations, RuleInterpretation{in.Code, in.Text, in.Source, in.Override})
	}
	return out
}

func textOrNil(t deadlines.Text) *deadlines.Text {
	if t.IsZero() {
		return nil
	}
	return &t
}

// listJurisdictions lists the districts.
//
//	@Summary	区县 / Jurisdictions
//	@Tags		catalogue
//	@Produce	json
//	@Success	200	{object}	Jurisdictions
//	@Success	304
//	@Failure	401,429,503	{object}	problem.Problem
//	@Router		/v1/jurisdictions [get]
func (s *server) listJurisdictions(c *gin.Context) {
	if _, err := parameters(c); err != nil {
		fail(c, err)
		return
	}
	writeValue(c, s.rules.jurisdictions)
}

// listRules lists the rules, or those that match.
//
//	@Summary	规则 / Rules
//	@Tags		catalogue
//	@Produce	json
//	@Param		jurisdiction	query		string	false	"区县 / jurisdiction"
//	@Param		shape			query		string	false	"类型 / shape"
//	@Param		q				query		string	false	"在编号、名称、触发事项、责任人中查找 / words to find"
//	@Success	200				{object}	Rules
//	@Success	304
//	@Failure	400,401,429,503				{object}	problem.Problem
//	@Router		/v1/rules [get]
func (s *server) listRules(c *gin.Context) {
	p, err := parameters(c, "jurisdiction", "shape", "q")
	if err != nil {
		fail(c, err)
		return
	}
	known := func(j Jurisdiction) bool { return j.ID == p["jurisdiction"] }
	if _, given := p["jurisdiction"]; given && !slices.ContainsFunc(s.rules.jurisdictions.Jurisdictions, known) {
		fail(c, problem.New(problem.InvalidParameter, "/jurisdiction", "jurisdiction", " /v1/jurisdictions 里的区县", "a jurisdiction of /v1/jurisdictions"))
		return
	}
	if shape, given := p["shape"]; given && !slices.Contains(s.rules.shapes, shape) {
		all := strings.Join(s.rules.shapes, ", ")
		fail(c, problem.New(problem.InvalidParameter, "/shape", "shape", " "+all+" 之一", "one of "+all))
		return
	}
	writeValue(c, Rules{s.rules.find(p["jurisdiction"], p["shape"], p["q"])})
}

// find returns the rules of a jurisdiction and a shape, where given, in whose
// texts every word of q stands.
func (x *ruleIndex) find(jurisdiction, shape, q string) []Rule {
	out := []Rule{}
	words := strings.Fields(strings.ToLower(q))
	for i, r := range x.rules {
		miss := func(word string) bool { return !strings.Contains(x.texts[i], word) }
		if jurisdiction != "" && r.Jurisdiction != jurisdiction || shape != "" && r.Shape != shape || slices.ContainsFunc(words, miss) {
			continue
		}
		out = append(out, r)
	}
	return out
}

// getRule returns one rule.
//
//	@Summary	一条规则 / One rule
//	@Tags		catalogue
//	@Produce	json
//	@Param		id	path		string	true	"规则 / rule id"
//	@Success	200	{object}	Rule
//	@Success	304
//	@Failure	401,404,429,503	{object}	problem.Problem
//	@Router		/v1/rules/{id} [get]
func (s *server) getRule(c *gin.Context) {
	if _, err := parameters(c); err != nil {
		fail(c, err)
		return
	}
	body, ok := s.rules.byID[c.Param("id")]
	if !ok {
		fail(c, &deadlines.Error{Code: deadlines.CodeRuleUnknown, Args: []any{c.Param("id")}})
		return
	}
	writeTagged(c, body)
}
