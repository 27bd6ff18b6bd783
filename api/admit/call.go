package admit

import (
	"sync"
	"time"

	"shixian/api/admit/ratelimit"
)

// Call is a call that was let in. One goroutine uses it.
type Call struct {
	l      *Controller
	kind   Kind
	client ratelimit.Client
	counts bool      // among the calls in progress
	begun  time.Time // if it counts among what its client takes
	pool   *Pool     // in which it has another place; nil if in none
	bytes  int       // that it holds

	hurried bool
}

var calls = sync.Pool{New: func() any { return new(Call) }}

// enter takes a place in a pool.
func (c *Call) enter(p *Pool) (reason string) {
	if reason = p.Enter(c.client, 1); reason == "" {
		c.pool = p
	}
	return reason
}

// enterBody takes the place of a body, or of one that has to hurry.
func (c *Call) enterBody(p *Pool) (reason string) {
	if reason = c.enter(p); reason == ShedShare && c.enter(c.l.hurried) == "" {
		c.hurried, reason = true, ""
	}
	return reason
}

// Hurried reports whether the body has to be here at once. Its client has its share of those that
// are under way: behind one address there may be many callers, of whom one lets its bodies stall.
func (c *Call) Hurried() bool { return c.hurried }

// begin counts the call among what its client takes from now on.
func (c *Call) begin() {
	if c.l.sheds(c.kind) {
		c.begun = c.l.cfg.Now()
	}
}

// refused counts what it takes to refuse the call, so that a client of whose calls none is let in
// does not pass for one that takes little.
func (c *Call) refused() {
	if c.l.sheds(c.kind) {
		c.used(refusalTakes, c.l.cfg.Now())
	}
}

// used notes what the call took of its client's.
func (c *Call) used(took time.Duration, now time.Time) {
	c.l.usage.add(c.client, took, now)
	if c.kind.Admin {
		c.l.adminUsage.add(c.client, took, now)
	}
}

// takePlace takes the place of a call that can be answered.
func (c *Call) takePlace() (reason string) {
	c.begin()
	if c.l.cfg.MaxConcurrent == 0 || !c.kind.bounded() {
		return ""
	}
	if c.kind.Heavy {
		if reason = c.enter(c.l.heavy); reason != "" {
			return reason
		}
	}
	reason = c.l.calls.Enter(c.client, 1)
	c.counts = reason == ""
	return reason
}

// Arrived exchanges the place of a body for that of a call that can be answered, and
// reports whether there is one.
func (c *Call) Arrived() bool {
	c.leavePool()
	return c.told(c.takePlace())
}

// Hold reports whether n more bytes of the body may be held.
func (c *Call) Hold(n int) bool {
	reason := c.l.bytes.Enter(c.client, n)
	if reason == "" {
		c.bytes += n
	}
	return c.told(reason)
}

func (c *Call) told(reason string) bool {
	if reason != "" {
		c.l.shed(reason)
	}
	return reason == ""
}

func (c *Call) leavePool() {
	if c.pool != nil {
		c.pool.Leave(c.client, 1)
		c.pool = nil
	}
}

// Leave counts the call out, which is not to be used any more.
func (c *Call) Leave() {
	c.leavePool()
	if !c.begun.IsZero() {
		now := c.l.cfg.Now()
		c.used(now.Sub(c.begun), now)
	}
	if c.bytes > 0 {
		c.l.bytes.Leave(c.client, c.bytes)
	}
	if c.counts {
		c.l.calls.Leave(c.client, 1)
	}
	calls.Put(c)
}
