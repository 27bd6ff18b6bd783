// Package draft judges a notice that is about to be published: it runs the list of
// checks (package check) and says which days the notice changes.
//
// Its assumptions: the table, today's date and the reading are handed in; nothing
// is stored here.
package draft

import (
	"errors"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/noticetext"
)

// Proposal is a notice to be judged.
type Proposal struct {
	Notice holidays.Notice
	// Sentences, Findings and Problems are what was read from the text; empty if it
	// was not read from prose.
	Sentences []noticetext.Sentence
	Findings  []noticetext.Finding
	Problems  []noticetext.Problem
	// Calendar is whose notice the text says it is, and Traditional that it is in
	// traditional characters, as [noticetext.Reading] has them.
	Calendar    string
	Traditional bool
	// Acknowledged are the sentences, and the Chinese of the problems, that a person
	// has looked at one by one.
	Acknowledged []string
	// ByHand says that a person has gone over the entries since they were read.
	ByHand bool
	// ConfirmPast says that days in the past are meant.
	ConfirmPast bool
}

// Change is a day that the notice changes.
type Change struct {
	Date          holidays.Date
	Before, After holidays.Kind
}

// Verdict is what is found of a proposal.
type Verdict struct {
	Checks []check.Result
	Diff   []Change // days of the notice's own calendar, in order
	// After is the table as it would be; nil if the entries cannot be laid over it.
	After *holidays.Table
}

// Blocking returns the failed checks that overrides, by code, do not cover.
func (v *Verdict) Blocking(overrides []string) []check.Result {
	var out []check.Result
	for _, c := range v.Checks {
		if c.Blocks(overrides) {
			out = append(out, c)
		}
	}
	return out
}

// Judge judges p on top of the table in force.
func Judge(p *Proposal, table *holidays.Table, today holidays.Date) (Verdict, error) {
	results, after, err := check.Run(check.Input{
		Notice: &p.Notice, Before: table, Today: today, Text: p.text(), ByHand: p.ByHand, ConfirmPast: p.ConfirmPast,
	})
	if err != nil {
		return Verdict{}, err
	}
	v := Verdict{Checks: results, After: after}
	if after != nil {
		v.Diff = Diff(table.Calendar(p.Notice.Calendar), after.Calendar(p.Notice.Calendar))
	}
	return v, nil
}

// text returns what the text reader found that is to be checked.
func (p *Proposal) text() check.TextReport {
	out := check.TextReport{Calendar: p.Calendar, Traditional: p.Traditional, Acknowledged: p.Acknowledged}
	for _, s := range p.Sentences {
		if s.Status == noticetext.StatusUnparsed {
			out.Unread = append(out.Unread, s.Text)
		}
	}
	for _, m := range p.Problems {
		detail := ""
		if m.Detail != "" {
			detail = " (" + m.Detail + ")"
		}
		text := holidays.Text{ZH: m.ZH + detail, EN: m.EN + detail}
		if m.Incomplete() {
			out.Incomplete = append(out.Incomplete, text)
		} else {
			out.Missing = append(out.Missing, text)
		}
	}
	for _, f := range p.Findings {
		wrong := check.Misstatement{Span: f.Span, Stated: f.Stated, Actual: f.Actual}
		switch {
		case f.OK:
		case f.Code == noticetext.FindingWeekday:
			out.Weekdays = append(out.Weekdays, wrong)
		case f.Code == noticetext.FindingSpanDays:
			out.Days = append(out.Days, wrong)
		}
	}
	return out
}

// Relate completes a notice that did not come as text: one for a whole year that is
// there already is a correction of it, unless it says otherwise. table is that in
// force.
func Relate(n *holidays.Notice, table *holidays.Table) {
	if n.Amends != "" || n.Replaces != "" {
		return
	}
	cal := table.Calendar(n.Calendar)
	if cal == nil {
		return
	}
	for _, there := range holidays.InForce(cal.Notices()) {
		same := there.Document == n.Document && (n.Document != "" || there.Issued == n.Issued)
		if there.Calendar == n.Calendar && there.Year == n.Year && there.Amends == "" && !same {
			n.Replaces = there.ID
		}
	}
}

// Diff returns the days that two states of a calendar cover and say different
// things of.
func Diff(before, after *holidays.Calendar) []Change {
	var out []Change
	for d := before.First(); !d.After(before.Last()); d = d.AddDays(1) {
		b, errB := before.Day(d)
		a, errA := after.Day(d)
		if errors.Join(errB, errA) == nil && b.Kind != a.Kind {
			out = append(out, Change{d, b.Kind, a.Kind})
		}
	}
	return out
}
