package server

import (
	"net"
	"testing"
	"time"
)

func TestCoarseDeadlines(t *testing.T) {
	base := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	interrupt := time.Unix(1, 0)
	steps := []struct {
		name string
		to   time.Time
		skip bool
	}{
		{"the first", base, false},
		{"the same", base, true},
		{"a little later", base.Add(coarseness - 1), true},
		{"lifted between requests", time.Time{}, true},
		{"later", base.Add(coarseness), false},
		{"earlier", base, false},
		{"interrupted", interrupt, false},
		{"lifted after an interruption", time.Time{}, false},
		{"again", base, false},
	}
	var set time.Time
	for _, s := range steps {
		if got := coversDeadline(&set, s.to); got != s.skip {
			t.Errorf("%s: left as it is %v, want %v", s.name, got, s.skip)
		}
	}
}

// TestCoarseConnIsWhole: net/http looks for CloseWrite, without which a caller who
// is refused while still sending sees a reset instead of the refusal.
func TestCoarseConnIsWhole(t *testing.T) {
	l := listen(t)
	go func() {
		if c, err := net.Dial("tcp", l.Addr().String()); err == nil {
			defer c.Close()
		}
	}()
	c, err := coarseListener{l}.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, ok := c.(interface{ CloseWrite() error }); !ok {
		t.Errorf("%T cannot close its writing side", c)
	}
}
