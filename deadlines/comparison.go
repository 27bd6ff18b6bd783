package deadlines

import (
	"cmp"
	"reflect"
	"slices"

	"shixian/holidays"
)

// Move is a question whose answer by one table is another than by the table before it.
type Move struct {
	Before, After Answer
	// Because are the notices that make the difference, in order of their IDs.
	Because []Cause
}

// Cause is a notice by which two tables differ.
type Cause struct {
	Notice holidays.Notice
	// Withdrawn says that only the table before has it.
	Withdrawn bool
}

// Comparison answers questions by two tables and tells what moved. It is not safe for
// concurrent use: what two calendars differ in is worked out once, and kept.
type Comparison struct {
	cat           *Catalogue
	before, after *holidays.Table
	kept          map[[2]*holidays.Calendar]*difference
}

// NewComparison returns a comparison of two tables.
func NewComparison(cat *Catalogue, before, after *holidays.Table) *Comparison {
	return &Comparison{cat, before, after, map[[2]*holidays.Calendar]*difference{}}
}

// Ask answers a question by both tables, without trace and other readings. It reports
// whether the outcome differs, or only how certain it is if certainty is set. Errors are
// [*Error].
func (c *Comparison) Ask(q Question, certainty bool) (m Move, moved bool, err error) {
	q.Trace, q.Readings = false, false
	if m.Before, err = c.cat.Ask(c.before, &q); err != nil {
		return m, false, err
	}
	if m.After, err = c.cat.Ask(c.after, &q); err != nil {
		return m, false, err
	}
	if m.Moved() || certainty && !m.sameCertainty() {
		m.Because = c.difference(m.Before.Calendar, m.After.Calendar).causes(&m.Before, &m.After)
		return m, true, nil
	}
	return m, false, nil
}

// Moved reports whether the outcome differs, and not only how certain it is.
func (m *Move) Moved() bool {
	b, a := &m.Before, &m.After
	return b.Due != a.Due || b.LastWorkingDay.Date != a.LastWorkingDay.Date || b.Quota != a.Quota ||
		b.Window != a.Window || b.Approver != a.Approver
}

func (m *Move) sameCertainty() bool {
	b, a := &m.Before, &m.After
	return b.Certainty() == a.Certainty() && b.LastWorkingDay.Certainty == a.LastWorkingDay.Certainty
}

// way are the days on which the outcome rests: those counted or skipped if working days are
// counted, and else the nominal day and those that it rolls over.
func (a *Answer) way() holidays.Span {
	first := a.Trigger
	switch r := a.Rule; {
	case r.HasDue() && !r.inWorkingDays():
		first = a.Nominal
	case r.Shape == Within && !r.TriggerDayCounts:
		first = first.AddDays(1)
	case r.Shape == Before && !r.TriggerDayCounts, r.Shape == Lead && r.DecisionDayOut:
		first = first.AddDays(-1)
	}
	s := holidays.Span{From: first, To: first}
	for _, d := range [...]holidays.Date{a.Nominal, a.Due, a.LastWorkingDay.Date, a.Window.NextInside, a.Quota.NextAllowed} {
		switch {
		case d.IsZero():
		case d.Before(s.From):
			s.From = d
		case d.After(s.To):
			s.To = d
		}
	}
	return s
}

// difference is what two states of a calendar differ in.
type difference struct {
	days    []holidays.DayChange
	notices []Cause // in order of their IDs
}

// maxDifferences bounds those that are kept: questions with as_of have calendars of their
// own.
const maxDifferences = 64

func (c *Comparison) difference(before, after *holidays.Calendar) *difference {
	key := [2]*holidays.Calendar{before, after}
	if d := c.kept[key]; d != nil {
		return d
	}
	if len(c.kept) == maxDifferences {
		clear(c.kept)
	}
	d := &difference{holidays.DayChanges(before, after), nil}
	d.add(before.Notices(), after.Notices(), true)
	d.add(after.Notices(), before.Notices(), false)
	slices.SortFunc(d.notices, func(a, b Cause) int { return cmp.Compare(a.Notice.ID, b.Notice.ID) })
	c.kept[key] = d
	return d
}

// add adds the notices of one state that the other does not have.
func (d *difference) add(notices, other []holidays.Notice, withdrawn bool) {
	for i := range notices {
		if !slices.ContainsFunc(other, func(n holidays.Notice) bool { return reflect.DeepEqual(n, notices[i]) }) {
			d.notices = append(d.notices, Cause{notices[i], withdrawn})
		}
	}
}

// causes returns the notices that arrange the days, on the way to one of two answers, which
// became another kind of day; if there are none, those that settle what was unsettled, and
// else all.
func (d *difference) causes(before, after *Answer) (out []Cause) {
	made := make([]bool, len(d.notices))
	b, a := before.way(), after.way()
	for _, day := range d.days {
		if b.Contains(day.Date) || a.Contains(day.Date) {
			d.mark(made, day.Date)
		}
	}
	for _, open := range [...]holidays.Date{before.UnsettledFrom, after.UnsettledFrom, before.LastWorkingDay.Latest, after.LastWorkingDay.Latest} {
		if !open.IsZero() && !slices.Contains(made, true) {
			d.mark(made, open)
		}
	}
	for i, n := range d.notices {
		if made[i] || !slices.Contains(made, true) {
			out = append(out, n)
		}
	}
	return out
}

// mark marks the notices that have a day among their entries; if none has, those that
// arrange its year or take earlier arrangements back.
func (d *difference) mark(made []bool, day holidays.Date) {
	found := false
	for i := range d.notices {
		if slices.ContainsFunc(d.notices[i].Notice.Entries, func(e holidays.Entry) bool { return e.Contains(day) }) {
			made[i], found = true, true
		}
	}
	for i := range d.notices {
		n := &d.notices[i].Notice
		if !found && n.Year == day.AddDays(7).Year() && (n.Amends == "" || len(n.Restates) > 0) { // a notice may arrange the December before
			made[i] = true
		}
	}
}
