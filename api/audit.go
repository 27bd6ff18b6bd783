package api

import (
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"
)

// What is kept of a request until its audit line is written.
const (
	auditedKey = "audited" // whether there is one already
	problemKey = "problem" // the code of the problem that was answered
)

// audited sees to it that each call for administrators leaves a line, also if it
// was refused or only looked.
func (h *adminHandler) audited(c *gin.Context) {
	c.Next()
	if c.GetBool(auditedKey) {
		return
	}
	what := "looked"
	switch status := c.Writer.Status(); {
	case status >= http.StatusBadRequest:
		what = "not done"
	case c.Request.Method != http.MethodGet:
		what = "repeated" // the answer to the first time was given again
	}
	h.audit.Write(c.Request.Context(), holder(c).Name, what, append(h.callers.Request(c), slog.Int("status", c.Writer.Status()), slog.String("code", c.GetString(problemKey)))...)
}
