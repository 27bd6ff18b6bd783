// Package question is the question that a page asks about a rule, as a form fills it in
// and as a query writes it.
//
// Its assumption: what a form leaves open stays empty, what is written in another way but
// clear is taken, and what it says wrong is for the answer to say.
package question

import (
	"net/url"
	"slices"
	"strings"

	"shixian/deadlines"
)

// Form is the form of the calculator, as it was filled in. Its fields are those of
// GET /v1/deadlines, but for the district, and for suspended, which two date
// fields write.
type Form struct {
	District string
	Rule     *deadlines.Rule
	Trigger  string
	Amount   string
	Days     string
	History  string
	Roll     string
	Calendar string
	AsOf     string
	At       string
	Done     string
	Revision string
	Agreed   string
	// Interpret are the readings chosen, as interpretation:reading.
	Interpret []string
	Spans     []Span
}

// Span is a run of days, both included.
type Span struct{ From, To string }

// half reports whether one of the days is still missing.
func (s Span) half() bool { return s.From == "" || s.To == "" }

// HalfSpan reports whether a span is filled in by half; the question leaves it out.
func (f *Form) HalfSpan() bool { return slices.ContainsFunc(f.Spans, Span.half) }

// Read takes what a query says.
func Read(cat *deadlines.Catalogue, q url.Values) Form {
	f := Form{
		District: q.Get("district"), Rule: cat.Rule(q.Get("rule")),
		Trigger: day(q.Get("trigger")), Amount: q.Get("amount"), Days: Number(q.Get("days"), deadlines.CalDay), History: days(q["history"]),
		Roll: q.Get("roll"), Calendar: q.Get("calendar"), AsOf: day(q.Get("as_of")), At: q.Get("at"), Done: q.Get("done"),
		Revision: q.Get("revision"), Agreed: day(q.Get("agreed")),
		Interpret: slices.DeleteFunc(slices.Clone(q["interpret"]), func(s string) bool { return s == "" }),
	}
	for _, s := range q["suspended"] {
		from, to, _ := strings.Cut(s, "/")
		f.Spans = append(f.Spans, Span{day(from), day(to)})
	}
	for i, from := range q["suspended_from"] {
		to := ""
		if i < len(q["suspended_to"]) {
			to = q["suspended_to"][i]
		}
		if from != "" || to != "" {
			f.Spans = append(f.Spans, Span{day(from), day(to)})
		}
	}
	f.settleDistrict(cat)
	if f.Rule != nil {
		f.Amount = Number(f.Amount, f.Rule.Unit)
	}
	return f
}

// settleDistrict keeps rule and district together: the district chosen last wins and
// keeps the matter if it has a rule about it; a rule alone brings its own district.
func (f *Form) settleDistrict(cat *deadlines.Catalogue) {
	if !slices.ContainsFunc(cat.Jurisdictions, func(j *deadlines.Jurisdiction) bool { return j.ID == f.District }) {
		f.District = ""
	}
	switch {
	case f.Rule != nil && f.District == "":
		f.District = f.Rule.Jurisdiction.ID
	case f.Rule != nil && f.Rule.Jurisdiction.ID != f.District:
		_, matter, _ := strings.Cut(f.Rule.ID, ".")
		f.Rule = cat.Rule(f.District + "." + matter)
	case f.District == "" && len(cat.Jurisdictions) > 0:
		f.District = cat.Jurisdictions[0].ID
	}
}

// Complete reports whether enough is filled in to count.
func (f *Form) Complete() bool {
	switch {
	case f.Rule == nil:
		return false
	case f.Rule.Shape == deadlines.Threshold:
		return f.Days != ""
	}
	return f.Trigger != ""
}

// Query returns the question as GET /v1/deadlines takes it.
func (f *Form) Query() string {
	var b strings.Builder
	for _, p := range f.Parameters() {
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(p.Name + "=" + url.QueryEscape(p.Value))
	}
	return b.String()
}

// Parameter is a parameter of GET /v1/deadlines.
type Parameter struct{ Name, Value string }

// Parameters are the fields that are filled in and mean something to the shape of the rule:
// what was filled in for another rule is let fall.
func (f *Form) Parameters() []Parameter {
	var ps []Parameter
	add := func(name, value string) {
		if value != "" {
			ps = append(ps, Parameter{name, value})
		}
	}
	threshold := f.Rule.Shape == deadlines.Threshold
	add("rule", f.Rule.ID)
	add("calendar", f.Calendar)
	add("as_of", f.AsOf)
	add("revision", f.Revision)
	if threshold {
		add("days", f.Days)
	} else {
		add("trigger", f.Trigger)
	}
	if f.Rule.Overridable {
		add("amount", f.Amount)
		add("agreed", f.Agreed)
	}
	if f.Rule.Shape == deadlines.Quota {
		add("history", f.History)
	}
	if f.Rule.HasDue() {
		add("roll", f.Roll)
		add("at", f.At)
		add("done", f.Done)
	}
	for _, s := range f.Spans {
		if !threshold && !s.half() {
			add("suspended", s.From+"/"+s.To)
		}
	}
	for _, choice := range f.Interpret {
		add("interpret", choice)
	}
	return ps
}

// Link returns the address of the calculator with the same question, by the table of a
// revision; by the one in force for "".
func (f *Form) Link(revision string) string {
	g := *f
	g.Revision = revision
	return "/?" + g.Query()
}
