package api

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/admit"
	"shixian/api/answers"
	"shixian/api/audit"
	"shixian/api/caller"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// Config is what the API needs. Log, Audit and Observer may be nil.
type Config struct {
	Tables    answers.Tables
	Catalogue *deadlines.Catalogue
	// Today is the civil date in Asia/Shanghai.
	Today func() holidays.Date
	// Now times requests and their deadlines.
	Now func() time.Time
	Log *slog.Logger // one line a request
	// AccessJSON takes those lines as JSON, which costs a quarter of what Log takes for them; nil has
	// Log write them. Log says which of them are written.
	AccessJSON io.Writer
	Audit      *slog.Logger // one line for each action of an administrator; nil for Log
	Observer   Observer
	// Version is told in the headers of the answers under /v1.
	Version string
	// Around runs around every request, also around its access log, and TraceID says
	// in which trace a request is, "" if in none. Both may be nil.
	Around  gin.HandlerFunc
	TraceID func(context.Context) string
	// TraceKept is TraceID of those that are kept, "" for others. It may be nil.
	TraceKept func(context.Context) string
	// Metrics answers /metrics; if it is nil, there is no such route.
	Metrics http.Handler

	// Record, Keeper and Tokens are nil if nothing is recorded; then there is one
	// revision, and no call for administrators.
	Record admin.Record
	Keeper Keeper
	// Tokens returns the tokens of administrators now, or nil if there is no file.
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
	// CORSOrigins are the origins whose pages may call from a browser; none by default.
	CORSOrigins []string
	// TrustedProxies are those whose X-Forwarded-For and X-Forwarded-Proto are believed.
	TrustedProxies []netip.Prefix
	// PublicURL is the scheme and host that links name; "" for those of each request.
	PublicURL string
	admit.Limits
	// Stopping ends when the service is about to stop; it may be nil.
	Stopping context.Context
}

// server is the parts of the API that several handlers share.
type server struct {
	Config
	admission
	audit   *audit.Log
	answers *answers.Service
	admin   *admin.Service // nil if nothing is recorded
}

// New returns the API's handler.
func New(cfg Config) http.Handler { return newServer(cfg).handler() }

func newServer(cfg Config) *server {
	log := audit.New(cmp.Or(cfg.Audit, cfg.Log), cfg.Now)
	s := &server{
		Config: cfg,
		admission: admission{
			auth: admit.NewAuthenticator(admit.AuthConfig{
				Tokens: cfg.Tokens, Required: cfg.RequireKey, Now: cfg.Now, Observer: cfg.Observer, Audit: log.Write,
			}),
			control: admit.NewController(admit.ControlConfig{Limits: cfg.Limits, Now: cfg.Now, Observer: cfg.Observer}),
			callers: &caller.Resolver{TrustedProxies: cfg.TrustedProxies, PublicURL: cfg.PublicURL, TraceID: cfg.TraceID},
			policy:  []string{cfg.RateLimit.Policy()}, busy: busyBodies(), now: cfg.Now,
		},
		audit: log,
		answers: answers.New(answers.Config{
			Tables: cfg.Tables, History: cfg.Keeper, Catalogue: cfg.Catalogue, Today: cfg.Today, Timeout: recordTimeout, Observer: cfg.Observer,
		}),
	}
	if cfg.Record != nil {
		s.admin = admin.New(admin.Config{
			Record: cfg.Record, Tables: cfg.Keeper, Catalogue: cfg.Catalogue, Today: cfg.Today, Now: cfg.Now,
			FourEyes: cfg.FourEyes, Timeout: recordTimeout, Audit: log.Write, Observer: cfg.Observer,
		})
	}
	return s
}

// handler returns the routes, with what runs around them and around their connections.
func (s *server) handler() http.Handler {
	return newDropper(s.Now).around(allowOrigins(s.CORSOrigins, compressed(s.engine())))
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
	around := &middleware{log: s.Log, accessJSON: s.AccessJSON, observer: s.Observer, callers: s.callers, now: s.Now,
		version: []string{s.Version}, traceKept: s.TraceKept}
	e.Use(around.chain, decodeBody)
	s.routes(e)
	return e
}

func (s *server) routes(e *gin.Engine) {
	read := routesOf{e.Group("", s.admit(reading))}
	s.deadlineRoutes(read, e.Group("", s.admit(batching)))
	s.tableRoutes(read)
	if s.admin != nil {
		changes := &changeHandler{answers: s.answers, keeper: s.Keeper, now: s.Now, stopping: s.Stopping, mayStay: s.mayStay,
			clientOf: s.clientOf, watchers: admit.NewPool(maxWatchers)}
		e.GET("/v1/changes", s.admit(watching), changes.getChanges)
		checkpoints := &checkpointHandler{s.Keeper}
		read.get("/v1/checkpoint", noParameters, handle(checkpoints.getCheckpoint))
		read.get("/v1/checkpoint/:revision", noParameters, handle(checkpoints.getCheckpointOf))
		read.get("/v1/proof", untagged(checkpoints.getProof))
		e.GET(changesStream, s.admit(watching), changes.streamChanges)
		admins := s.adminHandler()
		admins.routes(e.Group("/v1/admin", s.admit(managing), admins.audited, admins.authenticate))
	}
	open := routesOf{e.Group("", s.admitPages())}
	var signedIn gin.HandlerFunc
	missing := func(c *gin.Context) { fail(c, problem.New(problem.NotFound, "", c.Request.URL.Path)) }
	notSo := func(c *gin.Context) { fail(c, problem.New(problem.Method, "", c.Request.URL.Path, c.Request.Method)) }
	if s.Pages != nil {
		var page gin.HandlerFunc
		signedIn, page = s.Pages.Mount(open, e.Group("", s.admit(anyBatch)), &Services{s.answers, s.admin, s.auth, s.callers, s.clientOf, s.Now})
		missing, notSo = pageOr(page, missing), pageOr(page, notSo)
	}
	open.get("/docs", moved(func(*gin.Context) string { return "/docs/" }))
	open.get("/docs/*any", s.reader(signedIn), noParameters, docsHandler(missing))
	s.probes(routesOf{&e.RouterGroup})
	e.NoRoute(s.admit(anyone), missing)
	e.NoMethod(s.admit(anyone), notSo)
}

// pageOr answers browsers with a page, but for addresses of calls.
func pageOr(page, call gin.HandlerFunc) gin.HandlerFunc {
	return func(c *gin.Context) {
		if byPerson(c) {
			page(c)
			return
		}
		call(c)
	}
}

func (s *server) deadlineRoutes(r routesOf, batches gin.IRouter) {
	h := newDeadlineHandler(s.answers, s.Now)
	h.mayStay, h.slots = s.mayStay, s.control.Slots()
	r.get("/v1/deadlines", h.getDeadline)
	r.POST("/v1/deadlines", h.postDeadline)
	r.get("/v1/deadlines/latest-trigger", h.getTriggers)
	r.POST("/v1/deadlines/status", h.postStatus)
	batches.POST("/v1/deadlines/batch", h.postBatch)
	batches.POST("/v1/deadlines/compare", h.compareDeadlines)
}

func (s *server) tableRoutes(r routesOf) {
	rules := newRuleIndex(s.Catalogue)
	r.get("/v1/jurisdictions", noParameters, tagged(rules.listJurisdictions))
	r.get("/v1/rules", tagged(rules.listRules))
	r.get("/v1/rules/:id", noParameters, tagged(rules.getRule))
	h := &calendarHandler{s.answers}
	r.get("/v1/calendars", tagged(h.listCalendars))
	r.get("/v1/calendars/:id", tagged(h.getCalendar))
	r.get("/v1/calendars/:id/days", tagged(h.listDays))
	r.get("/v1/calendars/:id/days/:date", tagged(h.getDay))
	r.get("/v1/calendars/:id/workdays", tagged(h.countWorkdays))
	r.get("/v1/calendars/:id/add", tagged(h.addWorkdays))
	r.get("/v1/calendars/:id/workdays/add", moved(func(c *gin.Context) string { return "/v1/calendars/" + c.Param("id") + "/add" }))
	r.get("/v1/calendars/:id/workdays/nth", tagged(h.nthWorkday))
	r.POST("/v1/calendars/:id/days", handle(h.postDays))
	r.get("/v1/calendars/:id/table", handle(h.getTable))
	if s.admin != nil {
		r.get("/v1/calendars/:id/revisions", tagged(h.listRevisions))
	}
}

func (s *server) adminHandler() *adminHandler {
	return &adminHandler{service: s.admin, auth: s.auth, callers: s.callers, audit: s.audit}
}

// probes are the calls of monitoring, which are never refused.
// Liveness and readiness alone pass over parameters: they read none, and a load balancer
// that adds one must not take a replica out of service for it.
func (s *server) probes(r routesOf) {
	h := &healthHandler{answers: s.answers, keeper: s.Keeper, draining: s.Draining}
	r.get("/healthz", healthz)
	r.get("/readyz", h.readyz)
	if s.Metrics != nil {
		r.get("/metrics", s.reader(nil), noParameters, metrics(s.Metrics))
	}
}

// routesOf are routes that share what comes before their handlers.
type routesOf struct{ *gin.RouterGroup }

// get routes GET, and HEAD with it.
func (r routesOf) get(path string, h ...gin.HandlerFunc) {
	r.GET(path, h...)
	r.HEAD(path, h...)
}
