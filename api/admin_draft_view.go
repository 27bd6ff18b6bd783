package api

import (
	"time"

	"shixian/api/admin"
	"shixian/api/wire"
	"shixian/holidays"
	"shixian/holidays/noticetext"
	"shixian/holidays/record"
)

// DraftNotice is the notice of a draft.
type DraftNotice struct { // the fields of [holidays.Notice], into which it is converted
	ID       string        `json:"id,omitempty"`
	Calendar string        `json:"calendar" example:"CN"`
	Year     int           `json:"year" example:"2027"`
	Document string        `json:"document"`
	Issued   holidays.Date `json:"issued,omitzero"`
	// Only notices that the program came with say so
	IssuedApproximate bool   `json:"-"`
	Source            string `json:"source,omitempty"`
	Amends            string `json:"amends"`
	// Festivals whose days it gives anew, in place of those of the notice that it amends
	Restates []string `json:"restates,omitempty"`
	// Festivals to whose days it adds
	Extends []string `json:"extends,omitempty"`
	// The notice of the whole year that it corrects and takes the place of
	Replaces string            `json:"replaces,omitempty"`
	Entries  []holidays.Entry  `json:"entries"`
	Residue  *holidays.Residue `json:"residue,omitempty"`
}

// Draft is a change of the table that is being prepared, with what is found of it now;
// or that was published, with what was found of it then.
type Draft struct {
	ID       string    `json:"id"`
	Calendar string    `json:"calendar"`
	Author   string    `json:"author"`
	Editors  []string  `json:"editors"`
	Created  time.Time `json:"created"`
	Updated  time.Time `json:"updated"`
	// The revision on top of which it is published
	BaseRevision int64 `json:"base_revision"`
	DraftKind
	// Why a notice is withdrawn or the table rolled back
	Reason string `json:"reason,omitempty"`
	// The notices that come into force and go out of force
	Publishes []string `json:"publishes"`
	Withdraws []string `json:"withdraws"`
	// The notice to be published or withdrawn
	Notice DraftNotice `json:"notice"`
	// The text as it was brought in, and each of its sentences with what was read from it
	Text      string                `json:"text,omitempty"`
	Sentences []noticetext.Sentence `json:"sentences"`
	// The sentences with a date that were not understood
	Unparsed []noticetext.Sentence `json:"unparsed"`
	// What the text lacks
	Missing []string `json:"missing,omitempty"`
	// Those of unparsed and missing that somebody has taken on
	Acknowledged []admin.Acknowledgement `json:"acknowledged"`
	// Whether days in the past are meant
	ConfirmPast bool         `json:"confirm_past,omitempty"`
	Checks      []DraftCheck `json:"checks"`
	// The checks that were overridden when it was published
	Overrides []record.Override `json:"overrides,omitempty"`
	// Who did what
	History []admin.Step `json:"history"`
	// The days that change of the calendars whose notices change
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
	Calendar string        `json:"calendar" example:"CN"`
	Date     holidays.Date `json:"date"`
	Before   string        `json:"before" example:"workday"`
	After    string        `json:"after" example:"holiday"`
}

// DraftImpact says how many deadlines move.
type DraftImpact struct {
	// How many days change, in each calendar that is touched
	Days []admin.CalendarImpact `json:"days"`
	// The rules for which some trigger gets another due date
	Rules []RuleImpact `json:"rules"`
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
	Trigger holidays.Date `json:"trigger"`
	Before  holidays.Date `json:"before"`
	After   holidays.Date `json:"after"`
}

func newDraft(d *admin.Draft, lang string) Draft {
	out := Draft{
		ID: d.ID, Calendar: d.Calendar, Author: d.Author, Editors: d.Editors, Created: d.Created, Updated: d.Updated,
		BaseRevision: d.Base, Text: d.Text, DraftKind: newDraftKind(&d.Summary), Reason: d.Reason, Missing: d.Missing,
		Publishes: wire.Listed(d.Publishes), Withdraws: wire.Listed(d.Withdraws), ConfirmPast: d.ConfirmPast, Overrides: d.Overrides,
		Acknowledged: wire.Listed(d.Acknowledged), History: wire.Listed(d.History),
		Notice: DraftNotice(d.Notice), Checks: []DraftCheck{}, Diff: []DraftChange{}, Sentences: wire.Listed(d.Sentences), Unparsed: []noticetext.Sentence{},
		Impact: DraftImpact{Days: wire.Listed(d.Impact.Days), Rules: []RuleImpact{}}, Publishable: d.Publishable,
	}
	out.Notice.Entries = wire.Listed(d.Notice.Entries)
	for _, sentence := range d.Sentences {
		if sentence.Status == noticetext.StatusUnparsed {
			out.Unparsed = append(out.Unparsed, sentence)
		}
	}
	for _, k := range d.Checks {
		out.Checks = append(out.Checks, DraftCheck{k.Code, k.OK, k.Overridable, k.Detail.In(lang)})
	}
	for _, ch := range d.Diff {
		out.Diff = append(out.Diff, DraftChange{ch.Calendar, ch.Date, ch.Before.String(), ch.After.String()})
	}
	for _, im := range d.Impact.Rules {
		r := RuleImpact{Rule: im.Rule.ID, Changed: im.Changed}
		for _, m := range im.Examples {
			r.Examples = append(r.Examples, MovedTrigger(m))
		}
		out.Impact.Rules = append(out.Impact.Rules, r)
	}
	return out
}
