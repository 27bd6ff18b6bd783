package live

import (
	"context"
	"errors"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"

	"shixian/holidays"
	"shixian/holidays/record"
)

// ErrRevision says that there is no such revision.
var ErrRevision = errors.New("there is no such revision")

// maxReplays bounds the earlier tables that are kept. Each takes some megabytes.
const maxReplays = 4

// replays are the earlier tables that were asked for last. One is built at a time.
type replays struct {
	slot    chan struct{} // held while building, and guards what follows
	tables  *lru.Cache[int64, *holidays.Table]
	history int64 // that the tables are of, see inForce
}

func remember[K comparable, V any](most int) *lru.Cache[K, V] {
	c, err := lru.New[K, V](most)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return c
}

// TableAt returns the table as it was at a revision: the fold of the events 0 to
// revision, built with the definitions and statutory days of today. The errors
// are [ErrRevision], [ErrNoTable], [record.ErrUnavailable], [record.ErrNewer] and
// [ErrBroken].
func (f *Follower) TableAt(ctx context.Context, revision int64) (*holidays.Table, error) {
	table, err := f.reach(ctx, revision)
	if err != nil || table.Revision() == revision {
		return table, err
	}
	select {
	case f.replays.slot <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-f.replays.slot }()
	if history := f.current().history; history != f.replays.history {
		f.replays.tables.Purge()
		f.replays.history = history
	}
	if t, kept := f.replays.tables.Get(revision); kept {
		return t, nil
	}
	state, err := f.stateAt(ctx, revision)
	if err == nil {
		table, err = BuildTable(state, f.cfg.Embedded)
	}
	if err != nil {
		return nil, err
	}
	f.replays.tables.Add(revision, table)
	return table, nil
}

// reach returns the table in force once it is at a revision or past it. Another
// replica may have answered with a revision that this one has not seen yet, so
// the record is asked before it is said not to exist.
func (f *Follower) reach(ctx context.Context, revision int64) (*holidays.Table, error) {
	cur := f.Table()
	if cur == nil {
		return nil, ErrNoTable
	}
	if revision < 0 {
		return nil, fmt.Errorf("%w: %d", ErrRevision, revision)
	}
	if revision <= cur.Revision() {
		return cur, nil
	}
	err := f.Refresh(ctx)
	if cur = f.Table(); cur == nil {
		return nil, ErrNoTable
	}
	switch {
	case revision <= cur.Revision():
		return cur, nil
	case errors.Is(err, errUnread), errors.Is(err, record.ErrNewer) && revision <= f.State().Known:
		return nil, outward(err)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	}
	return nil, fmt.Errorf("%w: %d; the last is %d", ErrRevision, revision, cur.Revision())
}

// stateAt reads the events 0 to revision and returns what they add up to.
func (f *Follower) stateAt(ctx context.Context, revision int64) (record.State, error) {
	state := record.NewState()
	for state.Revision < revision {
		next, _, err := f.readOn(ctx, state, int(min(page, revision-state.Revision)), ErrBroken)
		if err != nil {
			return state, outward(err)
		}
		state = next
	}
	if hash := f.current().hashAt(revision); hash != "" && hash != state.Hash {
		return state, fmt.Errorf("%w: event %d is another", ErrBroken, revision)
	}
	return state, nil
}

// hashAt returns the hash of an event if it is the last or a recent one, else nothing.
func (in inForce) hashAt(revision int64) string {
	if revision == in.state.Revision {
		return in.state.Hash
	}
	for i := range in.tail {
		if in.tail[i].Revision == revision {
			return in.tail[i].Hash
		}
	}
	return ""
}
