package wire

import (
	"math/bits"
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

// The fields that a question takes, by what it asks.
const (
	StatusFields   = ^(fieldDue | fieldFormat)     // those of [StatusQuestion]
	QuestionFields = StatusFields &^ lookFields    // those of [Question]
	ItemFields     = StatusFields &^ fieldRevision // in a batch, which sees one revision
	QueryFields    = QuestionFields | fieldFormat  // in a query
	TriggerFields  = fieldRef | fieldRule | fieldDue | fieldAmount | fieldRoll | fieldSuspended | fieldAsOf | fieldCalendar | fieldInterpret
	lookFields     = fieldAt | fieldDone | fieldYellow
)

// MaxRefLength is how many characters a question's ref may have.
const MaxRefLength = 128

// fieldOf returns the field called name, or 0.
func fieldOf[T string | []byte](name T) Fields {
	for i, n := range fieldNames {
		if n == string(name) {
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
	in.NoOffset = in.NoOffset || missing&(fieldAt|fieldDone) != 0 && l.noOffset
}

// setText sets a field whose value is a text. Errors point to the field.
func setText[T string | []byte](in *Input, f Fields, name string, value T) error {
	switch f {
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
		return setDate(&in.Due, "/", name, value)
	case fieldFormat:
		in.Format = string(value)
		if in.Format != "json" && in.Format != "text" && in.Format != "ics" {
			return problem.New(problem.InvalidParameter, "/format", "format", " json、text 或 ics", "json, text or ics")
		}
	case fieldAsOf:
		return setDate(&in.AsOf, "/", name, value)
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
			return problem.New(problem.InvalidParameter, "/ref", "ref", "不超过 128 个字符的文本", "a text of at most 128 characters")
		}
		in.Ref = string(value)
	}
	return nil
}

// setDate sets a date written YYYY-MM-DD. An error points to prefix and name.
func setDate[T string | []byte](d *holidays.Date, prefix, name string, value T) (err error) {
	if *d, err = holidays.ParseDate(value); err != nil {
		return problem.New(problem.InvalidDate, prefix+name, name)
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

// setDay sets the civil date of a date or an instant. A time without an offset is
// read as Beijing time, which in notes.
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

// setAmount sets the amount. Numbers that no rule takes, 0 among them, become -1,
// which counting refuses as out of range.
func (in *Input) setAmount(n int64) {
	if n < 1 || n > deadlines.MaxAmount {
		n = -1
	}
	in.Amount = int(n)
}

// fieldNames are the names of the fields, bit by bit.
var fieldNames = [...]string{
	"rule", "trigger", "amount", "roll", "suspended", "as_of", "calendar",
	"history", "days", "trace", "at", "done", "yellow", "revision", "agreed",
	"ref", "due", "format", "readings", "interpret",
}

// nameOf returns the name of a single field.
func nameOf(f Fields) string { return fieldNames[bits.TrailingZeros32(uint32(f))] }
