package app

import (
	"context"
	"errors"
	"sync"
	"time"

	"shixian/api/console/session"
	"shixian/holidays/record"
)

const (
	// endedTimeout is how long a page waits to hear whether its session was ended.
	endedTimeout = 250 * time.Millisecond
	// endedRetry is the time between two attempts to keep what could not be kept.
	endedRetry = time.Second
)

// endedSessions keeps in the record, among the replies, which sessions of the pages were ended by
// signing out: for all replicas, after a restart, and in a backup. What cannot be kept, because the
// record is away or the caller goes away meanwhile, is kept as soon as it can be.
type endedSessions struct {
	record record.Store
	failed chan struct{} // has one once there is something in untold

	mu     sync.Mutex
	untold []string
}

var _ session.Ended = (*endedSessions)(nil)

func newEndedSessions(r record.Store) *endedSessions {
	return &endedSessions{record: r, failed: make(chan struct{}, 1)}
}

// Add keeps an id. A bundle keeps none, and each replica knows its own.
func (e *endedSessions) Add(ctx context.Context, id string) error {
	err := e.keep(ctx, id)
	if err == nil {
		return nil
	}
	e.mu.Lock()
	e.untold = append(e.untold, id)
	e.mu.Unlock()
	select {
	case e.failed <- struct{}{}:
	default:
	}
	return err
}

func (e *endedSessions) keep(ctx context.Context, id string) error {
	err := e.record.KeepReply(ctx, endedKey(id), nil)
	if errors.Is(err, record.ErrBundle) {
		return nil
	}
	return err
}

// run keeps what [endedSessions.Add] could not, until ctx ends.
func (e *endedSessions) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-e.failed:
		}
		for !e.retry(ctx) {
			select {
			case <-ctx.Done():
				return
			case <-time.After(endedRetry):
			}
		}
	}
}

// retry reports whether nothing is left to be kept.
func (e *endedSessions) retry(ctx context.Context) bool {
	for {
		e.mu.Lock()
		left := e.untold
		e.mu.Unlock()
		if len(left) == 0 {
			return true
		}
		if e.keep(ctx, left[0]) != nil {
			return false // the metrics of the record have it
		}
		e.mu.Lock()
		e.untold = e.untold[1:]
		e.mu.Unlock()
	}
}

// Has reports whether an id is kept.
func (e *endedSessions) Has(ctx context.Context, id string) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, endedTimeout)
	defer cancel()
	_, err := e.record.Reply(ctx, endedKey(id))
	if errors.Is(err, record.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// endedKey is no idempotency key, which the record keeps as a digest.
func endedKey(id string) string { return "ended-session:" + id }
