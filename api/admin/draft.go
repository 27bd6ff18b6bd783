package admin

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/draft"
	"shixian/holidays/noticetext"
	"shixian/holidays/record"
)

// Draft is a notice that is being prepared, with what is found of it now.
type Draft struct {
	Summary
	Editors []string // everybody who had a hand in it, the author first
	Notice  holidays.Notice
	// Text is the notice's own text, empty if it came in another form, and Sentences
	// are its sentences with what was read from each.
	Text      string
	Sentences []noticetext.Sentence
	Checks    []check.Result
	Diff      []draft.Change // days of its calendar that change, in order
	Impact    Impact
	// Publishable says that nothing blocks publishing it.
	Publishable bool
}

// Summary is a draft in a list.
type Summary struct {
	ID, Calendar, Author string
	Version              int64 // 1 when made, one more with every change
	Created, Updated     time.Time
	Base                 int64 // the revision on top of which it is published
	Year                 int
	Document             string
}

// Impact says what moves when a notice comes into force.
type Impact struct {
	Days  []CalendarImpact   // of each calendar that is touched
	Rules []deadlines.Impact // of each rule of which some deadline moves
}

// CalendarImpact says how many days of a calendar change, and between which days
// they lie.
type CalendarImpact struct {
	Calendar string
	Changed  int
	From, To holidays.Date
}

// body is what the record keeps of a draft.
type body struct {
	Notice      holidays.Notice       `json:"notice"`
	Text        string                `json:"text,omitempty"`
	Sentences   []noticetext.Sentence `json:"sentences,omitempty"`
	Findings    []noticetext.Finding  `json:"findings,omitempty"`
	Problems    []noticetext.Problem  `json:"problems,omitempty"`
	TextIs      string                `json:"text_is,omitempty"` // whose notice the text says it is
	Traditional bool                  `json:"traditional,omitempty"`
	ByHand      bool                  `json:"by_hand,omitempty"`
	ConfirmPast bool                  `json:"confirm_past,omitempty"`
	Base        int64                 `json:"base"`
	Editors     []string              `json:"editors"`
}

// stored is a draft as the record keeps it.
type stored struct {
	record.Draft
	body body
}

// open reads what the record keeps of a draft.
func open(d record.Draft) (*stored, error) {
	s := &stored{Draft: d}
	if err := json.Unmarshal(d.Body, &s.body); err != nil {
		return nil, fmt.Errorf("draft %s: %w", d.ID, err)
	}
	return s, nil
}

// newDraftID returns a random id.
func newDraftID() string { return strings.ToLower(rand.Text()[:16]) }

// editedBy notes who had a hand in the draft.
func (d *stored) editedBy(name string) {
	if !slices.Contains(d.body.Editors, name) {
		d.body.Editors = append(d.body.Editors, name)
	}
}

// proposal returns what is judged of the draft.
func (d *stored) proposal() *draft.Proposal {
	b := &d.body
	r := noticetext.Reading{
		Sentences: b.Sentences, Findings: b.Findings, Problems: b.Problems,
		Calendar: b.TextIs, Traditional: b.Traditional,
	}
	return &draft.Proposal{Notice: b.Notice, Text: r.Report(), ByHand: b.ByHand, ConfirmPast: b.ConfirmPast}
}

func (d *stored) summary() Summary {
	b := &d.body
	return Summary{
		ID: d.ID, Calendar: d.Calendar, Author: d.Author, Version: d.Version, Created: d.Created, Updated: d.Updated,
		Base: b.Base, Year: b.Notice.Year, Document: b.Notice.Document,
	}
}

// judge says what is found of a draft on top of t.
func (s *Service) judge(t *holidays.Table, d *stored) (Draft, error) {
	v, err := draft.Judge(d.proposal(), t, s.cfg.Today())
	if err != nil {
		return Draft{}, err
	}
	b := &d.body
	out := Draft{
		Summary: d.summary(), Editors: b.Editors, Notice: b.Notice, Text: b.Text, Sentences: b.Sentences,
		Checks: v.Checks, Diff: v.Diff, Publishable: len(v.Blocking(nil)) == 0 && b.Base == t.Revision(),
	}
	if v.After != nil {
		out.Impact = s.impact(t, v.After)
	}
	return out, nil
}

// impact says which days and deadlines move when after takes the place of before.
func (s *Service) impact(before, after *holidays.Table) Impact {
	out := Impact{Rules: deadlines.CompareTables(s.cfg.Catalogue, before, after)}
	for _, id := range before.IDs() {
		if diff := draft.Diff(before.Calendar(id), after.Calendar(id)); len(diff) > 0 {
			out.Days = append(out.Days, CalendarImpact{id, len(diff), diff[0].Date, diff[len(diff)-1].Date})
		}
	}
	return out
}
