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
	if s.Result, err = cal.AddWorkdays(d, n); err == nil && n != 0 {
		err = s.bound(cal, d, n)
	}
	return s, err
}

// bound bounds a result that is the nth working day after from, or the -nth before it if
// n is negative, if a day on the way there is not settled.
func (s *Step) bound(cal *holidays.Calendar, from holidays.Date, n int) (err error) {
	first, last := from.AddDays(1), s.Result
	if n < 0 {
		first, last = s.Result, from.AddDays(-1)
	}
	if open, any := cal.Unsettled(first, last); any {
		s.UnsettledFrom = open
		s.Earliest, s.Latest, err = counter{cal: cal}.bounds(from, n, s.Result)
	}
	return err
}
