package shed

import (
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestProbe: what is sent comes back, and takes no time on an idle machine's clock
// that stands still.
func TestProbe(t *testing.T) {
	clock := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	p, err := newProbe(func() time.Time { return clock }, new(atomic.Int64))
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { p.read(); close(ended) }()
	if _, arrived := p.delay(); arrived {
		t.Error("something arrived before it was sent")
	}
	at := <-p.back
	if !at.Equal(clock) {
		t.Errorf("read at %s", at)
	}
	p.back <- clock.Add(7 * time.Millisecond)
	if d, arrived := p.delay(); !arrived || d != 7*time.Millisecond {
		t.Errorf("%s, %v", d, arrived)
	}
	p.close()
	<-ended
}

// TestProbeOnItsWay: a byte that has not arrived is waited for, and its age told.
func TestProbeOnItsWay(t *testing.T) {
	clock := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	p, err := newProbe(func() time.Time { return clock }, new(atomic.Int64))
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	p.delay() // nobody reads
	clock = clock.Add(30 * time.Millisecond)
	if _, arrived := p.delay(); arrived || p.soFar() != 30*time.Millisecond {
		t.Errorf("arrived: %v; so far %s", arrived, p.soFar())
	}
}

// TestShedder: delays close it, heavy calls first, and it says so once.
func TestShedder(t *testing.T) {
	var log strings.Builder
	s := New(target, time.Now, slog.New(slog.NewTextHandler(&log, nil)))
	if admitted(s, false) != 1000 || admitted(s, true) != 1000 {
		t.Error("something is refused before anything was measured")
	}
	for range 10 {
		s.step(4 * target)
	}
	light, heavy := admitted(s, false), admitted(s, true)
	if light < 700 || heavy > light-200 || heavy == 0 {
		t.Errorf("of 1000 each, %d light calls and %d heavy ones are let in", light, heavy)
	}
	for range 1000 {
		s.step(4 * target)
	}
	if light, heavy := admitted(s, false), admitted(s, true); light == 0 || light > 100 || heavy > 0 {
		t.Errorf("in the end, of 1000 each, %d and %d", light, heavy)
	}
	for range 1000 {
		s.step(0)
	}
	if admitted(s, false) != 1000 || admitted(s, true) != 1000 {
		t.Error("something is refused when it is over")
	}
	if strings.Count(log.String(), "level=WARN") != 1 || strings.Count(log.String(), "level=INFO") != 1 {
		t.Errorf("%s", &log)
	}
}

// TestBehind: while something has waited for long no heavy call is let in, whatever the valve
// has learnt so far; light ones are, and all are as soon as it is over.
func TestBehind(t *testing.T) {
	clock := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	s := New(target, func() time.Time { return clock }, slog.New(slog.DiscardHandler))
	p, err := newProbe(s.now, &s.since)
	if err != nil {
		t.Fatal(err)
	}
	p.delay() // nobody reads yet
	for _, c := range []struct {
		after time.Duration
		heavy int
	}{{0, 1000}, {behind * target, 1000}, {time.Nanosecond, 0}} {
		clock = clock.Add(c.after)
		if light, heavy := admitted(s, false), admitted(s, true); light != 1000 || heavy != c.heavy {
			t.Errorf("after %s more, of 1000 each, %d light calls and %d heavy ones are let in", c.after, light, heavy)
		}
	}
	ended := make(chan struct{})
	go func() { p.read(); close(ended) }()
	<-p.back
	if n := admitted(s, true); n != 1000 {
		t.Errorf("afterwards %d of 1000 heavy calls are let in", n)
	}
	p.close()
	<-ended
}

// admitted returns how many of 1000 calls are let in.
func admitted(s *Shedder, heavy bool) (n int) {
	for range 1000 {
		if s.Admit(heavy) {
			n++
		}
	}
	return n
}

// TestRun: bytes that are long on their way close the shedder, and it ends when
// told to.
func TestRun(t *testing.T) {
	var looks atomic.Int64 // each look at the clock is 50 ms later
	now := func() time.Time { return time.UnixMilli(50 * looks.Add(1)) }
	s := New(target, now, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(t.Context())
	tick := make(chan time.Time)
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, tick) }()
	for range (bursts+4)*window + 1 { // for longer than a burst
		tick <- time.Time{}
	}
	if n := admitted(s, true); n == 1000 {
		t.Error("no heavy call is refused")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
