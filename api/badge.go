package api

import (
	"errors"
	"strconv"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/admit/token"
	"shixian/api/caller"
	"shixian/api/problem"
)

// Badge is what a session keeps of who signed in.
type Badge = admit.Identity

// SignIn is [admit.Authenticator.SignIn].
func (d *Desk) SignIn(c *gin.Context, secret, lang string) (Badge, *problem.Problem) {
	in, err := d.s.auth.SignIn(c.Request.Context(), d.s.callers.Of(c), secret)
	if err == nil {
		return in, nil
	}
	var r *admit.Refusal
	if errors.As(err, &r) {
		c.Header("Retry-After", strconv.Itoa(r.After))
	}
	p := problem.Of(err, lang)
	p.RequestID = caller.RequestID(c)
	return in, &p
}

// SignedOut is [admit.Authenticator.SignOut].
func (d *Desk) SignedOut(c *gin.Context, name string) {
	d.s.auth.SignOut(c.Request.Context(), d.s.callers.Of(c), name)
}

// Holder is [admit.Authenticator.Holder].
func (d *Desk) Holder(b Badge) (token.Holder, bool) { return d.s.auth.Holder(b) }

// FourEyes reports whether those who had a hand in a draft cannot publish it.
func (d *Desk) FourEyes() bool { return d.s.FourEyes }

// Publishers is [admit.Authenticator.Publishers].
func (d *Desk) Publishers() []string { return d.s.auth.Publishers() }

// Secure is [caller.Resolver.Secure].
func (d *Desk) Secure(c *gin.Context) bool { return d.s.callers.Secure(c) }
