package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"shixian/holidays"
)

// AmendedInForce is the code of the check that no notice is taken away from under one
// that amends it. It cannot be overridden.
const AmendedInForce = "amended_in_force"

var tableChecks = []Check{{
	Code: AmendedInForce, Stage: OfTable, Run: amendedInForce,
	Name:  holidays.Text{ZH: "被修改的通知仍在", EN: "What is amended stays"},
	Right: holidays.Text{ZH: "没有通知失去它所修改的通知。", EN: "No notice loses the one that it amends."},
	Wrong: holidays.Text{ZH: "须先撤回修改它的通知，或者一并撤回：", EN: "Withdraw what amends it first, or together with it: "},
}}

// Table runs the checks that fit a change which only takes notices out of force or
// brings earlier ones in again. Those of a year are run for each year whose notices
// change and that keeps one.
func Table(before, after *holidays.Table, today holidays.Date, confirmPast bool) []Result {
	in := Input{Before: before, After: after, Today: today, ConfirmPast: confirmPast}
	out := []Result{Find(AmendedInForce).result(&in), Find(NotPast).result(&in)}
	last := lastOfYears(before, after)
	if len(last) == 0 {
		return out
	}
	for i := range List {
		if List[i].Stage == OfYear {
			out = append(out, List[i].ofEach(in, last))
		}
	}
	return out
}

// ofEach runs a check with each of several notices and puts the results together.
func (c *Check) ofEach(in Input, notices []holidays.Notice) Result {
	out := Result{Code: c.Code, OK: true, Overridable: c.Overridable}
	var zh, en []string
	for i := range notices {
		in.Notice = &notices[i]
		r := c.result(&in)
		out.OK = out.OK && r.OK
		out.Faults = append(out.Faults, r.Faults...)
		zh, en = append(zh, r.Detail.ZH), append(en, r.Detail.EN)
	}
	out.Detail = holidays.Text{ZH: strings.Join(slices.Compact(zh), ""), EN: strings.Join(slices.Compact(en), " ")}
	return out
}

// lastOfYears returns, for each calendar and year whose notices differ between two
// tables, the last notice that there is afterwards, if there is one.
func lastOfYears(before, after *holidays.Table) []holidays.Notice {
	type year struct {
		calendar string
		year     int
	}
	changed := map[year]bool{}
	for _, pair := range [2][2]*holidays.Table{{before, after}, {after, before}} {
		for _, n := range pair[0].Source().Notices {
			if !slices.ContainsFunc(pair[1].Source().Notices, func(o holidays.Notice) bool { return o.ID == n.ID }) {
				changed[year{n.Calendar, n.Year}] = true
			}
		}
	}
	last := map[year]holidays.Notice{}
	for _, n := range after.Source().Notices {
		y := year{n.Calendar, n.Year}
		if had, ok := last[y]; changed[y] && (!ok || !n.Issued.Before(had.Issued)) {
			last[y] = n
		}
	}
	return slices.SortedFunc(maps.Values(last), func(a, b holidays.Notice) int { return cmp.Compare(a.ID, b.ID) })
}

// amendedInForce checks that what a notice amends is there after the change if it was
// there before.
func amendedInForce(in *Input) Outcome {
	var o Outcome
	for _, n := range in.After.Source().Notices {
		if had := Amended(&n, in.Before); had != "" && Amended(&n, in.After) == "" {
			detail := fmt.Sprintf("%s ← %s", had, n.ID)
			o.Faults = append(o.Faults, notice(detail, fmt.Sprintf("%s is amended by %s, which stays", had, n.ID)))
		}
	}
	return o
}

// Amended returns the ID of the notice of t that n amends, "" if it is not there.
func Amended(n *holidays.Notice, t *holidays.Table) string {
	for _, m := range t.Source().Notices {
		if m.ID != n.ID && (m.ID == n.Amends || m.Document != "" && m.Document == n.Amends) {
			return m.ID
		}
	}
	return ""
}
