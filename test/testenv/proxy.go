package testenv

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"
	"go.uber.org/goleak"
)

// Leaks returns the options with which goleak passes over what a proxy leaves behind:
// toxiproxy does not end every goroutine of a connection that it has reset.
//
//	goleak.VerifyTestMain(testenv.Main(m), testenv.Leaks()...)
func Leaks() []goleak.Option {
	return []goleak.Option{
		goleak.IgnoreAnyFunction("github.com/Shopify/toxiproxy/v2/toxics.(*ToxicStub).Run"),
		goleak.IgnoreAnyFunction("github.com/Shopify/toxiproxy/v2.(*ToxicLink).read"),
		goleak.IgnoreAnyFunction("github.com/Shopify/toxiproxy/v2.(*ToxicLink).write"),
	}
}

// NetProxy passes TCP connections on to a server, and disturbs them when told to.
type NetProxy struct {
	t     testing.TB
	proxy *toxiproxy.Proxy
}

// Proxy starts a proxy for one test in front of upstream (host:port), on a port of
// 127.0.0.1 that nobody takes while it is down.
func Proxy(t testing.TB, upstream string) *NetProxy {
	t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := &NetProxy{t, toxiproxy.NewProxy(server, "proxy", Address(FreePorts(t, 1)), upstream)}
	if err := p.proxy.Start(); err != nil {
		t.Fatalf("proxy: %v", err)
	}
	t.Cleanup(func() {
		p.Clear()
		p.proxy.Stop()
	})
	return p
}

// Addr returns the proxy's address as host:port.
func (p *NetProxy) Addr() string { return p.proxy.Listen }

// Through returns a server's URL with the proxy's address in place of its own.
func (p *NetProxy) Through(server string) string {
	p.t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		p.t.Fatalf("proxy: %v", err)
	}
	u.Host = p.Addr()
	return u.String()
}

// Latency delays the server's answers, to the millisecond.
func (p *NetProxy) Latency(d time.Duration) {
	p.t.Helper()
	p.add("latency", "downstream", fmt.Sprintf(`{"latency": %d}`, d.Milliseconds()))
}

// Timeout lets connections be made and stay open, but swallows all that is sent
// either way.
func (p *NetProxy) Timeout() {
	p.t.Helper()
	p.add("timeout", "upstream", `{"timeout": 0}`)
	p.add("timeout", "downstream", `{"timeout": 0}`)
}

// Reset ends every connection as soon as the client sends something; one made
// from now on is reset (RST).
func (p *NetProxy) Reset() {
	p.t.Helper()
	p.add("reset_peer", "upstream", `{"timeout": 0}`)
}

// Clear takes every disturbance away. Connections that Timeout held are closed.
func (p *NetProxy) Clear() { p.proxy.Toxics.ResetToxics(context.Background()) }

// Down closes all connections and refuses new ones until Up.
func (p *NetProxy) Down() { p.proxy.Stop() }

// Up listens again after Down, on the same port.
func (p *NetProxy) Up() {
	p.t.Helper()
	if err := poll(p.proxy.Start); err != nil {
		p.t.Fatalf("proxy: %v", err)
	}
}

func (p *NetProxy) add(kind, direction, attributes string) {
	p.t.Helper()
	text := fmt.Sprintf(`{"type": %q, "stream": %q, "attributes": %s}`, kind, direction, attributes)
	if _, err := p.proxy.Toxics.AddToxicJson(strings.NewReader(text)); err != nil {
		p.t.Fatalf("proxy: %v", err)
	}
}
