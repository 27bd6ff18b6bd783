package api

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/answers"
	"shixian/api/limit"
	"shixian/api/problem"
	"shixian/api/token"
)

// Tokens tells whose tokens are whose. It is nil where there is no token file.
type Tokens interface {
	Find(token string) (token.Holder, bool)
	// ByName returns the holder of a name, and the fingerprint of the token.
	ByName(name string) (h token.Holder, fingerprint string, ok bool)
	// Holders returns everybody.
	Holders() []token.Holder
}

const holderKey = "holder"

// adminRoutes are the calls for administrators. The role is checked before anything
// of a request is read.
func (s *server) adminRoutes(a *gin.RouterGroup) {
	look, write, change := s.may(admin.Look), s.may(admin.Write), s.may(admin.Change)
	a.GET("/drafts", look, s.listDrafts)
	a.POST("/drafts", write, s.postDraft)
	a.GET("/drafts/:id", look, s.getDraft)
	a.PUT("/drafts/:id", write, s.putDraft)
	a.DELETE("/drafts/:id", write, s.deleteDraft)
	a.POST("/drafts/:id/publish", change, s.publishDraft)
	a.GET("/notices", look, s.listNotices)
	a.POST("/notices/:id/withdraw", change, s.withdrawNotice)
	a.POST("/rollback", change, s.rollback)
	a.GET("/log", look, s.listLog)
}

// may lets only those go on who may do something.
func (s *server) may(op admin.Operation) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := s.admin.Authorize(c.Request.Context(), s.caller(c), op); err != nil {
			c.Set(auditedKey, true)
			fail(c, err)
		}
	}
}

// caller returns who makes a call.
func (s *server) caller(c *gin.Context) admin.Actor {
	h := holder(c)
	return admin.Actor{Name: h.Name, Role: h.Role, Request: s.request(c)}
}

// request finds a call again in the logs.
func (s *server) request(c *gin.Context) []slog.Attr {
	return append(s.ids(c), slog.String("call", c.Request.Method+" "+c.Request.URL.Path))
}

// actor is [server.caller] for a call of the service, which writes its line of audit.
func (s *server) actor(c *gin.Context) admin.Actor {
	c.Set(auditedKey, true)
	return s.caller(c)
}

// newAdmin returns what administrators do, without HTTP.
func newAdmin(cfg *Config) *admin.Service {
	service := admin.Config{
		Record: cfg.Record, Catalogue: cfg.Catalogue, Today: cfg.Today, Now: cfg.Now, FourEyes: cfg.FourEyes, Timeout: recordTimeout,
		Tables: struct {
			answers.Tables
			Keeper
		}{cfg.Tables, cfg.Keeper},
	}
	if cfg.Observer != nil {
		service.Observer = adminObserver{cfg.Observer}
	}
	if cfg.Log != nil {
		service.Audit = func(ctx context.Context, who, what string, attrs ...slog.Attr) {
			Audit(ctx, cfg.Log, cfg.Now, who, what, attrs...)
		}
	}
	return admin.New(service)
}

// adminObserver tells the observer of what administrators do.
type adminObserver struct{ Observer }

// Forbidden tells of a role that is too low.
func (o adminObserver) Forbidden() { o.AuthFailed(AuthForbidden) }

// authenticate lets the holder of a token in.
func (s *server) authenticate(c *gin.Context) {
	tokens := s.tokens()
	if tokens == nil {
		fail(c, problem.New(problem.AdminOff, ""))
		return
	}
	addr, now := limit.Address(s.address(c)).String(), s.Now()
	if s.throttled(c, addr, now) {
		return
	}
	secret, ok := bearer(c.Request.Header)
	why := AuthMissing
	var holder token.Holder
	if ok {
		why = AuthUnknown
		holder, ok = tokens.Find(secret)
	}
	if !ok {
		s.wrongToken(c, addr, why, now)
		return
	}
	s.throttle.succeed(addr)
	c.Set(holderKey, holder)
	c.Header("Cache-Control", "no-store")
}

// tokens returns the tokens now, or nil where there is no file.
func (s *server) tokens() Tokens {
	if s.Tokens == nil {
		return nil
	}
	return s.Tokens()
}

// throttled answers a caller who has to wait after wrong tokens, and reports
// whether it did.
func (s *server) throttled(c *gin.Context, addr string, now time.Time) bool {
	wait := s.throttle.wait(addr, now)
	if wait <= 0 {
		return false
	}
	s.refused(AuthThrottled)
	c.Header("Retry-After", strconv.Itoa(int(wait/time.Second)+1))
	fail(c, problem.New(problem.TooManyFailures, "", int(wait/time.Second)+1))
	return true
}

// wrongToken refuses a caller, and remembers it.
func (s *server) wrongToken(c *gin.Context, addr string, why AuthFailure, now time.Time) {
	s.throttle.fail(addr, now)
	s.audit(c, "", "refused", slog.String("remote", s.remote(c)), slog.String("reason", string(why)))
	s.unauthorized(c, why)
}

// unauthorized refuses a caller.
func (s *server) unauthorized(c *gin.Context, why AuthFailure) {
	s.refused(why)
	c.Header("WWW-Authenticate", `Bearer realm="shixian"`)
	fail(c, problem.New(problem.Unauthorized, ""))
}

// bearer returns the token of the Authorization header.
func bearer(h http.Header) (string, bool) {
	values := h["Authorization"]
	if len(values) != 1 {
		return "", false
	}
	scheme, secret, ok := strings.Cut(values[0], " ")
	return strings.TrimSpace(secret), ok && strings.EqualFold(scheme, "Bearer")
}

func holder(c *gin.Context) token.Holder {
	h, _ := c.Value(holderKey).(token.Holder)
	return h
}
