package app

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"testing"

	"shixian/test/testenv"
)

// TestGCPercent: what gathers between two collections is bounded, but for a heap that is large
// itself.
func TestGCPercent(t *testing.T) {
	for mib, want := range map[uint64]int{0: 400, 4: 400, 8: 400, 10: 320, 16: 200, 32: 100, 40: 80, 43: 75, 1000: 75} {
		if got := gcPercent(mib << 20); got != want {
			t.Errorf("%d MiB: %d%%, want %d%%", mib, got, want)
		}
	}
}

var inUse []byte // which the compiler keeps no copy of

// TestGCPercentOfProcess: it is the process's own that is set, after each collection, unless GOGC
// is, and until the service has ended.
func TestGCPercentOfProcess(t *testing.T) {
	old := debug.SetGCPercent(321)
	defer debug.SetGCPercent(old)
	current := func() uint64 {
		percent := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		metrics.Read(percent)
		return percent[0].Value.Uint64()
	}
	g := &gcTuner{}
	defer g.stop()
	g.start([]string{"PATH=/", "GOGC=50"})
	if got := current(); got != 321 {
		t.Errorf("GOGC is overruled with %d", got)
	}
	g.start([]string{"GOGCX=50"})
	inUse = make([]byte, 200<<20)
	for _, want := range []bool{true, false} {
		if !want {
			inUse = nil
		}
		testenv.Await(t, func() error {
			runtime.GC()
			if got := current(); (got == gcLeast) != want {
				return fmt.Errorf("%d%%, with much in use: %t", got, want)
			}
			return nil
		})
	}
}
