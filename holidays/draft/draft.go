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
)

// Proposal is a notice to be judged.
type Proposal struct {
	Notice holidays.Notice
	// Text is what the text reader found; empty if the notice was not read from prose.
	Text check.TextReport
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
		Notice: &p.Notice, Before: table, Today: today, Text: p.Text, ByHand: p.ByHand, ConfirmPast: p.ConfirmPast,
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
