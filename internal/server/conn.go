package server

import (
	"net"
	"os"
	"sync"
	"time"
)

// coarseness is by how much a connection's deadlines may come early or late.
// net/http sets several for each request; setting one costs as much as counting a
// deadline, and nobody needs them to the millisecond.
const coarseness = time.Second

// sendBuffer is how many bytes of answers the kernel keeps for each connection. By itself it keeps
// megabytes: one client that asks on many connections and reads nothing would have as many answers
// counted before it is made to wait. This suffices for 4 MB a second over 30 ms.
const sendBuffer = 128 << 10

// listener hands out connections with a bounded buffer and, if told to, coarse deadlines. It
// closes those of an address that has too many.
type listener struct {
	net.Listener
	coarse bool
	open   *perAddress
	yields *yields
}

func newListener(l net.Listener, coarse bool) *listener {
	return &listener{Listener: l, coarse: coarse, open: newPerAddress(), yields: newYields()}
}

// Accept returns the next connection.
func (l *listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		tcp, ok := c.(*net.TCPConn)
		if !ok || err != nil {
			return c, err
		}
		from := addressOf(tcp.RemoteAddr().String())
		if !l.open.enter(from) {
			_ = tcp.SetLinger(0) // nothing is kept of it
			_ = tcp.Close()
			continue
		}
		_ = tcp.SetWriteBuffer(sendBuffer) // it may be closed again
		counted := &countedConn{tcp, sync.OnceFunc(func() { l.open.leave(from) })}
		if l.coarse {
			return &coarseConn{countedConn: counted, yields: l.yields}, nil
		}
		return counted, nil
	}
}

// countedConn is counted out once it is closed.
type countedConn struct {
	*net.TCPConn // whose CloseWrite lets a caller read a refusal before the connection ends
	leave        func()
}

func (c *countedConn) Close() error {
	c.leave()
	return c.TCPConn.Close()
}

// coarseConn sets a deadline once it is read or written by, and leaves the one that is set if
// that is about the same. Between two reads net/http sets that of reading five times. Another
// goroutine may set a deadline while one reads, as net/http does to interrupt.
type coarseConn struct {
	*countedConn
	yields *yields
	passed uint32 // reads of others that went first
	write  time.Time

	mu      sync.Mutex
	asked   time.Time // of reading
	set     time.Time // the one of reading that the connection has
	reading bool
}

func (c *coarseConn) Read(p []byte) (int, error) {
	if len(p) > 1 { // else net/http looks whether the caller is still there
		c.yield()
	}
	if err := c.beginRead(); err != nil {
		return 0, err
	}
	n, err := c.TCPConn.Read(p)
	c.mu.Lock()
	c.reading = false
	c.mu.Unlock()
	return n, err
}

func (c *coarseConn) beginRead() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.asked.IsZero() && !stands(c.asked) {
		return os.ErrDeadlineExceeded
	}
	c.reading = true
	return c.setRead()
}

// setRead has the connection keep the deadline of reading that is asked for.
func (c *coarseConn) setRead() error {
	if covers(c.set, c.asked) {
		return nil
	}
	c.set = c.asked
	return c.TCPConn.SetReadDeadline(c.asked)
}

func (c *coarseConn) SetReadDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.IsZero() && stands(c.asked) {
		return nil
	}
	c.asked = t
	if !c.reading {
		return nil
	}
	return c.setRead()
}

func (c *coarseConn) SetWriteDeadline(t time.Time) error {
	if t.IsZero() && stands(c.write) || covers(c.write, t) {
		return nil
	}
	c.write = t
	return c.TCPConn.SetWriteDeadline(t)
}

func (c *coarseConn) SetDeadline(t time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked, c.set, c.write = t, t, t
	return c.TCPConn.SetDeadline(t)
}

// stands reports whether a deadline bounds, and is none that interrupts: that of net/http
// for this is at 1. It is not lifted, only to be set again with the next request.
func stands(t time.Time) bool { return t.Unix() > 1 }

// covers reports whether the deadline that is set may stand in for t.
func covers(set, t time.Time) bool {
	d := t.Sub(set)
	return d >= 0 && d < coarseness
}
