package noticeformat

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"shixian/holidays"
)

// The longest texts of a notice, in characters.
const (
	maxName   = 60   // a festival, a document number
	maxSource = 2000 // several addresses
	maxReason = 500
)

// draft is a notice as a body has it, before it is checked.
type draft struct {
	holidays.Notice
	at     []Place          // of the entries, by index
	fields map[string]Place // of the notice's own fields that the body has
	byDay  bool             // entries are single days or events, to be joined
	whole  Place            // where the notice stands; zero where it is the body
}

func (d *draft) add(e holidays.Entry, at Place) {
	d.Entries = append(d.Entries, e)
	d.at = append(d.at, at)
}

// finish turns d into a notice that passes [holidays.CheckNotice].
func (d *draft) finish(hint Hint) (holidays.Notice, error) {
	d.trim()
	if err := d.takeHint(hint); err != nil {
		return holidays.Notice{}, err
	}
	if err := d.checkFields(); err != nil {
		return holidays.Notice{}, err
	}
	if err := d.checkEntries(); err != nil {
		return holidays.Notice{}, err
	}
	if d.byDay {
		d.join()
	}
	if len(d.Entries) > MaxEntries {
		return holidays.Notice{}, fail(CodeEntries, d.whole, MaxEntries)
	}
	if wrong := holidays.CheckNotice(&d.Notice); len(wrong) > 0 {
		return holidays.Notice{}, d.translate(wrong[0])
	}
	return d.Notice, nil
}

func (d *draft) trim() {
	for _, s := range []*string{&d.Calendar, &d.Document, &d.Source, &d.Amends} {
		*s = strings.TrimSpace(*s)
	}
	for i := range d.Entries {
		d.Entries[i].Festival = strings.TrimSpace(d.Entries[i].Festival)
	}
	if d.Residue != nil {
		d.Residue.Reason = strings.TrimSpace(d.Residue.Reason)
	}
}

// takeHint fills in what the body does not say.
func (d *draft) takeHint(h Hint) error {
	for _, f := range []error{
		fill(&d.Calendar, h.Calendar, d.fields["calendar"]),
		fill(&d.Year, h.Year, d.fields["year"]),
		fill(&d.Document, h.Document, d.fields["document"]),
		fill(&d.Issued, h.Issued, d.fields["issued"]),
	} {
		if f != nil {
			return f
		}
	}
	return nil
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

func (d *draft) checkFields() error {
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
	texts := []text{{"document", d.Document, maxName}, {"source", d.Source, maxSource}, {"amends", d.Amends, maxName}}
	if d.Residue != nil {
		if d.Residue.Reason == "" {
			return fail(CodeMissing, d.fields["residue"], "reason")
		}
		texts = append(texts, text{"residue", d.Residue.Reason, maxReason})
	}
	for _, t := range texts {
		if !t.visible() {
			return fail(CodeText, d.fields[t.field], t.value, t.most)
		}
	}
	return nil
}

// text is one text of a notice with the most characters that it may have.
type text struct {
	field, value string
	most         int
}

// visible reports whether the text is short enough and made of characters that a
// person can see.
func (t text) visible() bool {
	hidden := func(r rune) bool { return !unicode.IsGraphic(r) || r == utf8.RuneError }
	return utf8.RuneCountInString(t.value) <= t.most && !strings.ContainsFunc(t.value, hidden)
}

// checkEntries checks each entry by itself, as far as joining days needs it.
func (d *draft) checkEntries() error {
	for i, e := range d.Entries {
		switch name := (text{"festival", e.Festival, maxName}); {
		case name.value == "":
			return fail(CodeMissing, d.place(i, "festival"), "festival")
		case !name.visible():
			return fail(CodeText, d.place(i, "festival"), name.value, name.most)
		case e.From.IsZero():
			return fail(CodeMissing, d.place(i, "from"), "from")
		case e.To.IsZero():
			return fail(CodeMissing, d.place(i, "to"), "to")
		}
	}
	return nil
}

// place returns the place of a field of the i-th entry.
func (d *draft) place(i int, field string) Place {
	p := d.at[i]
	switch {
	case p.Pointer != "":
		p.Pointer += "/" + field
	case p.Event == "":
		p.Column = field
	}
	return p
}

// join makes one entry of consecutive days of one festival and kind. The days
// may stand in any order.
func (d *draft) join() {
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

// translate words what [holidays.CheckNotice] found.
func (d *draft) translate(c *holidays.CheckError) *Error {
	code := Code(c.Code)
	if c.Entry < 0 {
		return fail(code, d.whole).because(c)
	}
	e, at := d.Entries[c.Entry], d.at[c.Entry]
	switch code {
	case CodeKind:
		return fail(code, d.place(c.Entry, "kind"), e.Kind).because(c)
	case CodeContradiction:
		f := d.Entries[slices.IndexFunc(d.Entries, func(f holidays.Entry) bool { return f.Kind != e.Kind && f.Overlaps(e.Span) })]
		return fail(code, at, e.From, e.To, f.From, f.To).because(c)
	}
	return fail(code, at, e.From, e.To, d.Year).because(c)
}
