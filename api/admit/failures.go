package admit

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

// failures remembers which addresses present wrong tokens: from the sixth on they
// wait, twice as long each time.
type failures struct {
	mu   sync.Mutex
	seen map[string]record
}

// record is what is remembered of an address.
type record struct {
	count int
	last  time.Time
	until time.Time
}

// wait returns how long the address still has to wait; 0 lets it try.
func (f *failures) wait(addr string, now time.Time) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	return max(0, f.seen[addr].until.Sub(now))
}

// add notes a failure.
func (f *failures) add(addr string, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen == nil {
		f.seen = map[string]record{}
	}
	r := f.seen[addr]
	if now.Sub(r.last) > forgetFailures {
		r = record{}
	}
	r.count++
	r.last = now
	if over := r.count - freeFailures; over > 0 {
		r.until = now.Add(min(maxWait, time.Second<<min(over-1, 10)))
	}
	if len(f.seen) >= maxAddresses {
		f.forget(now)
	}
	f.seen[addr] = r
}

// succeed forgets the failures of an address.
func (f *failures) succeed(addr string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.seen, addr)
}

// forget makes room: first by what is old, then by anything.
func (f *failures) forget(now time.Time) {
	for addr, r := range f.seen {
		if now.Sub(r.last) > forgetFailures {
			delete(f.seen, addr)
		}
	}
	for addr := range f.seen {
		if len(f.seen) < maxAddresses {
			return
		}
		delete(f.seen, addr)
	}
}
