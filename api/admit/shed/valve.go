package shed

import "time"

// Valve says which share of the calls to refuse, from the least delay since it was
// asked last. It reads no clock.
//
// Like PIE (RFC 8033) it follows both how far the delay is from its target and how
// fast it moves, so that it neither swings nor waits for a queue to build up. It is
// quicker than PIE, for calls that are refused stop waiting immediately. As in PIE, a burst
// is let in as a whole: at half of what they can do the processors are busy now and then for a
// third of a second, as calls are not alike.
type Valve struct {
	target   time.Duration
	pressure float64 // 0 to 1
	last     float64 // the delay before, in targets
	burst    int     // steps for which delays that have just begun refuse nothing
}

const (
	byError  = 0.006 // pressure for each step, for each target that the delay is over its target
	byChange = 0.015 // pressure for each target that the delay has grown
	relief   = 0.98  // what is left of the pressure after a step with half the target or less
	most     = 20.0  // delays longer than so many targets count as that
	none     = 0.005 // pressure under that is none
	short    = 0.5   // targets; while delays are no longer, nothing stands in a queue
	bursts   = 8     // steps that a queue may stand, and has to be gone, for a burst

	heavyTwice  = 2.0  // heavy calls are all refused at half the pressure
	lightFrom   = 0.25 // light calls are refused from this pressure on
	mostRefused = 0.98 // some light calls are always let in
)

// NewValve returns an open valve that keeps the delay about at a target.
func NewValve(target time.Duration) *Valve { return &Valve{target: target, burst: bursts} }

// Step moves the valve by the least delay since the last step.
func (v *Valve) Step(delay time.Duration) {
	d := min(most, float64(delay)/float64(v.target))
	v.pressure += byError*(d-1) + byChange*(d-v.last)
	v.last = d
	if d <= short {
		v.pressure *= relief
	}
	if v.pressure < none || d <= short && v.burst > 0 {
		v.pressure = 0
	}
	v.pressure = min(1, v.pressure)
	switch {
	case d <= short && v.pressure == 0:
		v.burst = bursts
	case v.burst > 0:
		v.burst--
	}
}

// Refused returns which share of the light and of the heavy calls to refuse.
func (v *Valve) Refused() (light, heavy float64) {
	if v.burst > 0 {
		return 0, 0
	}
	light = min(mostRefused, max(0, v.pressure-lightFrom)/(1-lightFrom))
	return light, min(1, heavyTwice*v.pressure)
}
