package load

import (
	"context"
	"fmt"
	"time"
)

// Lengths say how long is measured.
type Lengths struct {
	// Step is the length of a round of the search, Hold of a round that is looked at
	// closely.
	Step, Hold time.Duration
}

// firstRate is the rate at which a search begins, calls a second.
const firstRate = 200

// Capacity is how much a set-up carries.
type Capacity struct {
	Setup  *Setup
	Rounds []*Round // in the order in which they were offered
	Best   *Round   // the highest rate held
	Half   *Round   // half of it
	// AtLeast says that the client was the limit.
	AtLeast bool
}

// Find warms a set-up up and searches what it carries.
func Find(ctx context.Context, s *Setup, step time.Duration) (*Capacity, error) {
	c := &Capacity{Setup: s}
	if _, err := s.Offer(ctx, firstRate, step); err != nil {
		return nil, err
	}
	var err error
	c.Rounds, c.Best, err = search(func(rate float64) (*Round, error) { return s.Offer(ctx, rate, step) })
	if err != nil {
		return nil, err
	}
	if c.Best == nil {
		return nil, fmt.Errorf("%s: no rate was held, down to %.1f/s", s.Name[English], c.Rounds[len(c.Rounds)-1].Offered)
	}
	for _, r := range c.Rounds {
		c.AtLeast = c.AtLeast || !r.Held() && r.ClientBound(step)
	}
	return c, nil
}

// Measure finds what a set-up carries and looks closely at half of it.
func Measure(ctx context.Context, s *Setup, l Lengths) (*Capacity, error) {
	c, err := Find(ctx, s, l.Step)
	if err != nil {
		return nil, err
	}
	c.Half, err = s.Offer(ctx, c.Best.Achieved()/2, l.Hold)
	return c, err
}

// Cost is what the calls of one kind cost alone.
type Cost struct {
	Kind Kind
	// Rounds has one for each set-up.
	Rounds []*Round
}

// Costs measures each kind alone, at a low rate, on one set-up after the other.
func Costs(ctx context.Context, step time.Duration, of ...*Setup) ([]Cost, error) {
	var out []Cost
	for _, k := range kinds {
		c := Cost{Kind: k}
		for _, s := range of {
			alone := *s
			var err error
			if alone.Mix, err = newMix(ctx, s.Tags, []Kind{k}); err != nil {
				return nil, err
			}
			r, err := alone.Offer(ctx, k.Rate, step)
			if err != nil {
				return nil, err
			}
			c.Rounds = append(c.Rounds, r)
		}
		out = append(out, c)
	}
	return out, nil
}
