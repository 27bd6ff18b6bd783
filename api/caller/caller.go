// Package caller says who calls: from which address, over which connection, and by
// what the call is found again in the logs.
//
// Its assumptions: a caller can say anything of itself; only what the proxies that are
// trusted say of a caller's address and connection is believed.
package caller

import (
	"context"
	"log/slog"
	"net/netip"
	"slices"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
)

// Resolver knows what is believed of callers.
type Resolver struct {
	// TrustedProxies are those whose X-Forwarded-For and X-Forwarded-Proto are believed.
	TrustedProxies []netip.Prefix
	// PublicURL is where callers reach the service, such as https://shixian.example; "" if
	// that is to be taken from each request.
	PublicURL string
	// TraceID says in which trace a request is, "" if in none. It may be nil.
	TraceID func(context.Context) string
}

// Configure makes gin believe the X-Forwarded-For of the trusted proxies, and nothing
// else that a caller says of its address.
func (r *Resolver) Configure(e *gin.Engine) {
	e.RemoteIPHeaders = []string{"X-Forwarded-For"}
	var texts []string
	for _, p := range r.TrustedProxies {
		texts = append(texts, p.String())
	}
	_ = e.SetTrustedProxies(texts) // prefixes cannot be wrong
}

// Address returns the caller's address: the peer's, or what a trusted proxy says. It
// is the zero Addr if there is none.
func (r *Resolver) Address(c *gin.Context) netip.Addr {
	if len(r.TrustedProxies) > 0 {
		a, _ := netip.ParseAddr(c.ClientIP())
		return a
	}
	peer, _ := netip.ParseAddrPort(c.Request.RemoteAddr)
	return peer.Addr()
}

// Remote returns the caller's address for the log: with its port, if the caller is the
// peer.
func (r *Resolver) Remote(c *gin.Context) string {
	if len(r.TrustedProxies) > 0 {
		if ip := c.ClientIP(); ip != "" {
			return ip
		}
	}
	return c.Request.RemoteAddr
}

// Secure reports whether the caller's connection is encrypted, as far as this service
// or a proxy that it trusts can see.
func (r *Resolver) Secure(c *gin.Context) bool {
	if c.Request.TLS != nil || len(r.TrustedProxies) == 0 {
		return c.Request.TLS != nil
	}
	peer, err := netip.ParseAddrPort(c.Request.RemoteAddr)
	if err != nil {
		return false
	}
	addr := peer.Addr().Unmap()
	trusted := slices.ContainsFunc(r.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(addr) })
	return trusted && c.GetHeader("X-Forwarded-Proto") == "https"
}

// Origin returns the scheme and host by which callers reach the service: those that are
// set, or else those by which this one did.
func (r *Resolver) Origin(c *gin.Context) string {
	switch {
	case r.PublicURL != "":
		return r.PublicURL
	case r.Secure(c):
		return "https://" + c.Request.Host
	}
	return "http://" + c.Request.Host
}

// Of returns who makes a call, for [admit.Authenticator].
func (r *Resolver) Of(c *gin.Context) admit.Caller {
	return admit.Caller{Addr: r.Address(c), Request: r.Request(c)}
}

// RequestIDHeader holds the id of a request, in the request and in the answer.
const RequestIDHeader = "X-Request-Id"

// RequestID returns the id that stands in the answer's header.
func RequestID(c *gin.Context) string {
	if ids := c.Writer.Header()[RequestIDHeader]; len(ids) > 0 {
		return ids[0]
	}
	return ""
}

// IDs returns what finds a request again: its id, and its trace if it is in one.
func (r *Resolver) IDs(c *gin.Context) []slog.Attr {
	ids := append(make([]slog.Attr, 0, 8), slog.String("request_id", RequestID(c)))
	if trace := r.Trace(c.Request.Context()); trace != "" {
		ids = append(ids, slog.String("trace_id", trace))
	}
	return ids
}

// Request returns what an audit line says of a request: its ids, its call and the address
// of its caller.
func (r *Resolver) Request(c *gin.Context) []slog.Attr {
	return append(r.IDs(c), slog.String("call", c.Request.Method+" "+c.Request.URL.Path), slog.String("remote", r.Remote(c)))
}

// Trace returns in which trace a request is, "" if in none.
func (r *Resolver) Trace(ctx context.Context) string {
	if r.TraceID == nil {
		return ""
	}
	return r.TraceID(ctx)
}
