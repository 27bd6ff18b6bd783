package live

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"shixian/holidays"
)

// ErrRevision says that there is no such revision.
var ErrRevision = errors.New("there is no such revision")

// maxReplays bounds the earlier tables that are kept. Each takes some megabytes.
const maxReplays = 4

// replays are the earlier tables that were asked for last. One is built at a time.
type replays struct {
	slot   chan struct{} // held while building, and guards tables
	tables []*holidays.Table
}

func newReplays() replays { return replays{slot: make(chan struct{}, 1)} }

// TableAt returns the table as it was at a revision: the fold of the events 0 to
// revision, built with the definitions and statutory days of today. The errors
// are [ErrRevision], [ErrNoTable], [record.ErrUnavailable] and [ErrBroken].
func (k *Follower) TableAt(ctx context.Context, revision int64) (*holidays.Table, error) {
	table, err := k.reach(ctx, revision)
	if err != nil || table.Revision() == revision {
		return table, err
	}
	select {
	case k.replays.slot <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-k.replays.slot }()
	for i, t := range k.replays.tables {
		if t.Revision() == revision {
			k.replays.tables = append(slices.Delete(k.replays.tables, i, i+1), t)
			return t, nil
		}
	}
	table, err = k.replay(ctx, revision)
	if err != nil {
		return nil, err
	}
	if len(k.replays.tables) == maxReplays {
		k.replays.tables = slices.Delete(k.replays.tables, 0, 1)
	}
	k.replays.tables = append(k.replays.tables, table)
	return table, nil
}

// reach returns the table in force once it is at a revision or past it. Another
// replica may have answered with a revision that this one has not seen yet, so
// the record is asked before it is said not to exist.
func (k *Follower) reach(ctx context.Context, revision int64) (*holidays.Table, error) {
	cur := k.Table()
	if cur == nil {
		return nil, ErrNoTable
	}
	if revision < 0 {
		return nil, fmt.Errorf("%w: %d", ErrRevision, revision)
	}
	if revision <= cur.Revision() {
		return cur, nil
	}
	err := k.Refresh(ctx)
	if cur = k.Table(); cur == nil {
		return nil, ErrNoTable
	}
	switch {
	case revision <= cur.Revision():
		return cur, nil
	case errors.Is(err, errUnread):
		return nil, outward(err)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return nil, fmt.Errorf("%w: %d; the last is %d", ErrRevision, revision, cur.Revision())
}

// replay reads the events 0 to revision and builds their table.
func (k *Follower) replay(ctx context.Context, revision int64) (*holidays.Table, error) {
	f := newFold()
	for f.Revision < revision {
		next, _, err := k.readOn(ctx, f, int(min(page, revision-f.Revision)), ErrBroken)
		if err != nil {
			return nil, outward(err)
		}
		f = next
	}
	if hash := k.current().hashAt(revision); hash != "" && hash != f.hash {
		return nil, fmt.Errorf("%w: event %d is another", ErrBroken, revision)
	}
	return f.table(k.cfg.Embedded)
}

// hashAt returns the hash of an event, where it is the last or a recent one, else
// nothing.
func (h held) hashAt(revision int64) string {
	if revision == h.fold.Revision {
		return h.fold.hash
	}
	for i := range h.tail {
		if h.tail[i].Revision == revision {
			return h.tail[i].Hash
		}
	}
	return ""
}
