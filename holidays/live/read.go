package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"shixian/holidays/record"
)

// The bounds on one question to the record.
const (
	askTimeout  = 3 * time.Second
	readTimeout = 15 * time.Second
	page        = 500 // events to a question
	attempts    = 10  // at appending, while others append
)

// ErrBroken says that the record holds an event that was changed, that does not
// follow the one before it, or that is not the one which the table follows. Nothing
// of it is taken.
var ErrBroken = errors.New("the record is broken")

// What else a reading of the record can come to.
var (
	errUnread    = errors.New("the record was not read")
	errUnwritten = errors.New("the embedded notices were not added to the record")
	errDiffers   = errors.New("the record does not contain the event that the table follows")
	errBehind    = errors.New("the record ends before the revision in force")
)

// Who and why of the events that the program appends by itself; why is in Chinese and
// English, with a slash between them.
const (
	// ByProgram is who appended them.
	ByProgram   = "shixian"
	baselineWhy = "建立记录：随程序发布的通知 / The record is made: the notices embedded in the program"
	embedWhy    = "程序更新：记录中没有的通知 / The program was updated: notices that the record lacked"
)

func (f *Follower) recordID(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	id, err := f.cfg.Record.ID(ctx)
	if err != nil {
		return "", unread(err)
	}
	if id == "" {
		return "", unread(errors.New("it has no id"))
	}
	return id, nil
}

func unread(err error) error { return fmt.Errorf("%w: %w", errUnread, err) }

// settle reads on from a state to the record's end, and sees to it that the record
// has every embedded notice. It returns the state reached and the events read; if it
// fails before the end, the state that it was given, unless the event in the way is one
// that this program does not understand. Notices are added to what was read from the
// record itself alone: what a snapshot leaves out, the record may have.
func (f *Follower) settle(ctx context.Context, from record.State) (record.State, []record.Event, error) {
	var read []record.Event
	state, whole := from, from.Revision < 0
	for range attempts {
		next, events, err := f.advance(ctx, state)
		if err != nil && !errors.Is(err, record.ErrNewer) {
			return from, nil, err
		}
		state, read = next, append(read, events...)
		if err != nil {
			return state, read, err
		}
		lacking := Missing(state, f.cfg.Embedded)
		if state.Revision >= 0 && (f.seeded || len(lacking) == 0) {
			f.seeded = true
			return state, read, nil
		}
		if !whole {
			state, read, whole = record.NewState(), nil, true
			continue
		}
		e := record.Event{Action: record.Embed, Time: f.cfg.Now(), Who: ByProgram, Why: embedWhy, Published: lacking}
		if state.Revision < 0 {
			e.Action, e.Why = record.Baseline, baselineWhy
		}
		if err := f.append(ctx, e, state); err != nil && !errors.Is(err, record.ErrConflict) {
			return state, read, fmt.Errorf("%w: %w", errUnwritten, err)
		}
	}
	return state, read, fmt.Errorf("%w: others append all the time", errUnwritten)
}

func (f *Follower) append(ctx context.Context, e record.Event, after record.State) error {
	e, err := record.Seal(e, after.Last())
	if err == nil {
		e, err = f.signed(ctx, after, e)
	}
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	if err := f.cfg.Record.Append(ctx, e); err != nil {
		return err
	}
	f.log.Info("record", "action", e.Action, "revision", e.Revision, "notices", len(e.Published))
	return nil
}

// advance reads all events after a state, and verifies that they follow it. It stops
// before one that this program does not understand.
func (f *Follower) advance(ctx context.Context, from record.State) (record.State, []record.Event, error) {
	last, hash, err := f.last(ctx)
	if err != nil {
		return from, nil, err
	}
	f.mu.Lock()
	f.known = last
	f.mu.Unlock()
	switch {
	case last < from.Revision:
		return from, nil, fmt.Errorf("%w: its last event is %d, and %d is in force", errBehind, last, from.Revision)
	case last == from.Revision && hash != from.Hash:
		return from, nil, fmt.Errorf("%w: event %d is another", errDiffers, last)
	}
	var read []record.Event
	state, unlike := from, errDiffers
	for state.Revision < last {
		next, events, err := f.readOn(ctx, state, page, unlike)
		if err != nil && !errors.Is(err, record.ErrNewer) {
			return from, nil, err
		}
		state, read = next, append(read, events...)
		if err != nil {
			return state, read, err
		}
		unlike = ErrBroken
	}
	return state, read, nil
}

// readOn reads at most n events after a state and verifies that they follow it.
// unlike is the error if the first of them follows another event. Those before one
// that this program does not understand are applied, together with
// [record.ErrNewer].
func (f *Follower) readOn(ctx context.Context, s record.State, n int, unlike error) (record.State, []record.Event, error) {
	events, err := f.events(ctx, s.Revision, n)
	if err != nil {
		return s, nil, err
	}
	if len(events) == 0 {
		return s, nil, fmt.Errorf("%w: event %d is missing", ErrBroken, s.Revision+1)
	}
	if first := &events[0]; s.Revision >= 0 && first.Revision == s.Revision+1 && first.Prev != s.Hash {
		return s, nil, fmt.Errorf("%w: event %d follows another event %d", unlike, first.Revision, s.Revision)
	}
	if err := record.Verify(s.Last(), events); err != nil {
		return s, nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if i := slices.IndexFunc(events, func(e record.Event) bool { return e.Text != "" }); i >= 0 {
		err = fmt.Errorf("%w: event %d, %q", record.ErrNewer, events[i].Revision, events[i].Action)
		events = events[:i]
	}
	return s.Apply(events...), events, err
}

// last returns the record's last event; -1 if there is none.
func (f *Follower) last(ctx context.Context) (int64, string, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	revision, hash, err := f.cfg.Record.Last(ctx)
	switch {
	case errors.Is(err, record.ErrNotFound):
		return -1, "", nil
	case err != nil:
		return 0, "", unread(err)
	}
	return revision, hash, nil
}

func (f *Follower) events(ctx context.Context, after int64, limit int) ([]record.Event, error) {
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	events, err := f.cfg.Record.Events(ctx, after, limit)
	switch {
	case err == nil:
		return events, nil
	case errors.Is(err, record.ErrUnavailable), ctx.Err() != nil:
		return nil, unread(err)
	}
	return nil, fmt.Errorf("%w: %w", ErrBroken, err)
}
