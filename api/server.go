package api

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/answers"
	"shixian/api/audit"
	"shixian/api/caller"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// Config is what the API needs. Log and Observer may be nil.
type Config struct {
	Tables    answers.Tables
	Catalogue *deadlines.Catalogue
	// Today is the civil date in Asia/Shanghai.
	Today func() holidays.Date
	// Now times requests and their deadlines.
	Now      func() time.Time
	Log      *slog.Logger // one line a request
	Observer Observer
	// Version is told in the headers of the answers under /v1.
	Version string
	// Around runs around every request, also around its access log, and TraceID says
	// in which trace a request is, "" where in none. Both may be nil.
	Around  gin.HandlerFunc
	TraceID func(context.Context) string
	// Metrics answers /metrics; where it is nil, there is no such route.
	Metrics http.Handler

	// Record, Keeper and Tokens are nil where nothing is recorded; then there is one
	// revision, and no call for administrators.
	Record admin.Record
	Keeper Keeper
	// Tokens returns the tokens of administrators now, or nil where there is no file.
	Tokens func() admit.Tokens
	// FourEyes keeps those who had a hand in a draft from publishing it.
	FourEyes bool
	// Pages are the pages for people; nil for none.
	Pages Pages
	// Draining reports whether the service is about to stop: readiness then says no,
	// and everything else is answered. It may be nil.
	Draining func() bool
	// RequireKey has every reading call ask for the token of a reader or more.
	RequireKey bool
	// TrustedProxies are those whose X-Forwarded-For and X-Forwarded-Proto are believed.
	TrustedProxies []netip.Prefix
	// Limiter bounds the requests of each client by RateLimit; nil does not.
	Limiter   admit.Limiter
	RateLimit ratelimit.Rate
	// MaxConcurrent is how many calls may be in progress; 0 is any number. Those that
	// wait for changes have a bound of their own.
	MaxConcurrent int
	// Shedder refuses calls while there are too many; nil does not.
	Shedder admit.Shedder
	// Stopping ends when the service is about to stop; it may be nil.
	Stopping context.Context
}

// server holds what the handlers share.
type server struct {
	Config
	admission
	audit    *audit.Log
	answers  *answers.Service
	admin    *admin.Service // nil where nothing is recorded
	enc      *wire.Encoder
	rules    *ruleIndex
	decoders sync.Pool // of *wire.Decoder
	asks     sync.Pool // of *ask
	version  []string  // the header's value
	batches  sync.Pool // of *batch

	watchers atomic.Int32
}

// ask is the memory that answering takes, used again from request to request.
type ask struct {
	in   wire.Input
	body []byte
	out  []byte
}

// New returns the API's handler.
func New(cfg Config) http.Handler { return newServer(cfg).engine() }

func newServer(cfg Config) *server {
	s := &server{Config: cfg, enc: wire.NewEncoder(cfg.Catalogue), rules: newRuleIndex(cfg.Catalogue), version: []string{cfg.Version}}
	s.answers, s.audit = newAnswers(&cfg), audit.New(cfg.Log, cfg.Now)
	if cfg.Record != nil {
		s.admin = newAdmin(&s.Config)
	}
	s.admission = newAdmission(&cfg)
	s.decoders.New = func() any { return wire.NewDecoder(cfg.Catalogue) }
	s.batches.New = func() any { return &batch{} }
	s.asks.New = func() any { return &ask{} }
	return s
}

// newAdmission returns what lets calls in.
func newAdmission(cfg *Config) admission {
	auth := admit.AuthConfig{Tokens: cfg.Tokens, Required: cfg.RequireKey, Now: cfg.Now, Audit: audit.New(cfg.Log, cfg.Now).Write}
	control := admit.ControlConfig{MaxConcurrent: cfg.MaxConcurrent, Shedder: cfg.Shedder, Limiter: cfg.Limiter, Rate: cfg.RateLimit}
	if cfg.Observer != nil {
		auth.Observer, control.Observer = cfg.Observer, cfg.Observer
	}
	return admission{
		auth: admit.NewAuthenticator(auth), control: admit.NewController(control),
		callers: &caller.Resolver{TrustedProxies: cfg.TrustedProxies, TraceID: cfg.TraceID},
		policy:  []string{cfg.RateLimit.Policy()}, busy: busyBodies(), now: cfg.Now,
	}
}

// newAnswers returns what answers questions, without HTTP.
func newAnswers(cfg *Config) *answers.Service {
	out := answers.Config{Tables: cfg.Tables, Catalogue: cfg.Catalogue, Today: cfg.Today, Timeout: recordTimeout}
	if cfg.Keeper != nil {
		out.History = cfg.Keeper
	}
	if cfg.Observer != nil {
		out.Observer = cfg.Observer
	}
	return answers.New(out)
}

// engine returns the routes, with what runs around them.
func (s *server) engine() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	s.callers.Configure(e)
	if s.Around != nil {
		e.Use(s.Around)
	}
	e.Use(s.chain)
	s.routes(e)
	return e
}

func (s *server) routes(e *gin.Engine) {
	s.readingRoutes(routesOf{e.Group("", s.admit(reading))})
	e.POST("/v1/deadlines/batch", s.admit(batching), s.postBatch)
	if s.Record != nil {
		routesOf{e.Group("", s.admit(reading))}.get("/v1/calendars/:id/revisions", s.listRevisions)
		e.GET("/v1/changes", s.admit(watching), s.getChanges)
		e.GET("/v1/changes/stream", s.admit(watching), s.streamChanges)
		s.adminRoutes(e.Group("/v1/admin", s.admit(managing), s.audited, s.authenticate))
	}
	routesOf{e.Group("", s.admit(anyone))}.get("/docs/*any", docsHandler())
	if s.Pages != nil {
		s.Pages.Mount(e.Group("", s.admit(anyone)), e.Group("", s.admit(anyBatch)), newDesk(s))
	}
	// Whoever watches over the service is never turned away.
	probes := routesOf{&e.RouterGroup}
	probes.get("/healthz", s.healthz)
	probes.get("/readyz", s.readyz)
	if s.Metrics != nil {
		probes.get("/metrics", metrics(s.Metrics))
	}
	e.NoRoute(s.admit(anyone), func(c *gin.Context) { fail(c, problem.New(problem.NotFound, "", c.Request.URL.Path)) })
	e.NoMethod(s.admit(anyone), func(c *gin.Context) { fail(c, problem.New(problem.Method, "", c.Request.URL.Path, c.Request.Method)) })
}

// readingRoutes are the calls that answer at once from the tables.
func (s *server) readingRoutes(r routesOf) {
	r.get("/v1/jurisdictions", s.listJurisdictions)
	r.get("/v1/rules", s.listRules)
	r.get("/v1/rules/:id", s.getRule)
	r.get("/v1/deadlines", s.getDeadline)
	r.POST("/v1/deadlines", s.postDeadline)
	r.POST("/v1/deadlines/status", s.postStatus)
	r.get("/v1/calendars", s.listCalendars)
	r.get("/v1/calendars/:id", s.getCalendar)
	r.get("/v1/calendars/:id/days", s.listDays)
	r.get("/v1/calendars/:id/days/:date", s.getDay)
	r.get("/v1/calendars/:id/workdays", s.countWorkdays)
	r.get("/v1/calendars/:id/add", s.addWorkdays)
	r.get("/v1/calendars/:id/workdays/add", s.addWorkdays)
	r.get("/v1/calendars/:id/table", s.getTable)
}

// routesOf are routes that share what comes before their handlers.
type routesOf struct{ *gin.RouterGroup }

// get routes GET, and HEAD with it.
func (r routesOf) get(path string, h gin.HandlerFunc) {
	r.GET(path, h)
	r.HEAD(path, h)
}
