package deadlines

import (
	"errors"

	"shixian/holidays"
)

// OutOfCoverage returns the error of a calendar that does not know a day as an [*Error] of a
// request's field, and any other as it is.
func OutOfCoverage(err error, pointer string) error {
	if err == nil {
		return nil // before a target is made for errors.As, which would be allocated
	}
	var ce *holidays.CoverageError
	if errors.As(err, &ce) {
		return fail(CodeOutOfCoverage, pointer, ce.Calendar, ce.First, ce.Last, ce.Date)
	}
	return err
}

// Covered returns the error of a day that the calendar does not know, which a request's field
// names: [CodeOutOfCoverage]; nil if it knows it.
func Covered(cal *holidays.Calendar, d holidays.Date, pointer string) error {
	return OutOfCoverage(cal.Check(d), pointer)
}
