package api

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// What is kept of a request until its audit line is written.
const (
	auditedKey = "audited" // whether there is one already
	problemKey = "problem" // the code of the problem that was answered
)

// Audit writes one line of who did what; who is "" where nobody is known. It is
// written at any log level, and never holds a token.
func Audit(ctx context.Context, log *slog.Logger, now func() time.Time, who, what string, attrs ...slog.Attr) {
	rec := slog.NewRecord(now(), slog.LevelInfo, "audit", 0)
	rec.AddAttrs(slog.String("who", who), slog.String("what", what))
	rec.AddAttrs(attrs...)
	_ = log.Handler().Handle(ctx, rec) // a log that fails is not the caller's concern
}

// audit writes the line of a call for administrators.
func (s *server) audit(c *gin.Context, who, what string, attrs ...slog.Attr) {
	c.Set(auditedKey, true)
	if s.Log == nil {
		return
	}
	Audit(c.Request.Context(), s.Log, s.Now, who, what, append(s.request(c), attrs...)...)
}

// audited sees to it that each call for administrators leaves a line, also where it
// was refused or only looked.
func (s *server) audited(c *gin.Context) {
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
	s.audit(c, holder(c).Name, what, slog.Int("status", c.Writer.Status()), slog.String("code", c.GetString(problemKey)))
}
