package api

import (
	"math/bits"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// Question is the body of a question. Dates are written YYYY-MM-DD.
type Question struct {
	// The id of the rule
	Rule string `json:"rule" example:"xihe.countersign-reply"`
	// A date, or an RFC 3339 instant with an offset; threshold takes none
	Trigger string `json:"trigger,omitempty" example:"2026-02-09"`
	// Another amount, where the rule is overridable: 1 to 1000
	Amount int `json:"amount,omitempty"`
	// none, next or previous
	Roll string `json:"roll,omitempty" enums:"none,next,previous"`
	// Spans of days that do not count, at most 64
	Suspended []holidays.Span `json:"suspended,omitempty"`
	// Count from the notices issued by that day
	AsOf string `json:"as_of,omitempty" example:"2025-10-31"`
	// Another calendar than the rule's own
	Calendar string `json:"calendar,omitempty" example:"CN-GX"`
	// quota: the days already used
	History []string `json:"history,omitempty"`
	// threshold: a length in days
	Days float64 `json:"days,omitempty"`
	// Whether the answer carries its trace: true by default, false in batches
	Trace *bool `json:"trace,omitempty"`
	// Answer as it was at that revision of the table; batches take it in the query
	Revision *int64 `json:"revision,omitempty"`
}

// StatusQuestion is a question about where a matter stands.
type StatusQuestion struct {
	Question
	// The day of the look: a date or an instant, today by default
	At string `json:"at,omitempty" example:"2026-02-24"`
	// The day on which it was done: a date or an instant
	Done string `json:"done,omitempty"`
	// Working days left from which the light is yellow, 0 to 1000; 2 by default
	Yellow *int `json:"yellow,omitempty"`
}

// question is a question as it was read. It is used again for the next one.
type question struct {
	deadlines.Question
	seen     field // which fields were given
	at, done holidays.Date
	yellow   int
	revision int64
	spans    []holidays.Span
	history  []holidays.Date
}

// field is a set of the fields of a question.
type field uint16

const (
	fieldRule field = 1 << iota
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
)

// The fields that a question takes, by the call that it comes in.
const (
	statusCall = ^field(0)
	singleCall = statusCall &^ (fieldAt | fieldDone | fieldYellow)
	itemCall   = singleCall &^ fieldRevision // one request sees one revision
)

// fieldOf returns the field called name, or 0.
func fieldOf[T string | []byte](name T) field {
	for i, n := range fieldNames {
		if n == string(name) {
			return 1 << i
		}
	}
	return 0
}

// reset empties q for the next question; trace is whether it carries its trace by
// default.
func (q *question) reset(trace bool) {
	*q = question{spans: q.spans[:0], history: q.history[:0]}
	q.Trace = trace
	q.yellow = deadlines.DefaultYellow
}

// setText sets a field whose value is a text. Errors point to the field.
func setText[T string | []byte](q *question, f field, name string, value T) error {
	switch f {
	case fieldRule:
		q.Rule = string(value)
	case fieldRoll:
		if len(value) == 0 {
			return problem.New(deadlines.CodeRollUnknown, "/roll", "")
		}
		q.Roll = deadlines.Roll(value)
	case fieldCalendar:
		if len(value) == 0 {
			return problem.New(deadlines.CodeCalendarUnknown, "/calendar", "")
		}
		q.Calendar = string(value)
	case fieldAsOf:
		return setDate(&q.AsOf, "/", name, value)
	case fieldTrigger:
		return setDay(&q.Trigger, name, value)
	case fieldAt:
		return setDay(&q.at, name, value)
	case fieldDone:
		return setDay(&q.done, name, value)
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

// setDay sets the civil date of a date or an instant.
func setDay[T string | []byte](d *holidays.Date, name string, value T) (err error) {
	if len(value) == len("2006-01-02") {
		*d, err = holidays.ParseDate(value)
	} else {
		*d, err = holidays.ParseInstant(string(value))
	}
	if err != nil {
		return problem.New(problem.InvalidTrigger, "/"+name, name)
	}
	return nil
}

// setAmount sets the amount. Numbers that no rule takes, 0 among them, become -1,
// which counting refuses as out of range.
func (q *question) setAmount(n int64) {
	if n < 1 || n > deadlines.MaxAmount {
		n = -1
	}
	q.Amount = int(n)
}

// fieldNames are the names of the fields, bit by bit.
var fieldNames = [...]string{
	"rule", "trigger", "amount", "roll", "suspended", "as_of", "calendar",
	"history", "days", "trace", "at", "done", "yellow", "revision",
}

// nameOf returns the name of a single field.
func nameOf(f field) string { return fieldNames[bits.TrailingZeros16(uint16(f))] }
