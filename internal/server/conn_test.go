package server

import (
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"time"
)

// pair returns a coarse connection, and its other end.
func pair(t *testing.T) (c *coarseConn, other net.Conn) {
	t.Helper()
	l := listen(t)
	dialled := make(chan net.Conn, 1)
	go func() {
		other, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Error(err)
		}
		dialled <- other
	}()
	accepted, err := newListener(l, true).Accept()
	if err != nil {
		t.Fatal(err)
	}
	other = <-dialled
	t.Cleanup(func() { _ = accepted.Close(); _ = other.Close() })
	return accepted.(*coarseConn), other
}

var interrupt = time.Unix(1, 0) // that of net/http

// TestCoarseDeadlines: the connection has the deadline that was asked for last, or one about the
// same, once it is read or written by.
func TestCoarseDeadlines(t *testing.T) {
	base := time.Now().Add(time.Hour)
	none, half, later := time.Time{}, base.Add(coarseness/2), base.Add(coarseness)
	for _, s := range []struct {
		name  string
		asked []time.Time
		set   time.Time // when it is read by
		write time.Time
	}{
		{"none", nil, none, none},
		{"the first", []time.Time{base}, base, base},
		{"the same", []time.Time{base, base}, base, base},
		{"a little later", []time.Time{base, half}, half, base},
		{"later", []time.Time{base, later}, later, later},
		{"earlier", []time.Time{later, base}, base, base},
		{"lifted between requests", []time.Time{base, none}, base, base},
		{"lifted after an interruption", []time.Time{base, interrupt, none}, none, none},
		{"set after an interruption", []time.Time{base, interrupt, none, later}, later, later},
	} {
		c, other := pair(t)
		for _, d := range s.asked {
			if err := errors.Join(c.SetReadDeadline(d), c.SetWriteDeadline(d)); err != nil {
				t.Fatal(err)
			}
		}
		if !c.set.IsZero() {
			t.Errorf("%s: set to %v before it is read by", s.name, c.set)
		}
		if !c.write.Equal(s.write) {
			t.Errorf("%s: of writing %v, want %v", s.name, c.write, s.write)
		}
		exchange(t, c, other)
		if !c.set.Equal(s.set) {
			t.Errorf("%s: of reading %v, want %v", s.name, c.set, s.set)
		}
	}
}

// exchange sends a byte to c, which reads it.
func exchange(t *testing.T, c, other net.Conn) {
	t.Helper()
	if _, err := other.Write([]byte{'x'}); err != nil {
		t.Fatal(err)
	}
	if n, err := c.Read(make([]byte, 2)); n != 1 || err != nil {
		t.Fatal(n, err)
	}
}

// TestCoarseNextRequest: what one request set is left for the next if it is about the same.
func TestCoarseNextRequest(t *testing.T) {
	c, other := pair(t)
	idle := time.Now().Add(time.Hour)
	for _, d := range []struct{ asked, set time.Time }{
		{idle, idle},
		{idle.Add(coarseness - 1), idle},
		{idle.Add(coarseness), idle.Add(coarseness)},
		{idle, idle},
	} {
		for _, asked := range []time.Time{idle.Add(-time.Minute), {}, interrupt, {}, d.asked} {
			if err := c.SetReadDeadline(asked); err != nil {
				t.Fatal(err)
			}
		}
		exchange(t, c, other)
		if !c.set.Equal(d.set) {
			t.Errorf("%v is asked for, and %v set; want %v", d.asked, c.set, d.set)
		}
	}
}

// TestCoarseInterrupted: reading is broken off, also if it begins later, and goes on once the
// interruption is over. A deadline that has passed is no other's.
func TestCoarseInterrupted(t *testing.T) {
	c, other := pair(t)
	read := make(chan error)
	begin := func() { _, err := c.Read(make([]byte, 1)); read <- err }
	for _, first := range []bool{true, false} {
		if first {
			go begin()
		}
		if err := c.SetReadDeadline(interrupt); err != nil {
			t.Fatal(err)
		}
		if !first {
			go begin()
		}
		var timeout net.Error
		if err := <-read; !errors.As(err, &timeout) || !timeout.Timeout() {
			t.Error(err)
		}
		if err := c.SetReadDeadline(time.Time{}); err != nil {
			t.Fatal(err)
		}
		exchange(t, c, other)
	}
	for _, past := range []time.Time{time.Now().Add(-time.Hour), interrupt} {
		if err := c.SetReadDeadline(past); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error(err)
		}
		if err := c.SetReadDeadline(time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		exchange(t, c, other)
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
	l.open.most = 2
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
	if c := <-accepted; addressOf(c.RemoteAddr().String()).String() != "127.0.0.3" {
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
