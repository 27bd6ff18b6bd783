package api

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/draft"
	"shixian/holidays/noticetext"
	"shixian/holidays/record"
)

// DraftNotice is the notice of a draft.
type DraftNotice struct {
	ID       string            `json:"id,omitempty"`
	Calendar string            `json:"calendar" example:"CN"`
	Year     int               `json:"year" example:"2027"`
	Document string            `json:"document"`
	Issued   holidays.Date     `json:"issued,omitzero" swaggertype:"string"`
	Source   string            `json:"source,omitempty"`
	Amends   string            `json:"amends"`
	Entries  []holidays.Entry  `json:"entries"`
	Residue  *holidays.Residue `json:"residue,omitempty"`
}

// Draft is a notice that is being prepared, with what is found of it now.
type Draft struct {
	ID       string    `json:"id"`
	Calendar string    `json:"calendar"`
	Author   string    `json:"author"`
	Editors  []string  `json:"editors"`
	Created  time.Time `json:"created"`
	Updated  time.Time `json:"updated"`
	// The revision on top of which it is published
	BaseRevision int64       `json:"base_revision"`
	Notice       DraftNotice `json:"notice"`
	// The text as it was brought in, and each of its sentences with what was read from it
	Text      string                `json:"text,omitempty"`
	Sentences []noticetext.Sentence `json:"sentences"`
	// The sentences with a date that were not understood
	Unparsed []noticetext.Sentence `json:"unparsed"`
	Checks   []DraftCheck          `json:"checks"`
	// The days of the calendar that change
	Diff   []DraftChange `json:"diff"`
	Impact DraftImpact   `json:"impact"`
	// Whether nothing blocks publishing
	Publishable bool `json:"publishable"`
}

// DraftCheck is one check of a draft.
type DraftCheck struct {
	Code string `json:"code" example:"festival_balance"`
	OK   bool   `json:"ok"`
	// Whether a publisher may override it, with a reason
	Overridable bool   `json:"overridable"`
	Detail      string `json:"detail"`
}

// DraftChange is a day that changes: workday, weekend, holiday or makeup.
type DraftChange struct {
	Date   holidays.Date `json:"date" swaggertype:"string"`
	Before string        `json:"before" example:"workday"`
	After  string        `json:"after" example:"holiday"`
}

// DraftImpact says how many deadlines move.
type DraftImpact struct {
	// How many days change, in each calendar that is touched
	Days []CalendarImpact `json:"days"`
	// The rules for which some trigger gets another due date
	Rules []RuleImpact `json:"rules"`
}

// CalendarImpact says how many days of a calendar change.
type CalendarImpact struct {
	Calendar string        `json:"calendar"`
	Changed  int           `json:"changed"`
	From     holidays.Date `json:"from,omitzero" swaggertype:"string"`
	To       holidays.Date `json:"to,omitzero" swaggertype:"string"`
}

// RuleImpact says how many triggers of a rule get another due date.
type RuleImpact struct {
	Rule    string `json:"rule"`
	Changed int    `json:"changed"`
	// The first 20
	Examples []MovedTrigger `json:"examples"`
}

// MovedTrigger is a trigger whose due date moves.
type MovedTrigger struct {
	Trigger holidays.Date `json:"trigger" swaggertype:"string"`
	Before  holidays.Date `json:"before" swaggertype:"string"`
	After   holidays.Date `json:"after" swaggertype:"string"`
}

// draftBody is what the record keeps of a draft.
type draftBody struct {
	Notice      holidays.Notice       `json:"notice"`
	Text        string                `json:"text,omitempty"`
	Sentences   []noticetext.Sentence `json:"sentences,omitempty"`
	Findings    []noticetext.Finding  `json:"findings,omitempty"`
	Problems    []noticetext.Problem  `json:"problems,omitempty"`
	ByHand      bool                  `json:"by_hand,omitempty"`
	ConfirmPast bool                  `json:"confirm_past,omitempty"`
	Base        int64                 `json:"base"`
	Editors     []string              `json:"editors"`
}

// openDraft reads what the record keeps.
func openDraft(d record.Draft) (draftBody, error) {
	var b draftBody
	if err := json.Unmarshal(d.Body, &b); err != nil {
		return b, fmt.Errorf("draft %s: %w", d.ID, err)
	}
	return b, nil
}

// newDraftID returns a random id.
func newDraftID() string { return strings.ToLower(rand.Text()[:16]) }

// proposal returns what is judged of a draft.
func (b *draftBody) proposal() *draft.Proposal {
	return &draft.Proposal{
		Notice: b.Notice, Sentences: b.Sentences, Findings: b.Findings, Problems: b.Problems,
		ByHand: b.ByHand, ConfirmPast: b.ConfirmPast,
	}
}

// viewDraft judges a draft on top of the table in force, and says what is found.
func (s *server) viewDraft(c *gin.Context, t *holidays.Table, d record.Draft, b *draftBody) (Draft, error) {
	v, err := draft.Judge(b.proposal(), t, s.Today())
	if err != nil {
		return Draft{}, err
	}
	n := b.Notice
	out := Draft{
		ID: d.ID, Calendar: d.Calendar, Author: d.Author, Editors: b.Editors, Created: d.Created, Updated: d.Updated,
		BaseRevision: b.Base, Text: b.Text,
		Notice: DraftNotice{n.ID, n.Calendar, n.Year, n.Document, n.Issued, n.Source, n.Amends, orEmpty(n.Entries), n.Residue},
		Checks: []DraftCheck{}, Diff: []DraftChange{}, Sentences: orEmpty(b.Sentences), Unparsed: []noticetext.Sentence{},
		Impact:      DraftImpact{Days: []CalendarImpact{}, Rules: []RuleImpact{}},
		Publishable: len(v.Blocking(nil)) == 0 && b.Base == t.Revision(),
	}
	for _, sentence := range b.Sentences {
		if sentence.Status == noticetext.StatusUnparsed {
			out.Unparsed = append(out.Unparsed, sentence)
		}
	}
	lang := langOf(c)
	for _, k := range v.Checks {
		out.Checks = append(out.Checks, DraftCheck{k.Code, k.OK, k.Overridable, k.Detail.In(lang)})
	}
	for _, ch := range v.Diff {
		out.Diff = append(out.Diff, DraftChange{ch.Date, ch.Before.String(), ch.After.String()})
	}
	if v.After != nil {
		out.Impact = s.impact(t, v.After)
	}
	return out, nil
}

func orEmpty[T any](v []T) []T {
	if v == nil {
		return []T{}
	}
	return v
}

// impact says which days and deadlines move when after takes the place of before.
func (s *server) impact(before, after *holidays.Table) DraftImpact {
	out := DraftImpact{Days: []CalendarImpact{}, Rules: []RuleImpact{}}
	for _, id := range before.IDs() {
		if diff := draft.Diff(before.Calendar(id), after.Calendar(id)); len(diff) > 0 {
			out.Days = append(out.Days, CalendarImpact{id, len(diff), diff[0].Date, diff[len(diff)-1].Date})
		}
	}
	for _, im := range deadlines.CompareTables(s.Catalogue, before, after) {
		r := RuleImpact{Rule: im.Rule.ID, Changed: im.Changed}
		for _, m := range im.Examples {
			r.Examples = append(r.Examples, MovedTrigger{m.Trigger, m.Before, m.After})
		}
		out.Rules = append(out.Rules, r)
	}
	return out
}

// addEditor notes who had a hand in the draft.
func (b *draftBody) addEditor(name string) {
	if !slices.Contains(b.Editors, name) {
		b.Editors = append(b.Editors, name)
	}
}
