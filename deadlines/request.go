package deadlines

import (
	"fmt"

	"shixian/holidays"
)

// The bounds of a request.
const (
	MaxAmount    = 1000
	MaxSuspended = 64   // spans
	MaxHistory   = 1000 // dates
	MaxDays      = 3660 // a length for a threshold
)

// Request is a question to one rule. Zero values stand for "not given".
type Request struct {
	Trigger holidays.Date `yaml:"trigger"`
	Amount  int           `yaml:"amount"` // 1 to MaxAmount, if the rule is overridable
	// Agreed is the due day itself as agreed, in the place of Amount.
	Agreed    holidays.Date   `yaml:"agreed"`
	Roll      Roll            `yaml:"roll"`
	Suspended []holidays.Span `yaml:"suspended"`
	AsOf      holidays.Date   `yaml:"as_of"`
	History   []holidays.Date `yaml:"history"` // quota: the days already used
	Days      float64         `yaml:"days"`    // threshold: the length, more than 0 and at most MaxDays
	HasDays   bool            `yaml:"-"`
	// NoOffset says that a time was given without an offset, and read as Beijing time.
	NoOffset bool `yaml:"-"`
	Trace    bool `yaml:"-"`
	// Interpret chooses readings, at most MaxChoices. Readings asks for the answers
	// under the others.
	Interpret []Choice `yaml:"-"`
	Readings  bool     `yaml:"-"`
}

// check refuses what the rule cannot answer. Errors are [*Error].
func (q *Request) check(r *Rule, cal *holidays.Calendar) error {
	if err := q.checkFields(r); err != nil {
		return err
	}
	if err := q.checkAgreed(r, cal); err != nil {
		return err
	}
	switch {
	case q.Amount != 0 && !r.Overridable:
		return fail(CodeAmountNotAllowed, "/amount", r.ID)
	case q.Amount < 0 || q.Amount > MaxAmount:
		return fail(CodeAmountRange, "/amount", 1, MaxAmount)
	case !q.Roll.Known():
		return fail(CodeRollUnknown, "/roll", string(q.Roll))
	case q.Roll != RollDefault && r.rolls():
		return fail(CodeReadingAndRoll, "/roll")
	}
	if err := q.checkSpans(); err != nil {
		return err
	}
	if r.Shape == Threshold {
		return nil
	}
	if q.Trigger.Before(r.EffectiveFrom()) && r.Every != EveryTwoWeeks {
		return notInForce(r, q.Trigger)
	}
	if last, successor := r.EffectiveTo(); !last.IsZero() && q.Trigger.After(last) {
		return fail(CodeSuperseded, "/trigger", r.ID, last, successor, q.Trigger)
	}
	return Covered(cal, q.Trigger, "/trigger")
}

func notInForce(r *Rule, trigger holidays.Date) error {
	return fail(CodeNotInForce, "/trigger", r.ID, r.EffectiveFrom(), trigger)
}

// checkAgreed refuses a date that cannot have been agreed.
func (q *Request) checkAgreed(r *Rule, cal *holidays.Calendar) error {
	switch {
	case q.Agreed.IsZero():
		return nil
	case !r.Overridable:
		return fail(CodeAgreedNotAllowed, "/agreed", r.ID)
	case q.Amount != 0:
		return fail(CodeAgreedAndAmount, "/agreed")
	case r.Shape == Within && q.Agreed.Before(q.Trigger):
		return fail(CodeAgreedTooEarly, "/agreed", q.Agreed, q.Trigger)
	}
	return Covered(cal, q.Agreed, "/agreed")
}

// checkFields refuses fields that are missing, or that mean nothing to the shape.
func (q *Request) checkFields(r *Rule) error {
	unused := func(pointer string) error {
		return fail(CodeFieldNotAllowed, pointer, pointer[1:], r.ID, string(r.Shape))
	}
	byLength := r.Shape == Threshold
	switch {
	case byLength && !q.HasDays:
		return fail(CodeFieldMissing, "/days", "days", r.ID)
	case byLength && !(q.Days > 0 && q.Days <= MaxDays):
		return fail(CodeDaysRange, "/days", MaxDays)
	case byLength && !q.Trigger.IsZero():
		return unused("/trigger")
	case !byLength && q.HasDays:
		return unused("/days")
	case !byLength && q.Trigger.IsZero():
		return fail(CodeFieldMissing, "/trigger", "trigger", r.ID)
	case len(q.History) > 0 && r.Shape != Quota:
		return unused("/history")
	case len(q.History) > MaxHistory:
		return fail(CodeTooManySpans, "/history", MaxHistory)
	case len(q.Suspended) > 0 && !r.HasDue():
		return unused("/suspended")
	case q.Roll != RollDefault && !r.HasDue():
		return unused("/roll")
	}
	return nil
}

func (q *Request) checkSpans() error {
	if len(q.Suspended) > MaxSuspended {
		return fail(CodeTooManySpans, "/suspended", MaxSuspended)
	}
	for i, s := range q.Suspended {
		if s.To.Before(s.From) {
			return fail(CodeSpanReversed, fmt.Sprintf("/suspended/%d/to", i), s.From, s.To)
		}
	}
	return nil
}
