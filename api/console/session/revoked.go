package session

import (
	"sync"
	"time"
)

// revoked are the ids of sessions that were ended by signing out, until they would have
// ended by themselves. This process alone knows them: at another replica a copy of the
// cookie goes on until it has been idle.
type revoked struct {
	mu  sync.Mutex
	ids map[string]time.Time // when each would have ended
}

// add ends a session that would end at the time given.
func (r *revoked) add(id string, end, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ids == nil {
		r.ids = map[string]time.Time{}
	}
	for other, over := range r.ids {
		if !over.After(now) {
			delete(r.ids, other)
		}
	}
	r.ids[id] = end
}

// has reports whether a session was ended.
func (r *revoked) has(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.ids[id]
	return ok
}
