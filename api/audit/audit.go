// Package audit writes who did what.
//
// Its assumptions: each call of an administrator, and each caller who was not let in,
// leaves one line, whatever the log level is; it says from which address; a line never holds a token; a log that
// cannot be written is not the caller's concern.
package audit

import (
	"context"
	"log/slog"
	"time"
)

// Log is the audit log. It is safe for concurrent use. The nil Log writes nothing.
type Log struct {
	log *slog.Logger
	now func() time.Time
}

// New returns an audit log among the lines of another; nil if that is nil.
func New(log *slog.Logger, now func() time.Time) *Log {
	if log == nil {
		return nil
	}
	return &Log{log, now}
}

// Write writes one line of who did what; who is "" if nobody is known.
func (l *Log) Write(ctx context.Context, who, what string, attrs ...slog.Attr) {
	if l == nil {
		return
	}
	rec := slog.NewRecord(l.now(), slog.LevelInfo, "audit", 0)
	rec.AddAttrs(slog.String("who", who), slog.String("what", what))
	rec.AddAttrs(attrs...)
	_ = l.log.Handler().Handle(ctx, rec)
}
