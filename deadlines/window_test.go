package deadlines_test

import (
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestWindowOf: windows begin and end where the calendar's months do, half a month on the
// 16th.
func TestWindowOf(t *testing.T) {
	for _, c := range []struct {
		every            deadlines.Window
		day, first, last string
	}{
		{deadlines.EveryHalfMonth, "2026-02-15", "2026-02-01", "2026-02-15"},
		{deadlines.EveryHalfMonth, "2026-02-16", "2026-02-16", "2026-02-28"},
		{deadlines.EveryMonth, "2028-02-29", "2028-02-01", "2028-02-29"},
		{deadlines.EveryTwoMonths, "2026-03-01", "2026-03-01", "2026-04-30"},
		{deadlines.EveryHalfYear, "2026-06-30", "2026-01-01", "2026-06-30"},
		{deadlines.EveryHalfYear, "2026-07-01", "2026-07-01", "2026-12-31"},
		{deadlines.EveryYear, "2026-12-31", "2026-01-01", "2026-12-31"},
	} {
		if got, want := deadlines.WindowOf(c.every, date(c.day)), (holidays.Span{From: date(c.first), To: date(c.last)}); got != want {
			t.Errorf("%s of %s: %v, want %v", c.every, c.day, got, want)
		}
	}
}
