package shed

import (
	"testing"
	"time"
)

// step is the time between two steps of the valve in these tests.
const step = window * Interval

const target = 5 * time.Millisecond

// load is what comes in, in processors: 1 is as much as there is. A call that is
// refused costs a part of what it would have.
type load struct{ light, heavy, refusedLight, refusedHeavy float64 }

// queue is what waits, as the time that it takes to work it off.
type queue struct {
	waits float64 // seconds
	most  float64 // seconds that the callers' connections can hold
}

// run lets a load come for some steps, and returns the least and the longest wait
// of the last second, with the work that was let in, of all that came.
func (q *queue) run(v *Valve, l load, steps int) (least, longest time.Duration, let load) {
	least = time.Hour
	for i := range steps {
		light, heavy := v.Refused()
		work := l.light*(1-light*(1-l.refusedLight)) + l.heavy*(1-heavy*(1-l.refusedHeavy))
		before := q.waits
		q.waits = min(q.most, max(0, q.waits+(work-1)*step.Seconds()))
		d := time.Duration(min(before, q.waits) * float64(time.Second))
		v.Step(d)
		if i >= steps-int(time.Second/step) {
			least, longest = min(least, d), max(longest, d)
			let = load{light: 1 - light, heavy: 1 - heavy}
		}
	}
	return least, longest, let
}

// TestValveHoldsTheTarget: whatever comes, what waits settles at the target, heavy
// calls go first, and once it is over all are let in again.
func TestValveHoldsTheTarget(t *testing.T) {
	for what, c := range map[string]struct {
		load        load
		heavy       bool // some heavy calls are let in
		lightIsFree bool // no light call is refused
	}{
		"heavy, a third too much":     {load{0.2, 1.1, 0.5, 0.02}, true, true},
		"heavy, three times too much": {load{0.3, 2.7, 0.5, 0.02}, true, false},
		"light, a little too much":    {load{1.05, 0, 0.5, 0.02}, true, false},
		"light, half as much again":   {load{1.5, 0.1, 0.5, 0.02}, false, false},
	} {
		v, q := NewValve(target), &queue{most: 10}
		least, longest, let := q.run(v, c.load, 10*int(time.Second/step))
		if least < target/2 || longest > 2*target {
			t.Errorf("%s: after 10 s calls wait %s to %s, want about %s", what, least, longest, target)
		}
		if (let.heavy > 0) != c.heavy || (let.light == 1) != c.lightIsFree || let.light < let.heavy {
			t.Errorf("%s: let in are %+v", what, let)
		}
		if _, _, let = q.run(v, load{light: 0.5}, 5*int(time.Second/step)); let.heavy < 1 || let.light < 1 {
			t.Errorf("%s: 5 s after it was over, let in are %+v", what, let)
		}
	}
}

// TestValveStaysOpen: under less than it can do the service refuses nothing, nor
// for one stall of the machine.
func TestValveStaysOpen(t *testing.T) {
	for name, delays := range map[string][]time.Duration{
		"idle":       {0, 0, 0},
		"busy":       {time.Millisecond, 2 * time.Millisecond, target, time.Millisecond},
		"a hiccup":   {0, target + time.Millisecond, 0, 0},
		"no numbers": {-time.Millisecond, -time.Hour},
	} {
		v := NewValve(target)
		for _, d := range delays {
			v.Step(d)
		}
		if light, heavy := v.Refused(); light > 0 || heavy > 0 {
			t.Errorf("%s: refused are %v and %v", name, light, heavy)
		}
	}
	v := NewValve(target)
	for i := range bursts {
		if light, heavy := v.Refused(); light > 0 || heavy > 0 {
			t.Errorf("after %d steps of a stall refused are %v and %v", i, light, heavy)
		}
		v.Step(time.Hour)
	}
	if light, heavy := v.Refused(); light == 0 || heavy == 0 {
		t.Errorf("if it goes on, refused are %v and %v", light, heavy)
	}
}

// TestValveAfterBurst: a burst that is over in time leaves nothing behind, and the next one is let
// in as well; one that follows an overload is not.
func TestValveAfterBurst(t *testing.T) {
	v := NewValve(target)
	for range 5 {
		for _, delay := range []time.Duration{4 * target, 9 * target, 3 * target, 0} {
			v.Step(delay)
			if light, heavy := v.Refused(); light > 0 || heavy > 0 {
				t.Errorf("after %s refused are %v and %v", delay, light, heavy)
			}
		}
	}
	for range 2 * bursts {
		v.Step(4 * target)
	}
	v.Step(0)
	v.Step(4 * target)
	if _, heavy := v.Refused(); heavy == 0 {
		t.Error("a short pause of an overload lets everything in")
	}
}

// TestSomeLightCallsAreAlwaysLetIn, however long it lasts.
func TestSomeLightCallsAreAlwaysLetIn(t *testing.T) {
	v := NewValve(target)
	for range 1000 {
		v.Step(time.Minute)
	}
	if light, heavy := v.Refused(); light >= 1 || light < 0.9 || heavy != 1 {
		t.Errorf("refused are %v and %v", light, heavy)
	}
}
