// Package check holds the one list of checks of a notice: [List]. The notices in
// the program are held to it at start ([Source]), and a draft each time that it is
// made, edited, looked at or published ([Run]).
//
// Assumptions:
//
//   - The notice, the tables, today's date and what the text reader found are
//     handed in. There is no clock, no state, no input and no output.
//   - A failed check is a reason to stop. A person may override it by its code if
//     overriding cannot break the table.
//   - Codes are stable: overrides are recorded under them.
//   - The notices in the program came from no text: [OfText] is for drafts alone. At
//     the other stages each of them passes, or its file names the override.
//   - What fails [OfNotice] ends a run, so nothing overridable is of that stage.
//
// A withdrawal and a rollback are held to those that fit them ([Table]).
//
// To add a check, add a row and its function to the file of its kind, and a line to the
// table in docs/admin.md and docs/admin.en.md.
package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"shixian/holidays"
)

// Check is one row of the list.
type Check struct {
	// Code names the check in answers and in overrides.
	Code string
	// Name is what pages call the check.
	Name holidays.Text
	// Overridable says whether a person may go on although the check fails.
	Overridable bool
	// Stage says what the check looks at.
	Stage Stage
	// Right is said if nothing is wrong. Wrong stands before what is.
	Right, Wrong holidays.Text
	// Run looks at the input.
	Run func(*Input) Outcome
}

// Stage says what a check looks at, and so when it can be run.
type Stage int

// The stages.
const (
	OfText   Stage = iota // what the text reader found
	OfNotice              // the notice by itself; if one fails, the later stages are not run
	OfChange              // the notice on top of the table that it is laid over
	OfYear                // the notice's year in the table with the notice
	OfTable               // the notices before and after a change; there is no single notice
)

// List has every check, in the order in which answers show them.
var List = slices.Concat(textChecks, noticeChecks, []Check{calendarCheck}, amendmentChecks, issueChecks, dayChecks, changeChecks, tableChecks)

// Find returns the check of a code, or nil.
func Find(code string) *Check {
	i := slices.IndexFunc(List, func(c Check) bool { return c.Code == code })
	if i < 0 {
		return nil
	}
	return &List[i]
}

// Input is what the checks look at.
type Input struct {
	// Notice is what is checked.
	Notice *holidays.Notice
	// Before is the table that the notice is laid over.
	Before *holidays.Table
	// After is the table with the notice. [Run] builds it.
	After *holidays.Table
	// Today is the day from which on days are not past; if zero, none is past.
	Today holidays.Date
	// Text is what the text reader found; empty if the notice did not come as text.
	Text TextReport
	// ConfirmPast says that days in the past are meant.
	ConfirmPast bool

	// bare is the notice's calendar without the notice and statutory days, and for a
	// yearly notice without its year's other notices. under is what the notice's
	// entries are laid over: bare without what the notice takes away.
	bare, under *holidays.Calendar
}

// Outcome is what a check says.
type Outcome struct {
	// Faults are what is wrong, none if the check passes.
	Faults []Fault
	// Accepted says that the check passes all the same, because a person said so.
	Accepted bool
	// Detail takes the place of the row's Right, or of its Wrong and the faults.
	Detail holidays.Text
}

// whole stands for the notice as a whole, in the place of the index of one of its entries.
const whole = -1

// Fault is one thing that is wrong with a notice. It is an error.
type Fault struct {
	Code   string        // of the check
	Notice string        // the notice's ID
	Entry  int           // index of the entry at fault, or -1
	Detail holidays.Text // for a person who looks at the check
	Reason Reason        // which of the things that the check looks at
	Why    string        // Detail as a sentence, if it is none; English
}

// Error says what is wrong and with which entry, in English.
func (f *Fault) Error() string {
	at := "notice " + f.Notice
	if f.Entry != whole {
		at += fmt.Sprintf(", entry %d", f.Entry+1)
	}
	return at + ": " + f.Explain()
}

// Explain says what is wrong, in English, and the code of the check.
func (f *Fault) Explain() string {
	return fmt.Sprintf("%s (%s)", cmp.Or(f.Why, f.Detail.EN), f.Code)
}

// Result is one check and what came of it.
type Result struct {
	Code string // of the check
	OK   bool   // whether the check passes, by itself or because a person accepted it
	// Overridable says whether a person may go on although the check failed.
	Overridable bool
	// Detail says what was found, right or wrong.
	Detail holidays.Text
	// Faults are what is wrong, also if a person has accepted it.
	Faults []Fault
}

// Blocks reports whether the check failed and overrides, by code, do not cover it.
func (r *Result) Blocks(overrides []string) bool {
	return !r.OK && !(r.Overridable && slices.Contains(overrides, r.Code))
}

// Run runs the list on a notice that is about to be laid over in.Before, and
// returns the table that would come of it: nil if a check of the stage [OfNotice]
// failed, whose later stages are left out.
func Run(in Input) ([]Result, *holidays.Table, error) {
	for _, code := range []string{Simplified, CalendarFits} { // one sentence says it all
		if r := Find(code).result(&in); !r.OK && (in.Text.Traditional || in.Text.Calendar != "") {
			return []Result{r}, nil, nil
		}
	}
	results, ok := in.run(OfText, OfNotice)
	if !ok {
		return results, nil, nil
	}
	if err := in.lay(); err != nil {
		return nil, nil, fmt.Errorf("check notice %s: %w", in.Notice.ID, err)
	}
	later, _ := in.run(OfChange, OfYear)
	return append(results, later...), in.After, nil
}

// run runs the checks from one stage to another. It reports whether all checks of
// the stage [OfNotice] among them passed.
func (in *Input) run(first, last Stage) (results []Result, sound bool) {
	sound = true
	for i := range List {
		c := &List[i]
		if c.Stage < first || c.Stage > last {
			continue
		}
		r := c.result(in)
		results = append(results, r)
		if c.Stage == OfNotice && !r.OK {
			sound = false
		}
	}
	return results, sound
}

// result runs one check and words what came of it.
func (c *Check) result(in *Input) Result {
	o := c.Run(in)
	for i := range o.Faults {
		o.Faults[i].Code = c.Code
		if in.Notice != nil {
			o.Faults[i].Notice = in.Notice.ID
		}
	}
	r := Result{Code: c.Code, OK: len(o.Faults) == 0 || o.Accepted, Overridable: c.Overridable, Detail: o.Detail, Faults: o.Faults}
	switch {
	case !o.Detail.IsZero():
	case r.OK:
		r.Detail = c.Right
	default:
		zh, en := joined(o.Faults, "; ")
		r.Detail = holidays.Text{ZH: c.Wrong.ZH + zh, EN: c.Wrong.EN + en}
	}
	return r
}

// joined returns the details of faults, those in Chinese with a separator between
// them.
func joined(faults []Fault, separator string) (zh, en string) {
	var zhs, ens []string
	for _, f := range faults {
		zhs, ens = append(zhs, f.Detail.ZH), append(ens, f.Detail.EN)
	}
	return strings.Join(zhs, separator), strings.Join(ens, "; ")
}

// lay builds the table with the notice, and the calendars that it is laid over.
func (in *Input) lay() error {
	src := *in.Before.Source()
	src.Notices = append(slices.Clone(src.Notices), *in.Notice)
	after, err := in.Before.With(&src, in.Before.Revision()+1)
	in.After = after
	bare := src
	bare.Statutory = &holidays.Statutory{Dates: src.Statutory.Dates}
	bare.Notices = slices.DeleteFunc(slices.Clone(in.Before.Source().Notices), func(n holidays.Notice) bool {
		return in.yearly() && n.Calendar == in.Notice.Calendar && n.Year == in.Notice.Year
	})
	opt := holidays.BuildOptions{Calendar: in.Notice.Calendar}
	if err == nil {
		in.bare, err = holidays.Build(&bare, opt)
	}
	emptied := *in.Notice
	emptied.Entries = nil
	bare.Notices = append(bare.Notices, emptied)
	if err == nil {
		in.under, err = holidays.Build(&bare, opt)
	}
	return err
}

func (in *Input) definition() *holidays.Definition {
	return in.Before.Calendar(in.Notice.Calendar).Definition()
}

// yearly reports whether the notice arranges a whole year.
func (in *Input) yearly() bool { return in.Notice.Amends == "" }

// national reports whether the notice is the nation's for a whole year.
func (in *Input) national() bool { return in.yearly() && in.definition().Parent == "" }

// earlier returns the notices of the same calendar and year that are in force.
func (in *Input) earlier() []holidays.Notice {
	of := slices.DeleteFunc(slices.Clone(in.Before.Source().Notices), func(n holidays.Notice) bool {
		return n.Calendar != in.Notice.Calendar || n.Year != in.Notice.Year
	})
	slices.SortStableFunc(of, func(a, b holidays.Notice) int { return a.Issued.Compare(b.Issued) })
	return holidays.InForce(of)
}

// earlierEntries returns what those notices arrange.
func (in *Input) earlierEntries() (out []holidays.Entry) {
	for _, n := range in.earlier() {
		out = append(out, n.Entries...)
	}
	return out
}

// both returns a text that is the same in both languages.
func both(s string) holidays.Text { return holidays.Text{ZH: s, EN: s} }

// notice returns a fault of the notice as a whole; why may be empty.
func notice(detail, why string) Fault { return Fault{Entry: whole, Detail: both(detail), Why: why} }
