package session

import (
	"context"
	"maps"
	"sync"
	"time"
)

// Ended keeps for all replicas which sessions were ended by signing out. Its methods are
// safe for concurrent use, and Has waits for a fraction of a second at most.
type Ended interface {
	// Add keeps the id of a session.
	Add(ctx context.Context, id string) error
	// Has reports whether an id is kept.
	Has(ctx context.Context, id string) (bool, error)
}

// revoked are the ids of sessions that were ended by signing out, until they would have
// ended by themselves. What shared cannot be told or asked, this process alone knows: until it
// can be, a copy of the cookie goes on at other replicas. Nobody who reads is kept out because
// the record is away.
type revoked struct {
	shared Ended // nil if there is none

	mu  sync.Mutex
	ids map[string]time.Time // when each would have ended
}

// add ends a session that would end at the time given. If the other replicas cannot be
// told, the error says why.
func (r *revoked) add(ctx context.Context, id string, end, now time.Time) error {
	r.keep(id, end, now)
	if r.shared == nil || !end.After(now) {
		return nil
	}
	return r.shared.Add(ctx, id)
}

func (r *revoked) keep(id string, end, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.ids, func(_ string, over time.Time) bool { return !over.After(now) })
	r.ids[id] = end
}

// has reports whether a session was ended. The error says that others may have ended it.
func (r *revoked) has(ctx context.Context, id string) (bool, error) {
	r.mu.Lock()
	_, ok := r.ids[id]
	r.mu.Unlock()
	if ok || r.shared == nil {
		return ok, nil
	}
	return r.shared.Has(ctx, id)
}
