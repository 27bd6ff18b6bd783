package live

import (
	"context"
	"errors"
	"fmt"

	"shixian/holidays"
	"shixian/holidays/record"
)

// What a position that a caller names can come to.
var (
	// ErrPosition says that the history in force has no such position, or that it was
	// before the record was restored: what the caller knows may never have been.
	ErrPosition = errors.New("the position is not in the history in force")
	// ErrBare says that a bare revision may be of several histories: the record was
	// restored.
	ErrBare = errors.New("the revision is ambiguous: the record has been restored")
	// ErrNotReached says that the table in force has not come so far.
	ErrNotReached = errors.New("the table in force has not reached the position")
)

// Await returns nil once the history in force has a position, and waits for it while it
// is ahead of the table in force: another replica may have seen it. The errors are those
// of [Follower.Locate], and [ErrNotReached] if ctx ends before.
func (f *Follower) Await(ctx context.Context, p record.Position) error {
	for {
		f.mu.Lock()
		changed := f.changed
		f.mu.Unlock()
		_, err := f.Locate(ctx, p)
		if err == nil || p.Revision <= f.current().state.Revision || errors.Is(err, ErrNoTable) {
			return err
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%w: %s; the head is %s", ErrNotReached, p, f.current().state.Position())
		}
	}
}

// Locate returns the whole of a position from which changes can be followed; a bare
// revision is taken if the record has known one epoch. The errors are [ErrPosition],
// [ErrBare], [ErrNoTable], [record.ErrUnavailable], [record.ErrNewer] and [ErrBroken].
func (f *Follower) Locate(ctx context.Context, p record.Position) (record.Position, error) {
	if p == record.Beginning {
		return p, nil
	}
	_, err := f.reach(ctx, p.Revision)
	cur := f.current()
	switch epochs := cur.state.Epochs; {
	case errors.Is(err, ErrRevision):
		return p, f.notFound(p)
	case err != nil:
		return p, err
	case p.Prefix == "" && !epochs.One():
		return p, ErrBare
	case p.Revision < epochs.Begin || p.Revision > cur.state.Revision:
		return p, f.notFound(p)
	}
	hash := cur.hashAt(p.Revision)
	if hash == "" {
		events, err := f.events(ctx, p.Revision-1, 1)
		if err != nil {
			return p, outward(err)
		}
		if len(events) == 1 {
			hash = events[0].Hash
		}
	}
	if hash == "" || !p.Names(p.Revision, hash) {
		return p, f.notFound(p)
	}
	return record.PositionOf(p.Revision, hash), nil
}

// notFound returns the error of a position that the history in force does not have.
func (f *Follower) notFound(p record.Position) error {
	return fmt.Errorf("%w: %s; the head is %s", ErrPosition, p, f.current().state.Position())
}

// TableOf returns the table at a position, as [Follower.TableAt] does. A bare revision
// is taken if all epochs of the record have that revision in common. The errors are also
// [ErrPosition] and [ErrBare].
func (f *Follower) TableOf(ctx context.Context, p record.Position) (*holidays.Table, error) {
	t, err := f.TableAt(ctx, p.Revision)
	if p.Prefix == "" {
		if epochs := f.current().state.Epochs; !epochs.One() && p.Revision > epochs.Shared {
			return nil, ErrBare
		}
		return t, err
	}
	if errors.Is(err, ErrRevision) || err == nil && t.Position() != p.String() {
		return nil, f.notFound(p)
	}
	return t, err
}
