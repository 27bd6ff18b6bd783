package holidays

import (
	"fmt"
	"slices"
	"time"
)

// The codes of [CheckError].
const (
	CheckNoEntries     = "no_entries"
	CheckKind          = "entry_kind"
	CheckDates         = "entry_date_missing"
	CheckSpan          = "span_ends_before_start"
	CheckYear          = "entry_outside_year"
	CheckContradiction = "contradiction"
	CheckMakeup        = "makeup_already_worked"
	CheckIssued        = "issued_missing"
	CheckDocument      = "document_twice"
	CheckCalendar      = "calendar_unknown"
	CheckCoverage      = "year_not_covered"
	CheckStatutory     = "statutory_day_worked"
	CheckResidue       = "working_days_unexplained"
	CheckExplanation   = "residue_explains_nothing"
)

// CheckError says why a notice, or a table of notices, is impossible.
type CheckError struct {
	Code   string
	Notice string // ID
	Entry  int    // index of the entry at fault, or -1
	Detail string
}

func (e *CheckError) Error() string {
	if e.Entry >= 0 {
		return fmt.Sprintf("notice %s, entry %d: %s (%s)", e.Notice, e.Entry+1, e.Detail, e.Code)
	}
	return fmt.Sprintf("notice %s: %s (%s)", e.Notice, e.Detail, e.Code)
}

// CheckNotice checks one notice by itself: it has a date of issue and entries,
// each with a known kind, ending no earlier than it starts, lying in the
// notice's year or the December before, and no two of them saying different
// things of a day; and a residue of it has days and a reason.
func CheckNotice(n *Notice) []*CheckError {
	var errs []*CheckError
	fail := func(code string, entry int, format string, args ...any) {
		errs = append(errs, &CheckError{code, n.ID, entry, fmt.Sprintf(format, args...)})
	}
	if n.Issued.IsZero() {
		fail(CheckIssued, -1, "it has no date of issue")
	}
	if len(n.Entries) == 0 {
		fail(CheckNoEntries, -1, "it arranges no day")
	}
	if n.Residue != nil && (n.Residue.Days == 0 || n.Residue.Reason == "") {
		fail(CheckExplanation, -1, "its residue of %d days, reason %q, explains nothing", n.Residue.Days, n.Residue.Reason)
	}
	year := Span{NewDate(n.Year-1, time.December, 1), NewDate(n.Year, time.December, 31)}
	for i, e := range n.Entries {
		if e.Kind != Off && e.Kind != Work {
			fail(CheckKind, i, "kind %q is neither off nor work", e.Kind)
		}
		if e.From.IsZero() || e.To.IsZero() {
			fail(CheckDates, i, "from %q to %q is no span of days", e.From, e.To)
			continue
		}
		if e.To.Before(e.From) {
			fail(CheckSpan, i, "it ends on %s, before it starts on %s", e.To, e.From)
			continue
		}
		if !year.Contains(e.From) || !year.Contains(e.To) {
			fail(CheckYear, i, "%s to %s lies outside %s to %s", e.From, e.To, year.From, year.To)
		}
		for j, f := range n.Entries[:i] {
			if e.Kind != f.Kind && e.Overlaps(f.Span) {
				fail(CheckContradiction, i, "%s %s to %s contradicts entry %d, %s %s to %s", e.Kind, e.From, e.To, j+1, f.Kind, f.From, f.To)
			}
		}
	}
	return errs
}

// CheckMakeups checks that each day that n has worked would not have been worked
// without n: prior is the calendar of n's lineage as it stands before n.
func CheckMakeups(n *Notice, prior *Calendar) []*CheckError {
	var errs []*CheckError
	for i, e := range n.Entries {
		if e.Kind != Work {
			continue
		}
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			if day, err := prior.Day(d); err == nil && day.Working() && day.Kind != Makeup {
				errs = append(errs, &CheckError{CheckMakeup, n.ID, i, fmt.Sprintf("%s was a working day already", d)})
			}
		}
	}
	return errs
}

// Check checks every notice of src, alone and on top of what was issued before
// it, and every year that has a notice: its working days are its weekdays less
// its statutory days, or the difference is explained by the notices' residues;
// and in the nation's calendar its statutory days are off unless a notice has
// them worked. (A region may move the days that its regulation gives: Guangxi
// took the day before 三月三 in 2015.)
func Check(src *Source) []*CheckError {
	var errs []*CheckError
	for i := range src.Notices {
		n := &src.Notices[i]
		if err := checkPlace(src, i); err != nil {
			errs = append(errs, err)
			continue
		}
		alone := CheckNotice(n)
		errs = append(errs, alone...)
		if len(alone) > 0 {
			continue
		}
		prior, err := Build(src.before(i), BuildOptions{Calendar: n.Calendar})
		if err != nil {
			errs = append(errs, &CheckError{CheckCalendar, n.ID, -1, err.Error()})
			continue
		}
		errs = append(errs, CheckMakeups(n, prior)...)
	}
	if len(errs) > 0 {
		return errs
	}
	return checkYears(src)
}

// checkPlace checks that the i-th notice belongs into src: its calendar is
// defined and covers its year, and no other notice has its document number.
func checkPlace(src *Source, i int) *CheckError {
	n := &src.Notices[i]
	def := src.definition(n.Calendar)
	if def == nil {
		return &CheckError{CheckCalendar, n.ID, -1, fmt.Sprintf("calendar %q is not defined", n.Calendar)}
	}
	if last := src.Statutory.LastYear(); n.Year < def.FirstYear || n.Year > last {
		return &CheckError{CheckCoverage, n.ID, -1, fmt.Sprintf("%d is not one of the years %d to %d that calendar %s covers", n.Year, def.FirstYear, last, def.ID)}
	}
	for _, m := range src.Notices[:i] {
		if m.Calendar == n.Calendar && m.Document == n.Document && n.Document != "" {
			return &CheckError{CheckDocument, n.ID, -1, fmt.Sprintf("document %s is notice %s already", n.Document, m.ID)}
		}
	}
	return nil
}

// before returns src with the notices of other calendars and, of the i-th's own,
// those laid before it.
func (s *Source) before(i int) *Source {
	n := s.Notices[i]
	out := &Source{Definitions: s.Definitions, Statutory: &Statutory{Dates: s.Statutory.Dates}}
	for j, m := range s.Notices {
		earlier := m.Issued.Before(n.Issued) || m.Issued == n.Issued && j < i
		if j != i && (m.Calendar != n.Calendar || earlier) {
			out.Notices = append(out.Notices, m)
		}
	}
	return out
}

func checkYears(src *Source) []*CheckError {
	var errs []*CheckError
	for _, def := range src.Definitions {
		if !slices.ContainsFunc(src.Notices, func(n Notice) bool { return n.Calendar == def.ID }) {
			continue
		}
		cal, err := Build(src, BuildOptions{Calendar: def.ID})
		if err != nil {
			errs = append(errs, &CheckError{CheckCalendar, "", -1, err.Error()})
			continue
		}
		for _, n := range cal.notices {
			if n.Calendar == def.ID && n.Amends == "" {
				errs = append(errs, checkYear(src, cal, n)...)
			}
		}
	}
	return errs
}

// checkYear checks the year of a yearly notice n in its calendar.
func checkYear(src *Source, cal *Calendar, n Notice) []*CheckError {
	var errs []*CheckError
	y := YearFigures(src, cal, n.Year)
	if y.WorkingDays != y.Weekdays-y.Statutory+y.Residue {
		errs = append(errs, &CheckError{CheckResidue, n.ID, -1, fmt.Sprintf(
			"%d has %d working days; %d weekdays less %d statutory days leave %d, and the notices explain a difference of %d",
			n.Year, y.WorkingDays, y.Weekdays, y.Statutory, y.Weekdays-y.Statutory, y.Residue)})
	}
	if cal.def.Parent != "" {
		return errs
	}
	for _, s := range src.Statutory.Days(n.Calendar, n.Year, Date{}) {
		if day, err := cal.Day(s.Date); err == nil && day.Kind == Workday {
			errs = append(errs, &CheckError{CheckStatutory, n.ID, -1, fmt.Sprintf("%s, a statutory day of %s, is worked, and no notice says so", s.Date, s.Festival)})
		}
	}
	return errs
}

// Figures are the sums of a calendar's year, in days.
type Figures struct {
	Weekdays    int // Mondays to Fridays
	Statutory   int // statutory days of the calendar's lineage
	WorkingDays int
	Residue     int // WorkingDays − (Weekdays − Statutory), as its notices explain it
}

// YearFigures returns the sums of a year that cal covers.
func YearFigures(src *Source, cal *Calendar, year int) Figures {
	var f Figures
	for _, def := range src.Lineage(cal.ID()) {
		if def.Parent == "" || def.OwnNotice != nil {
			f.Statutory += len(src.Statutory.Days(def.ID, year, Date{}))
		}
	}
	for d := NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
		if !d.IsWeekend() {
			f.Weekdays++
		}
		if cal.IsWorking(d) {
			f.WorkingDays++
		}
	}
	for _, n := range cal.notices {
		if n.Year == year && n.Residue != nil {
			f.Residue += n.Residue.Days
		}
	}
	return f
}
