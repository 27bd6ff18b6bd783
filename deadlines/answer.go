package deadlines

import "shixian/holidays"

// Answer is what a rule says to a request. Which fields are set depends on the
// rule's shape; a date that does not apply is zero.
type Answer struct {
	Rule     *Rule
	Calendar *holidays.Calendar
	Trigger  holidays.Date
	Amount   int // the amount counted with
	Roll     Roll

	Nominal        holidays.Date // what the count gives
	Due            holidays.Date // Nominal after the roll
	LastWorkingDay holidays.Date // year_end: when the offices last work that year
	Provisional    bool          // what nobody knows yet could move it
	UnsettledFrom  holidays.Date // the first day looked at that is not settled

	Quota  QuotaAnswer
	Window WindowAnswer
	// Approver is who decides, for a threshold.
	Approver Text

	Added Added // the interpretations that this request brought in
	Trace []Run // nil unless asked for
}

// QuotaAnswer is the part of an [Answer] that a quota gives.
type QuotaAnswer struct {
	Allowed     bool
	Used, Limit int // times, or days
	Window      holidays.Span
	NextAllowed holidays.Date
}

// WindowAnswer is the part of an [Answer] that a weekday_window gives.
type WindowAnswer struct {
	Inside     bool
	NextInside holidays.Date
}

// Rolled reports whether the due day is not the nominal one.
func (a *Answer) Rolled() bool { return a.Due != a.Nominal }

// Added is a set of interpretations that a request brings in, beside the rule's own.
type Added uint16

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
	"region_days_undated",
}

// Keeps reports whether a default interpretation still holds: one about the roll
// gives way if the caller chose another.
func (a *Answer) Keeps(i *Interpretation) bool {
	return a.Added&AddedRoll == 0 || i.Override != "roll"
}

// Codes appends the codes of the interpretations applied to dst: the rule's own
// first, then those that the request brought in.
func (a *Answer) Codes(dst []string) []string {
	for _, i := range a.Rule.Interpretations {
		if a.Keeps(i) {
			dst = append(dst, i.Code)
		}
	}
	for bit, code := range AddedCodes {
		if a.Added&(1<<bit) != 0 {
			dst = append(dst, code)
		}
	}
	return dst
}
