package soak

import "time"

// Plan says what goes on, and how long.
type Plan struct {
	// Length is how long the load lasts.
	Length time.Duration
	// Window is how long the warm-up lasts, then the beginning that is compared, and
	// the end that it is compared with.
	Window time.Duration
	// Rate is the load, in calls a second.
	Rate float64
	// Sample and Change are the times between two samples and two changes of the table.
	Sample, Change time.Duration
	// Watchers is how many follow the stream of changes at a time.
	Watchers int
}

// The bounds on the parts of a plan.
const (
	longestWindow = time.Minute
	samples       = 12 // in a window
	changes       = 4  // in a window
	watchers      = 20
)

// NewPlan divides a length: windows of a fifth of it, a minute at most.
func NewPlan(length time.Duration, rate float64) Plan {
	window := min(length/5, longestWindow)
	return Plan{Length: length, Window: window, Rate: rate, Sample: window / samples, Change: window / changes, Watchers: watchers}
}
