package app

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"sync/atomic"
)

// What the garbage collector leaves between two collections.
const (
	// The heap of a service that answers single questions is some 6 MiB, and may grow to 30:
	// at tens of thousands of requests a second Go's default, 100, collects as many times a
	// second as there are megabytes allocated.
	gcMost = 400 // percent of what is in use
	// Batches in progress are 20 to 40 MiB, tables of the pages a hundred: five times as much
	// would be taken for what was in use for a moment only.
	gcGarbage = 32 << 20 // bytes
	gcLeast   = 75       // percent, whatever is in use
)

// gcPercent returns the garbage collector's percentage while so many bytes are in use.
func gcPercent(live uint64) int {
	return int(min(gcMost, max(gcLeast, 100*gcGarbage/max(1, live))))
}

// gcTuner sets the garbage collector's percentage after each collection.
type gcTuner struct{ stopped atomic.Bool }

// start sets the percentage, until stop is called. In an environment with GOGC that holds.
func (g *gcTuner) start(environ []string) {
	if !slices.ContainsFunc(environ, func(v string) bool { return strings.HasPrefix(v, "GOGC=") }) {
		g.collected(0)
	}
}

func (g *gcTuner) stop() { g.stopped.Store(true) }

// collected is called after a collection, with the percentage that is set, or 0.
func (g *gcTuner) collected(set int) {
	if g.stopped.Load() {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if p := gcPercent(live[0].Value.Uint64()); p != set {
		set = p
		debug.SetGCPercent(p)
	}
	// What nobody holds is gone with the next collection.
	runtime.AddCleanup(new([64]byte), g.collected, set)
}
