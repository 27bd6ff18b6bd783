package app

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"shixian/api/audit"
	"shixian/internal/config"
)

// sink hands on each write that it gets.
type sink chan string

func (s sink) Write(p []byte) (int, error) {
	s <- string(p)
	return len(p), nil
}

// TestLogDelay: lines are gathered and go out together, so long after the first of
// them.
func TestLogDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := make(sink)
		l := newLogBuffer(out)
		for round := range 3 {
			start := time.Now()
			write(t, l, "one\n")
			time.AfterFunc(logDelay/2, func() { write(t, l, "two\n") })
			if got := <-out; got != "one\ntwo\n" {
				t.Errorf("round %d: %q", round, got)
			}
			if took := time.Since(start); took != logDelay {
				t.Errorf("round %d: after %s", round, took)
			}
		}
	})
}

func write(t *testing.T, w io.Writer, text string) {
	t.Helper()
	if n, err := io.WriteString(w, text); n != len(text) || err != nil {
		t.Errorf("%d bytes written of %d: %v", n, len(text), err)
	}
}

// TestLogClose: what is gathered goes out at the end, and what comes later still
// does.
func TestLogClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := make(sink, 2)
		l := newLogBuffer(out)
		l.Close()
		if len(out) > 0 {
			t.Errorf("nothing was written, and out went %q", <-out)
		}
		write(t, l, "one\n")
		l.Close()
		if got := <-out; got != "one\n" {
			t.Errorf("%q", got)
		}
		write(t, l, "late\n")
		if got := <-out; got != "late\n" {
			t.Errorf("%q", got)
		}
		l.Close()
		if len(out) > 0 {
			t.Errorf("written twice: %q", <-out)
		}
	})
}

// TestLogLines: lines from many goroutines, and those longer than the buffer, come
// out whole and once.
func TestLogLines(t *testing.T) {
	const writers, each = 8, 500
	var out bytes.Buffer
	l := newLogBuffer(&out)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				write(t, l, fmt.Sprintf("%d %d %s\n", w, i, strings.Repeat("x", i%200)))
			}
		})
	}
	wg.Wait()
	long := strings.Repeat("y", 3*logBufferSize) + "\n"
	write(t, l, long)
	l.Close()
	lines, seen := 0, map[string]bool{}
	for line := range strings.Lines(out.String()) {
		lines++
		seen[line] = true
	}
	if want := writers*each + 1; lines != want || len(seen) != want || !seen[long] {
		t.Errorf("%d lines, %d different, want %d", lines, len(seen), want)
	}
}

// TestLogThatFails: an error of what is written to is not the writer's.
func TestLogThatFails(t *testing.T) {
	l := newLogBuffer(broken{})
	for range 3 {
		write(t, l, strings.Repeat("z", logBufferSize))
	}
	l.Close()
}

// TestLogGoesOn: lines are taken again once what is written to can be, whether a line did not fit
// or what was gathered did not go out.
func TestLogGoesOn(t *testing.T) {
	for _, lost := range []string{"short\n", strings.Repeat("z", logBufferSize+1)} {
		full := &fullOnce{}
		l := newLogBuffer(full)
		write(t, l, lost)
		l.flush()
		write(t, l, "one\n")
		l.Close()
		if full.String() != "one\n" {
			t.Errorf("after %.10q: %q", lost, full)
		}
	}
}

// fullOnce fails the first time.
type fullOnce struct {
	bytes.Buffer
	failed bool
}

func (f *fullOnce) Write(p []byte) (int, error) {
	if !f.failed {
		f.failed = true
		return 0, errors.New("no space left on device")
	}
	return f.Buffer.Write(p)
}

// TestAuditIsKept: an audit line that its file does not take is in the log.
func TestAuditIsKept(t *testing.T) {
	var out bytes.Buffer
	to, done, err := openAudit(&config.Settings{AuditLog: "/dev/full", LogFormat: "text"}, newLogger(&out, slog.LevelError, "text"))
	if err != nil {
		t.Skip(err) // only Linux has it
	}
	defer done()
	audit.New(to, time.Now).Write(t.Context(), "somebody", "published")
	if text := out.String(); !strings.Contains(text, "who=somebody what=published") || !strings.Contains(text, "no space left") {
		t.Error(text)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestLogger: the log is JSON or text, from a level on.
func TestLogger(t *testing.T) {
	for _, c := range []struct {
		level        slog.Level
		format, want string
	}{
		{slog.LevelInfo, "json", `{"level":"INFO","msg":"b","k":"v"}` + "\n" + `{"level":"ERROR","msg":"c"}` + "\n"},
		{slog.LevelError, "json", `{"level":"ERROR","msg":"c"}` + "\n"},
		{slog.LevelDebug, "text", "level=DEBUG msg=a\nlevel=INFO msg=b k=v\nlevel=ERROR msg=c\n"},
	} {
		var out bytes.Buffer
		log := newLogger(untimed{&out}, c.level, c.format)
		log.Debug("a")
		log.Info("b", "k", "v")
		log.Error("c")
		if out.String() != c.want {
			t.Errorf("%s %s: %s", c.level, c.format, &out)
		}
	}
}

// untimed leaves the time out of log lines.
type untimed struct{ out *bytes.Buffer }

func (u untimed) Write(p []byte) (int, error) {
	line := string(p)
	if rest, ok := strings.CutPrefix(line, `{"time":"`); ok {
		_, rest, _ = strings.Cut(rest, `",`)
		line = "{" + rest
	} else if _, rest, ok := strings.Cut(line, " "); ok {
		line = rest
	}
	return u.out.WriteString(line)
}

// TestAuditAlways: a log that is quiet keeps the audit lines.
func TestAuditAlways(t *testing.T) {
	for _, format := range []string{"json", "text"} {
		var out bytes.Buffer
		log := newLogger(&out, slog.LevelError, format)
		log.Warn("other")
		audit.New(log, time.Now).Write(t.Context(), "somebody", "done")
		if text := out.String(); !strings.Contains(text, "audit") || !strings.Contains(text, "somebody") || strings.Contains(text, "other") {
			t.Errorf("%s: %s", format, text)
		}
	}
}
