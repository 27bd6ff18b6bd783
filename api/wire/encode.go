package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf8"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// Encoder writes answers as JSON. What does not change from answer to answer is
// made once, for each rule and language, by encoding/json. It is safe for concurrent
// use.
type Encoder struct {
	parts map[*deadlines.Rule]*[2]ruleParts
	added [2][len(deadlines.AddedCodes)][]byte
	// interpretations are those of the catalogue.
	interpretations map[string]*deadlines.Interpretation
}

// ruleParts are the constant parts of a rule's answers.
type ruleParts struct {
	id       []byte   // {"rule":…
	head     []byte   // {"rule":…,"jurisdiction":…,"shape":…
	unit     []byte   // ,"unit":… or nothing
	defaults [][]byte // the rule's own interpretations
	all      []byte   // the same, joined by commas
	citation []byte   // ],"citation":{…}
	upTo     []byte
	beyond   []byte
}

// NewEncoder returns what writes answers by the rules of a catalogue.
func NewEncoder(cat *deadlines.Catalogue) *Encoder {
	e := &Encoder{parts: make(map[*deadlines.Rule]*[2]ruleParts, len(cat.Rules)), interpretations: cat.Interpretations}
	for l, lang := range [...]string{holidays.Chinese, holidays.English} {
		for i, code := range deadlines.AddedCodes {
			e.added[l][i] = mustJSON(Interpretation{Code: code, Text: cat.Interpretations[code].Text.In(lang)})
		}
	}
	for _, r := range cat.Rules {
		e.parts[r] = &[2]ruleParts{newRuleParts(r, holidays.Chinese), newRuleParts(r, holidays.English)}
	}
	return e
}

func newRuleParts(r *deadlines.Rule, lang string) ruleParts {
	p := ruleParts{
		id:       fmt.Appendf(nil, `{"rule":%s`, mustJSON(r.ID)),
		citation: fmt.Appendf(nil, `],"citation":%s`, mustJSON(NewCitation(r))),
		upTo:     mustJSON(r.UpTo.In(lang)),
		beyond:   mustJSON(r.Beyond.In(lang)),
	}
	p.head = fmt.Appendf(nil, `%s,"title":%s,"jurisdiction":%s,"shape":%s,"strength":%s`,
		p.id, mustJSON(r.Title.In(lang)), mustJSON(r.Jurisdiction.ID), mustJSON(r.Shape), mustJSON(r.Strength))
	if r.Unit != "" {
		p.unit = fmt.Appendf(nil, `,"unit":%s`, mustJSON(r.Unit))
	}
	for _, in := range r.Interpretations {
		p.defaults = append(p.defaults, mustJSON(Interpretation{Code: in.Code, Text: in.Text.In(lang)}))
	}
	p.all = bytes.Join(p.defaults, []byte{','})
	return p
}

// mustJSON marshals strings and plain structs of strings and numbers, which
// cannot fail.
func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}

// AppendAnswer appends a as the JSON of [Answer], in a language, zh or en.
func (e *Encoder) AppendAnswer(b []byte, a *deadlines.Answer, lang string) []byte {
	return e.AppendRendered(b, a, &Rendering{Lang: lang})
}

// partsOf returns the parts of a rule, however it is read.
func (e *Encoder) partsOf(r *deadlines.Rule, lang string) *ruleParts {
	return &e.parts[r.Origin()][place(lang)]
}

// place is the place of a language in what is made for both.
func place(lang string) int {
	if lang == holidays.English {
		return 1
	}
	return 0
}

// appendOpenAnswer appends a without the closing brace; full tells what the readings
// rest on.
func (e *Encoder) appendOpenAnswer(b []byte, a *deadlines.Answer, lang string, full bool) []byte {
	p := e.partsOf(a.Rule, lang)
	b = append(b, p.head...)
	if a.Amount != 0 {
		b = strconv.AppendInt(append(b, `,"amount":`...), int64(a.Amount), 10)
		if a.Rule.Unit == a.Rule.Origin().Unit {
			b = append(b, p.unit...)
		} else {
			b = append(append(append(b, `,"unit":"`...), a.Rule.Unit...), '"')
		}
	}
	if a.Rule.HasDue() {
		b = append(append(append(b, `,"roll":"`...), a.Roll...), '"')
	}
	b = appendDate(b, `,"trigger":"`, a.Trigger)
	b = e.appendShape(b, a, p)
	b = append(append(append(b, `,"calendar":"`...), a.Calendar.ID()...), '"')
	b = strconv.AppendInt(append(b, `,"calendar_revision":`...), a.Calendar.Revision(), 10)
	b = append(append(append(b, `,"position":"`...), a.Calendar.Position()...), '"')
	b = append(append(append(b, `,"certainty":"`...), a.Certainty()...), '"')
	b = strconv.AppendBool(append(b, `,"provisional":`...), a.Provisional())
	b = appendDate(b, `,"unsettled_from":"`, a.UnsettledFrom)
	b = appendDate(b, `,"earliest":"`, a.Earliest)
	b = appendDate(b, `,"latest":"`, a.Latest)
	b = append(b, `,"interpretations":[`...)
	if full {
		for i, in := range e.fullInterpretations(a, lang) {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, mustJSON(in)...)
		}
	} else {
		b = e.appendInterpretations(b, a, p, lang)
	}
	b = append(b, p.citation...)
	if a.Trace != nil {
		b = appendTrace(b, a.Trace)
	}
	return b
}

// appendShape appends what the rule's shape answers.
func (e *Encoder) appendShape(b []byte, a *deadlines.Answer, p *ruleParts) []byte {
	switch a.Rule.Shape {
	case deadlines.Quota:
		return appendQuota(b, a)
	case deadlines.Threshold:
		return e.appendApprover(b, a, p)
	case deadlines.WeekdayWindow:
		b = strconv.AppendBool(append(b, `,"inside":`...), a.Window.Inside)
		return appendDate(b, `,"next_inside":"`, a.Window.NextInside)
	}
	b = appendDate(b, `,"nominal":"`, a.Nominal)
	b = appendDate(b, `,"due":"`, a.Due)
	b = strconv.AppendBool(append(b, `,"rolled":`...), a.Rolled())
	if !a.LastWorkingDay.IsZero() {
		b = appendBeside(b, &a.LastWorkingDay)
	}
	return b
}

func (e *Encoder) appendApprover(b []byte, a *deadlines.Answer, p *ruleParts) []byte {
	b = append(b, `,"approver":`...)
	both := !a.Other.IsZero()
	other := p.beyond
	if a.Approver == a.Rule.UpTo {
		b = append(append(b, p.upTo...), `,"approver_side":"up_to"`...)
	} else {
		b = append(append(b, p.beyond...), `,"approver_side":"beyond"`...)
		other = p.upTo
	}
	b = strconv.AppendBool(append(b, `,"both":`...), both)
	if both {
		b = append(append(b, `,"approver_other":`...), other...)
	}
	return b
}

// appendBeside appends the last working day and how sure it is.
func appendBeside(b []byte, d *deadlines.DayWithBounds) []byte {
	b = appendDate(b, `,"last_working_day":"`, d.Date)
	b = append(append(append(b, `,"last_working_day_certainty":"`...), d.Certainty...), '"')
	b = appendDate(b, `,"last_working_day_earliest":"`, d.Earliest)
	return appendDate(b, `,"last_working_day_latest":"`, d.Latest)
}

func appendQuota(b []byte, a *deadlines.Answer) []byte {
	q := &a.Quota
	b = strconv.AppendBool(append(b, `,"allowed":`...), q.Allowed)
	b = strconv.AppendInt(append(b, `,"used":`...), int64(q.Used), 10)
	b = strconv.AppendInt(append(b, `,"limit":`...), int64(q.Limit), 10)
	if a.Rule.AtLeast {
		b = strconv.AppendInt(append(b, `,"required":`...), int64(q.Required), 10)
		b = strconv.AppendBool(append(b, `,"reachable":`...), q.Reachable)
	}
	b = strconv.AppendInt(append(b, `,"remaining":`...), int64(q.Remaining), 10)
	b = appendDate(b, `,"window":{"from":"`, q.Window.From)
	b = appendDate(b, `,"to":"`, q.Window.To)
	return appendDate(append(b, '}'), `,"next_allowed":"`, q.NextAllowed)
}

func (e *Encoder) appendInterpretations(b []byte, a *deadlines.Answer, p *ruleParts, lang string) []byte {
	start := len(b)
	switch {
	case len(a.Rule.Chosen()) > 0:
		for _, in := range ownInterpretations(a, lang) {
			b = appendElement(b, start, mustJSON(Interpretation{Code: in.Code, InsteadOf: in.InsteadOf, Text: in.Text}))
		}
	case a.Added&(deadlines.AddedRoll|deadlines.AddedAgreed) == 0:
		b = append(b, p.all...)
	default:
		for i, in := range a.Rule.Interpretations {
			if a.Keeps(in) {
				b = appendElement(b, start, p.defaults[i])
			}
		}
	}
	for bit := 0; a.Added>>bit != 0; bit++ {
		if a.Added&(1<<bit) != 0 {
			b = appendElement(b, start, e.added[place(lang)][bit])
		}
	}
	return b
}

// appendElement appends an element of an array that starts at start.
func appendElement(b []byte, start int, element []byte) []byte {
	if len(b) > start {
		b = append(b, ',')
	}
	return append(b, element...)
}

func appendTrace(b []byte, trace []deadlines.Run) []byte {
	b = append(b, `,"trace":[`...)
	for i := range trace {
		r := &trace[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = appendDate(b, `{"from":"`, r.From)
		b = appendDate(b, `,"to":"`, r.To)
		b = strconv.AppendInt(append(b, `,"days":`...), int64(r.Days()), 10)
		b = append(append(append(b, `,"kind":"`...), r.Kind.String()...), '"')
		b = AppendText(b, `,"festival":`, r.Festival)
		b = AppendText(b, `,"notice":`, r.Notice)
		b = strconv.AppendBool(append(b, `,"settled":`...), r.Settled)
		if r.Suspended {
			b = append(b, `,"suspended":true`...)
		}
		b = strconv.AppendInt(append(b, `,"counted":`...), int64(r.Counted), 10)
		b = append(b, '}')
	}
	return append(b, ']')
}

// appendDate appends a key and a date and the closing quote, or nothing for a
// zero date.
func appendDate(b []byte, key string, d holidays.Date) []byte {
	if d.IsZero() {
		return b
	}
	return append(d.AppendTo(append(b, key...)), '"')
}

// AppendText appends a key, as it is given, and a string, or nothing for an empty one.
func AppendText(b []byte, key, s string) []byte {
	if s == "" {
		return b
	}
	b = append(b, key...)
	if !plain(s) {
		return append(b, mustJSON(s)...)
	}
	return append(append(append(b, '"'), s...), '"')
}

// plain reports whether encoding/json writes s as it is.
func plain(s string) bool {
	for i := range len(s) {
		if escaped[s[i]] {
			return false
		}
	}
	return utf8.ValidString(s)
}

// escaped are the bytes with which something begins that encoding/json escapes:
// U+2028 and U+2029 begin with 0xe2.
var escaped = func() (t [256]bool) {
	for c := range ' ' {
		t[c] = true
	}
	for _, c := range []byte{'"', '\\', '<', '>', '&', 0xe2} {
		t[c] = true
	}
	return t
}()

// AppendRef opens the answer that is appended next: it writes what the question called
// itself as the first field. The brace with which the answer begins is replaced by
// [CloseRef]. Nothing is written for "".
func AppendRef(b []byte, ref string) []byte {
	if ref == "" {
		return b
	}
	return AppendText(b, `{"ref":`, ref)
}

// CloseRef makes one object of what [AppendRef] wrote and of the answer after it, which
// begins at start.
func CloseRef(b []byte, ref string, start int) {
	if ref == "" {
		return
	}
	b[start] = ','
	if b[start+1] == '}' { // nothing of the answer was asked for
		b[start] = ' '
	}
}

// AppendProblem appends a problem, which stands in the place of an answer.
func AppendProblem(b []byte, p *problem.Problem) []byte { return append(b, mustJSON(p)...) }
