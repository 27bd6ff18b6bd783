package deadlines

import "shixian/holidays"

// A Step is the day so many working days away from another.
type Step struct {
	Result holidays.Date
	// UnsettledFrom is the first day looked at that is not settled; zero if all are.
	// Then Earliest and Latest bound the result under every admitted arrangement.
	UnsettledFrom, Earliest, Latest holidays.Date
}

// Certainty says whether what nobody knows yet can move the result.
func (s *Step) Certainty() Certainty { return certainty(s.UnsettledFrom, s.Earliest, s.Latest) }

// StepWorkdays returns the nth working day after d, or the -nth before it if n is
// negative. The error is a [*holidays.CoverageError].
func StepWorkdays(cal *holidays.Calendar, d holidays.Date, n int) (s Step, err error) {
	if s.Result, err = cal.AddWorkdays(d, n); err != nil || n == 0 {
		return s, err
	}
	from, to := d.AddDays(1), s.Result
	if n < 0 {
		from, to = s.Result, d.AddDays(-1)
	}
	open, any := cal.Unsettled(from, to)
	if any {
		s.UnsettledFrom = open
		s.Earliest, s.Latest, err = counter{cal: cal}.bounds(d, n, s.Result)
	}
	return s, err
}
