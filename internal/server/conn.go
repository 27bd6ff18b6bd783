package server

import (
	"net"
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

// listener hands out connections with a bounded buffer and, if told to, coarse deadlines.
type listener struct {
	net.Listener
	coarse bool
}

func (l listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	tcp, ok := c.(*net.TCPConn)
	if !ok || err != nil {
		return c, err
	}
	_ = tcp.SetWriteBuffer(sendBuffer) // it may be closed again
	if l.coarse {
		return &coarseConn{TCPConn: tcp}, nil
	}
	return tcp, nil
}

// coarseConn leaves a deadline as it is if the new one is about the same, and if it
// would be lifted only to be set again with the next request. net/http never sets the
// deadlines of one direction from two goroutines.
type coarseConn struct {
	*net.TCPConn // whose CloseWrite lets a caller read a refusal before the connection ends
	read, write  time.Time
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
