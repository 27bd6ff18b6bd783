package ratelimit

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// purse is a source that has what it is told to have.
type purse struct {
	has   int
	asked []int
	err   error
	waits bool          // it does not answer
	retry time.Duration // 10 ms if it is 0
}

func (p *purse) Grant(ctx context.Context, _ Client, n int) (Decision, error) {
	p.asked = append(p.asked, n)
	if p.waits {
		<-ctx.Done()
		return Decision{}, ctx.Err()
	}
	if p.err != nil {
		return Decision{}, p.err
	}
	if n > p.has {
		return Decision{Retry: cmp.Or(p.retry, 10*time.Millisecond)}, nil
	}
	p.has -= n
	return Decision{Allowed: true, Remaining: p.has}, nil
}

var (
	noon  = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	zhang = Holder("zhang")
	tenth = Rate{200, time.Second} // lots of ten at most
)

func newShared(p *purse) (*Shared, *strings.Builder) {
	var log strings.Builder
	return NewShared(tenth, p, slog.New(slog.NewTextHandler(&log, nil))), &log
}

// take takes n times at a time, and returns how often it was allowed to.
func take(s *Shared, n int, at time.Time) (allowed int) {
	for range n {
		if s.Take(context.Background(), zhang, at).Allowed {
			allowed++
		}
	}
	return allowed
}

// TestLotsGrow: the more a client asks, the seldomer the source is asked.
func TestLotsGrow(t *testing.T) {
	p := &purse{has: 1000}
	s, _ := newShared(p)
	if got := take(s, 45, noon); got != 45 || !equal(p.asked, 1, 2, 4, 8, 10, 10, 10) {
		t.Errorf("%d allowed by lots of %v", got, p.asked)
	}
	if d := s.Take(context.Background(), zhang, noon); d.Remaining != 1000-46 {
		t.Errorf("%d remain, want what the lot and the source have", d.Remaining)
	}
}

func equal(got []int, want ...int) bool {
	if len(got) != len(want) {
		return false
	}
	for i := range got {
		if got[i] != want[i] {
			return false
		}
	}
	return true
}

// TestLotsLapse: what is left of a lot cannot be saved up, and the next is small.
func TestLotsLapse(t *testing.T) {
	p := &purse{has: 1000}
	s, _ := newShared(p)
	take(s, 4, noon) // 1, 2, and one of 4
	p.asked = nil
	take(s, 3, noon.Add(LotLifetime-1))
	if len(p.asked) > 0 {
		t.Errorf("the source was asked for %v before the lot was spent", p.asked)
	}
	take(s, 1, noon.Add(LotLifetime-1)) // one of 8
	p.asked = nil
	take(s, 2, noon.Add(3*LotLifetime))
	if !equal(p.asked, 1, 2) {
		t.Errorf("lots of %v after a lapse, want 1 and 2", p.asked)
	}
}

// TestRefused: the source is not asked again before it has another lot.
func TestRefused(t *testing.T) {
	p := &purse{has: 3}
	s, _ := newShared(p)
	if got := take(s, 10, noon); got != 3 || !equal(p.asked, 1, 2, 4) {
		t.Errorf("%d allowed by lots of %v", got, p.asked)
	}
	d := s.Take(context.Background(), zhang, noon.Add(3*time.Millisecond))
	if d.Allowed || d.Remaining != 0 || d.Retry != 7*time.Millisecond {
		t.Errorf("%+v", d)
	}
	p.has = 4
	if got := take(s, 4, noon.Add(10*time.Millisecond)); got != 4 || p.asked[3] != 4 {
		t.Errorf("%d allowed by lots of %v", got, p.asked)
	}
}

// TestSourceAway: without the source each replica counts by itself, waits for it
// once in a while only, and says so once.
func TestSourceAway(t *testing.T) {
	p := &purse{err: errors.New("gone")}
	s, log := newShared(p)
	if got := take(s, 250, noon); got != 200 || len(p.asked) != 1 {
		t.Errorf("%d allowed alone, the source asked %d times", got, len(p.asked))
	}
	take(s, 50, noon.Add(SourcePause))
	if len(p.asked) != 2 {
		t.Errorf("asked %d times, want once more after a while", len(p.asked))
	}
	if n := strings.Count(log.String(), "counted here alone"); n != 1 || !strings.Contains(log.String(), "gone") {
		t.Errorf("%d lines: %s", n, log)
	}
	p.err, p.has = nil, 5
	if got := take(s, 10, noon.Add(2*SourcePause)); got != 3 { // lots of 1, 2 and, refused, 4
		t.Errorf("%d allowed by the source that is back", got)
	}
	if !strings.Contains(log.String(), "shared again") {
		t.Errorf("nothing of the return: %s", log)
	}
}

// TestSourceOfTheFuture: a source that has a client wait for longer than any client has to is one
// whose clock was set back, and is taken to be away.
func TestSourceOfTheFuture(t *testing.T) {
	for retry, want := range map[time.Duration]int{-1: 10, tenth.Period: 0, tenth.Period + LotLifetime: 0, tenth.Period + LotLifetime + 1: 10, 400 * 24 * time.Hour: 10} {
		s, log := newShared(&purse{retry: retry})
		if got := take(s, 10, noon); got != want || strings.Contains(log.String(), "in the future") != (want > 0) {
			t.Errorf("told to wait for %s, %d are allowed: %s", retry, got, log)
		}
	}
}

// TestSlowSource: a source that does not answer is waited for once.
func TestSlowSource(t *testing.T) {
	p := &purse{waits: true}
	s, _ := newShared(p)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if d := s.Take(gone, zhang, noon); !d.Allowed {
		t.Error("a caller that is gone is refused")
	}
	if got := take(s, 100, noon); got != 100 || len(p.asked) != 1 {
		t.Errorf("%d allowed, the source asked %d times", got, len(p.asked))
	}
}

// TestLeavingCaller: that a caller has gone says nothing of the source.
func TestLeavingCaller(t *testing.T) {
	p := &purse{has: 10}
	s, log := newShared(p)
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if d := s.Take(gone, zhang, noon); !d.Allowed || log.Len() > 0 || p.has != 9 {
		t.Errorf("%+v, %d left: %s", d, p.has, log)
	}
}

// TestMemoryIsBounded: one client more, and the one unseen for longest is forgotten.
func TestMemoryIsBounded(t *testing.T) {
	l := NewLocal(Rate{1, time.Hour})
	for i := range MaxClients + 1 {
		l.Take(context.Background(), Holder(string(rune(i))), noon)
	}
	if l.buckets.Len() != MaxClients {
		t.Errorf("%d clients are remembered", l.buckets.Len())
	}
	if l.Take(context.Background(), Holder(string(rune(5))), noon).Allowed {
		t.Error("a client seen lately begins anew")
	}
	if !l.Take(context.Background(), Holder(string(rune(0))), noon).Allowed {
		t.Error("the oldest client was not forgotten")
	}
}

// TestTakingAllocatesNothing, once the client is known.
func TestTakingAllocatesNothing(t *testing.T) {
	l := NewLocal(Rate{1_000_000, time.Second})
	s, _ := newShared(&purse{has: 1 << 30})
	s.rate, s.lot = Rate{1_000_000, time.Second}, 50_000
	take(s, 20_000, noon)
	for what, f := range map[string]func(){
		"local":  func() { l.Take(context.Background(), zhang, noon) },
		"shared": func() { s.Take(context.Background(), zhang, noon) },
	} {
		if n := testing.AllocsPerRun(100, f); n > 0 {
			t.Errorf("%s: %v allocations", what, n)
		}
	}
}
