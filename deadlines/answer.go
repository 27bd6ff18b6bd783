package deadlines

import "shixian/holidays"

// Answer is what a rule says to a request. Which fields are set depends on the
// rule's shape; a date that does not apply is zero.
type Answer struct {
	Rule     *Rule
	Calendar *holidays.Calendar
	Trigger  holidays.Date
	Amount   int // the amount counted with; 0 if a date was agreed
	Roll     Roll

	Nominal        holidays.Date // what the count gives
	Due            holidays.Date // Nominal after the roll
	LastWorkingDay DayWithBounds // year_end: when the offices last work that year

	// Unsuspended is the due day of a limit in days or months as it would be if no days were
	// suspended; zero if none were, or if that day lies beyond the calendar.
	Unsuspended holidays.Date

	// UnsettledFrom is the first day looked at that is not settled; zero if all are.
	UnsettledFrom holidays.Date
	// Earliest and Latest are the first and last due day of any arrangement that the
	// calendar's bounds admit; zero if the answer is settled.
	Earliest, Latest holidays.Date

	Quota  QuotaAnswer
	Window WindowAnswer
	// Approver is who decides, for a threshold; Other is who claims it too, if the
	// length lies on the line.
	Approver, Other Text

	Added Added // the interpretations that this request brought in
	Trace []Run // nil unless asked for
	// Readings are the answers under readings that were not chosen; nil unless asked for.
	Readings []Reading
	// Combined is a combination of them that is stricter than each; nil if none is.
	Combined *Combination

	parted bool // days were suspended, whether or not that changed anything
}

// QuotaAnswer is the part of an [Answer] that a quota gives.
type QuotaAnswer struct {
	Allowed bool
	Used    int // times, or days
	// Limit is the maximum, or the minimum if there is no maximum; Required is the
	// minimum, 0 if there is none.
	Limit, Required int
	// Remaining is what is left of Limit. Reachable says whether what is left of the window can still
	// reach the minimum; it is true if there is none.
	Remaining   int
	Reachable   bool
	Window      holidays.Span
	NextAllowed holidays.Date
}

// Certainty says whether what nobody knows yet can move an answer.
type Certainty string

// The certainties.
const (
	Settled     Certainty = "settled"     // no unsettled day was looked at
	Bounded     Certainty = "bounded"     // one was, but no admitted arrangement moves the date
	Provisional Certainty = "provisional" // it can move
)

// certainty judges what was looked at, and the bounds of a day or of a number.
func certainty[T comparable](unsettled holidays.Date, least, most T) Certainty {
	switch {
	case unsettled.IsZero():
		return Settled
	case least == most:
		return Bounded
	}
	return Provisional
}

// Certainty says whether what nobody knows yet can move the answer.
func (a *Answer) Certainty() Certainty { return certainty(a.UnsettledFrom, a.Earliest, a.Latest) }

// Provisional reports whether what nobody knows yet can move the answer.
func (a *Answer) Provisional() bool { return a.Certainty() == Provisional }

// DayWithBounds is a day beside the due one, with a certainty of its own.
type DayWithBounds struct {
	holidays.Date
	Certainty        Certainty
	Earliest, Latest holidays.Date // zero if it is settled
}

// WindowAnswer is the part of an [Answer] that a weekday_window gives.
type WindowAnswer struct {
	Inside     bool
	NextInside holidays.Date
}

// Rolled reports whether the due day is not the nominal one.
func (a *Answer) Rolled() bool { return a.Due != a.Nominal }

// Added is a set of interpretations that a request brings in, beside the rule's own.
type Added uint32

// The interpretations that counting adds; [AddedCodes] has their codes.
const (
	AddedMonthEnd Added = 1 << iota
	AddedAmount
	AddedRoll
	AddedSuspendedNotCounted
	AddedSuspendedExtends
	AddedSuspendedNoEffect
	AddedCalendar
	AddedAsOf
	AddedIssuedApproximate
	AddedProvisional
	AddedMeetingMoved
	AddedLastWorkingDayUnsettled
	AddedPrinciples
	AddedBounded
	AddedAgreed
	AddedAgreedRestDay
	AddedMeetingBeforeEffective
	AddedDueBeforeEffective
	AddedHistoryBeforeEffective
	AddedBothSides
	AddedBeijingTime
	AddedUndated
)

// AddedCodes are the codes of the interpretations in an [Added], bit by bit.
var AddedCodes = [...]string{
	"month_end",
	"amount_overridden",
	"roll_overridden",
	"suspended_not_counted",
	"suspended_extends",
	"suspended_no_effect",
	"calendar_overridden",
	"as_of_notices",
	"issued_approximate",
	"provisional_statutory",
	"meeting_moved",
	"last_working_day_unsettled",
	"provisional_principles",
	"bounded_arrangements",
	"agreed_date",
	"agreed_rest_day",
	"meeting_before_effective",
	"due_before_effective",
	"history_before_effective",
	"threshold_both_sides",
	"beijing_time",
	"region_days_undated",
}

// Keeps reports whether a default interpretation still holds: one about the roll
// gives way if the caller chose another, or a reading that leaves nothing to roll; those
// about counting give way to a date that was agreed.
func (a *Answer) Keeps(i *Interpretation) bool {
	if a.Added&AddedAgreed != 0 && len(i.Alternatives) > 0 {
		return false
	}
	return i.Override != "roll" || a.Added&AddedRoll == 0 && !a.Rule.inWorkingDays()
}

// Interpretations returns the interpretations applied: the rule's own first, with those
// that were chosen in the place of others, then those that the request brought in. all
// are those of the catalogue.
func (a *Answer) Interpretations(all map[string]*Interpretation) (out []*Interpretation) {
	for _, i := range a.Rule.Interpretations {
		if a.Keeps(i) {
			out = append(out, a.Rule.inForce(i))
		}
	}
	for bit, code := range AddedCodes {
		if a.Added&(1<<bit) != 0 {
			out = append(out, all[code])
		}
	}
	return out
}

// Codes appends the codes of the interpretations applied to dst: the rule's own
// first, then those that the request brought in.
func (a *Answer) Codes(dst []string) []string {
	for _, i := range a.Rule.Interpretations {
		if a.Keeps(i) {
			dst = append(dst, a.Rule.inForce(i).Code)
		}
	}
	for bit, code := range AddedCodes {
		if a.Added&(1<<bit) != 0 {
			dst = append(dst, code)
		}
	}
	return dst
}
