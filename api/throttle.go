package api

import (
	"sync"
	"time"
)

const (
	freeFailures   = 5                // failures of an address before it has to wait
	maxWait        = 30 * time.Second // the longest wait after a failure
	forgetFailures = 10 * time.Minute // failures older than that do not count
	maxAddresses   = 10_000           // remembered at most
)

// throttle slows down addresses that present wrong tokens: from the sixth failure
// on they wait, twice as long each time.
type throttle struct {
	mu   sync.Mutex
	seen map[string]failures
}

type failures struct {
	count int
	last  time.Time
	until time.Time
}

// wait returns how long the address still has to wait; 0 lets it try.
func (t *throttle) wait(addr string, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return max(0, t.seen[addr].until.Sub(now))
}

// fail notes a failure.
func (t *throttle) fail(addr string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.seen == nil {
		t.seen = map[string]failures{}
	}
	f := t.seen[addr]
	if now.Sub(f.last) > forgetFailures {
		f = failures{}
	}
	f.count++
	f.last = now
	if over := f.count - freeFailures; over > 0 {
		f.until = now.Add(min(maxWait, time.Second<<min(over-1, 10)))
	}
	if len(t.seen) >= maxAddresses {
		t.forget(now)
	}
	t.seen[addr] = f
}

// succeed forgets the failures of an address.
func (t *throttle) succeed(addr string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.seen, addr)
}

// forget makes room: first by what is old, then by anything.
func (t *throttle) forget(now time.Time) {
	for addr, f := range t.seen {
		if now.Sub(f.last) > forgetFailures {
			delete(t.seen, addr)
		}
	}
	for addr := range t.seen {
		if len(t.seen) < maxAddresses {
			return
		}
		delete(t.seen, addr)
	}
}
