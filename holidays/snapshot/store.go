// Package snapshot keeps the table's snapshots in Redis and announces new
// revisions through it.
//
// Its assumptions:
//
//   - Redis may be absent, slow, emptied or hold anything at any time. Everything
//     here ends within about a second, retries nothing by itself, and says which
//     of the errors of package live it was.
//   - Nothing in Redis is trusted. Every value carries an HMAC-SHA-256 over its own
//     key's name and its content, the record's id, the data version and the revision
//     among it; without the secret key nothing is read. What is read is decoded strictly.
//   - A snapshot may still be an old one that somebody has put back. Only the record
//     says what is newest.
//   - An announcement carries no more than a checksum: it only says that it is worth
//     asking the record.
//   - [Store.Put] never replaces a newer head by an older one. Replicas may write at
//     the same time, and late.
//
// The keys, with V for the [DataVersion]; a Cluster keeps all of V in one slot:
//
//	shixian:record              hash: id, the record's id; V, the revision written last
//	shixian:{V}:head            the newest revision, and the snapshots that make it up
//	shixian:{V}:CALENDAR:N      the calendar's own notices since event N, which changed them
//	shixian:{RECORD ID}:new     channel: new revisions
//
// A calendar's snapshot that the head does not name any more expires after
// [Expiry]. Those of a program that is no longer run stay: they are deleted by
// hand, and so is shixian:record if a Redis is handed to another record.
package snapshot

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"shixian/holidays/live"
)

// Expiry is how long a snapshot is kept once a newer one has taken its place.
const Expiry = 24 * time.Hour

// Timeout is how long a client of the store waits to connect, to read and to write.
const Timeout = 500 * time.Millisecond

// allTimeout bounds all that a method does.
const allTimeout = time.Second

// The bounds on what is read.
const (
	maxHead = 256 << 10
	maxPart = 4 << 20
)

// Client is a client of a Redis that tries nothing again.
type Client interface {
	redis.UniversalClient
	// Redact returns an error of the client without passwords.
	Redact(error) error
}

// Key returns the secret key of the MACs. An error says that it is not known now.
type Key func(ctx context.Context) ([]byte, error)

// FixedKey returns a key that is known from the start.
func FixedKey(key []byte) Key {
	return func(context.Context) ([]byte, error) { return key, nil }
}

// Store keeps snapshots in Redis. It implements [live.Snapshots].
type Store struct {
	client  Client
	version string
	askKey  Key
	key     atomic.Pointer[[]byte] // nil until it is known
}

var _ live.Snapshots = (*Store)(nil)

// New returns the store in a Redis, for programs of a [DataVersion]. The client
// belongs to the caller, and waits for nothing longer than [Timeout]. The key is asked
// for until it is known, and then kept.
func New(client Client, version string, key Key) *Store {
	return &Store{client: client, version: version, askKey: key}
}

// sealer returns what seals and opens values. The error is [live.ErrNoKey].
func (s *Store) sealer(ctx context.Context) (sealer, error) {
	if key := s.key.Load(); key != nil {
		return sealer{s.version, *key}, nil
	}
	key, err := s.askKey(ctx)
	if err == nil && len(key) == 0 {
		err = errors.New("it is empty")
	}
	if err != nil {
		return sealer{}, fmt.Errorf("%w: %w", live.ErrNoKey, err)
	}
	s.key.Store(&key)
	return sealer{s.version, key}, nil
}

const identityKey = "shixian:record"

func headKey(version string) string { return "shixian:{" + version + "}:head" }

func partKey(version, calendar string, revision int64) string {
	return fmt.Sprintf("shixian:{%s}:%s:%d", version, calendar, revision)
}

func channel(record string) string { return "shixian:{" + record + "}:new" }

// unreachable wraps an error of Redis, without passwords.
func (s *Store) unreachable(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", live.ErrUnreachable, s.client.Redact(err))
}

// wrongType says whether a key holds another type than it is read as.
func wrongType(err error) bool {
	return err != nil && strings.HasPrefix(err.Error(), "WRONGTYPE")
}

var recordID = regexp.MustCompile(`^[0-9A-Za-z._-]{1,64}$`)
