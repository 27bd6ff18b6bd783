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
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return out, nil
		case <-tick.C:
		}
		at := time.Since(began)
		s, err := take(context.WithoutCancel(ctx), r)
		if err != nil {
			return out, err
		}
		s.at = at
		out = append(out, s)
	}
}
