// Package draft judges a notice that is about to be published: it checks it
// against the text that it was read from, against the statutory days and against
// the table in force, and says which days it changes.
//
// Its assumptions: the table, today's date and the reading are handed in; nothing
// is stored here; a failed check is a reason to stop, which a publisher may
// override by name where overriding cannot break the table.
package draft

import (
	"fmt"
	"slices"

	"shixian/holidays"
	"shixian/holidays/noticetext"
)

// Proposal is a notice to be judged.
type Proposal struct {
	Notice holidays.Notice
	// The text that it was read from; empty where it was not read from prose.
	Sentences []noticetext.Sentence
	Findings  []noticetext.Finding
	Problems  []noticetext.Problem
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
	Checks []Check
	Diff   []Change // days of the notice's own calendar, in order
	// After is the table as it would be; nil where the entries cannot be folded.
	After *holidays.Table
}

// Blocking returns the failed checks that overrides, by code, do not cover.
func (v *Verdict) Blocking(overrides []string) []Check {
	var out []Check
	for _, c := range v.Checks {
		if !c.OK && !(c.Overridable && slices.Contains(overrides, c.Code)) {
			out = append(out, c)
		}
	}
	return out
}

// Judge judges p on top of the table in force.
func Judge(p *Proposal, table *holidays.Table, today holidays.Date) (Verdict, error) {
	j := &judge{p: p, n: &p.Notice, before: table, today: today}
	j.text()
	sound := j.sound()
	if !sound {
		return Verdict{Checks: j.checks}, nil
	}
	after, err := holidays.NewTable(j.source(), table.Revision()+1, nil)
	if err != nil {
		return Verdict{}, fmt.Errorf("draft %s: %w", p.Notice.ID, err)
	}
	j.after = after
	j.balance()
	j.year()
	j.statutory()
	j.published()
	j.past()
	return Verdict{Checks: j.checks, Diff: Diff(table.Calendar(j.n.Calendar), after.Calendar(j.n.Calendar)), After: after}, nil
}

// source returns what the table would be built from.
func (j *judge) source() *holidays.Source {
	src := *j.before.Source()
	src.Notices = append(slices.Clone(src.Notices), *j.n)
	return &src
}

// Diff returns the days of which two states of a calendar say different things.
func Diff(before, after *holidays.Calendar) []Change {
	var out []Change
	for d := before.First(); !d.After(before.Last()); d = d.AddDays(1) {
		b, errB := before.Day(d)
		a, errA := after.Day(d)
		if errB == nil && errA == nil && b.Kind != a.Kind {
			out = append(out, Change{d, b.Kind, a.Kind})
		}
	}
	return out
}
