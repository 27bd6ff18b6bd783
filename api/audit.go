package api

import (
	"log/slog"

	"github.com/gin-gonic/gin"
)

// What is kept of a request until its audit line is written.
const (
	auditedKey = "audited" // whether there is one already
	problemKey = "problem" // the code of the problem that was answered
)

// audited writes the line of a call for administrators that was refused before it came
// to the service, which writes those of all others.
func (s *server) audited(c *gin.Context) {
	c.Next()
	if !c.GetBool(auditedKey) {
		line := append(s.callers.Request(c), slog.String("code", c.GetString(problemKey)))
		s.audit.Write(c.Request.Context(), holder(c).Name, "not done", line...)
	}
}
