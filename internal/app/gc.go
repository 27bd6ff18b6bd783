package app

import (
	"runtime/debug"
	"slices"
	"strings"
	"sync"
)

// The percentages of the garbage collector.
const (
	gcStarting = 100 // Go's default
	// The heap, which is small, may grow to some 30 MiB between collections: at tens of
	// thousands of requests a second the default collects as many times a second as
	// there are megabytes allocated.
	gcRunning = 400
	// While large tables are held in memory the heap would grow to five times as much.
	gcHolding = 75
)

// gcPercent sets the garbage collector's percentage, and is the only one that does. It
// is safe for concurrent use.
type gcPercent struct {
	set func(percent int) int // debug.SetGCPercent; nil if GOGC sets it

	mu      sync.Mutex
	running bool // the service has started
	holders int  // those who hold much memory
}

// newGCPercent returns the percentage's owner in an environment. GOGC takes precedence.
func newGCPercent(environ []string) *gcPercent {
	if slices.ContainsFunc(environ, func(v string) bool { return strings.HasPrefix(v, "GOGC=") }) {
		return &gcPercent{}
	}
	return &gcPercent{set: debug.SetGCPercent}
}

// started is called once the service has started.
func (g *gcPercent) started() { g.change(func() { g.running = true }) }

// hold is called before much memory is taken, and what it returns once it is let go.
func (g *gcPercent) hold() (release func()) {
	g.change(func() { g.holders++ })
	return func() { g.change(func() { g.holders-- }) }
}

// change changes what the percentage depends on, and sets it.
func (g *gcPercent) change(apply func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	apply()
	if g.set == nil {
		return
	}
	switch {
	case g.holders > 0:
		g.set(gcHolding)
	case g.running:
		g.set(gcRunning)
	default:
		g.set(gcStarting)
	}
}
