package deadlines

import "fmt"

// Code is the stable name of an error.
type Code string

// The codes that this package returns.
const (
	CodeRuleUnknown      Code = "rule_unknown"
	CodeNotInForce       Code = "rule_not_in_force"
	CodeOutOfCoverage    Code = "date_out_of_coverage"
	CodeCalendarUnknown  Code = "calendar_unknown"
	CodeAmountNotAllowed Code = "amount_not_allowed"
	CodeAmountRange      Code = "amount_out_of_range"
	CodeRollUnknown      Code = "roll_unknown"
	CodeFieldMissing     Code = "field_missing"
	CodeFieldNotAllowed  Code = "field_not_applicable"
	CodeSpanReversed     Code = "span_reversed"
	CodeTooManySpans     Code = "too_many_spans"
	CodeDaysRange        Code = "days_out_of_range"
	CodeNoDueDate        Code = "no_due_date"
	CodeSuperseded       Code = "rule_superseded"
	CodeAgreedNotAllowed Code = "agreed_not_allowed"
	CodeAgreedAndAmount  Code = "agreed_and_amount"
	CodeAgreedTooEarly   Code = "agreed_before_trigger"
	CodeDoneTooEarly     Code = "done_before_trigger"
	CodeReadingUnknown   Code = "reading_unknown"
	CodeReadingNotOpen   Code = "reading_not_open"
	CodeReadingTwice     Code = "reading_twice"
	CodeReadingAndRoll   Code = "reading_and_roll"
)

// Error is an error of the caller: a code, the request field at fault as a JSON
// Pointer, and what its message speaks of. The API words it in two languages.
type Error struct {
	Code    Code
	Pointer string
	Args    []any
}

func (e *Error) Error() string { return fmt.Sprintf("%s at %q %v", e.Code, e.Pointer, e.Args) }

func fail(code Code, pointer string, args ...any) error {
	return &Error{code, pointer, args}
}
