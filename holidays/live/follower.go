// Package live keeps the table in force: it follows the record, and has the
// snapshots follow the table.
//
// Its assumptions:
//
//   - The record is the truth. A snapshot saves reading it, an announcement saves
//     waiting for the next poll; without both the answers are the same, and the
//     poll finds what is new.
//   - Nobody who computes waits: [Follower.Table] is one atomic load. While the
//     record cannot be reached, the table in memory stays in force.
//   - There is no table until the record, or a snapshot of it, was read: the
//     embedded notices go into the record and come back from there. They are never
//     answered from directly.
//   - The table never goes back to an older revision. The hash chain is verified
//     while events are read; events that do not fit are not taken.
//   - Time is handed in; only the pace of the polls is the follower's own.
package live

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"shixian/holidays"
	"shixian/holidays/record"
)

// DefaultPoll is the time between two looks at the record.
const DefaultPoll = 5 * time.Second

// retry is the time between two looks while there is no table that the record
// has confirmed.
const retry = time.Second

// Config is what a follower is given. Snapshots may be nil; Log may be nil; Poll
// is [DefaultPoll] where it is zero.
type Config struct {
	Record    Record
	Snapshots Snapshots
	// Embedded are the definitions and statutory days that tables are built with,
	// and the notices that the record is to have.
	Embedded *holidays.Source
	Now      func() time.Time
	Log      *slog.Logger
	Poll     time.Duration
}

// Follower keeps the table in force. Its methods may be called at once.
type Follower struct {
	cfg   Config
	log   *slog.Logger
	table atomic.Pointer[holidays.Table]

	turn   chan struct{} // held while the record is read and the table swapped
	begun  atomic.Int64  // how many readings have begun
	ended  int64         // the last reading that was not cut short; guarded by turn
	lately error         // what it came to; guarded by turn
	seeded bool          // the record has every embedded notice; guarded by turn

	mu        sync.Mutex // guards what follows
	held      held
	changed   chan struct{} // closed with the next swap
	id        string        // the record's id, empty until known
	confirmed bool          // the record itself has told its id
	known     int64         // the last revision that the record is known to have; -1 where none
	recordIs  Reach
	redisIs   Reach
	faults    faults

	push    chan struct{} // the snapshots may have to follow
	wake    chan int64    // the snapshots are of a newer revision
	replays replays
}

// held is the table in force and what it was built from.
type held struct {
	table  *holidays.Table
	fold   fold
	source Source
	since  time.Time
	tail   []record.Event // the last events, where they were read
}

// New returns a follower. It has no table until [Follower.Run] or [Follower.Refresh]
// has found one.
func New(cfg Config) *Follower {
	k := &Follower{
		cfg:      cfg,
		log:      cfg.Log,
		turn:     make(chan struct{}, 1),
		held:     held{fold: newFold()},
		changed:  make(chan struct{}),
		recordIs: Unknown,
		redisIs:  Unknown,
		known:    -1,
		push:     make(chan struct{}, 1),
		wake:     make(chan int64, 1),
		replays:  newReplays(),
	}
	if k.log == nil {
		k.log = slog.New(slog.DiscardHandler)
	}
	if cfg.Poll <= 0 {
		k.cfg.Poll = DefaultPoll
	}
	if cfg.Snapshots == nil {
		k.redisIs = Off
	}
	k.faults = newFaults(k.log, cfg.Now)
	return k
}

// Table returns the table in force, or nil while there is none.
func (k *Follower) Table() *holidays.Table { return k.table.Load() }

// Run follows the record until ctx ends, and returns when all that it started
// has ended.
func (k *Follower) Run(ctx context.Context) {
	var wg sync.WaitGroup
	if k.cfg.Snapshots != nil {
		wg.Go(func() { k.mirror(ctx) })
	}
	k.follow(ctx)
	wg.Wait()
}

// Refresh reads what is new in the record and swaps the table before it returns.
// Callers that wait at the same time share one reading. The error says why the
// table may not be the newest; the table in force stays.
func (k *Follower) Refresh(ctx context.Context) error { return k.refresh(ctx, -1) }

// refresh is Refresh; a revision that is known to be there may come from a
// snapshot, where the record does not have it.
func (k *Follower) refresh(ctx context.Context, hint int64) error {
	before := k.begun.Load()
	select {
	case k.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-k.turn }()
	if k.ended > before && k.current().fold.Revision >= hint {
		return k.lately
	}
	reading := k.begun.Add(1)
	err := k.sync(ctx, hint)
	if ctx.Err() == nil {
		k.ended, k.lately = reading, err
	}
	return err
}

// follow reads the record whenever the time has come, an announcement is heard
// or the snapshots are found to be newer.
func (k *Follower) follow(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	ears := ears{k: k}
	defer ears.close()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			_ = k.refresh(ctx, -1) // reported by sync
			timer.Reset(k.pause())
		case hint := <-k.wake:
			_ = k.refresh(ctx, hint) // reported by sync
		case a, ok := <-ears.heard:
			k.hear(ctx, a, ok, &ears)
		}
		ears.attend(ctx)
	}
}

// pause returns the time until the next poll: less than the interval, so that a
// revision shows within it, and not the same for all replicas.
func (k *Follower) pause() time.Duration {
	k.mu.Lock()
	known := k.held.table != nil && k.confirmed
	k.mu.Unlock()
	d := k.cfg.Poll
	if !known {
		d = min(d, retry)
	}
	return time.Duration(float64(d) * (0.7 + 0.2*rand.Float64()))
}

// heardOf notes that the record has a revision.
func (k *Follower) heardOf(revision int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.known = max(k.known, revision)
}

// current returns what is held now.
func (k *Follower) current() held {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.held
}
