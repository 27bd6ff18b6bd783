package main

import (
	"bufio"
	"io"
	"sync"
	"time"
)

const (
	logBuffer = 64 << 10
	logDelay  = 100 * time.Millisecond
)

// logWriter gathers log lines and writes them out together, at the latest after
// logDelay, so that a request does not wait for the log.
type logWriter struct {
	mu      sync.Mutex
	buf     *bufio.Writer
	pending bool // a flush is on its way
	timer   *time.Timer
}

func newLogWriter(w io.Writer) *logWriter {
	l := &logWriter{buf: bufio.NewWriterSize(w, logBuffer)}
	l.timer = time.AfterFunc(time.Hour, l.flush)
	l.timer.Stop()
	return l
}

// Write takes a line. An error of the log's own writer is not the caller's.
func (l *logWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.pending {
		l.pending = true
		l.timer.Reset(logDelay)
	}
	_, _ = l.buf.Write(p)
	return len(p), nil
}

func (l *logWriter) flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pending = false
	_ = l.buf.Flush()
}

// Close writes out what is gathered.
func (l *logWriter) Close() {
	l.timer.Stop()
	l.flush()
}
