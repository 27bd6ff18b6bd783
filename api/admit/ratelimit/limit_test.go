package ratelimit_test

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"net/netip"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shixian/api/admit/ratelimit"
	"shixian/api/admit/ratelimit/redislimit"
	redisclient "shixian/internal/redis"
	"shixian/test/testenv"
)

func TestMain(m *testing.M) {
	run := testenv.Main(m)
	code := run.Run()
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// taker is what both limiters are.
type taker interface {
	Take(ctx context.Context, c ratelimit.Client, now time.Time) ratelimit.Decision
}

// overRedis returns limiters of a rate that share a Redis.
func overRedis(t *testing.T, r ratelimit.Rate, url string, log *slog.Logger) *ratelimit.Shared {
	t.Helper()
	client, err := redisclient.Open(url, 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return ratelimit.NewShared(r, unhurried{redislimit.New(client, r)}, log)
}

// TestLimiters: what holds of every limiter.
func TestLimiters(t *testing.T) {
	redis := testenv.Redis(t)
	r := ratelimit.Rate{Requests: 12, Period: time.Hour}
	for name, l := range map[string]taker{
		"local":  ratelimit.NewLocal(r),
		"shared": overRedis(t, r, redis.URL(), failing(t)),
	} {
		t.Run(name, func(t *testing.T) {
			zhang, li := ratelimit.Holder("zhang"), ratelimit.Address(netip.MustParseAddr("2001:db8::1"))
			now := time.Now()
			for i := range r.Requests {
				d := l.Take(t.Context(), zhang, now)
				if !d.Allowed || d.Remaining != r.Requests-1-i || d.Retry != 0 || d.Reset <= 0 || d.Reset > r.Period {
					t.Fatalf("request %d: %+v", i+1, d)
				}
			}
			for range 2 {
				d := l.Take(t.Context(), zhang, now)
				if d.Allowed || d.Remaining != 0 || d.Retry <= 0 || d.Retry > r.Period/time.Duration(r.Requests) || d.Reset <= 0 || d.Reset > r.Period {
					t.Errorf("one too many: %+v", d)
				}
			}
			if d := l.Take(t.Context(), li, now); !d.Allowed || d.Remaining != r.Requests-1 {
				t.Errorf("another client: %+v", d)
			}
		})
	}
}

// TestReplicasTogether: two replicas over one Redis let through what the rate says,
// and at most what is left of their last lots more or less.
func TestReplicasTogether(t *testing.T) {
	redis := testenv.Redis(t)
	const burst, lot = 200, 10
	r := ratelimit.Rate{Requests: burst, Period: time.Second}
	var allowed atomic.Int64
	var wg sync.WaitGroup
	began := time.Now()
	for range 2 {
		l := overRedis(t, r, redis.URL(), failing(t))
		for range 4 {
			wg.Go(func() {
				for range 500 {
					if l.Take(context.Background(), ratelimit.Holder("li"), time.Now()).Allowed {
						allowed.Add(1)
					}
				}
			})
		}
	}
	wg.Wait()
	due := math.Ceil(burst * time.Since(began).Seconds())
	if got := allowed.Load(); got > int64(burst+due+2*(lot-1)) || got < burst-2*(lot-1) {
		t.Errorf("%d let through together, want %d and up to %v that came due", got, burst, due)
	}
}

// TestRedisGoesAndComes: without Redis each replica counts by itself; with it, what
// was counted there counts on.
func TestRedisGoesAndComes(t *testing.T) {
	redis := testenv.Redis(t, "--appendonly", "yes", "--appendfsync", "always")
	r := ratelimit.Rate{Requests: 10, Period: time.Hour}
	var log strings.Builder
	l := overRedis(t, r, redis.URL(), slog.New(slog.NewTextHandler(&log, nil)))
	now := time.Now()
	spend := func(n int) (allowed int) {
		for range n {
			if l.Take(t.Context(), ratelimit.Holder("wang"), now).Allowed {
				allowed++
			}
		}
		return allowed
	}
	if got := spend(4); got != 4 {
		t.Errorf("%d let through with Redis", got)
	}
	redis.Kill()
	if got := spend(12); got != 10 {
		t.Errorf("%d let through without Redis, want what a replica lets through", got)
	}
	redis.Restart()
	now = now.Add(ratelimit.SourcePause)
	if got := spend(12); got != 6 {
		t.Errorf("%d let through with Redis again, want what was left there", got)
	}
	for _, want := range []string{"counted here alone", "shared again"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not tell %q: %s", want, &log)
		}
	}
}

// TestClockOfRedisSetBack: what Redis counted before its clock was set back, or somebody has
// written there, keeps no client out.
func TestClockOfRedisSetBack(t *testing.T) {
	server := testenv.Redis(t)
	r := ratelimit.Rate{Requests: 10, Period: time.Minute}
	l := overRedis(t, r, server.URL(), slog.New(slog.DiscardHandler))
	raw, err := redisclient.Open(server.URL(), 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	now := time.Now()
	take := func() bool { return l.Take(t.Context(), ratelimit.Holder("wang"), now).Allowed }
	if !take() {
		t.Fatal("the first is refused")
	}
	keys := raw.Keys(t.Context(), "rate:*").Val()
	if len(keys) != 1 {
		t.Fatalf("%q", keys)
	}
	for _, until := range []string{"1000000000", "9999999999", "1e300"} { // seconds since 2017
		if err := raw.Set(t.Context(), keys[0], until, 0).Err(); err != nil {
			t.Fatal(err)
		}
		if now = now.Add(time.Hour); !take() {
			t.Errorf("refused, with what was counted until %s", until)
		}
	}
}

// TestNoSecretInErrors: what Redis says of a password stays out of the log.
func TestNoSecretInErrors(t *testing.T) {
	redis := testenv.Redis(t)
	var log strings.Builder
	url := strings.Replace(redis.URL(), "redis://", "redis://wang:hunter2@", 1)
	l := overRedis(t, ratelimit.Rate{Requests: 1, Period: time.Hour}, url, slog.New(slog.NewTextHandler(&log, nil)))
	if !l.Take(t.Context(), ratelimit.Holder("zhao"), time.Now()).Allowed {
		t.Error("refused because of Redis")
	}
	if !strings.Contains(log.String(), "WRONGPASS") || strings.Contains(log.String(), "hunter2") {
		t.Errorf("the log: %s", &log)
	}
}

// failing is a log that a test must not write to.
func failing(t *testing.T) *slog.Logger {
	return slog.New(slog.NewTextHandler(complaint{t}, nil))
}

type complaint struct{ t *testing.T }

func (c complaint) Write(p []byte) (int, error) {
	c.t.Errorf("logged: %s", p)
	return len(p), nil
}

// unhurried waits for Redis as long as a busy machine takes.
type unhurried struct{ ratelimit.Source }

func (u unhurried) Grant(ctx context.Context, c ratelimit.Client, n int) (ratelimit.Decision, error) {
	return u.Source.Grant(context.WithoutCancel(ctx), c, n)
}
