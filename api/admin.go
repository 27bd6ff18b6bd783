package api

import (
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/admit/token"
	"shixian/api/problem"
)

// What is kept of a request of an administrator.
const (
	holderKey  = "holder"  // who makes it
	auditedKey = "audited" // whether its audit line is written
	problemKey = "problem" // the code of the problem that was answered
)

// adminRoutes are the calls for administrators. The role is checked before anything
// of a request is read.
func (s *server) adminRoutes(a *gin.RouterGroup) {
	look, write, change := s.may(admin.Look), s.may(admin.Write), s.may(admin.Change)
	a.GET("/drafts", look, untagged(s.listDrafts))
	a.POST("/drafts", write, draft(http.StatusCreated, s.postDraft))
	a.GET("/drafts/:id", look, noParameters, draft(http.StatusOK, s.getDraft))
	a.PUT("/drafts/:id", write, noParameters, draft(http.StatusOK, s.putDraft))
	a.DELETE("/drafts/:id", write, noParameters, handle(s.deleteDraft))
	a.POST("/drafts/:id/publish", change, untagged(s.publishDraft))
	a.POST("/drafts/:id/comments", write, draft(http.StatusOK, s.commentDraft))
	a.POST("/drafts/:id/return", change, draft(http.StatusOK, s.returnDraft))
	a.GET("/notices", look, noParameters, untagged(s.listNotices))
	a.POST("/notices/:id/withdraw", change, untagged(s.withdrawNotice))
	a.POST("/rollback", change, untagged(s.rollback))
	a.POST("/record/accept", change, handle(s.acceptRecord))
	a.GET("/log", look, untagged(s.listLog))
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

func (s *server) caller(c *gin.Context) admin.Actor {
	who := holder(c)
	return admin.Actor{Name: who.Name, Role: who.Role, Request: s.callers.Request(c)}
}

// actor is [server.caller] for a call of the service, which writes its line of audit.
func (s *server) actor(c *gin.Context) admin.Actor {
	c.Set(auditedKey, true)
	return s.caller(c)
}

// authenticate lets the holder of a token in.
func (s *server) authenticate(c *gin.Context) {
	secret, given := bearer(c.Request.Header)
	who, err := s.auth.Authenticate(c.Request.Context(), s.callers.Of(c), secret, given)
	if err != nil {
		c.Set(auditedKey, problem.CodeOf(err) == problem.Unauthorized)
		refuse(c, err)
		return
	}
	c.Set(holderKey, who)
	c.Header("Cache-Control", "no-store")
}

func holder(c *gin.Context) token.Holder {
	h, _ := c.Value(holderKey).(token.Holder)
	return h
}

// audited writes the line of a call for administrators that was refused before it came
// to the service, which writes those of all others.
func (s *server) audited(c *gin.Context) {
	c.Next()
	if !c.GetBool(auditedKey) {
		line := append(s.callers.Request(c), slog.String("code", c.GetString(problemKey)))
		s.audit.Write(c.Request.Context(), holder(c).Name, "not done", line...)
	}
}
