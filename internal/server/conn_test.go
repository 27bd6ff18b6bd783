package server

import (
	"io"
	"net"
	"syscall"
	"testing"
	"time"
)

func TestCoarseDeadlines(t *testing.T) {
	base := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	interrupt := time.Unix(1, 0)
	steps := []struct {
		name string
		to   time.Time
		skip bool
	}{
		{"the first", base, false},
		{"the same", base, true},
		{"a little later", base.Add(coarseness - 1), true},
		{"lifted between requests", time.Time{}, true},
		{"later", base.Add(coarseness), false},
		{"earlier", base, false},
		{"interrupted", interrupt, false},
		{"lifted after an interruption", time.Time{}, false},
		{"again", base, false},
	}
	var set time.Time
	for _, s := range steps {
		if got := coversDeadline(&set, s.to); got != s.skip {
			t.Errorf("%s: left as it is %v, want %v", s.name, got, s.skip)
		}
	}
}

// TestCoarseConnIsWhole: net/http looks for CloseWrite, without which a caller who
// is refused while still sending sees a reset instead of the refusal.
func TestCoarseConnIsWhole(t *testing.T) {
	l := listen(t)
	go func() {
		if c, err := net.Dial("tcp", l.Addr().String()); err == nil {
			defer c.Close()
		}
	}()
	c, err := listener{l, true}.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, ok := c.(interface{ CloseWrite() error }); !ok {
		t.Errorf("%T cannot close its writing side", c)
	}
}

// TestSendBuffer: the kernel keeps a bounded part of the answers that nobody reads.
func TestSendBuffer(t *testing.T) {
	for _, coarse := range []bool{true, false} {
		l := listen(t)
		go func() {
			if c, err := net.Dial("tcp", l.Addr().String()); err == nil {
				_, _ = io.Copy(io.Discard, c)
			}
		}()
		c, err := listener{l, coarse}.Accept()
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		raw, err := c.(syscall.Conn).SyscallConn()
		if err != nil {
			t.Fatal(err)
		}
		size := 0
		if e := raw.Control(func(fd uintptr) { size, err = syscall.GetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_SNDBUF) }); e != nil || err != nil {
			t.Fatal(e, err)
		}
		if size > 2*sendBuffer { // the kernel doubles it for its own use
			t.Errorf("coarse %v: %d bytes", coarse, size)
		}
	}
}
