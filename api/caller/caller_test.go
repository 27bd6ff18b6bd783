package caller_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/gin-gonic/gin"

	"shixian/api/caller"
)

// proxied is a service behind proxies at 10.1.0.0/16 and one IPv6 address.
var proxied = &caller.Resolver{
	TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("2001:db8::1/128")},
}

// ask has a handler look at a request.
func ask(r *caller.Resolver, req *http.Request, look func(*gin.Context)) {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	r.Configure(e)
	e.GET("/", look)
	e.ServeHTTP(httptest.NewRecorder(), req)
}

func addressOf(r *caller.Resolver, req *http.Request) (a netip.Addr) {
	ask(r, req, func(c *gin.Context) { a = r.Address(c) })
	return a
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
		req := httptest.NewRequest("GET", "/", nil)
		req.RemoteAddr = c.peer
		for name, value := range map[string]string{"X-Real-Ip": "203.0.113.1", "Forwarded": "for=203.0.113.2", "True-Client-Ip": "203.0.113.3"} {
			req.Header.Set(name, value)
		}
		for _, f := range c.forwarded {
			req.Header.Add("X-Forwarded-For", f)
		}
		if got := addressOf(proxied, req); got.Unmap().String() != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// TestNobodyIsTrustedByDefault, and an address without its port is no address.
func TestNobodyIsTrustedByDefault(t *testing.T) {
	for peer, want := range map[string]string{
		"127.0.0.1:1": "127.0.0.1", "10.1.2.3:1": "10.1.2.3", "[::1]:1": "::1", "[fe80::1%eth0]:1": "fe80::1%eth0", "127.0.0.1": "invalid IP", "@": "invalid IP",
	} {
		req := httptest.NewRequest("GET", "/", nil)
		req.RemoteAddr = peer
		req.Header.Set("X-Forwarded-For", "198.51.100.1")
		if got := addressOf(&caller.Resolver{}, req).String(); got != want {
			t.Errorf("%s: %s, want %s", peer, got, want)
		}
	}
}

// TestSecure: a connection is encrypted if this service sees it, or a trusted proxy
// says so.
func TestSecure(t *testing.T) {
	for _, c := range []struct {
		what, peer, says string
		tls              bool
		want             bool
	}{
		{"plain", "192.0.2.7:55", "", false, false},
		{"TLS", "192.0.2.7:55", "", true, true},
		{"a proxy that ends TLS", "10.1.2.3:55", "https", false, true},
		{"a proxy that does not", "10.1.2.3:55", "http", false, false},
		{"a caller that says so", "192.0.2.7:55", "https", false, false},
		{"an IPv4 proxy in IPv6", "[::ffff:10.1.2.3]:55", "https", false, true},
		{"no address", "@", "https", false, false},
	} {
		req := httptest.NewRequest("GET", "/", nil)
		req.RemoteAddr = c.peer
		if c.tls {
			req.TLS = &tls.ConnectionState{}
		}
		if c.says != "" {
			req.Header.Set("X-Forwarded-Proto", c.says)
		}
		ask(proxied, req, func(g *gin.Context) {
			if got := proxied.Secure(g); got != c.want {
				t.Errorf("%s: %v", c.what, got)
			}
		})
	}
}

// TestOrigin: links name where callers reach the service, as it is set, or as this caller
// did.
func TestOrigin(t *testing.T) {
	for want, c := range map[string]struct {
		r    *caller.Resolver
		peer string
	}{
		"https://shixian.example": {&caller.Resolver{PublicURL: "https://shixian.example"}, "192.0.2.7:55"},
		"https://here.example":    {proxied, "10.1.2.3:55"},
		"http://here.example":     {proxied, "192.0.2.7:55"},
	} {
		req := httptest.NewRequest("GET", "http://here.example/", nil)
		req.RemoteAddr = c.peer
		req.Header.Set("X-Forwarded-Proto", "https")
		ask(c.r, req, func(g *gin.Context) {
			if got := c.r.Origin(g); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
}
