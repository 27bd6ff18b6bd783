package app

import (
	"context"
	"errors"
	"time"

	"shixian/api/console/session"
	"shixian/holidays/record"
)

// endedTimeout is how long a page waits to hear whether its session was ended.
const endedTimeout = 250 * time.Millisecond

// endedSessions keeps in the record, among the replies, which sessions of the pages were ended by
// signing out: for all replicas, after a restart, and in a backup.
type endedSessions struct{ record record.Store }

var _ session.Ended = endedSessions{}

// Add keeps an id. A bundle keeps none, and each replica knows its own.
func (e endedSessions) Add(ctx context.Context, id string) error {
	err := e.record.KeepReply(ctx, endedKey(id), nil)
	if errors.Is(err, record.ErrBundle) {
		return nil
	}
	return err
}

// Has reports whether an id is kept.
func (e endedSessions) Has(ctx context.Context, id string) (bool, error) {
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
