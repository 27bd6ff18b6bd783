package admit

import (
	"sync"
	"sync/atomic"
	"time"

	"shixian/api/admit/ratelimit"
)

const (
	usageWindow = 100 * time.Millisecond // after each, earlier use counts half
	leastUsage  = time.Millisecond       // clients with less are forgotten
	floodUsage  = usageWindow / 4        // no person who clicks takes as much

	refusalTakes = 200 * time.Microsecond // to read a call with the rest of its body, and to refuse it
)

// usage is how long the calls of each client took lately. While one client takes more than all
// others together, only its calls are refused if there is too much to do: a lottery among all calls would
// mostly leave the processors to whoever sends the most. A stream of lines counts once it has
// ended or is refused; streams are never spared, as one may go on for ever. It is safe for
// concurrent use.
type usage struct {
	most atomic.Pointer[ratelimit.Client] // takes more than half; nil for nobody

	mu    sync.Mutex
	of    map[ratelimit.Client]time.Duration
	since time.Time // of the window
}

func newUsage() usage { return usage{of: map[ratelimit.Client]time.Duration{}} }

// add notes a call that has ended.
func (u *usage) add(c ratelimit.Client, took time.Duration, now time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.of[c] += took
	if now.Sub(u.since).Abs() < usageWindow { // the clock may be set back
		return
	}
	u.since = now
	all := time.Duration(0)
	for _, took := range u.of {
		all += took
	}
	var most *ratelimit.Client
	for c, took := range u.of {
		if took > all/2 {
			most = &c
		}
		if u.of[c] = took / 2; took/2 < leastUsage {
			delete(u.of, c)
		}
	}
	u.most.Store(most)
}

// spares reports whether another client takes more than all others together.
func (u *usage) spares(c ratelimit.Client) bool {
	most := u.most.Load()
	return most != nil && *most != c
}

// floods reports whether a client takes more than all others together just now, and much.
func (u *usage) floods(c ratelimit.Client, now time.Time) bool {
	if most := u.most.Load(); most == nil || *most != c {
		return false
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.of[c] >= floodUsage && now.Sub(u.since).Abs() < 2*usageWindow
}
