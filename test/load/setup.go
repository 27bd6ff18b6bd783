package load

import (
	"context"
	"time"

	"shixian/test/fleet"
)

// Setup is a set-up under load.
type Setup struct {
	Name Text
	URL  string
	// Processes are the servers whose use is measured.
	Processes []Process
	Mix       *Mix
	// Tags is the URL of the service that gives the ETags of its answers.
	Tags string
}

// SetupOf returns a fleet as a set-up. Its databases are not measured: the calls of the
// mix do not ask them.
func SetupOf(f *fleet.Fleet, m *Mix, name Text) *Setup {
	s := &Setup{Name: name, URL: f.URL(), Tags: f.URL(), Mix: m}
	for _, r := range f.Replicas {
		s.Processes = append(s.Processes, Process{r.Name, r.PID()})
	}
	if f.Proxy != nil {
		s.Processes = append(s.Processes, Process{"haproxy", f.Proxy.PID()})
	}
	return s
}

// Offer offers the mix at a rate (calls a second) for a while.
func (s *Setup) Offer(ctx context.Context, rate float64, length time.Duration) (*Round, error) {
	return s.offer(ctx, &Round{Offered: rate}, length)
}

func (s *Setup) offer(ctx context.Context, r *Round, length time.Duration) (*Round, error) {
	own, all, err := taken()
	if err != nil {
		return nil, err
	}
	stop, err := watch(ctx, s.Processes)
	if err != nil {
		return nil, err
	}
	attack(s.Mix, s.URL, r.Offered, length, r)
	if r.Use, err = stop(); err != nil {
		return nil, err
	}
	ownNow, allNow, err := taken()
	r.Client = (ownNow - own).Seconds() / r.Took.Seconds()
	r.Servers = r.Use.CPU().Seconds() / r.Took.Seconds()
	r.Others = max(0, (allNow-all).Seconds()/r.Took.Seconds()-r.Client-r.Servers)
	return r, err
}
