// Package testlog keeps the log of a service under test, and waits for its lines.
//
// Its assumption: each line is a JSON object. What is waited for comes;
// [testenv.Wait] only bounds how long a broken test takes.
package testlog

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"

	"shixian/test/testenv"
)

// Log is a log that is written to. It is safe for concurrent use.
type Log struct {
	mu    sync.Mutex
	text  bytes.Buffer
	lines []map[string]any
	part  []byte
	more  chan struct{} // closed when there is more
}

// New returns an empty log.
func New() *Log { return &Log{more: make(chan struct{})} }

// Write takes lines, or parts of them.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.Write(p)
	l.part = append(l.part, p...)
	for {
		line, rest, ok := bytes.Cut(l.part, []byte("\n"))
		if !ok {
			break
		}
		var m map[string]any
		if json.Unmarshal(line, &m) == nil {
			l.lines = append(l.lines, m)
		}
		l.part = rest
	}
	close(l.more)
	l.more = make(chan struct{})
	return len(p), nil
}

// Await returns the first line with a message and, if one is given, a code.
func (l *Log) Await(t testing.TB, msg string, code ...any) map[string]any {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), testenv.Wait)
	defer cancel()
	for {
		l.mu.Lock()
		more, lines := l.more, slices.Clone(l.lines)
		l.mu.Unlock()
		for _, m := range lines {
			if m["msg"] == msg && (len(code) == 0 || m["code"] == code[0]) {
				return m
			}
		}
		select {
		case <-more:
		case <-ctx.Done():
			t.Fatalf("no log line %q %v: %s", msg, code, fmt.Sprint(lines))
		}
	}
}

// Lines returns the lines so far.
func (l *Log) Lines() []map[string]any {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.lines)
}

// Count returns how many lines so far have a message.
func (l *Log) Count(msg string) int {
	n := 0
	for _, m := range l.Lines() {
		if m["msg"] == msg {
			n++
		}
	}
	return n
}

// Request returns the access log's line of a request so far.
func (l *Log) Request(t testing.TB, id string) map[string]any {
	t.Helper()
	lines := l.Lines()
	i := slices.IndexFunc(lines, func(m map[string]any) bool { return m["msg"] == "request" && m["request_id"] == id })
	if i < 0 {
		t.Fatalf("no line of request %s: %v", id, lines)
	}
	return lines[i]
}

// Text returns the log so far as it was written.
func (l *Log) Text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
