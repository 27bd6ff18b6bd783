package app

import (
	"runtime/debug"
	"slices"
	"testing"
)

// TestGCPercent: while anybody holds much memory the percentage is low, whether that
// begins before the service has started or ends after.
func TestGCPercent(t *testing.T) {
	var set []int
	g := &gcPercent{set: func(p int) int { set = append(set, p); return 0 }}
	before := g.hold()
	g.started()
	during := g.hold()
	before()
	during()
	after := g.hold()
	after()
	if want := []int{75, 75, 75, 75, 400, 75, 400}; !slices.Equal(set, want) {
		t.Errorf("%v; want %v", set, want)
	}
	set = nil
	(&gcPercent{set: g.set}).hold()()
	if want := []int{75, 100}; !slices.Equal(set, want) {
		t.Errorf("before the start: %v; want %v", set, want)
	}
}

// TestGCPercentOfProcess: it is the process's own that is set, unless GOGC is.
func TestGCPercentOfProcess(t *testing.T) {
	old := debug.SetGCPercent(321)
	defer debug.SetGCPercent(old)
	current := func() int {
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	newGCPercent([]string{"PATH=/", "GOGC=50"}).started()
	if got := current(); got != 321 {
		t.Errorf("GOGC is overruled with %d", got)
	}
	newGCPercent([]string{"GOGCX=50"}).started()
	if got := current(); got != gcRunning {
		t.Errorf("%d, want %d", got, gcRunning)
	}
}
