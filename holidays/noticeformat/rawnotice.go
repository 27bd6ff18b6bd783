package noticeformat

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"shixian/holidays"
	"shixian/holidays/check"
)

// rawNotice is a notice as a body has it, before it is checked.
type rawNotice struct {
	holidays.Notice
	at     []Place          // of the entries, by index
	fields map[string]Place // of the notice's own fields that the body has
	byDay  bool             // entries are single days, to be joined
	whole  Place            // where the notice stands; zero if it is the body
}

func (d *rawNotice) add(e holidays.Entry, at Place) {
	d.Entries = append(d.Entries, e)
	d.at = append(d.at, at)
}

// finish turns d into a notice that passes [check.Notice].
func (d *rawNotice) finish(hint Hint) (holidays.Notice, error) {
	d.trim()
	for _, step := range []func() error{func() error { return d.takeHint(hint) }, d.checkFields, d.checkEntries} {
		if err := step(); err != nil {
			return holidays.Notice{}, err
		}
	}
	if d.byDay {
		d.join()
	}
	if len(d.Entries) > MaxEntries {
		return holidays.Notice{}, fail(CodeEntries, d.whole, MaxEntries)
	}
	if d.Issued.IsZero() {
		return holidays.Notice{}, fail(CodeIssued, d.whole)
	}
	if wrong := check.Notice(&d.Notice); len(wrong) > 0 {
		return holidays.Notice{}, d.translate(&wrong[0])
	}
	return d.Notice, nil
}

func (d *rawNotice) trim() {
	for _, s := range []*string{&d.Calendar, &d.Document, &d.Source, &d.Amends, &d.Replaces} {
		*s = strings.TrimSpace(*s)
	}
	for _, festivals := range [][]string{d.Restates, d.Extends} {
		for i, f := range festivals {
			festivals[i] = strings.TrimSpace(f)
		}
	}
	for i := range d.Entries {
		d.Entries[i].Festival = strings.TrimSpace(d.Entries[i].Festival)
	}
	if d.Residue != nil {
		d.Residue.Reason = strings.TrimSpace(d.Residue.Reason)
	}
}

// takeHint fills in what the body does not say.
func (d *rawNotice) takeHint(h Hint) error {
	return cmp.Or(
		fill(&d.Calendar, h.Calendar, d.fields["calendar"]),
		fill(&d.Year, h.Year, d.fields["year"]),
		fill(&d.Document, h.Document, d.fields["document"]),
		fill(&d.Issued, h.Issued, d.fields["issued"]),
	)
}

func fill[T comparable](field *T, hint T, at Place) error {
	var none T
	switch {
	case hint == none || *field == hint:
	case *field == none:
		*field = hint
	default:
		return fail(CodeHint, at, *field, hint)
	}
	return nil
}

var calendarForm = regexp.MustCompile(`^[A-Z]{2}(-[A-Z0-9]{1,12})?$`)

func (d *rawNotice) checkFields() error {
	switch {
	case d.Calendar == "":
		return fail(CodeNoCalendar, d.whole)
	case !calendarForm.MatchString(d.Calendar):
		return fail(CodeCalendar, d.fields["calendar"], d.Calendar)
	case d.Year == 0:
		return fail(CodeNoYear, d.whole)
	case d.Year < minYear || d.Year > maxYear:
		return fail(CodeYear, d.fields["year"], d.Year, minYear, maxYear)
	}
	if d.Residue != nil && d.Residue.Reason == "" {
		return fail(CodeMissing, d.fields["residue"], "reason")
	}
	for _, t := range check.Texts(&d.Notice) {
		if t.Entry < 0 && !t.Visible() {
			return fail(CodeText, d.fields[t.Field], t.Value, t.Most)
		}
	}
	return nil
}

// checkEntries checks each entry by itself, as far as joining days needs it.
func (d *rawNotice) checkEntries() error {
	for i, e := range d.Entries {
		switch {
		case e.Festival == "":
			return fail(CodeMissing, d.place(i, "festival"), "festival")
		case !check.Visible(e.Festival, check.MaxName):
			return fail(CodeText, d.place(i, "festival"), e.Festival, check.MaxName)
		case e.From.IsZero():
			return fail(CodeMissing, d.place(i, "from"), "from")
		case e.To.IsZero():
			return fail(CodeMissing, d.place(i, "to"), "to")
		}
	}
	return nil
}

// place returns the place of a field of the i-th entry.
func (d *rawNotice) place(i int, field string) Place {
	p := d.at[i]
	if p.Pointer != "" {
		p.Pointer += "/" + field
	} else {
		p.Column = field
	}
	return p
}

// join makes one entry of consecutive days of one festival and kind. The days
// may stand in any order.
func (d *rawNotice) join() {
	order := make([]int, len(d.Entries))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return d.Entries[i].From.Compare(d.Entries[j].From) })
	var entries []holidays.Entry
	var at []Place
	for _, i := range order {
		e := d.Entries[i]
		if n := len(entries) - 1; n >= 0 && entries[n].Festival == e.Festival && entries[n].Kind == e.Kind &&
			entries[n].To.AddDays(1) == e.From && !e.To.Before(e.From) {
			entries[n].To = e.To
			continue
		}
		entries, at = append(entries, e), append(at, d.at[i])
	}
	d.Entries, d.at = entries, at
}

// codes are the codes of what [check.Notice] finds.
var codes = map[check.Reason]Code{
	check.NoEntries: CodeNoEntries, check.EmptyResidue: CodeResidue, check.UnknownKind: CodeKind,
	check.Reversed: CodeSpan, check.OutsideYear: CodeOutside, check.Contradictory: CodeContradiction,
	check.TooLong: CodeKind, // any other text is looked at before
}

// translate words what [check.Notice] found.
func (d *rawNotice) translate(f *check.Fault) *Error {
	code := codes[f.Reason]
	if f.Entry < 0 {
		return fail(code, d.whole).because(f)
	}
	e, at := d.Entries[f.Entry], d.at[f.Entry]
	switch code {
	case CodeKind:
		return fail(code, d.place(f.Entry, "kind"), e.Kind).because(f)
	case CodeContradiction:
		o := d.Entries[slices.IndexFunc(d.Entries, func(o holidays.Entry) bool { return o.Kind != e.Kind && o.Overlaps(e.Span) })]
		return fail(code, at, e.From, e.To, o.From, o.To).because(f)
	}
	return fail(code, at, e.From, e.To, d.Year).because(f)
}
