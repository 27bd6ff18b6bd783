package main

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"shixian/api/admit/ratelimit"
)

// TestWhichLimiter: none where there is no limit, a shared one where there is a
// Redis, whether it can be reached or not.
func TestWhichLimiter(t *testing.T) {
	r := ratelimit.Rate{Requests: 5, Period: time.Minute}
	for want, set := range map[string]settings{
		"<nil>":             {RedisURL: "redis://127.0.0.1:1"},
		"*ratelimit.Local":  {RateLimit: r},
		"*ratelimit.Shared": {RateLimit: r, RedisURL: "redis://127.0.0.1:1"},
	} {
		l, stop, err := newLimiter(set, nil, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%T", l); got != want {
			t.Errorf("%+v: %s, want %s", set, got, want)
		}
		stop()
	}
	_, _, err := newLimiter(settings{RateLimit: r, RedisURL: "http://:hunter2@x"}, nil, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "SHIXIAN_REDIS_URL") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a wrong URL: %v", err)
	}
}

// TestLimitsOfTheService: each caller behind a trusted proxy has its own requests,
// a reader has them wherever they come from, and probes are not counted.
func TestLimitsOfTheService(t *testing.T) {
	tokens, auth := tokenFileOf(t, "wang:reader", "li:viewer")
	r := startReplica(t, "SHIXIAN_RATE_LIMIT=2/h", "SHIXIAN_TRUSTED_PROXIES=127.0.0.0/8", "SHIXIAN_TOKENS="+tokens)
	from := func(addr string, headers ...string) []string { return append(headers, "X-Forwarded-For", addr) }
	for _, addr := range []string{"192.0.2.1", "192.0.2.2"} {
		for _, want := range []int{200, 200, 429} {
			r.want(want, "GET", asked, "", from(addr)...)
		}
	}
	r.want(200, "GET", asked, "", from("192.0.2.1", "Authorization", auth["wang"])...)
	r.want(200, "GET", asked, "", from("192.0.2.3", "Authorization", auth["wang"])...)
	a := r.want(429, "GET", asked, "", from("192.0.2.4", "Authorization", auth["wang"])...)
	if a.field(t, "code") != "rate_limited" || a.header.Get("Retry-After") != "1800" {
		t.Errorf("%v %s", a.header, a.body)
	}
	for range 5 {
		r.want(200, "GET", "/readyz", "", from("192.0.2.1")...)
	}
}

// TestKeysOfTheService: with SHIXIAN_REQUIRE_KEY reading takes a token, which a
// reader has; administering takes more.
func TestKeysOfTheService(t *testing.T) {
	tokens, auth := tokenFileOf(t, "wang:reader", "li:viewer")
	r := startReplica(t, "SHIXIAN_REQUIRE_KEY=on", "SHIXIAN_TOKENS="+tokens)
	r.want(401, "GET", asked, "")
	r.want(401, "GET", asked, "", "Authorization", "Bearer wrong")
	r.want(401, "POST", "/v1/deadlines/batch", `{"items":[]}`, "Content-Type", jsonBody)
	for name, want := range map[string]int{"wang": 403, "li": 200} {
		r.want(200, "GET", asked, "", "Authorization", auth[name])
		r.want(want, "GET", "/v1/admin/log", "", "Authorization", auth[name])
	}
	r.want(200, "GET", "/healthz", "")
	r.want(200, "GET", "/docs/openapi.json", "")
}
