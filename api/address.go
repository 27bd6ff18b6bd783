package api

import (
	"net/netip"

	"github.com/gin-gonic/gin"
)

// trustProxies makes gin believe the X-Forwarded-For of some proxies, and nothing
// else that a caller says of its address.
func trustProxies(e *gin.Engine, proxies []netip.Prefix) {
	e.RemoteIPHeaders = []string{"X-Forwarded-For"}
	var texts []string
	for _, p := range proxies {
		texts = append(texts, p.String())
	}
	_ = e.SetTrustedProxies(texts) // prefixes cannot be wrong
}

// address returns the caller's address: the peer's, or what a trusted proxy says.
// It is the zero Addr where there is none.
func (s *server) address(c *gin.Context) netip.Addr {
	if len(s.TrustedProxies) > 0 {
		a, _ := netip.ParseAddr(c.ClientIP())
		return a
	}
	peer, _ := netip.ParseAddrPort(c.Request.RemoteAddr)
	return peer.Addr()
}

// remote returns the caller's address for the log: with its port, where the caller
// is the peer.
func (s *server) remote(c *gin.Context) string {
	if len(s.TrustedProxies) > 0 {
		if ip := c.ClientIP(); ip != "" {
			return ip
		}
	}
	return c.Request.RemoteAddr
}
