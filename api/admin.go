package api

import (
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
	"shixian/api/admit"
	"shixian/api/admit/token"
	"shixian/api/audit"
	"shixian/api/caller"
	"shixian/api/problem"
)

// What is kept of a request of an administrator.
const (
	holderKey  = "holder"  // who makes it
	auditedKey = "audited" // whether its audit line is written
	problemKey = "problem" // the code of the problem that was answered
)

type adminHandler struct {
	service *admin.Service
	auth    *admit.Authenticator
	callers *caller.Resolver
	audit   *audit.Log
}

// routes are the calls for administrators. The role is checked before anything
// of a request is read.
func (h *adminHandler) routes(a *gin.RouterGroup) {
	look, write, change := h.may(admin.Look), h.may(admin.Write), h.may(admin.Change)
	a.GET("/drafts", look, untagged(h.listDrafts))
	a.POST("/drafts", write, draft(http.StatusCreated, h.postDraft))
	a.GET("/drafts/:id", look, noParameters, draft(http.StatusOK, h.getDraft))
	a.PUT("/drafts/:id", write, noParameters, draft(http.StatusOK, h.putDraft))
	a.DELETE("/drafts/:id", write, noParameters, handle(h.deleteDraft))
	a.POST("/drafts/:id/publish", change, untagged(h.publishDraft))
	a.POST("/drafts/:id/comments", write, draft(http.StatusOK, h.commentDraft))
	a.POST("/drafts/:id/return", change, draft(http.StatusOK, h.returnDraft))
	a.GET("/notices", look, noParameters, untagged(h.listNotices))
	a.POST("/notices/:id/withdraw", change, untagged(h.withdrawNotice))
	a.POST("/rollback", change, untagged(h.rollback))
	a.POST("/record/accept", change, handle(h.acceptRecord))
	a.GET("/log", look, untagged(h.listLog))
}

// may lets only those go on who may do something.
func (h *adminHandler) may(op admin.Operation) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h.service.Authorize(c.Request.Context(), h.caller(c), op); err != nil {
			c.Set(auditedKey, true)
			fail(c, err)
		}
	}
}

func (h *adminHandler) caller(c *gin.Context) admin.Actor {
	who := holder(c)
	return admin.Actor{Name: who.Name, Role: who.Role, Request: h.callers.Request(c)}
}

// actor is [adminHandler.caller] for a call of the service, which writes its line of audit.
func (h *adminHandler) actor(c *gin.Context) admin.Actor {
	c.Set(auditedKey, true)
	return h.caller(c)
}

// authenticate lets the holder of a token in.
func (h *adminHandler) authenticate(c *gin.Context) {
	secret, given := bearer(c.Request.Header)
	who, err := h.auth.Authenticate(c.Request.Context(), h.callers.Of(c), secret, given)
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
func (h *adminHandler) audited(c *gin.Context) {
	c.Next()
	if !c.GetBool(auditedKey) {
		line := append(h.callers.Request(c), slog.String("code", c.GetString(problemKey)))
		h.audit.Write(c.Request.Context(), holder(c).Name, "not done", line...)
	}
}
