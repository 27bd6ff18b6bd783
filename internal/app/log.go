package app

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"shixian/internal/config"
)

const (
	logBufferSize = 64 << 10
	logDelay      = 100 * time.Millisecond
)

// newLogger returns a logger that writes lines from a level on, in JSON or as text.
func newLogger(w io.Writer, level slog.Level, format string) *slog.Logger {
	opt := &slog.HandlerOptions{Level: level}
	if format == config.FormatText {
		return slog.New(slog.NewTextHandler(w, opt))
	}
	return slog.New(slog.NewJSONHandler(w, opt))
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
	return newLogger(&auditFile{f, log}, slog.LevelInfo, s.LogFormat), func() { _ = f.Close() }, nil // every line is written
}

// auditFile takes audit lines. One that it cannot take, as of a full disk, goes to the log: who did
// what must not be lost without a word.
type auditFile struct {
	io.Writer
	log *slog.Logger
}

func (a *auditFile) Write(line []byte) (int, error) {
	n, err := a.Writer.Write(line)
	if err != nil {
		a.log.Error("an audit line was not written to SHIXIAN_AUDIT_LOG", "detail", err.Error(), "line", strings.TrimSpace(string(line)))
	}
	return n, err
}

// logBuffer gathers log lines and writes them out together, at the latest after
// logDelay, so that a request does not wait for the log. It is safe for
// concurrent use.
type logBuffer struct {
	out     io.Writer
	mu      sync.Mutex
	buf     *bufio.Writer
	pending bool // a flush is on its way
	timer   *time.Timer
}

func newLogBuffer(w io.Writer) *logBuffer {
	l := &logBuffer{out: w, buf: bufio.NewWriterSize(w, logBufferSize)}
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
	_, err := l.buf.Write(p)
	l.goOn(err)
	return len(p), nil
}

// goOn takes lines again after what was gathered could not be written: a [bufio.Writer] never does
// by itself, and a disk that was full would end the log until the next start.
func (l *logBuffer) goOn(err error) {
	if err != nil {
		l.buf.Reset(l.out)
	}
}

func (l *logBuffer) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending = false
	l.goOn(l.buf.Flush())
}

// Close writes out what is gathered.
func (l *logBuffer) Close() {
	l.timer.Stop()
	l.flush()
}
