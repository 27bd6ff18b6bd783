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
	c, err := newListener(l, true).Accept()
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
		c, err := newListener(l, coarse).Accept()
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

// TestConnectionsOfAddress: one address has so many connections, another one gets in, and one that
// is closed makes room.
func TestConnectionsOfAddress(t *testing.T) {
	l := newListener(listen(t), true)
	l.most = 2
	accepted := make(chan net.Conn)
	go func() {
		defer close(accepted)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			accepted <- c
		}
	}()
	dial := func(from string) (net.Conn, error) {
		d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
		c, err := d.Dial("tcp", l.Addr().String())
		if err == nil {
			t.Cleanup(func() { _ = c.Close() })
		}
		return c, err
	}
	in := func(from string) {
		t.Helper()
		if _, err := dial(from); err != nil {
			t.Fatal(err)
		}
	}
	refused := func(from string) bool { // while connecting, or at once after it
		c, err := dial(from)
		if err == nil {
			_, err = c.Read(make([]byte, 1))
		}
		return err != nil
	}
	in("127.0.0.2")
	first := <-accepted
	in("127.0.0.2")
	<-accepted
	if !refused("127.0.0.2") {
		t.Error("a third one stays open")
	}
	in("127.0.0.3")
	if c := <-accepted; addressOf(c).String() != "127.0.0.3" {
		t.Errorf("%s got in", c.RemoteAddr())
	}
	for range 2 { // closed twice, it is counted out once
		_ = first.Close()
	}
	in("127.0.0.2")
	<-accepted
	if !refused("127.0.0.2") {
		t.Error("it was counted out twice")
	}
	_ = l.Close()
	<-accepted
}
