package shed

import (
	"context"
	"log/slog"
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"
)

// Interval is the time between two measurements.
const Interval = 5 * time.Millisecond

const (
	window = 8  // ticks for a step of the valve
	behind = 16 // targets that something waits at this moment, from which no heavy call is let in
	never  = time.Duration(math.MaxInt64)
)

// Shedder says which calls to refuse.
type Shedder struct {
	valve *Valve
	now   func() time.Time
	log   *slog.Logger
	// The shares that are refused, of 2³²−1; 0 is none.
	light, heavy atomic.Uint32
	since        atomic.Int64  // see [probe]
	behind       time.Duration // from which no heavy call is let in
}

// New returns a shedder that keeps what calls wait for a processor about at a
// target. It lets everything in until it runs.
func New(target time.Duration, now func() time.Time, log *slog.Logger) *Shedder {
	return &Shedder{valve: NewValve(target), now: now, log: log, behind: behind * target}
}

// Admit reports whether to let a call in.
func (s *Shedder) Admit(heavy bool) bool {
	refused := s.light.Load()
	if heavy {
		refused = s.heavy.Load()
	}
	return (refused == 0 || rand.Uint32() >= refused) && !(heavy && s.isBehind())
}

// isBehind reports whether what became ready a good while ago still waits. The valve learns
// of a queue when it has built up, and while it does each heavy call brings others with it:
// what a rate limit has left for its time is taken by those who wait.
func (s *Shedder) isBehind() bool {
	since := s.since.Load()
	return since != 0 && s.now().UnixNano()-since > int64(s.behind)
}

// Run measures at each tick until ctx ends. The error is that of the pipe.
func (s *Shedder) Run(ctx context.Context, tick <-chan time.Time) error {
	p, err := newProbe(s.now, &s.since)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	wg.Go(p.read)
	defer wg.Wait()
	defer p.close()
	for ticks, least := 1, never; ; ticks++ {
		select {
		case <-ctx.Done():
			return nil
		case <-tick:
		}
		if d, ok := p.delay(); ok {
			least = min(least, d)
		}
		if ticks%window > 0 {
			continue
		}
		if least == never { // nothing arrived in all that time
			least = p.soFar()
		}
		s.step(least)
		least = never
	}
}

// step moves the valve, and says when it begins to refuse and when it has ended.
func (s *Shedder) step(delay time.Duration) {
	s.valve.Step(delay)
	light, heavy := s.valve.Refused()
	s.light.Store(uint32(light * math.MaxUint32))
	switch was := s.heavy.Swap(uint32(heavy * math.MaxUint32)); {
	case was == 0 && heavy > 0:
		s.log.Warn("overloaded: calls are refused", "delay_ms", delay.Milliseconds())
	case was > 0 && heavy == 0:
		s.log.Info("no longer overloaded: all calls are let in")
	}
}
