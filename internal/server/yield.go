package server

import (
	"runtime"
	"sync/atomic"
)

// How often connections let each other go first.
const (
	mostPassed = 24 // reads of others, until a connection reads at once
	mostMissed = 8  // yields in a row by which nobody went first, until they are seldom
	seldom     = 64 // one for so many reads
)

// yields are when connections let each other go first.
type yields struct {
	reads  atomic.Uint32 // begun
	missed atomic.Uint32 // yields in a row by which nobody went first
	give   func()        // lets other goroutines go first
}

func newYields() *yields { return &yields{give: runtime.Gosched} }

// yield lets connections that have something to do go first. A caller who was just answered has
// mostly sent its next request after that, which is then read at once; else the kernel is asked in
// vain, and again when it has woken Go: together a seventh of a call under load. What has come on
// still other connections Go fetches when nobody has anything to do, so a connection does not
// always let others go first.
func (c *coarseConn) yield() {
	t := c.yields
	now := t.reads.Add(1)
	if c.passed >= mostPassed {
		c.passed = 0
		return
	}
	if t.missed.Load() >= mostMissed && now%seldom != 0 {
		return
	}
	t.give()
	others := t.reads.Load() - now
	c.passed += others
	switch {
	case others == 0:
		t.missed.Add(1)
	case t.missed.Load() != 0:
		t.missed.Store(0)
	}
}
