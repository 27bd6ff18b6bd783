package admit

import (
	"context"
	"log/slog"
	"net/netip"
	"slices"
	"time"

	"shixian/api/admit/ratelimit"
	"shixian/api/admit/token"
	"shixian/api/problem"
)

// AuthFailure is why a caller was not let in.
type AuthFailure string

// The reasons.
const (
	AuthMissing   AuthFailure = "missing"   // there is no token
	AuthUnknown   AuthFailure = "unknown"   // the token is nobody's
	AuthForbidden AuthFailure = "forbidden" // the holder's role is too low
	AuthThrottled AuthFailure = "throttled" // the address has to wait after wrong tokens
)

// Tokens tells whose tokens are whose. Every [token.Set] does.
type Tokens interface {
	Find(token string) (token.Holder, bool)
	// ByName returns the holder of a name, and the fingerprint of the token.
	ByName(name string) (h token.Holder, fingerprint string, ok bool)
	// Holders returns everybody.
	Holders() []token.Holder
}

// Caller is who makes a call, before it is known whose token it carries.
type Caller struct {
	// Addr is the zero Addr if it is not known.
	Addr netip.Addr
	// Request is what the audit log says of the call: the id of the request, the address
	// of its caller.
	Request []slog.Attr
}

// Audit writes one line of who did what; who is "" if nobody is known.
type Audit func(ctx context.Context, who, what string, attrs ...slog.Attr)

// AuthConfig is what an authenticator is given. Observer and Audit may be nil.
type AuthConfig struct {
	// Tokens returns the tokens now, or nil if there is no file of them. It is nil if
	// there never is one.
	Tokens func() Tokens
	// Required has every reading call ask for the token of a reader or more.
	Required bool
	Now      func() time.Time
	Observer Observer
	Audit    Audit
}

// Authenticator tells whose a token is. It is safe for concurrent use.
type Authenticator struct {
	cfg      AuthConfig
	failures failures
}

// NewAuthenticator returns an authenticator that knows of no wrong token yet.
func NewAuthenticator(cfg AuthConfig) *Authenticator { return &Authenticator{cfg: cfg} }

// Required reports whether reading takes a token.
func (a *Authenticator) Required() bool { return a.cfg.Required }

// Enabled reports whether there is a file of tokens.
func (a *Authenticator) Enabled() bool { return a.tokens() != nil }

// tokens returns the tokens now, or nil if there is no file.
func (a *Authenticator) tokens() Tokens {
	if a.cfg.Tokens == nil {
		return nil
	}
	return a.cfg.Tokens()
}

// Find returns whose token it is. Wrong ones are not counted: [Authenticator.RefuseReader]
// and [Authenticator.Authenticate] do.
func (a *Authenticator) Find(secret string) (token.Holder, bool) {
	if tokens := a.tokens(); tokens != nil {
		return tokens.Find(secret)
	}
	return token.Holder{}, false
}

// Authenticate returns the holder of the token of a call for administrators, or
// problem.AdminOff, TooManyFailures or Unauthorized; a token that is missing counts as
// a wrong one. A right token is let in whatever others at its address present: behind a
// proxy many callers have one address, and 32 random bytes are not guessed at any rate.
func (a *Authenticator) Authenticate(ctx context.Context, by Caller, secret string, given bool) (token.Holder, error) {
	var h token.Holder
	tokens := a.tokens()
	if tokens == nil {
		return h, problem.New(problem.AdminOff, "")
	}
	why := AuthMissing
	if given {
		if h, given = tokens.Find(secret); given {
			a.failures.succeed(key(by))
			return h, nil
		}
		why = AuthUnknown
	}
	return h, a.wrong(ctx, by, why)
}

// RefuseReader returns why a reading call is refused, which has no token of a holder:
// problem.Unauthorized or TooManyFailures. A right token is let in whatever others at
// its address present, and one that is missing is not held against it.
func (a *Authenticator) RefuseReader(ctx context.Context, by Caller, given bool) error {
	if !given {
		a.observe(AuthMissing)
		return unauthorized()
	}
	return a.wrong(ctx, by, AuthUnknown)
}

// key names the address of a caller: many of IPv6 are one.
func key(by Caller) string { return ratelimit.Address(by.Addr).String() }

// wrong refuses a token, and counts it against its address; but an address that has to wait
// after wrong tokens is told so.
func (a *Authenticator) wrong(ctx context.Context, by Caller, why AuthFailure) error {
	addr, now := key(by), a.cfg.Now()
	if wait := a.failures.wait(addr, now); wait > 0 {
		a.observe(AuthThrottled)
		seconds := int(wait/time.Second) + 1
		return &Refusal{problem.New(problem.TooManyFailures, "", seconds), seconds}
	}
	a.failures.add(addr, now)
	a.audit(ctx, by, "", "refused", slog.String("reason", string(why)))
	a.observe(why)
	return unauthorized()
}

func (a *Authenticator) observe(why AuthFailure) {
	if a.cfg.Observer != nil {
		a.cfg.Observer.AuthFailed(why)
	}
}

func (a *Authenticator) audit(ctx context.Context, by Caller, who, what string, attrs ...slog.Attr) {
	if a.cfg.Audit != nil {
		a.cfg.Audit(ctx, who, what, slices.Concat(by.Request, attrs)...)
	}
}
