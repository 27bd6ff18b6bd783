package server

import (
	"net"
	"net/netip"
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

// maxOfAddress is how many connections one address may have. Each takes some 20 KB, also one on
// which nothing is asked; a proxy, or the office behind one address, needs fewer.
const maxOfAddress = 4096

// listener hands out connections with a bounded buffer and, if told to, coarse deadlines. It
// closes those of an address that has too many.
type listener struct {
	net.Listener
	coarse bool
	most   int // connections of an address

	mu   sync.Mutex
	open map[netip.Addr]int
}

func newListener(l net.Listener, coarse bool) *listener {
	return &listener{Listener: l, coarse: coarse, most: maxOfAddress, open: map[netip.Addr]int{}}
}

// Accept returns the next connection.
func (l *listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		tcp, ok := c.(*net.TCPConn)
		if !ok || err != nil {
			return c, err
		}
		from := addressOf(tcp)
		if !l.enter(from) {
			_ = tcp.SetLinger(0) // nothing is kept of it
			_ = tcp.Close()
			continue
		}
		_ = tcp.SetWriteBuffer(sendBuffer) // it may be closed again
		counted := &countedConn{tcp, sync.OnceFunc(func() { l.leave(from) })}
		if l.coarse {
			return &coarseConn{countedConn: counted}, nil
		}
		return counted, nil
	}
}

// addressOf returns who is at the other end. An IPv6 address stands for its /64.
func addressOf(c net.Conn) netip.Addr {
	tcp, ok := c.RemoteAddr().(*net.TCPAddr)
	if !ok {
		return netip.Addr{}
	}
	a := tcp.AddrPort().Addr().Unmap().WithZone("")
	if a.Is6() {
		a = netip.PrefixFrom(a, 64).Masked().Addr()
	}
	return a
}

func (l *listener) enter(a netip.Addr) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[a] >= l.most {
		return false
	}
	l.open[a]++
	return true
}

func (l *listener) leave(a netip.Addr) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[a]--; l.open[a] == 0 {
		delete(l.open, a)
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

// coarseConn leaves a deadline as it is if the new one is about the same, and if it
// would be lifted only to be set again with the next request. net/http never sets the
// deadlines of one direction from two goroutines.
type coarseConn struct {
	*countedConn
	read, write time.Time
}

func (c *coarseConn) SetReadDeadline(t time.Time) error {
	if coversDeadline(&c.read, t) {
		return nil
	}
	return c.TCPConn.SetReadDeadline(t)
}

func (c *coarseConn) SetWriteDeadline(t time.Time) error {
	if coversDeadline(&c.write, t) {
		return nil
	}
	return c.TCPConn.SetWriteDeadline(t)
}

func (c *coarseConn) SetDeadline(t time.Time) error {
	c.read, c.write = t, t
	return c.TCPConn.SetDeadline(t)
}

// coversDeadline reports whether the deadline that is set may stand in for t, and notes
// t if not. A deadline long ago was set to interrupt, and stands in for nothing.
func coversDeadline(set *time.Time, t time.Time) bool {
	if set.Unix() > 1 { // what net/http interrupts with is at 1
		if d := t.Sub(*set); t.IsZero() || d >= 0 && d < coarseness {
			return true
		}
	}
	*set = t
	return false
}
