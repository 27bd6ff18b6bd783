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

	"shixian/deadlines"
	"shixian/holidays"
)

// Tables hands out the table of calendars in force. A request asks once and sees
// that table from beginning to end.
type Tables interface {
	// Table returns the table in force, or nil while there is none.
	Table() *holidays.Table
}

// Observer is told of every request that was answered.
type Observer interface {
	// Observe is told the route's template, or "" where there was none.
	Observe(method, route string, status, bytes int, took time.Duration)
}

// Config is what the API needs. Log and Observer may be nil.
type Config struct {
	Tables    Tables
	Catalogue *deadlines.Catalogue
	// Today is the civil date in Asia/Shanghai.
	Today func() holidays.Date
	// Now times requests and their deadlines.
	Now      func() time.Time
	Log      *slog.Logger // one line a request
	Observer Observer

	// Record, Keeper and Tokens are nil where nothing is recorded; then there is one
	// revision, and no call for administrators.
	Record Record
	Keeper Keeper
	// Tokens returns the tokens of administrators now, or nil where there is no file.
	Tokens func() Tokens
	// FourEyes keeps those who had a hand in a draft from publishing it.
	FourEyes bool
	// TrustedProxies are those whose X-Forwarded-Proto is believed.
	TrustedProxies []netip.Prefix
	// Pages are the pages for people; nil for none.
	Pages Pages
	// Stopping ends when the service is about to stop; it may be nil.
	Stopping context.Context
}

// server holds what the handlers share.
type server struct {
	Config
	enc     *encoder
	rules   *ruleIndex
	readers sync.Pool // of *reader
	asks    sync.Pool // of *ask
	batches sync.Pool // of *batch

	throttle throttle
	watchers atomic.Int32
}

// ask is the memory that answering takes, used again from request to request.
type ask struct {
	q    question
	body []byte
	out  []byte
}

// New returns the API's handler.
func New(cfg Config) http.Handler {
	gin.SetMode(gin.ReleaseMode)
	s := &server{Config: cfg, enc: newEncoder(cfg.Catalogue), rules: newRuleIndex(cfg.Catalogue)}
	s.readers.New = func() any { return newReader(cfg.Catalogue) }
	s.batches.New = func() any { return &batch{} }
	s.asks.New = func() any { return &ask{} }
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	_ = e.SetTrustedProxies(nil) // nil cannot fail
	e.Use(s.chain)
	s.routes(e)
	return e
}

func (s *server) routes(e *gin.Engine) {
	get := func(path string, h gin.HandlerFunc) {
		e.GET(path, h)
		e.HEAD(path, h)
	}
	get("/v1/jurisdictions", s.listJurisdictions)
	get("/v1/rules", s.listRules)
	get("/v1/rules/:id", s.getRule)
	get("/v1/deadlines", s.getDeadline)
	e.POST("/v1/deadlines", s.postDeadline)
	e.POST("/v1/deadlines/batch", s.postBatch)
	e.POST("/v1/deadlines/status", s.postStatus)
	get("/v1/calendars", s.listCalendars)
	get("/v1/calendars/:id", s.getCalendar)
	get("/v1/calendars/:id/days", s.listDays)
	get("/v1/calendars/:id/days/:date", s.getDay)
	get("/v1/calendars/:id/workdays", s.countWorkdays)
	get("/v1/calendars/:id/add", s.addWorkdays)
	get("/v1/calendars/:id/workdays/add", s.addWorkdays)
	get("/v1/calendars/:id/table", s.getTable)
	if s.Record != nil {
		get("/v1/calendars/:id/revisions", s.listRevisions)
		e.GET("/v1/changes", s.getChanges)
		e.GET("/v1/changes/stream", s.streamChanges)
		s.adminRoutes(e.Group("/v1/admin", s.authenticate))
	}
	get("/healthz", s.healthz)
	get("/readyz", s.readyz)
	get("/docs/*any", docsHandler())
	if s.Pages != nil {
		s.Pages.Mount(e, newDesk(s))
	}
	e.NoRoute(func(c *gin.Context) { fail(c, bad(codeNotFound, "", c.Request.URL.Path)) })
	e.NoMethod(func(c *gin.Context) { fail(c, bad(codeMethod, "", c.Request.URL.Path, c.Request.Method)) })
}
