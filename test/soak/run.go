package soak

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"shixian/test/fleet"
	"shixian/test/load"
)

// Result is what happened, and what grew.
type Result struct {
	Plan  Plan
	Round *load.Round
	// Changes of the table, Watches of the stream of changes, and the Events that those
	// who watched saw.
	Changes         int
	Watches, Events int64
	Growth          []growth
}

// Run keeps a set-up under load as planned.
func Run(ctx context.Context, f *fleet.Fleet, s *load.Setup, p Plan) (*Result, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait()
	errs := make(chan error, p.Watchers+len(f.Replicas)+1)
	beside := func(run func() error) { wg.Go(func() { errs <- run() }) }

	pub, seen := newPublisher(f), &watching{}
	beside(func() error { return pub.run(ctx, p.Change) })
	for i := range p.Watchers {
		beside(func() error { return seen.run(ctx, s.URL, i) })
	}
	taken := make([][]sample, len(f.Replicas))
	for i, r := range f.Replicas {
		beside(func() (err error) { taken[i], err = follow(ctx, r, p.Sample); return err })
	}
	round, err := s.Offer(ctx, p.Rate, p.Length)
	cancel()
	wg.Wait()
	close(errs)
	for e := range errs {
		err = errors.Join(err, e)
	}
	out := &Result{Plan: p, Round: round, Changes: pub.done, Watches: seen.came.Load(), Events: seen.events.Load()}
	for i, r := range f.Replicas {
		grown, enough := p.compare(r.Name, taken[i])
		if !enough {
			err = errors.Join(err, fmt.Errorf("%s: %d samples are too few to compare", r.Name, len(taken[i])))
		}
		out.Growth = append(out.Growth, grown...)
	}
	return out, err
}

// follow takes samples of a replica until ctx ends.
func follow(ctx context.Context, r *fleet.Replica, every time.Duration) (out []sample, err error) {
	began := time.Now()
	err = eachTick(ctx, every, func(ctx context.Context) error {
		at := time.Since(began)
		s, err := take(ctx, r)
		s.at = at
		if err == nil {
			out = append(out, s)
		}
		return err
	})
	return out, err
}

// eachTick does something now and then until ctx ends. What has begun is done to the end.
func eachTick(ctx context.Context, every time.Duration, do func(context.Context) error) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := do(context.WithoutCancel(ctx)); err != nil {
			return err
		}
	}
}

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
