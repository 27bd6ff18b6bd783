package main

import (
	"os"
	"runtime/debug"
	"sync"
)

// heldPercent is the collector's percentage while large tables are held in memory: by
// that of relaxCollector the heap would grow to five times as much.
const heldPercent = 75

// thrift makes the collector work harder while somebody holds much memory. GOGC takes
// precedence.
type thrift struct {
	mu      sync.Mutex
	holders int
	before  int // the percentage to go back to
}

// hold is called before much memory is taken, and what it returns once it is let go.
func (t *thrift) hold() (release func()) {
	if _, set := os.LookupEnv("GOGC"); set {
		return func() {}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.holders++; t.holders == 1 {
		t.before = debug.SetGCPercent(heldPercent)
	}
	return t.release
}

func (t *thrift) release() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.holders--; t.holders == 0 {
		debug.SetGCPercent(t.before)
	}
}
