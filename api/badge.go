package api

import (
	"crypto/subtle"
	"net/http"
	"net/netip"
	"slices"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/token"
)

// Badge is what a session keeps of who signed in. It lets nobody in without the
// session's own seal.
type Badge struct {
	Name string
	// Print is the fingerprint of the token that was shown.
	Print string
}

const signInPath = "/admin/sign-in"

// SignIn asks whose a token is, as every call for administrators does: wrong ones
// slow their address down, and leave the same lines in the log.
func (d *Desk) SignIn(c *gin.Context, secret, lang string) (Badge, *problem.Problem) {
	o := &Office{d: d, c: c, lang: lang}
	var in Badge
	r := request{method: http.MethodPost, path: signInPath, header: []string{"Authorization", "Bearer " + secret}}
	_, p := o.call(&r, &in)
	return in, p
}

// signIn answers with the badge of whom authenticate has let in.
func (s *server) signIn(c *gin.Context) {
	h, print, ok := s.Tokens().ByName(holder(c).Name)
	if !ok { // the file was read again just now
		fail(c, problem.New(problem.Unauthorized, ""))
		return
	}
	s.audit(c, h.Name, "signed in")
	c.JSON(http.StatusOK, Badge{h.Name, print})
}

// pageRole is the role that the pages ask for: that of an administrator, and where
// reading takes a key, that of a reader, who then reads.
func (s *server) pageRole() token.Role {
	if s.RequireKey {
		return token.Reader
	}
	return token.Viewer
}

// SignedOut writes into the log that somebody signed out.
func (d *Desk) SignedOut(c *gin.Context, name string) { d.s.audit(c, name, "signed out") }

// Holder returns whose badge it is, with the role of now. Without the token in the
// file, the badge is nobody's.
func (d *Desk) Holder(b Badge) (token.Holder, bool) {
	if !d.Administered() {
		return token.Holder{}, false
	}
	h, print, ok := d.s.Tokens().ByName(b.Name)
	return h, ok && h.Role >= d.s.pageRole() && subtle.ConstantTimeCompare([]byte(print), []byte(b.Print)) == 1
}

// FourEyes reports whether those who had a hand in a draft cannot publish it.
func (d *Desk) FourEyes() bool { return d.s.FourEyes }

// Publishers returns the names of those who may publish, in order.
func (d *Desk) Publishers() []string {
	var names []string
	if d.Administered() {
		for _, h := range d.s.Tokens().Holders() {
			if h.Role >= token.Publisher {
				names = append(names, h.Name)
			}
		}
	}
	slices.Sort(names)
	return names
}

// Secure reports whether the caller's connection is encrypted, as far as this
// service or a proxy that it trusts can see.
func (d *Desk) Secure(c *gin.Context) bool {
	if c.Request.TLS != nil {
		return true
	}
	peer, err := netip.ParseAddrPort(c.Request.RemoteAddr)
	if err != nil {
		return false
	}
	addr := peer.Addr().Unmap()
	trusted := slices.ContainsFunc(d.s.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(addr) })
	return trusted && c.GetHeader("X-Forwarded-Proto") == "https"
}
