package shed

import (
	"log/slog"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

// offered is a load on one processor that works off one call after the other: what comes in,
// and what each call costs.
type offered struct {
	every                 time.Duration // between two calls
	heavies               float64       // share of the heavy calls
	light, heavy, refused time.Duration // what a call costs
	limit                 *rate.Limiter // nil for none
	free, probed          time.Time     // until when the processor is busy, and what was measured last
	least                 time.Duration
	ticks                 int
	stall                 time.Duration // for which everything stands still once a second
	stalled               time.Time
	random                *rand.Rand
	waited                []time.Duration // of the calls that were answered
	shedder               *Shedder
	clock                 time.Time
}

// run offers the load for a while.
func (o *offered) run(length time.Duration) {
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	o.free, o.probed, o.least = start, start, never
	for at := start; at.Before(start.Add(length)); at = at.Add(o.every) {
		if o.stall > 0 && at.Sub(o.stalled) > time.Second {
			o.stalled, o.free = at, o.free.Add(max(0, at.Sub(o.free))+o.stall)
		}
		o.probe(at)
		if o.clock = at; o.free.After(at) {
			o.clock = o.free
		}
		// What is sent now is read when the processor comes to it, as this call is.
		o.shedder.since.Store(at.UnixNano())
		heavy := o.random.Float64() < o.heavies
		cost := o.refused
		if answered := o.shedder.Admit(heavy) && (o.limit == nil || o.limit.AllowN(o.clock, 1)); answered {
			if cost = o.light; heavy {
				cost = time.Duration((0.4 + 1.2*o.random.Float64()) * float64(o.heavy))
			}
			o.waited = append(o.waited, o.clock.Add(cost).Sub(at))
		}
		o.free = o.clock.Add(cost)
	}
}

// probe has the shedder measure, up to a moment.
func (o *offered) probe(until time.Time) {
	for ; !o.probed.After(until); o.probed = o.probed.Add(Interval) {
		o.least = min(o.least, max(0, o.free.Sub(o.probed)))
		if o.ticks++; o.ticks%window == 0 {
			o.shedder.step(o.least)
			o.least = never
		}
	}
}

// TestRateLimitUnderOverload: a rate limit gives back, while calls wait, what those who wait
// then take, so that one heavy call lets in the next; the wait is bounded nevertheless.
func TestRateLimitUnderOverload(t *testing.T) {
	for what, limit := range map[string]*rate.Limiter{"without a limit": nil, "with a limit": rate.NewLimiter(354, 354)} {
		o := &offered{every: time.Second / 1593, heavies: 0.45, light: 180 * time.Microsecond, heavy: 6 * time.Millisecond,
			refused: 150 * time.Microsecond, limit: limit, random: rand.New(rand.NewPCG(1, 2))}
		o.shedder = New(3*time.Millisecond, func() time.Time { return o.clock }, slog.New(slog.DiscardHandler))
		o.run(time.Minute)
		slices.Sort(o.waited)
		if p99 := o.waited[len(o.waited)*99/100]; p99 > 60*time.Millisecond || len(o.waited) < 60*300 {
			t.Errorf("%s: of %d calls that are answered one in a hundred waits %s", what, len(o.waited), p99)
		} else {
			t.Logf("%s: %d are answered, one in a hundred waits %s", what, len(o.waited), p99)
		}
	}
}

// TestHalfLoad offers what was measured at half of what one replica carries: 377 calls a second,
// of which the processor was busy for 62%, or a little more, and of which one in a hundred
// waited 19 to 26 ms. Next to nothing is refused, also if the machine or the collector has everything
// stand still now and then.
func TestHalfLoad(t *testing.T) {
	for _, stall := range []time.Duration{0, 20 * time.Millisecond, 40 * time.Millisecond} {
		for seed := range uint64(10) {
			o := &offered{every: time.Second / 377, heavies: 0.45, light: 250 * time.Microsecond, heavy: 3600 * time.Microsecond,
				random: rand.New(rand.NewPCG(seed, 2)), stall: stall}
			o.shedder = New(3*time.Millisecond, func() time.Time { return o.clock }, slog.New(slog.DiscardHandler))
			o.run(time.Minute)
			if refused := 60*377 - len(o.waited); float64(refused) > 0.0005*60*377 {
				t.Errorf("seed %d, %s: %d are refused", seed, stall, refused)
			}
		}
	}
}
