package shed

import "time"

// Valve is which share of the calls is let in. It opens and closes step by step,
// by the least delay since the last step, and reads no clock.
type Valve struct {
	target       time.Duration
	light, heavy float64 // shares let in, 0 to 1
}

const (
	leastLight  = 0.02 // some are always let in
	leastHeavy  = 0.02 // under that, none is
	hardest     = 0.5  // the most that a step closes by
	heavyFirst  = 0.25 // while more heavy calls are let in, light ones are not refused
	lightGrows  = 1.1
	heavyGrows  = 1.25
	lightAtOnce = 0.02
	heavyAtOnce = 0.05
)

// NewValve returns an open valve that keeps the delay about at a target.
func NewValve(target time.Duration) *Valve { return &Valve{target, 1, 1} }

// Step closes the valve where the delay is over the target, the more the further
// it is, and opens it where it is under half of that.
func (v *Valve) Step(delay time.Duration) {
	switch {
	case delay > v.target:
		v.shut(max(hardest, float64(v.target)/float64(delay)))
	case delay >= v.target/2:
	case v.light < 1:
		v.light = min(1, v.light*lightGrows+lightAtOnce)
	default:
		v.heavy = min(1, v.heavy*heavyGrows+heavyAtOnce)
	}
}

func (v *Valve) shut(factor float64) {
	if v.heavy <= heavyFirst {
		v.light = max(leastLight, v.light*factor)
	}
	if v.heavy *= factor * factor; v.heavy < leastHeavy {
		v.heavy = 0
	}
}

// Open reports whether everything is let in.
func (v *Valve) Open() bool { return v.light == 1 && v.heavy == 1 }

// Shares returns which share of the light and of the heavy calls is let in.
func (v *Valve) Shares() (light, heavy float64) { return v.light, v.heavy }
