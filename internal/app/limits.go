package app

import (
	"context"
	"runtime"
	"sync"
	"time"

	"shixian/api"
	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/admit/ratelimit/redislimit"
	"shixian/api/admit/shed"
	"shixian/internal/config"
)

// requestTimeout is how long a request waits for Redis to connect, to read and to write,
// and in all.
const requestTimeout = 50 * time.Millisecond

// limits are what keeps callers from asking for more than there is.
type limits struct {
	settings *config.Settings
	rate     ratelimit.Rate
	limiter  admit.Limiter // nil if there is no rate limit
	shedder  admit.Shedder // nil if no load is shed
}

func (l limits) apply(cfg *api.Config) {
	cfg.RequireKey, cfg.TrustedProxies = l.settings.RequireKey.On(), l.settings.TrustedProxies
	cfg.PublicURL = string(l.settings.PublicURL)
	cfg.CORSOrigins = l.settings.CORSOrigins
	cfg.Limiter, cfg.RateLimit = l.limiter, l.rate
	cfg.Shedder, cfg.MaxConcurrent = l.shedder, int(l.settings.MaxConcurrent)
	cfg.Slots = runtime.GOMAXPROCS(0)
}

// startLimits makes the limits, and runs what they need until the service is closed.
func (s *service) startLimits(ctx context.Context) error {
	rate := ratelimit.Rate{Requests: s.settings.RateLimit.Requests, Period: s.settings.RateLimit.Period}
	limiter, err := s.newLimiter(rate)
	if err != nil {
		return err
	}
	s.limits = limits{settings: &s.settings, rate: rate, limiter: limiter, shedder: s.startShedder(ctx)}
	return nil
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
