package app

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"shixian/api/admit/ratelimit"
	"shixian/internal/config"
)

// TestWhichLimiter: none if there is no limit, a shared one if there is a Redis,
// whether it can be reached or not.
func TestWhichLimiter(t *testing.T) {
	newLimiter := func(requests int, redisURL string) (string, error) {
		s := &service{settings: config.Settings{RedisURL: redisURL}, log: slog.New(slog.DiscardHandler)}
		defer s.close()
		l, err := s.newLimiter(ratelimit.Rate{Requests: requests, Period: time.Minute})
		return fmt.Sprintf("%T", l), err
	}
	for _, c := range []struct {
		requests  int
		url, want string
	}{{0, "redis://127.0.0.1:1", "<nil>"}, {5, "", "*ratelimit.Local"}, {5, "redis://127.0.0.1:1", "*ratelimit.Shared"}} {
		if got, err := newLimiter(c.requests, c.url); got != c.want || err != nil {
			t.Errorf("%+v: %s, %v", c, got, err)
		}
	}
	_, err := newLimiter(5, "http://:hunter2@x")
	if err == nil || !strings.Contains(err.Error(), "SHIXIAN_REDIS_URL") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a wrong URL: %v", err)
	}
}
