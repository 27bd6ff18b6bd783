package api

import (
	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/admit"
	"shixian/api/admit/token"
	"shixian/api/answers"
	"shixian/api/audit"
	"shixian/api/problem"
)

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
	return admin.Actor{Name: h.Name, Role: h.Role, Request: s.callers.Request(c)}
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
		Audit: audit.New(cfg.Log, cfg.Now).Write,
		Tables: struct {
			answers.Tables
			Keeper
		}{cfg.Tables, cfg.Keeper},
	}
	if cfg.Observer != nil {
		service.Observer = adminObserver{cfg.Observer}
	}
	return admin.New(service)
}

// adminObserver tells the observer of what administrators do.
type adminObserver struct{ Observer }

// Forbidden tells of a role that is too low.
func (o adminObserver) Forbidden() { o.AuthFailed(admit.AuthForbidden) }

// authenticate lets the holder of a token in.
func (s *server) authenticate(c *gin.Context) {
	secret, given := bearer(c.Request.Header)
	h, err := s.auth.Authenticate(c.Request.Context(), s.callers.Of(c), secret, given)
	if err != nil {
		c.Set(auditedKey, problem.CodeOf(err) == problem.Unauthorized)
		refuse(c, err)
		return
	}
	c.Set(holderKey, h)
	c.Header("Cache-Control", "no-store")
}

func holder(c *gin.Context) token.Holder {
	h, _ := c.Value(holderKey).(token.Holder)
	return h
}
