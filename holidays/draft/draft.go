// Package draft judges a change of the table that is about to be made: it runs the list
// of checks (package check) and says which days change.
//
// Its assumptions: the table, today's date and the reading are handed in; nothing
// is stored here.
package draft

import (
	"slices"

	"shixian/holidays"
	"shixian/holidays/check"
)

// Verdict is what is found of a proposal.
type Verdict struct {
	Checks []check.Result
	Diff   []holidays.DayChange // days of the calendars whose own notices change, in order
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

// Judge judges a notice on top of the table in force, in.Before.
func Judge(in check.Input) (Verdict, error) {
	results, after, err := check.Run(in)
	if err != nil {
		return Verdict{}, err
	}
	v := Verdict{Checks: results, After: after}
	if id := in.Notice.Calendar; after != nil {
		v.Diff = holidays.DayChanges(in.Before.Calendar(id), after.Calendar(id))
	}
	return v, nil
}

// JudgeTable judges a change of the notices in force that turns one table into another.
func JudgeTable(before, after *holidays.Table, today holidays.Date, confirmPast bool) Verdict {
	v := Verdict{Checks: check.Table(before, after, today, confirmPast), After: after}
	for _, id := range before.IDs() {
		own := func(t *holidays.Table) (ids []string) {
			for _, n := range t.Source().Notices {
				if n.Calendar == id {
					ids = append(ids, n.ID)
				}
			}
			return ids
		}
		if !slices.Equal(own(before), own(after)) {
			v.Diff = append(v.Diff, holidays.DayChanges(before.Calendar(id), after.Calendar(id))...)
		}
	}
	return v
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
