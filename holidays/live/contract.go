package live

import (
	"context"
	"errors"

	"shixian/holidays/record"
)

// BundleFile tells of the bundle that a record is read from.
type BundleFile interface {
	// State returns what is known of the bundle in use, and why its file as it is now is
	// not used, if so. It does not wait.
	State() (Bundle, error)
}

// Snapshots is what the follower needs of the store of snapshots (package
// snapshot). Its methods return within a second or so, whatever the state of the
// store, with the errors below. They are safe for concurrent use. What they return has
// been written by somebody who has the snapshots' secret key, but perhaps long ago.
type Snapshots interface {
	// Load returns the newest snapshot. record is the record's id, or empty if it
	// is not known yet; then a snapshot of any record is returned.
	Load(ctx context.Context, record string) (*Snapshot, error)
	// Check says whether the store holds s, whole and as its newest. [ErrAhead]: it
	// holds a newer one.
	Check(ctx context.Context, s *Snapshot) error
	// Put makes s the newest snapshot if the store holds an older one or none
	// that it can read; moved says that it did so. [ErrDiffers]: it holds another
	// snapshot of the same revision. [ErrAhead]: it holds a newer one, and nothing
	// changes.
	Put(ctx context.Context, s *Snapshot) (moved bool, err error)
	// Rewrite makes s the newest snapshot whatever the store holds of this record,
	// newer snapshots included. It is for a table that the record has just confirmed.
	Rewrite(ctx context.Context, s *Snapshot) (moved bool, err error)
	// Announce tells every listener of the record that a revision is there.
	Announce(ctx context.Context, record string, revision int64) error
	// Listen delivers the announcements of a record until ctx ends, and then closes
	// the channel. It connects again by itself.
	Listen(ctx context.Context, record string) <-chan Announcement
}

// Announcement is what a listener receives.
type Announcement struct {
	// Revision is the one announced; -1 if the listener has just begun or begun
	// again to listen, and may have missed some.
	Revision int64
	// Err says that the listener receives nothing now; said once until it does again.
	Err error
}

// The errors of [Snapshots]. Implementations wrap them.
var (
	// ErrUnreachable says that the store cannot be reached, or refuses the command.
	ErrUnreachable = errors.New("the snapshots cannot be reached")
	// ErrMissing says that there is no snapshot, or that a part of it is gone.
	ErrMissing = errors.New("there is no snapshot")
	// ErrNoKey says that the snapshots' key is not known now, so that none can be read
	// or written.
	ErrNoKey = errors.New("the snapshots' key is not known")
	// ErrRubbish says that what stands in a snapshot's place is none.
	ErrRubbish = errors.New("not a snapshot")
	// ErrChecksum says that a snapshot has been damaged or forged, or was written with
	// another key.
	ErrChecksum = errors.New("the snapshot is damaged or forged, or was made with another key: its MAC does not fit")
	// ErrOtherVersion says that the snapshots are for programs with other embedded
	// data.
	ErrOtherVersion = errors.New("the snapshots are of another data version")
	// ErrOtherRecord says that the store belongs to another record.
	ErrOtherRecord = errors.New("the snapshots are of another record")
	// ErrAhead says that the store holds a newer revision.
	ErrAhead = errors.New("the snapshots are of a newer revision")
	// ErrBehind says that the store holds an older revision.
	ErrBehind = errors.New("the snapshots are of an older revision")
	// ErrDiffers says that the store holds another event of the same revision: the
	// record has been put back and written on since.
	ErrDiffers = errors.New("the snapshot follows another event of the same revision")
)

// Snapshot is the state of a record after an event.
type Snapshot struct {
	Record string // the record's id
	record.State
}
