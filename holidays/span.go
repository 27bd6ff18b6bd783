package holidays

import "time"

// Span is a run of days, both ends included.
type Span struct {
	From Date `json:"from" yaml:"from"`
	To   Date `json:"to" yaml:"to"`
}

// yearSpan returns the days of a year.
func yearSpan(year int) Span {
	return Span{NewDate(year, time.January, 1), NewDate(year, time.December, 31)}
}

// Days returns the number of days in s, 0 if it ends before it starts.
func (s Span) Days() int { return max(0, s.From.DaysUntil(s.To)+1) }

// Contains reports whether d is one of the days of s.
func (s Span) Contains(d Date) bool { return !d.Before(s.From) && !d.After(s.To) }

// Overlaps reports whether s and t share a day.
func (s Span) Overlaps(t Span) bool { return !s.From.After(t.To) && !t.From.After(s.To) }
