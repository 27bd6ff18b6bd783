package admit_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"slices"
	"testing"
	"time"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/admit/token"
	"shixian/api/problem"
	"shixian/deadlines"
)

// holders are tokens that are the names of their holders.
type holders map[string]token.Role

func (h holders) Find(name string) (token.Holder, bool) {
	role, ok := h[name]
	return token.Holder{Name: name, Role: role}, ok
}

func (h holders) ByName(name string) (token.Holder, string, bool) {
	holder, ok := h.Find(name)
	return holder, "print of " + name, ok
}

func (h holders) Holders() (all []token.Holder) {
	for name, role := range h {
		all = append(all, token.Holder{Name: name, Role: role})
	}
	return all
}

// fixture is an authenticator with what it tells, and a clock that stands still.
type fixture struct {
	*admit.Authenticator
	tokens admit.Tokens
	now    time.Time
	told   []string // to the observer
	lines  []string // of the audit log
}

func (d *fixture) AuthFailed(why admit.AuthFailure) { d.told = append(d.told, string(why)) }
func (d *fixture) RateLimited()                     { d.told = append(d.told, "limited") }
func (d *fixture) Shed(reason string)               { d.told = append(d.told, "shed "+reason) }

func newFixture(required bool) *fixture {
	d := &fixture{
		tokens: holders{"zhao": token.Reader, "wang": token.Viewer, "li": token.Publisher, "chen": token.Publisher},
		now:    time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC),
	}
	d.Authenticator = admit.NewAuthenticator(admit.AuthConfig{
		Tokens: func() admit.Tokens { return d.tokens }, Required: required, Now: func() time.Time { return d.now }, Observer: d,
		Audit: func(_ context.Context, who, what string, attrs ...slog.Attr) {
			d.lines = append(d.lines, fmt.Sprint(who, " ", what, " ", attrs))
		},
	})
	return d
}

var here = admit.Caller{Addr: netip.MustParseAddr("192.0.2.7"), Request: []slog.Attr{slog.String("request_id", "one"), slog.String("remote", "192.0.2.7:55")}}

func wantCode(t *testing.T, what string, err error, want deadlines.Code) {
	t.Helper()
	if got := problem.CodeOf(err); err == nil || got != want {
		t.Errorf("%s: %v, want %s", what, err, want)
	}
}

// TestWrongTokens: missing and wrong tokens are told and logged, and after six of them
// the address waits with wrong ones, no other does, and a right one is never kept waiting.
func TestWrongTokens(t *testing.T) {
	d := newFixture(false)
	_, err := d.Authenticate(t.Context(), here, "", false)
	wantCode(t, "no token", err, problem.Unauthorized)
	for range 5 {
		_, err = d.Authenticate(t.Context(), here, "mallory", true)
		wantCode(t, "a wrong token", err, problem.Unauthorized)
	}
	_, err = d.Authenticate(t.Context(), here, "mallory", true)
	wantCode(t, "a wrong token too much", err, problem.TooManyFailures)
	var r *admit.Refusal
	if !errors.As(err, &r) || r.After != 2 {
		t.Errorf("come again after %+v", r)
	}
	if h, err := d.Authenticate(t.Context(), admit.Caller{Addr: netip.MustParseAddr("192.0.2.8")}, "li", true); err != nil || h.Name != "li" {
		t.Errorf("another address: %v %v", h, err)
	}
	d.now = d.now.Add(2 * time.Second)
	_, err = d.Authenticate(t.Context(), here, "mallory", true)
	wantCode(t, "after the wait", err, problem.Unauthorized)
	_, err = d.Authenticate(t.Context(), here, "mallory", true)
	wantCode(t, "once more", err, problem.TooManyFailures)
	if h, err := d.Authenticate(t.Context(), here, "li", true); err != nil || h.Name != "li" {
		t.Errorf("a right token after wrong ones: %v %v", h, err)
	}
	want := []string{"missing", "unknown", "unknown", "unknown", "unknown", "unknown", "throttled", "unknown", "throttled"}
	if !slices.Equal(d.told, want) {
		t.Errorf("told %v", d.told)
	}
	if len(d.lines) != 7 || d.lines[1] != " refused [request_id=one remote=192.0.2.7:55 reason=unknown]" {
		t.Errorf("%q", d.lines)
	}
}

// TestReaders: a token that is missing is not held against the address of a reader.
func TestReaders(t *testing.T) {
	d := newFixture(true)
	for range 10 {
		wantCode(t, "no token", d.RefuseReader(t.Context(), here, false), problem.Unauthorized)
	}
	if len(d.lines) > 0 {
		t.Errorf("logged %q", d.lines)
	}
	for range 6 {
		wantCode(t, "a wrong token", d.RefuseReader(t.Context(), here, true), problem.Unauthorized)
	}
	wantCode(t, "one too many", d.RefuseReader(t.Context(), here, true), problem.TooManyFailures)
	if _, ok := d.Find("zhao"); !ok {
		t.Error("a right token is refused for the wrong ones of others")
	}
}

// TestSignIn: who may use the pages gets an identity, which is good until its token is
// another or its role too low; wrong tokens count as everywhere.
func TestSignIn(t *testing.T) {
	d := newFixture(false)
	id, err := d.SignIn(t.Context(), here, "wang")
	if err != nil || id.Name != "wang" {
		t.Fatalf("%+v %v", id, err)
	}
	if h, ok := d.Holder(id); !ok || h.Role != token.Viewer {
		t.Errorf("%+v %v", h, ok)
	}
	for what, spoil := range map[string]func() admit.Identity{
		"a made-up name": func() admit.Identity { return admit.Identity{Name: "mallory", Print: id.Print} },
		"another print":  func() admit.Identity { return admit.Identity{Name: "wang", Print: "print of li"} },
		"no print":       func() admit.Identity { return admit.Identity{Name: "wang"} },
	} {
		if _, ok := d.Holder(spoil()); ok {
			t.Errorf("%s is let in", what)
		}
	}
	_, err = d.SignIn(t.Context(), here, "zhao")
	wantCode(t, "a reader", err, problem.Forbidden)
	for range 6 {
		_, err = d.SignIn(t.Context(), here, "")
		wantCode(t, "a wrong token", err, problem.Unauthorized)
	}
	_, err = d.SignIn(t.Context(), here, "mallory")
	wantCode(t, "signing in after that", err, problem.TooManyFailures)
	if _, err = d.SignIn(t.Context(), here, "wang"); err != nil {
		t.Errorf("a right token after that: %v", err)
	}
	d.SignOut(t.Context(), here, "wang")
	if d.lines[0] != "wang signed in [request_id=one remote=192.0.2.7:55]" || d.lines[1] != "zhao forbidden [request_id=one remote=192.0.2.7:55 role=reader needs=viewer]" ||
		d.lines[len(d.lines)-1] != "wang signed out [request_id=one remote=192.0.2.7:55]" {
		t.Errorf("%q", d.lines)
	}
	d.tokens = holders{"wang": token.Reader}
	if _, ok := d.Holder(id); ok {
		t.Error("a role that was taken away is still there")
	}
	if id, err := newFixture(true).SignIn(t.Context(), here, "zhao"); err != nil || id.Name != "zhao" {
		t.Errorf("a reader, if reading takes a token: %v", err)
	}
}

// TestPublishers: those who may publish, in order.
func TestPublishers(t *testing.T) {
	d := newFixture(false)
	if got := d.Publishers(); !slices.Equal(got, []string{"chen", "li"}) {
		t.Errorf("%v", got)
	}
}

// TestNoTokens: without a file of tokens nobody is known, and that is said.
func TestNoTokens(t *testing.T) {
	d := newFixture(false)
	d.tokens = nil
	for name, a := range map[string]*admit.Authenticator{
		"no file now": d.Authenticator, "never a file": admit.NewAuthenticator(admit.AuthConfig{Now: time.Now}),
	} {
		_, err := a.Authenticate(t.Context(), here, "li", true)
		wantCode(t, name, err, problem.AdminOff)
		_, known := a.Find("li")
		_, signedIn := a.Holder(admit.Identity{Name: "li", Print: "print of li"})
		if known || signedIn || a.Enabled() || a.Publishers() != nil {
			t.Errorf("%s: known %v, signed in %v", name, known, signedIn)
		}
	}
}

// limiter lets nobody through.
type limiter struct{}

func (limiter) Take(context.Context, ratelimit.Client, time.Time) ratelimit.Decision {
	return ratelimit.Decision{Retry: 300 * time.Millisecond, Reset: time.Minute}
}

// TestTake: how much is left is told in whole seconds, and a caller that has none is
// told to come again after one at least.
func TestTake(t *testing.T) {
	d := newFixture(false)
	rate := ratelimit.Rate{Requests: 2, Period: time.Minute}
	l := admit.NewController(admit.ControlConfig{Limits: admit.Limits{Limiter: ratelimit.NewLocal(rate), RateLimit: rate}})
	if left, reset, err := l.Take(t.Context(), ratelimit.Holder("li"), d.now); left != 1 || reset != 30 || err != nil {
		t.Errorf("%d left, more in %d s, %v", left, reset, err)
	}
	l = admit.NewController(admit.ControlConfig{Limits: admit.Limits{Limiter: limiter{}, RateLimit: rate}, Observer: d})
	left, reset, err := l.Take(t.Context(), ratelimit.Holder("li"), d.now)
	wantCode(t, "none left", err, problem.RateLimited)
	var r *admit.Refusal
	if left != 0 || reset != 1 || !errors.As(err, &r) || r.After != 1 || !slices.Equal(d.told, []string{"limited"}) {
		t.Errorf("%d left, more in %d s, %+v, told %v", left, reset, r, d.told)
	}
}
