package live

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
)

// How long after a reading of the whole record the next one is due: one that found nothing
// wrong, and one that did or that was cut short.
const (
	verifyEvery = 24 * time.Hour
	verifyAgain = 5 * time.Minute
)

// errMoved says that the table came to follow another history while the record was read.
var errMoved = errors.New("the table has changed meanwhile")

// Verified is what a reading of the whole record came to.
type Verified struct {
	At time.Time `json:"at"` // when it ended
	OK bool      `json:"ok"` // every event is as it was written, and the table follows them
}

// verified is what the last reading of the whole record came to.
type verified struct {
	due time.Time // when the next one is; zero before the first
	at  time.Time // when the last one ended that read everything; zero before the first
	err error     // what that found
}

// tampered returns [ErrBroken] if the last reading of the whole record found something
// wrong: nothing is built upon that.
func (f *Follower) tampered() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.verified.err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrBroken, f.verified.err)
}

// verifyIfDue has keepVerified read the whole record if that is due.
func (f *Follower) verifyIfDue() {
	now := f.cfg.Now()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.inForce.table == nil || f.inForce.unconfirmed {
		return
	}
	if left := f.verified.due.Sub(now); left > 0 && left <= verifyEvery { // a clock may have been put back
		return
	}
	f.verified.due = now.Add(verifyAgain) // unless it finds nothing wrong
	select {
	case f.verify <- struct{}{}:
	default: // it is about to
	}
}

// keepVerified reads the whole record whenever it is due, until ctx ends.
func (f *Follower) keepVerified(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.verify:
			f.noteVerified(ctx, f.verifyRecord(ctx))
		}
	}
}

// noteVerified takes down what a reading of the whole record came to.
func (f *Follower) noteVerified(ctx context.Context, err error) {
	if ctx.Err() != nil || errors.Is(err, errUnread) || errors.Is(err, errMoved) {
		return // it is tried again soon
	}
	f.mu.Lock()
	f.verified.at, f.verified.err = f.cfg.Now(), err
	if err == nil {
		f.verified.due = f.verified.at.Add(verifyEvery)
	}
	f.mu.Unlock()
	f.reportOne(RecordTampered, err)
	if err == nil {
		f.log.Info("record verified")
	}
}

// verifyRecord reads every event of the record, and checks that each is as it was written,
// follows the one before it, is signed if it has to be, and leads to the table in force.
func (f *Follower) verifyRecord(ctx context.Context) error {
	table, id := f.current().state, f.recordIDNow()
	v := checkpoint.Begin()
	for {
		events, err := f.events(ctx, v.Tree.Size()-1, page)
		if err != nil {
			return err
		}
		if len(events) == 0 {
			break
		}
		if err := v.Next(id, events, table.Epochs.Begin, f.cfg.Keys); err != nil {
			return err
		}
		if i := table.Revision - events[0].Revision; i >= 0 && i < int64(len(events)) && events[i].Hash != table.Hash {
			return f.unlike(table, fmt.Errorf("event %d is not the one that the table follows", table.Revision))
		}
	}
	if v.Tree.Size() <= table.Revision {
		return f.unlike(table, fmt.Errorf("events are missing: the table follows event %d", table.Revision))
	}
	return nil
}

// unlike returns err, unless what is in force does not follow table any more.
func (f *Follower) unlike(table record.State, err error) error {
	if f.current().hashAt(table.Revision) != table.Hash {
		return errMoved
	}
	return err
}
