package admin

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/noticetext"
	"shixian/holidays/record"
)

// Kind says what a draft does to the table.
type Kind string

// The kinds of draft.
const (
	OfNotice   Kind = "notice"   // publishes a notice
	Withdrawal Kind = "withdraw" // takes a notice out of force
	Rollback   Kind = "rollback" // puts the notices of an earlier revision into force
)

// State says how far a draft has come.
type State string

// The states of a draft.
const (
	StateOpen      State = "open"
	StateReturned  State = "returned" // somebody has to save it before it can be published
	StatePublished State = "published"
)

// Draft is a change of the table that is being prepared, with what is found of it now;
// or that was published, with what was found of it then.
type Draft struct {
	Summary
	// Notice is the notice to be published or withdrawn; empty for a rollback.
	Notice holidays.Notice
	// Reason is why a notice is withdrawn, or the table rolled back.
	Reason string
	// Publishes and Withdraws are the IDs of the notices that come into force and go out
	// of force.
	Publishes, Withdraws []string
	// Text is the notice's own text, empty if it came in another form, and Sentences
	// are its sentences with what was read from each.
	Text      string
	Sentences []noticetext.Sentence
	// Missing is what the text lacks, in Chinese.
	Missing []string
	// Acknowledged are the sentences not understood, and what is in Missing, that
	// somebody has taken on.
	Acknowledged []Acknowledgement
	ConfirmPast  bool
	History      []Step
	// Overrides are the checks that were overridden when it was published.
	Overrides []record.Override
	Checks    []check.Result
	Diff      []holidays.DayChange // days that change of the calendars whose notices change, in order
	Impact    Impact
	// Publishable says that nothing blocks publishing it.
	Publishable bool
}

// Summary is a draft in a list. The record keeps it beside the draft: it holds for the
// version in it, since a program that does not know of it leaves it as it is.
type Summary struct {
	ID string
	// Calendar is that whose notices change; one of them if a rollback changes several.
	Calendar         string
	Author           string
	Editors          []string // everybody who had a hand in it since it was last returned, the author first
	Version          int64    // 1 when made, one more with every change
	Created, Updated time.Time
	Base             int64 // the revision on top of which it is published
	Kind             Kind
	State            State
	Revision         int64 // of the event that published it, 0 before
	Year             int   // of the notice, 0 for a rollback
	Document         string
	Withdraw         string // the ID of the notice that a withdrawal withdraws
	Rollback         int64  // the revision that a rollback goes back to
}

// Step is one thing that somebody did to a draft.
type Step struct {
	Time time.Time `json:"time"`
	Who  string    `json:"who"`
	What What      `json:"what"`
	Text string    `json:"text,omitempty"` // what was said
}

// What says what somebody did to a draft.
type What string

// What people do to a draft.
const (
	Drafted      What = "drafted"
	Changed      What = "changed"
	Commented    What = "commented"
	SentBack     What = "returned"
	WasPublished What = "published"
)

// Acknowledgement is a sentence that was not understood, or something that the text
// lacks, which somebody has taken on.
type Acknowledgement struct {
	Sentence string    `json:"sentence"`
	Reason   string    `json:"reason"`
	Who      string    `json:"who"`
	Time     time.Time `json:"time"`
}

// Impact says what moves when a draft comes into force.
type Impact struct {
	Days  []CalendarImpact   // of each calendar that is touched
	Rules []deadlines.Impact // of each rule of which some deadline moves
}

// CalendarImpact says how many days of a calendar change.
type CalendarImpact struct {
	Calendar string        `json:"calendar"`
	Changed  int           `json:"changed"`
	From     holidays.Date `json:"from,omitzero"`
	To       holidays.Date `json:"to,omitzero"`
}

// body is what the record keeps of a draft. What can be read again from the text is not
// kept. A program that does not know proposed finds no notice, and publishes none.
type body struct {
	Kind         Kind              `json:"kind,omitempty"`
	Notice       holidays.Notice   `json:"proposed,omitzero"`
	Earlier      holidays.Notice   `json:"notice,omitzero"` // in drafts of earlier programs
	Text         string            `json:"text,omitempty"`
	Acknowledged []Acknowledgement `json:"acknowledged,omitempty"`
	ConfirmPast  bool              `json:"confirm_past,omitempty"`
	Withdraw     string            `json:"withdraw,omitempty"`
	With         []string          `json:"with,omitempty"` // withdrawn together with it
	Rollback     int64             `json:"rollback,omitempty"`
	Reason       string            `json:"reason,omitempty"`
	Base         int64             `json:"base"`
	Editors      []string          `json:"editors"`
	Returned     bool              `json:"returned,omitempty"`
	History      []Step            `json:"history,omitempty"`
	// at points to where a caller named the notice or the revision; "" once it is stored
	at string
}

// storedDraft is a draft as the record keeps it.
type storedDraft struct {
	record.Draft
	body body
}

// open reads what the record keeps of a draft.
func open(d record.Draft) (*storedDraft, error) {
	s := &storedDraft{Draft: d}
	if err := json.Unmarshal(d.Body, &s.body); err != nil {
		return nil, fmt.Errorf("draft %s: %w", d.ID, err)
	}
	b := &s.body
	if b.Earlier.Calendar != "" {
		b.Notice, b.Earlier = b.Earlier, holidays.Notice{}
	}
	b.Kind = cmp.Or(b.Kind, OfNotice)
	return s, nil
}

// editedBy notes who had a hand in the draft. Whoever first saves it after it was
// returned answers for all of it.
func (d *storedDraft) editedBy(name string) {
	if d.body.Returned {
		d.body.Editors, d.body.Returned = nil, false
	}
	if !slices.Contains(d.body.Editors, name) {
		d.body.Editors = append(d.body.Editors, name)
	}
}

// note adds a step to the draft's history. Changes by one person, one after the other,
// are one.
func (d *storedDraft) note(s Step) {
	h := d.body.History
	if n := len(h) - 1; n >= 0 && s.What == Changed && h[n].What == Changed && h[n].Who == s.Who {
		h[n].Time = s.Time
		return
	}
	d.body.History = append(h, s)
}

// seal writes the body and the summary into what the record keeps.
func (d *storedDraft) seal() (err error) {
	if d.Body, err = json.Marshal(d.body); err == nil {
		d.Summary, err = json.Marshal(d.summary())
	}
	return err
}

func (d *storedDraft) summary() Summary {
	b := &d.body
	out := Summary{
		ID: d.ID, Calendar: d.Calendar, Author: d.Author, Editors: b.Editors, Version: d.Version, Created: d.Created, Updated: d.Updated,
		Base: b.Base, Kind: b.Kind, State: StateOpen, Revision: d.Published, Year: b.Notice.Year, Document: b.Notice.Document,
		Withdraw: b.Withdraw, Rollback: b.Rollback,
	}
	switch {
	case d.Published > 0:
		out.State = StatePublished
	case b.Returned:
		out.State = StateReturned
	}
	return out
}
