package api

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/netip"
	"testing"

	"github.com/gin-gonic/gin"
)

// proxied is a service behind proxies at 10.1.0.0/16 and one IPv6 address.
func proxied(c *Config) {
	c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("2001:db8::1/128")}
}

// TestWhereCallersAre: only what a trusted proxy adds to X-Forwarded-For is believed.
func TestWhereCallersAre(t *testing.T) {
	for _, c := range []struct {
		what, peer string
		forwarded  []string
		want       string
	}{
		{"no proxy", "192.0.2.7:55", nil, "192.0.2.7"},
		{"a caller that says it is a proxy", "192.0.2.7:55", []string{"198.51.100.1"}, "192.0.2.7"},
		{"a proxy", "10.1.2.3:55", []string{"198.51.100.1"}, "198.51.100.1"},
		{"a proxy that says nothing", "10.1.2.3:55", nil, "10.1.2.3"},
		{"a caller that makes up what stands before", "10.1.2.3:55", []string{"203.0.113.9, 198.51.100.1"}, "198.51.100.1"},
		{"the same in a header of its own", "10.1.2.3:55", []string{"203.0.113.9", "198.51.100.1"}, "198.51.100.1"},
		{"a proxy behind a proxy", "10.1.2.3:55", []string{"203.0.113.9, 198.51.100.1, 10.1.7.7, 10.1.8.8"}, "198.51.100.1"},
		{"proxies only", "10.1.2.3:55", []string{"10.1.7.7, 10.1.8.8"}, "10.1.7.7"},
		{"a proxy of another net", "10.2.2.3:55", []string{"198.51.100.1"}, "10.2.2.3"},
		{"a garbled caller", "10.1.2.3:55", []string{"unknown"}, "10.1.2.3"},
		{"garbage before", "10.1.2.3:55", []string{"<script>, 198.51.100.1"}, "198.51.100.1"},
		{"garbage after", "10.1.2.3:55", []string{"198.51.100.1, unknown"}, "10.1.2.3"},
		{"an empty part", "10.1.2.3:55", []string{"198.51.100.1,"}, "10.1.2.3"},
		{"an address with a port", "10.1.2.3:55", []string{"198.51.100.1:80"}, "10.1.2.3"},
		{"an IPv6 proxy", "[2001:db8::1]:55", []string{"2001:db8:7::9"}, "2001:db8:7::9"},
		{"another IPv6 peer", "[2001:db8::2]:55", []string{"2001:db8:7::9"}, "2001:db8::2"},
		{"an IPv4 caller in IPv6", "10.1.2.3:55", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		{"an IPv4 proxy in IPv6", "[::ffff:10.1.2.3]:55", []string{"198.51.100.1"}, "198.51.100.1"},
		{"no address", "", []string{"198.51.100.1"}, "invalid IP"},
	} {
		s := newTestServer(t, proxied)
		var got netip.Addr
		e := s.engine()
		e.GET("/probe", func(c *gin.Context) { got = s.address(c) })
		req := newRequest("GET", "/probe", "", "X-Real-Ip", "203.0.113.1", "Forwarded", "for=203.0.113.2", "True-Client-Ip", "203.0.113.3")
		req.RemoteAddr = c.peer
		for _, f := range c.forwarded {
			req.Header.Add("X-Forwarded-For", f)
		}
		if serve(e, req); got.Unmap().String() != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// TestNobodyIsTrustedByDefault, and an address without its port is no address.
func TestNobodyIsTrustedByDefault(t *testing.T) {
	s := newTestServer(t, nil)
	e := s.engine()
	var got string
	e.GET("/probe", func(c *gin.Context) { got = s.address(c).String() })
	for peer, want := range map[string]string{
		"127.0.0.1:1": "127.0.0.1", "10.1.2.3:1": "10.1.2.3", "[::1]:1": "::1", "[fe80::1%eth0]:1": "fe80::1%eth0", "127.0.0.1": "invalid IP", "@": "invalid IP",
	} {
		req := newRequest("GET", "/probe", "", "X-Forwarded-For", "198.51.100.1")
		req.RemoteAddr = peer
		if serve(e, req); got != want {
			t.Errorf("%s: %s, want %s", peer, got, want)
		}
	}
}

// TestAddressInTheLog: the log has the caller, not the proxy.
func TestAddressInTheLog(t *testing.T) {
	var log bytes.Buffer
	h := newTestHandler(t, func(c *Config) { proxied(c); c.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	for _, peer := range []string{"10.1.2.3:55", "192.0.2.7:55"} {
		req := newRequest("GET", "/healthz", "", "X-Forwarded-For", "198.51.100.1")
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
