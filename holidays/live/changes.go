package live

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"shixian/holidays/record"
)

// ErrNoTable says that there is no table yet.
var ErrNoTable = errors.New("there is no table yet")

// Wait returns the position in force once it is another than after;
// [record.Beginning] as after waits for any. It starts nothing and leaves nothing behind.
// The error is ctx's.
func (f *Follower) Wait(ctx context.Context, after record.Position) (record.Position, error) {
	for {
		f.mu.Lock()
		state, changed := f.inForce.state, f.changed
		f.mu.Unlock()
		if !after.Names(state.Revision, state.Hash) {
			return state.Position(), nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return state.Position(), ctx.Err()
		}
	}
}

// Events returns at most limit events after a revision up to the one in force, in
// order; -1 begins at revision 0. Recent ones come from memory, others from the
// record, verified. The errors are [ErrNoTable], [record.ErrUnavailable] and
// [ErrBroken].
func (f *Follower) Events(ctx context.Context, after int64, limit int) ([]record.Event, error) {
	cur := f.current()
	if cur.table == nil {
		return nil, ErrNoTable
	}
	after = max(after, -1)
	n := int(min(int64(limit), cur.state.Revision-after))
	if n <= 0 {
		return nil, nil
	}
	if len(cur.tail) > 0 && cur.tail[0].Revision <= after+1 {
		from := int(after + 1 - cur.tail[0].Revision)
		return slices.Clone(cur.tail[from : from+n]), nil
	}
	return f.readEvents(ctx, after, n)
}

// readEvents reads n events from the record, together with the one before them,
// which they are verified against.
func (f *Follower) readEvents(ctx context.Context, after int64, n int) ([]record.Event, error) {
	var prev *record.Event
	if after >= 0 {
		before, err := f.events(ctx, after-1, 1)
		if err != nil {
			return nil, outward(err)
		}
		if len(before) == 0 {
			return nil, fmt.Errorf("%w: event %d is missing", ErrBroken, after)
		}
		prev = &before[0]
	}
	events, err := f.events(ctx, after, n)
	if err != nil {
		return nil, outward(err)
	}
	if err := record.Verify(prev, events); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if len(events) > 0 {
		last := &events[len(events)-1]
		if hash := f.current().hashAt(last.Revision); hash != "" && hash != last.Hash {
			return nil, fmt.Errorf("%w: event %d is another", ErrBroken, last.Revision)
		}
	}
	return events, nil
}

// outward makes an error of reading one that callers know.
func outward(err error) error {
	if errors.Is(err, errUnread) && !errors.Is(err, record.ErrUnavailable) {
		return fmt.Errorf("%w: %w", record.ErrUnavailable, err)
	}
	return err
}
