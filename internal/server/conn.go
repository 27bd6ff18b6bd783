package server

import (
	"net"
	"time"
)

// coarseness is by how much a connection's deadlines may come early or late.
// net/http sets several for each request; setting one costs as much as counting a
// deadline, and nobody needs them to the millisecond.
const coarseness = time.Second

// coarseListener hands out connections whose deadlines are coarse.
type coarseListener struct{ net.Listener }

func (l coarseListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if tcp, ok := c.(*net.TCPConn); ok && err == nil {
		return &coarseConn{TCPConn: tcp}, nil
	}
	return c, err
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
