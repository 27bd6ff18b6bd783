// Package redissession keeps in Redis which sessions of the pages were ended, for all
// replicas.
//
// Its assumptions: an id is kept for as long as its session would have lasted; a Redis
// that is emptied forgets them, and one that is away tells nothing. The keys are
// shixian:ended-session:ID.
package redissession

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"shixian/api/console/session"
)

// ErrAway says that Redis did not answer as it should.
var ErrAway = errors.New("ended sessions are not in Redis")

// Ended keeps the ids. It implements [session.Ended].
type Ended struct{ client redis.UniversalClient }

var _ session.Ended = (*Ended)(nil)

// New returns what keeps ids in Redis. The client belongs to the caller, and waits no
// longer than a request can.
func New(client redis.UniversalClient) *Ended { return &Ended{client} }

// Add keeps an id for a time. The error is [ErrAway].
func (e *Ended) Add(ctx context.Context, id string, keep time.Duration) error {
	if err := e.client.Set(ctx, key(id), "", keep).Err(); err != nil {
		return fmt.Errorf("%w: %w", ErrAway, err)
	}
	return nil
}

// Has reports whether an id is kept. The error is [ErrAway].
func (e *Ended) Has(ctx context.Context, id string) (bool, error) {
	n, err := e.client.Exists(ctx, key(id)).Result()
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrAway, err)
	}
	return n > 0, nil
}

func key(id string) string { return "shixian:ended-session:" + id }
