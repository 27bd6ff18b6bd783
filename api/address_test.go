package api

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/netip"
	"testing"
)

// proxied is a service behind proxies at 10.1.0.0/16 and one IPv6 address.
func proxied(c *Config) {
	c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("2001:db8::1/128")}
}

// freeFailures are the wrong tokens after which an address has to wait; see package admit.
const freeFailures = 5

// TestAddressInTheLog: the log has the caller, not the proxy.
func TestAddressInTheLog(t *testing.T) {
	var log bytes.Buffer
	h := newTestHandler(t, func(c *Config) { proxied(c); c.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	for _, peer := range []string{"10.1.2.3:55", "192.0.2.7:55"} {
		req := newRequest("GET", "/nowhere", "", "X-Forwarded-For", "198.51.100.1")
		req.RemoteAddr = peer
		serve(h, req)
	}
	lines := logLines(t, &log)
	if lines[0]["remote"] != "198.51.100.1" || lines[1]["remote"] != "192.0.2.7" {
		t.Errorf("%s", &log)
	}
}

// TestThrottleByCaller: wrong tokens behind a proxy slow down their caller, and not
// the others who come through it.
func TestThrottleByCaller(t *testing.T) {
	h := newTestHandler(t, func(c *Config) { proxied(c); withKeys(c); c.Record = unusable{} })
	ask := func(caller string) int {
		req := newRequest("GET", "/v1/admin/log", "", "Authorization", "Bearer wrong", "X-Forwarded-For", caller)
		req.RemoteAddr = "10.1.2.3:55"
		return serve(h, req).Code
	}
	for range freeFailures + 1 {
		ask("2001:db8:7::1")
	}
	if a, b := ask("2001:db8:7::2"), ask("198.51.100.1"); a != http.StatusTooManyRequests || b != http.StatusUnauthorized {
		t.Errorf("of the same net: %d; another caller: %d", a, b)
	}
}
