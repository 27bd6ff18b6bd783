package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
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
		l := newLogWriter(out)
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
		l := newLogWriter(out)
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
	l := newLogWriter(&out)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				write(t, l, fmt.Sprintf("%d %d %s\n", w, i, strings.Repeat("x", i%200)))
			}
		})
	}
	wg.Wait()
	long := strings.Repeat("y", 3*logBuffer) + "\n"
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
	l := newLogWriter(broken{})
	for range 3 {
		write(t, l, strings.Repeat("z", logBuffer))
	}
	l.Close()
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }
