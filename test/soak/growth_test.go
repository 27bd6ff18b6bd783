package soak

import (
	"net"
	"testing"
	"time"

	"shixian/test/load"
)

func TestNewPlan(t *testing.T) {
	for length, window := range map[time.Duration]time.Duration{
		5 * time.Minute: time.Minute, 10 * time.Hour: time.Minute, time.Minute: 12 * time.Second, 5 * time.Second: time.Second,
	} {
		p := NewPlan(length, 1)
		if p.Window != window || 3*p.Window > p.Length || p.Sample <= 0 || p.Change <= 0 {
			t.Errorf("%s: %+v", length, p)
		}
	}
}

// TestCompare: what grows beyond the allowance is told, whatever happens in between.
func TestCompare(t *testing.T) {
	p := NewPlan(5*time.Minute, 1)
	for name, c := range map[string]struct {
		first, middle, last int64
		pass                bool
	}{
		"same":           {100, 100, 100, true},
		"high between":   {100, 9000, 100, true},
		"allowed":        {100, 100, 150, true},
		"grown":          {100, 100, 151, false},
		"a tenth":        {1000, 1000, 1100, true},
		"beyond a tenth": {1000, 1000, 1101, false},
		"shrunk":         {1000, 1000, 10, true},
	} {
		var taken []sample
		for at := time.Duration(0); at < p.Length; at += p.Sample {
			s := sample{at: at}
			s.values[goroutines] = c.middle
			if p.inFirst(at) {
				s.values[goroutines] = c.first
			}
			if p.inLast(at) {
				s.values[goroutines] = c.last
			}
			taken = append(taken, s)
		}
		grown, enough := p.compare("replica1", taken)
		if !enough || len(grown) != len(measures) {
			t.Fatalf("%s: %v, %t", name, grown, enough)
		}
		for i, g := range grown {
			if want := i != goroutines || c.pass; g.pass() != want {
				t.Errorf("%s: %s %d to %d passes: %t", name, g.measure.name[load.English], g.first, g.last, g.pass())
			}
		}
		r := Result{Growth: grown, Round: &load.Round{}, Events: 1}
		if r.Passed() != c.pass {
			t.Errorf("%s: passed is %t", name, r.Passed())
		}
	}
	if _, enough := p.compare("replica1", []sample{{at: p.Window}}); enough {
		t.Error("one sample is enough")
	}
}

// TestPassed: a call that was refused is no matter, one that was lost is.
func TestPassed(t *testing.T) {
	r := Result{Events: 1, Round: &load.Round{Sent: 4, Codes: map[int]int{200: 1, 304: 1, 429: 1, 503: 1}}}
	if !r.Passed() || r.refused() != 2 {
		t.Errorf("%d refused, %d lost", r.refused(), r.lost())
	}
	r.Round.Codes[500]++
	r.Round.Sent++
	if r.Passed() || r.lost() != 1 {
		t.Errorf("%d lost, and passed", r.lost())
	}
}

func TestNumberBehind(t *testing.T) {
	const text = "goroutine profile: total 12\nmore\n# HeapAlloc = 345"
	for label, want := range map[string]int64{"goroutine profile: total ": 12, "# HeapAlloc = ": 345} {
		if got, err := numberBehind([]byte(text), label); err != nil || got != want {
			t.Errorf("%q: %d, %v", label, got, err)
		}
	}
	for _, label := range []string{"# HeapInuse = ", "goroutine "} {
		if got, err := numberBehind([]byte(text), label); err == nil {
			t.Errorf("%q: %d", label, got)
		}
	}
}

// TestConnections: those to a port are counted, and not the one that listens on it.
func TestConnections(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	for want := range int64(3) {
		if n, err := connections(l.Addr().String()); err != nil || n != want {
			t.Errorf("%d connections, want %d, %v", n, want, err)
		}
		c, err := net.Dial("tcp", l.Addr().String())
		must(t, err)
		defer c.Close()
	}
}
