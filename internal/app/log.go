package app

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/phuslu/log"

	"shixian/internal/config"
)

const (
	logBufferSize = 64 << 10
	logDelay      = 100 * time.Millisecond
)

// newLogger returns a logger that writes lines from a level on, in JSON or as text.
func newLogger(w io.Writer, level slog.Level, format string) *slog.Logger {
	opt := &slog.HandlerOptions{Level: level}
	if format == "text" {
		return slog.New(slog.NewTextHandler(w, opt))
	}
	// The same lines as slog.NewJSONHandler in a quarter of the time: every request
	// writes one.
	return slog.New(log.SlogNewJSONHandler(w, opt))
}

// openAudit returns the logger of audit lines: of a file that is only added to, each line
// at once and whatever the level of the log is, or log. Whoever moves the file away has to
// copy and truncate it, for it stays open.
func openAudit(s *config.Settings, log *slog.Logger) (audited *slog.Logger, closeAudit func(), err error) {
	if s.AuditLog == "" {
		return log, func() {}, nil
	}
	f, err := os.OpenFile(s.AuditLog, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("SHIXIAN_AUDIT_LOG: %w", err)
	}
	return newLogger(f, slog.LevelInfo, s.LogFormat), func() { _ = f.Close() }, nil // every line is written
}

// logBuffer gathers log lines and writes them out together, at the latest after
// logDelay, so that a request does not wait for the log. It is safe for
// concurrent use.
type logBuffer struct {
	mu      sync.Mutex
	buf     *bufio.Writer
	pending bool // a flush is on its way
	timer   *time.Timer
}

func newLogBuffer(w io.Writer) *logBuffer {
	l := &logBuffer{buf: bufio.NewWriterSize(w, logBufferSize)}
	l.timer = time.AfterFunc(time.Hour, l.flush)
	l.timer.Stop()
	return l
}

// Write takes a line. An error of the log's own writer is not the caller's.
func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.pending {
		l.pending = true
		l.timer.Reset(logDelay)
	}
	_, _ = l.buf.Write(p)
	return len(p), nil
}

func (l *logBuffer) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending = false
	_ = l.buf.Flush()
}

// Close writes out what is gathered.
func (l *logBuffer) Close() {
	l.timer.Stop()
	l.flush()
}
