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
//   - The table never goes back to an older revision, but for one from a snapshot that
//     the record turns out not to have, and for a record that was restored from a backup
//     since, which says so with an event. The hash chain is verified while events are
//     read; events that do not fit are not taken.
//   - While the record answers, what it says wins: no snapshot is put in force, and one
//     that says otherwise is written over. An announcement is a hint that it is worth
//     asking the record, and nothing more.
//   - The table stays at the last event before one that this program does not
//     understand: a newer program has written it.
//   - Whether the record can be written to is known from writes alone: the last one, or
//     one that is made to find out. Now and then all of it is read, to see whether anybody
//     has changed it.
//   - Time is handed in; only the pace of the polls is the follower's own.
package live

import (
	"cmp"
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"shixian/holidays"
	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
)

// DefaultPoll is the time between two looks at the record.
const DefaultPoll = 5 * time.Second

// retry is the time between two looks while there is no table that the record
// has confirmed.
const retry = time.Second

// Config is what a follower is given. Snapshots, Log, Keys and LastSeen may be nil; Poll is
// [DefaultPoll] if it is zero.
type Config struct {
	Record    record.Log
	Snapshots Snapshots
	// Bundle tells of the bundle that Record reads; nil if it reads none.
	Bundle BundleFile
	// Embedded are the definitions and statutory days that tables are built with,
	// and the notices that the record is to have.
	Embedded *holidays.Source
	// RecordID is the id that the record has to have; empty for any. Another record is
	// neither read nor written to.
	RecordID string
	// Keys sign checkpoints and verify them; LastSeen keeps the last one that was seen.
	Keys     *checkpoint.Keys
	LastSeen LastSeen
	Now      func() time.Time
	Log      *slog.Logger
	Poll     time.Duration
}

// Follower keeps the table in force. It is safe for concurrent use.
type Follower struct {
	cfg   Config
	log   *slog.Logger
	table atomic.Pointer[holidays.Table]

	syncing chan struct{} // held while the record is read and the table swapped
	begun   atomic.Int64  // how many readings have begun
	ended   int64         // the last reading that was not cut short; guarded by syncing
	lastErr error         // what it came to; guarded by syncing
	seeded  bool          // the record has every embedded notice; guarded by syncing
	writing writing       // guarded by syncing
	newness newness       // guarded by syncing

	mu        sync.Mutex // guards what follows
	inForce   inForce
	changed   chan struct{} // closed with the next swap
	id        string        // the record's id, empty until known
	confirmed bool          // the record itself has told its id
	known     int64         // the last revision that the record was seen to have; -1 if none
	record    Reach
	redis     Reach
	faults    faults
	trust     trust
	// unwritable says that the last write to the record failed.
	unwritable bool
	verified   verified

	stored   atomic.Int64  // the last revision seen in the snapshots; -1 if none
	saveSoon chan struct{} // the snapshots may have to follow
	verify   chan struct{} // the record is to be verified
	replays  replays
	moved    moved
}

// inForce is the table in force and what it was built from.
type inForce struct {
	table  *holidays.Table
	state  record.State
	source Source
	since  time.Time
	tail   []record.Event // the last events, if they were read
	before record.State   // that the tail follows, if there is a tail
	// unconfirmed says that it came from a snapshot while the record was away.
	unconfirmed bool
	// history is counted up whenever the events that led here are not those that led to
	// the table before.
	history int64
}

// New returns a follower. It has no table until [Follower.Run] or
// [Follower.Refresh] has found one.
func New(cfg Config) *Follower {
	f := &Follower{
		cfg:      cfg,
		log:      cmp.Or(cfg.Log, slog.New(slog.DiscardHandler)),
		syncing:  make(chan struct{}, 1),
		inForce:  inForce{state: record.NewState()},
		changed:  make(chan struct{}),
		record:   Unknown,
		redis:    Unknown,
		known:    -1,
		id:       cfg.RecordID,
		saveSoon: make(chan struct{}, 1),
		verify:   make(chan struct{}, 1),
		replays:  replays{slot: make(chan struct{}, 1), tables: remember[int64, *holidays.Table](maxReplays)},
		moved:    moved{slot: make(chan struct{}, 1), kept: remember[string, Moved](maxMovedKept)},
	}
	if cfg.Poll <= 0 {
		f.cfg.Poll = DefaultPoll
	}
	if cfg.Snapshots == nil {
		f.redis = Off
	}
	f.stored.Store(-1)
	f.faults = newFaults(f.log, cfg.Now)
	f.loadKept()
	return f
}

// Table returns the table in force, or nil while there is none.
func (f *Follower) Table() *holidays.Table { return f.table.Load() }

// Run follows the record until ctx ends, and returns when all that it started
// has ended.
func (f *Follower) Run(ctx context.Context) {
	var wg sync.WaitGroup
	if f.cfg.Snapshots != nil {
		wg.Go(func() { f.keepSnapshots(ctx) })
	}
	wg.Go(func() { f.keepVerified(ctx) })
	f.follow(ctx)
	wg.Wait()
}

// Refresh reads what is new in the record and swaps the table before it returns.
// Callers that wait at the same time share one reading. The error says why the
// table may not be the newest; the table in force stays. It wraps
// [record.ErrUnavailable], [record.ErrNewer] or [ErrBroken] if one of them is the
// reason.
func (f *Follower) Refresh(ctx context.Context) error {
	before := f.begun.Load()
	select {
	case f.syncing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-f.syncing }()
	if f.ended > before {
		return f.lastErr
	}
	reading := f.begun.Add(1)
	err := f.sync(ctx)
	f.lookAfterRecord(ctx, err)
	if err == nil {
		err = f.tampered()
	}
	if ctx.Err() == nil {
		f.ended, f.lastErr = reading, err
	}
	return err
}

// follow reads the record whenever the time has come or an announcement arrives.
func (f *Follower) follow(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	var sub subscription
	defer sub.close()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
			_ = f.Refresh(ctx) // reported by sync
			timer.Reset(f.pause())
		case <-sub.rest:
			sub.rest = nil
			f.lookIfAnnounced(ctx, &sub)
		case a, ok := <-sub.messages:
			if !ok {
				sub.messages = nil // it ends with ctx
				continue
			}
			f.announced(ctx, a, &sub)
		}
		sub.to(ctx, f.cfg.Snapshots, f.recordIDNow())
	}
}

// pause returns the time until the next poll: less than the interval, so that a
// revision shows within it, and not the same for all replicas.
func (f *Follower) pause() time.Duration {
	f.mu.Lock()
	confirmed := f.inForce.table != nil && f.confirmed && !f.inForce.unconfirmed
	f.mu.Unlock()
	d := f.cfg.Poll
	if !confirmed {
		d = min(d, retry)
	}
	return time.Duration(float64(d) * (0.7 + 0.2*rand.Float64()))
}

func (f *Follower) current() inForce {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.inForce
}
