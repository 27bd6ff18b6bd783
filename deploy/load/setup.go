package load

import (
	"context"
	"os"
	"time"
)

// Setup is a set-up under load.
type Setup struct {
	Name Text
	URL  string
	// Processes are the servers whose use is measured.
	Processes []Process
	Mix       *Mix
}

// Offer offers the mix at a rate (calls a second) for a while.
func (s *Setup) Offer(ctx context.Context, rate float64, length time.Duration) (*Round, error) {
	self := []Process{{Name: "client", PID: os.Getpid()}}
	before, err := spent(self)
	if err != nil {
		return nil, err
	}
	stop, err := watch(ctx, s.Processes)
	if err != nil {
		return nil, err
	}
	r := &Round{Offered: rate}
	attack(s.Mix, s.URL, rate, length, r)
	if r.Use, err = stop(); err != nil {
		return nil, err
	}
	after, err := spent(self)
	if err != nil {
		return nil, err
	}
	r.Client = (after[0] - before[0]).Seconds() / r.Took.Seconds()
	return r, nil
}
