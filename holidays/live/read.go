package live

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shixian/holidays/record"
)

// The bounds on one question to the record.
const (
	askTimeout  = 3 * time.Second
	readTimeout = 15 * time.Second
	page        = 500 // events read at once
	attempts    = 10  // at appending, while others append
)

// ErrBroken says that the record holds an event that was changed, that does not
// follow the one before it, or that is not the one which the table follows.
var ErrBroken = errors.New("the record is broken")

// What else a reading of the record can come to.
var (
	errUnread    = errors.New("the record was not read")
	errUnwritten = errors.New("the embedded notices were not added to the record")
	errDiffers   = errors.New("the record does not contain the event that the table follows")
	errBehind    = errors.New("the record ends before the revision in force")
)

// Who and why of the events that the program appends by itself.
const (
	seedWho     = "shixian"
	baselineWhy = "建立记录：随程序发布的通知 / The record is made: the notices embedded in the program"
	embedWhy    = "程序更新：记录中没有的通知 / The program was updated: notices that the record lacked"
)

func (k *Follower) recordID(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	id, err := k.cfg.Record.ID(ctx)
	if err != nil {
		return "", unread(err)
	}
	if id == "" {
		return "", unread(errors.New("it has no id"))
	}
	return id, nil
}

func unread(err error) error { return fmt.Errorf("%w: %w", errUnread, err) }

// settle reads on from a state to the record's end, and sees to it that the
// record has every embedded notice. It returns the state reached and the events
// read; where it fails before the end, the state that it was given.
func (k *Follower) settle(ctx context.Context, from fold) (fold, []record.Event, error) {
	var read []record.Event
	f := from
	for range attempts {
		next, events, err := k.advance(ctx, f)
		if err != nil {
			return from, nil, err
		}
		f, read = next, append(read, events...)
		lacking := f.lacking(k.cfg.Embedded)
		if f.Revision >= 0 && (k.seeded || len(lacking) == 0) {
			k.seeded = true
			return f, read, nil
		}
		e := record.Event{Action: record.Embed, Time: k.cfg.Now(), Who: seedWho, Why: embedWhy, Published: lacking}
		if f.Revision < 0 {
			e.Action, e.Why = record.Baseline, baselineWhy
		}
		if err := k.append(ctx, e, f.last()); err != nil && !errors.Is(err, record.ErrConflict) {
			return f, read, fmt.Errorf("%w: %w", errUnwritten, err)
		}
	}
	return f, read, fmt.Errorf("%w: others append all the time", errUnwritten)
}

func (k *Follower) append(ctx context.Context, e record.Event, prev *record.Event) error {
	e, err := record.Seal(e, prev)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	if err := k.cfg.Record.Append(ctx, e); err != nil {
		return err
	}
	k.log.Info("record", "action", e.Action, "revision", e.Revision, "notices", len(e.Published))
	return nil
}

// advance reads all events after a state, and verifies that they follow it.
func (k *Follower) advance(ctx context.Context, from fold) (fold, []record.Event, error) {
	last, hash, err := k.last(ctx)
	if err == nil {
		k.heardOf(last)
	}
	switch {
	case err != nil:
		return from, nil, err
	case last < from.Revision:
		return from, nil, fmt.Errorf("%w: its last event is %d, and %d is in force", errBehind, last, from.Revision)
	case last == from.Revision && hash != from.hash:
		return from, nil, fmt.Errorf("%w: event %d is another", errDiffers, last)
	}
	var read []record.Event
	f, unlike := from, errDiffers
	for f.Revision < last {
		next, events, err := k.readOn(ctx, f, page, unlike)
		if err != nil {
			return from, nil, err
		}
		f, read, unlike = next, append(read, events...), ErrBroken
	}
	return f, read, nil
}

// readOn reads at most n events after a state and verifies that they follow it.
// unlike is the error where the first of them follows another event.
func (k *Follower) readOn(ctx context.Context, f fold, n int, unlike error) (fold, []record.Event, error) {
	events, err := k.events(ctx, f.Revision, n)
	if err != nil {
		return f, nil, err
	}
	if len(events) == 0 {
		return f, nil, fmt.Errorf("%w: event %d is missing", ErrBroken, f.Revision+1)
	}
	if first := &events[0]; f.Revision >= 0 && first.Revision == f.Revision+1 && first.Prev != f.hash {
		return f, nil, fmt.Errorf("%w: event %d follows another event %d", unlike, first.Revision, f.Revision)
	}
	if err := record.Verify(f.last(), events); err != nil {
		return f, nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return f.apply(events), events, nil
}

// last returns the record's last event; -1 where there is none.
func (k *Follower) last(ctx context.Context) (int64, string, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	revision, hash, err := k.cfg.Record.Last(ctx)
	switch {
	case errors.Is(err, record.ErrNotFound):
		return -1, "", nil
	case err != nil:
		return 0, "", unread(err)
	}
	return revision, hash, nil
}

func (k *Follower) events(ctx context.Context, after int64, limit int) ([]record.Event, error) {
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	events, err := k.cfg.Record.Events(ctx, after, limit)
	switch {
	case err == nil:
		return events, nil
	case errors.Is(err, record.ErrUnavailable), ctx.Err() != nil:
		return nil, unread(err)
	}
	return nil, fmt.Errorf("%w: %w", ErrBroken, err)
}
