package main

import (
	"context"
	"encoding"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"shixian/api"
	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/admit/ratelimit/redislimit"
	"shixian/api/admit/shed"
	"shixian/api/trace"
	"shixian/holidays/snapshot"
)

// limitPatience is how long the rate limiter waits for Redis to connect, to read
// and to write. A request waits no longer than that for it in all.
const limitPatience = 50 * time.Millisecond

// delay is a setting that is off or a time.
type delay time.Duration

// The bounds of the delay from which on calls are shed.
const (
	minDelay = time.Millisecond
	maxDelay = time.Second
)

var _ encoding.TextUnmarshaler = (*delay)(nil)

// UnmarshalText reads off, or a time.
func (d *delay) UnmarshalText(text []byte) error {
	*d = 0
	if string(text) == "off" {
		return nil
	}
	t, err := time.ParseDuration(string(text))
	if err != nil || t < minDelay || t > maxDelay {
		return fmt.Errorf("%q is neither off nor %s to %s", text, minDelay, maxDelay)
	}
	*d = delay(t)
	return nil
}

// limits are what keeps callers from asking for more than there is.
type limits struct {
	set     settings
	limiter admit.Limiter
	shedder admit.Shedder
	stop    func()
}

// startLimits makes the limits, and runs what they need until they are stopped.
func startLimits(ctx context.Context, set settings, tracing *trace.Tracing, log *slog.Logger) (limits, error) {
	limiter, closeLimiter, err := newLimiter(set, tracing, log)
	if err != nil {
		return limits{}, err
	}
	shedder, stopShedding := newShedder(ctx, set, log)
	return limits{set, limiter, shedder, func() { stopShedding(); closeLimiter() }}, nil
}

// of returns the API's configuration with the limits in it.
func (l limits) of(cfg api.Config) api.Config {
	cfg.RequireKey, cfg.TrustedProxies = bool(l.set.RequireKey), l.set.TrustedProxies
	cfg.Limiter, cfg.RateLimit = l.limiter, l.set.RateLimit
	cfg.Shedder, cfg.MaxConcurrent = l.shedder, l.set.MaxConcurrent
	return cfg
}

// newLimiter makes the rate limiter, over Redis where there is one. It is nil
// where there is no limit.
func newLimiter(set settings, tracing *trace.Tracing, log *slog.Logger) (l admit.Limiter, closeLimiter func(), err error) {
	closeLimiter = func() {}
	switch {
	case !set.RateLimit.On():
		return nil, closeLimiter, nil
	case set.RedisURL == "":
		return ratelimit.NewLocal(set.RateLimit), closeLimiter, nil
	}
	client, err := snapshot.Client(set.RedisURL, limitPatience)
	if err != nil {
		return nil, nil, fmt.Errorf("SHIXIAN_REDIS_URL: %w", err)
	}
	if prepare := tracing.Redis(); prepare != nil {
		if err := prepare(client); err != nil {
			return nil, nil, errors.Join(fmt.Errorf("tracing of Redis: %w", err), client.Close())
		}
	}
	closeLimiter = func() { _ = client.Close() } // it is over anyway
	return ratelimit.NewShared(set.RateLimit, redislimit.New(client, set.RateLimit), log), closeLimiter, nil
}

// newShedder makes the shedder, and runs it until stop is called. It is nil where
// shedding is off.
func newShedder(ctx context.Context, set settings, log *slog.Logger) (s admit.Shedder, stop func()) {
	if set.ShedDelay == 0 {
		return nil, func() {}
	}
	shedder := shed.New(time.Duration(set.ShedDelay), now, log)
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(shed.Interval)
		defer tick.Stop()
		if err := shedder.Run(ctx, tick.C); err != nil {
			log.Error("overload is not noticed", "detail", err.Error())
		}
	})
	return shedder, func() { cancel(); wg.Wait() }
}
