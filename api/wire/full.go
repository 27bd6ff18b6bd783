package wire

import (
	"bytes"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"shixian/deadlines"
	"shixian/deadlines/explain"
)

// Explanation is how an answer came about.
type Explanation struct {
	// The lines, joined by line breaks
	Text  string         `json:"text"`
	Lines []explain.Line `json:"lines"`
}

// Rendering is how an answer is written: in a language, zh or en, and in a view.
type Rendering struct {
	Lang string
	View View
	// Explanation is how the answer came about; it is needed for [Full] alone.
	Explanation *explain.Explanation
	// Standing is where the matter stands on the day of Look; nil if that was not asked.
	Look     deadlines.Look
	Standing *deadlines.Standing
}

// AppendRendered is [Encoder.AppendAnswer] in any view; with where the matter stands, as the
// JSON of [StatusAnswer].
func (e *Encoder) AppendRendered(b []byte, a *deadlines.Answer, r *Rendering) []byte {
	switch r.View {
	case Brief:
		b = e.appendOpenBrief(b, a, r.Lang)
	case Full:
		b = e.appendOpenAnswer(b, a, r.Lang, true)
		b = appendFull(b, a, r)
	default:
		b = e.appendOpenAnswer(b, a, r.Lang, false)
	}
	if a.Readings != nil {
		b = e.appendReadings(b, a, r.Lang)
	}
	if r.Standing != nil {
		b = appendStanding(b, r.Look, r.Standing)
	}
	return append(b, '}')
}

// appendOpenBrief appends what most callers need: the day, or what the shape has
// instead of it, and how sure it is.
func (e *Encoder) appendOpenBrief(b []byte, a *deadlines.Answer, lang string) []byte {
	p := e.partsOf(a.Rule, lang)
	b = append(b, p.id...)
	return e.appendOutcome(appendDate(b, `,"trigger":"`, a.Trigger), a, p)
}

// appendOutcome appends the due day, or what the shape has instead of it, and how sure that
// is, with its bounds if they differ.
func (e *Encoder) appendOutcome(b []byte, a *deadlines.Answer, p *ruleParts) []byte {
	if a.Rule.HasDue() {
		b = appendDate(b, `,"due":"`, a.Due)
	} else {
		b = e.appendShape(b, a, p)
	}
	b = append(append(append(b, `,"certainty":"`...), a.Certainty()...), '"')
	if !a.Provisional() {
		return append(b, `,"provisional":false`...)
	}
	b = append(b, `,"provisional":true`...)
	b = appendDate(b, `,"earliest":"`, a.Earliest)
	return appendDate(b, `,"latest":"`, a.Latest)
}

// appendFull appends what only the full view tells.
func appendFull(b []byte, a *deadlines.Answer, r *Rendering) []byte {
	x := r.Explanation
	b = append(append(b, `,"actor":`...), mustJSON(a.Rule.Actor.In(r.Lang))...)
	b = append(append(b, `,"trigger_event":`...), mustJSON(a.Rule.Trigger.In(r.Lang))...)
	notes := []string{}
	if !a.Rule.Note.IsZero() {
		notes = append(notes, a.Rule.Note.In(r.Lang))
	}
	b = append(append(b, `,"notes":`...), mustJSON(notes)...)
	return append(append(b, `,"explanation":`...), mustJSON(Explanation{x.Text(), x.Lines})...)
}

// fullInterpretations returns the readings that apply to an answer, with their
// sources, their alternatives, and why they have none.
func (e *Encoder) fullInterpretations(a *deadlines.Answer, lang string) []Interpretation {
	out := ownInterpretations(a, lang)
	for bit, code := range deadlines.AddedCodes {
		if a.Added&(1<<bit) != 0 {
			i := e.interpretations[code]
			out = append(out, Interpretation{Code: code, Text: i.Text.In(lang), Source: i.Source.In(lang), Override: i.Override, WhyNot: i.WhyNot.In(lang)})
		}
	}
	return out
}

// ownInterpretations are the rule's own of [Encoder.fullInterpretations].
func ownInterpretations(a *deadlines.Answer, lang string) []Interpretation {
	out := []Interpretation{}
	for _, i := range a.Rule.Interpretations {
		if !a.Keeps(i) {
			continue
		}
		full := Interpretation{Code: i.Code, Text: i.Text.In(lang), Source: i.Source.In(lang), Override: i.Override}
		for _, alt := range a.Rule.Chosen() {
			if alt.Of == i.Code {
				full = Interpretation{Code: alt.Code, InsteadOf: i.Code, Text: alt.Text.In(lang), Source: alt.Source.In(lang), Override: i.Override}
			}
		}
		for _, alt := range a.Rule.Open[i.Code] {
			full.Alternatives = append(full.Alternatives, Alternative{alt.Code, alt.Text.In(lang), alt.Source.In(lang)})
		}
		full.WhyNot = a.Rule.Closed[i.Code].In(lang)
		out = append(out, full)
	}
	return out
}

// appendReadings appends the answers under other readings, and the strictest of all and of
// their combinations.
func (e *Encoder) appendReadings(b []byte, a *deadlines.Answer, lang string) []byte {
	b = append(b, `,"readings":[`...)
	for i := range a.Readings {
		r := &a.Readings[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `{"interpretation":`...), mustJSON(r.Of.Code)...)
		b = append(append(b, `,"reading":`...), mustJSON(r.Take)...)
		b = append(append(b, `,"text":`...), mustJSON(r.Text.In(lang))...)
		b = append(e.appendOutcome(b, &r.Answer, e.partsOf(r.Answer.Rule, lang)), '}')
	}
	b = append(b, ']')
	safe, by := a.Safe()
	b = appendStrict(b, "safe", safe, by)
	if a.Combined != nil {
		b = appendStrict(b, "safe_combined", &a.Combined.Answer, a.Combined.Choices)
	}
	return b
}

// appendStrict appends the day of an answer that is the strictest of some, and the choices
// that lead to it.
func appendStrict(b []byte, name string, a *deadlines.Answer, by []deadlines.Choice) []byte {
	day := `,"` + name + `":"`
	switch {
	case a.Rule.HasDue():
		b = appendDate(b, day, a.Due)
	case a.Rule.Shape == deadlines.Quota:
		b = appendDate(b, day, a.Quota.NextAllowed)
	case a.Rule.Shape == deadlines.WeekdayWindow:
		b = appendDate(b, day, a.Window.NextInside)
	}
	if by != nil {
		b = append(append(b, `,"`+name+`_reading":`...), mustJSON(joinChoices(by))...)
	}
	return b
}

// joinChoices writes choices as a query does, with commas between them.
func joinChoices(choices []deadlines.Choice) string {
	var out []string
	for _, c := range choices {
		out = append(out, c.Of+":"+c.Take)
	}
	return strings.Join(out, ",")
}

// Select appends the members of an object that are named, in the object's order.
func Select(dst, object []byte, fields []string) ([]byte, error) {
	dec := jsontext.NewDecoder(bytes.NewReader(object))
	if _, err := dec.ReadToken(); err != nil {
		return dst, err
	}
	dst = append(dst, '{')
	first := true
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return dst, err
		}
		key := strings.Clone(name.String()) // the token is gone with the next read
		value, err := dec.ReadValue()
		if err != nil {
			return dst, err
		}
		if !slices.Contains(fields, key) {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(append(append(dst, mustJSON(key)...), ':'), value...)
	}
	return append(dst, '}'), nil
}
