package wire

import (
	"errors"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf8"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/record"
)

// Input is a question as it was read. Its memory is used again for the next one.
type Input struct {
	deadlines.Question
	// Look is for a question about where a matter stands. At is zero if none was given.
	Look deadlines.Look
	// Ref is the caller's own name for the question, which its answer bears.
	Ref string
	// Due is for a question about the triggers of a due day.
	Due holidays.Date
	// Format is how a query wants its answer: json, text or ics; "" leaves it to Accept.
	Format  string
	given   Fields
	seen    Fields // those given, or null in a body
	byQuery Fields // those that [Input.SetLook] gave it
	state   record.Position
	spans   []holidays.Span
	history []holidays.Date
	choices []deadlines.Choice
}

// Fields is a set of the fields of a question.
type Fields uint32

const (
	fieldRule Fields = 1 << iota
	fieldTrigger
	fieldAmount
	fieldRoll
	fieldSuspended
	fieldAsOf
	fieldCalendar
	fieldHistory
	fieldDays
	fieldTrace
	fieldAt
	fieldDone
	fieldYellow
	fieldRevision
	fieldAgreed
	fieldRef
	fieldDue
	fieldFormat
	fieldReadings
	fieldInterpret
)

// field is a field of a question.
type field struct {
	name string
	form form
}

// fields are all of them, bit by bit.
var fields = [...]field{
	{"rule", text}, {"trigger", text}, {"amount", number}, {"roll", text}, {"suspended", listOfSpans}, {"as_of", text},
	{"calendar", text}, {"history", listOfDates}, {"days", number}, {"trace", flag}, {"at", text}, {"done", text},
	{"yellow", number}, {"revision", state}, {"agreed", text}, {"ref", text}, {"due", text}, {"format", text},
	{"readings", flag}, {"interpret", pairs},
}

// form is what the value of a field is.
type form uint8

const (
	text form = iota
	number
	flag
	state // a position, or a bare revision, which may be a number
	listOfSpans
	listOfDates
	pairs
)

// forms say how a value of each form begins in JSON, as [jsontext.Kind] has it, and what it
// has to be.
var forms = [...]struct{ begins, zh, en string }{
	text: {`"`, "字符串", "a string"}, number: {"0", "数字", "a number"}, flag: {"tf", "布尔值", "true or false"},
	state: {`0"`, "数字或字符串", "a number or a string"}, listOfSpans: {"[", "数组", "an array"},
	listOfDates: {"[", "数组", "an array"}, pairs: {"{", "对象", "an object"},
}

// ofForm returns the fields of a form.
func ofForm(of form) (all Fields) {
	for i := range fields {
		if fields[i].form == of {
			all |= 1 << i
		}
	}
	return all
}

// The fields that a question takes, by what it asks.
const (
	StatusFields   = ^(fieldDue | fieldFormat)       // those of [StatusQuestion]
	QuestionFields = StatusFields &^ lookFields      // those of [Question]
	ItemFields     = StatusFields &^ fieldRevision   // in a batch, which sees one revision
	QueryFields    = QuestionFields | fieldFormat    // in a query
	RowFields      = QuestionFields &^ fieldRevision // in a table that is answered without a service
	TriggerFields  = fieldRevision | fieldRef | fieldRule | fieldDue | fieldAmount | fieldRoll | fieldSuspended | fieldAsOf | fieldCalendar | fieldInterpret
	lookFields     = fieldAt | fieldDone | fieldYellow
	dayFields      = fieldTrigger | fieldAgreed | fieldAt | fieldDone // dates or instants
)

// The forms of an answer to a query.
const (
	FormatJSON = "json"
	FormatText = "text" // the due day alone, for a cell of a spreadsheet
	FormatICS  = "ics"  // the due day as an event of a calendar
)

// MaxRefLength is how many characters a question's ref may have.
const MaxRefLength = 128

// definition returns what a single field is.
func (f Fields) definition() *field { return &fields[bits.TrailingZeros32(uint32(f))] }

// fieldOf returns the field called name, or 0.
func fieldOf[T string | []byte](name T) Fields {
	for i := range fields {
		if fields[i].name == string(name) {
			return 1 << i
		}
	}
	return 0
}

// Reset empties in for the next question; trace is whether the answer carries its
// trace by default.
func (in *Input) Reset(trace bool) {
	spans, history, choices := in.spans[:0], in.history[:0], in.choices[:0]
	*in = Input{}
	in.spans, in.history, in.choices = spans, history, choices
	in.Trace = trace
	in.Look.Yellow = deadlines.DefaultYellow
}

// State returns the position, or the bare revision, of the table that the question names,
// and whether it names one.
func (in *Input) State() (p record.Position, given bool) {
	return in.state, in.given&fieldRevision != 0
}

// AsksStatus reports whether the question asks where its matter stands as well, because
// it has a field of a look.
func (in *Input) AsksStatus() bool { return in.given&lookFields != 0 }

// SetLook gives the question the fields of a look that it does not have itself.
func (in *Input) SetLook(l *LookDefaults) {
	missing := l.given &^ in.given
	if missing&fieldAt != 0 {
		in.Look.At = l.look.At
	}
	if missing&fieldDone != 0 {
		in.Look.Done = l.look.Done
	}
	if missing&fieldYellow != 0 {
		in.Look.Yellow = l.look.Yellow
	}
	in.given |= missing
	in.byQuery = missing
	in.NoOffset = in.NoOffset || missing&(fieldAt|fieldDone) != 0 && l.noOffset
}

// ByQuery reports whether [Input.SetLook] gave the question the field at a JSON Pointer.
func (in *Input) ByQuery(pointer string) bool {
	return in.byQuery&fieldOf(strings.TrimPrefix(pointer, "/")) != 0
}

// set sets a field that has one value, as it is written. Errors point to the field.
func set[T string | []byte](in *Input, f Fields, name string, value T) (err error) {
	switch f {
	case fieldTrace:
		in.Trace = string(value) == "true"
	case fieldReadings:
		in.Readings = string(value) == "true"
	case fieldAmount, fieldDays, fieldYellow:
		return in.setNumber(f, name, string(value))
	case fieldRevision:
		in.state, err = ParseState(string(value))
		return err
	case fieldRule:
		in.Rule = string(value)
	case fieldRoll:
		if len(value) == 0 {
			return problem.New(deadlines.CodeRollUnknown, "/roll", "")
		}
		in.Roll = deadlines.Roll(value)
	case fieldCalendar:
		if len(value) == 0 {
			return problem.New(deadlines.CodeCalendarUnknown, "/calendar", "")
		}
		in.Calendar = string(value)
	case fieldDue:
		return setDate(&in.Due, name, value)
	case fieldFormat:
		in.Format = string(value)
		if in.Format != FormatJSON && in.Format != FormatText && in.Format != FormatICS {
			return problem.New(problem.InvalidParameter, "/format", "format", " json、text 或 ics", "json, text or ics")
		}
	case fieldAsOf:
		return setDate(&in.AsOf, name, value)
	case fieldAgreed:
		return setDay(in, &in.Agreed, name, value)
	case fieldTrigger:
		return setDay(in, &in.Trigger, name, value)
	case fieldAt:
		return setDay(in, &in.Look.At, name, value)
	case fieldDone:
		return setDay(in, &in.Look.Done, name, value)
	case fieldRef:
		if len(value) > MaxRefLength && utf8.RuneCountInString(string(value)) > MaxRefLength {
			most := strconv.Itoa(MaxRefLength)
			return problem.New(problem.InvalidParameter, "/ref", "ref", "不超过 "+most+" 个字符的文本", "a text of at most "+most+" characters")
		}
		in.Ref = string(value)
	}
	return nil
}

// setNumber sets a field whose value is a number.
func (in *Input) setNumber(f Fields, name, text string) error {
	if f == fieldDays {
		days, err := strconv.ParseFloat(text, 64)
		if err != nil && !errors.Is(err, strconv.ErrRange) {
			return problem.New(problem.WrongType, "/days", "days", "数字", "a number")
		}
		in.Days, in.HasDays = days, true
		return nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return problem.New(problem.WrongType, "/"+name, name, "整数", "a whole number")
	}
	switch {
	case f == fieldYellow && (n < 0 || n > deadlines.MaxAmount):
		return notWithin("yellow", 0, deadlines.MaxAmount)
	case f == fieldYellow:
		in.Look.Yellow = int(n)
	case n < 1 || n > deadlines.MaxAmount:
		in.Amount = -1 // no rule takes it, 0 among them, which counting refuses as out of range
	default:
		in.Amount = int(n)
	}
	return nil
}

// setDate sets a date written YYYY-MM-DD. An error points to name.
func setDate[T string | []byte](d *holidays.Date, name string, value T) (err error) {
	if *d, err = holidays.ParseDate(value); err != nil {
		return problem.New(problem.InvalidDate, "/"+name, name)
	}
	return nil
}

// setListed sets a date of a list. An error points to pointer, and names the date by what
// was written: the number that it has there says little.
func setListed[T string | []byte](d *holidays.Date, pointer string, value T) (err error) {
	if *d, err = holidays.ParseDate(value); err != nil {
		return problem.New(problem.InvalidDate, pointer, string(value))
	}
	return nil
}

// setDay sets the civil date of a date or an instant, see [holidays.ParseInstant]. A time
// without an offset is read as Beijing time, which in notes.
func setDay[T string | []byte](in *Input, d *holidays.Date, name string, value T) (err error) {
	if len(value) == len("2006-01-02") {
		*d, err = holidays.ParseDate(value)
	} else if *d, err = holidays.ParseInstant(string(value)); err != nil {
		if *d, err = holidays.ParseInstant(string(value) + "+08:00"); err == nil {
			in.NoOffset = true
		}
	}
	if err != nil {
		return problem.New(problem.InvalidTrigger, "/"+name, name)
	}
	return nil
}
