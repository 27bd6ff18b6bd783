package app

import (
	"context"
	"runtime"
	"sync"
	"time"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/admit/ratelimit/redislimit"
	"shixian/api/admit/shed"
)

// requestTimeout is how long a request waits for Redis to connect, to read and to write,
// and in all.
const requestTimeout = 50 * time.Millisecond

// startLimits makes what keeps callers from asking for more than there is, and runs what that
// needs until the service is closed.
func (s *service) startLimits(ctx context.Context) (err error) {
	rate := ratelimit.Rate{Requests: s.settings.RateLimit.Requests, Period: s.settings.RateLimit.Period}
	s.limits = admit.Limits{MaxConcurrent: int(s.settings.MaxConcurrent), Slots: runtime.GOMAXPROCS(0), RateLimit: rate}
	if s.limits.Limiter, err = s.newLimiter(rate); err == nil {
		s.limits.Shedder = s.startShedder(ctx)
	}
	return err
}

// newLimiter makes the rate limiter, over Redis if there is one.
func (s *service) newLimiter(rate ratelimit.Rate) (admit.Limiter, error) {
	switch {
	case !rate.On():
		return nil, nil
	case s.settings.RedisURL == "":
		return ratelimit.NewLocal(rate), nil
	}
	client, err := s.openRedis(requestTimeout)
	if err != nil {
		return nil, err
	}
	return ratelimit.NewShared(rate, redislimit.New(client, rate), s.log), nil
}

// startShedder makes the shedder, and runs it until the service is closed.
func (s *service) startShedder(ctx context.Context) admit.Shedder {
	if s.settings.ShedDelay == 0 {
		return nil
	}
	shedder := shed.New(time.Duration(s.settings.ShedDelay), s.Now, s.log)
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(shed.Interval)
		defer tick.Stop()
		if err := shedder.Run(ctx, tick.C); err != nil {
			s.log.Error("overload is not noticed", "detail", err.Error())
		}
	})
	s.onClose(func() { cancel(); wg.Wait() })
	return shedder
}
