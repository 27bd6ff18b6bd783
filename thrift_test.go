package main

import (
	"runtime/debug"
	"testing"
)

// TestThrift: the collector's percentage is another while anybody holds memory, and
// the one before afterwards.
func TestThrift(t *testing.T) {
	now := func() int {
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	before := debug.SetGCPercent(321)
	defer debug.SetGCPercent(before)
	var th thrift
	first, second := th.hold(), th.hold()
	for _, step := range []struct {
		release func()
		want    int
	}{{func() {}, heldPercent}, {first, heldPercent}, {second, 321}} {
		if step.release(); now() != step.want {
			t.Errorf("%d, want %d", now(), step.want)
		}
	}
	t.Setenv("GOGC", "50")
	release := th.hold()
	if now() != 321 {
		t.Error("GOGC is overruled")
	}
	release()
}
