package live

import (
	"context"
	"errors"
	"fmt"

	"shixian/holidays/record"
)

// sync brings the table up to the record, or to a snapshot where the record
// cannot be read or does not have the revision hinted at. The caller has the turn.
func (k *Follower) sync(ctx context.Context, hint int64) error {
	if k.Table() == nil {
		return k.start(ctx)
	}
	err := k.identify(ctx)
	if k.Table() == nil {
		return k.start(ctx) // the table was of another record
	}
	if err == nil {
		cur := k.current()
		var f fold
		var events []record.Event
		f, events, err = k.settle(ctx, cur.fold)
		err = errors.Join(err, k.install(f, events, FromRecord))
		k.account(ctx, err)
	}
	if cur := k.current().fold.Revision; k.cfg.Snapshots != nil && (errors.Is(err, errUnread) || cur < hint) {
		k.adopt(ctx)
	}
	return err
}

// start finds the first table. The record and the snapshots are asked at once, so
// that neither has to be waited for longer than the other takes.
func (k *Follower) start(ctx context.Context) error {
	aside := k.loadAside(ctx)
	err := k.identify(ctx)
	s := <-aside
	switch {
	case err != nil && s == nil:
		return err
	case err != nil:
		k.learn(s.Record)
		return errors.Join(err, k.install(foldOf(s), nil, FromSnapshot))
	case s == nil:
		return k.startFrom(ctx, newFold())
	case s.Record != k.recordIDNow():
		k.redis(ErrOtherRecord)
		return k.startFrom(ctx, newFold())
	}
	return k.startFrom(ctx, foldOf(s))
}

// startFrom reads on from base, and from the beginning where the record does not
// go on from there.
func (k *Follower) startFrom(ctx context.Context, base fold) error {
	f, events, err := k.settle(ctx, base)
	if base.Revision >= 0 && (errors.Is(err, errDiffers) || errors.Is(err, ErrBroken)) {
		if g, all, whole := k.settle(ctx, newFold()); whole == nil {
			k.amiss(redisCodes, RedisDiffers, fmt.Errorf("revision %d: %w", base.Revision, ErrDiffers))
			base, f, events, err = newFold(), g, all, nil
		}
	}
	source := FromRecord
	if f.Revision == base.Revision {
		source = FromSnapshot
	}
	if f.Revision >= 0 {
		err = errors.Join(err, k.install(f, events, source))
	}
	k.account(ctx, err)
	return err
}

// loadAside begins to load the newest snapshot and returns where it will be: nil
// where there is none, or none of this record.
func (k *Follower) loadAside(ctx context.Context) <-chan *Snapshot {
	out := make(chan *Snapshot, 1)
	if k.cfg.Snapshots == nil {
		out <- nil
		return out
	}
	id := k.recordIDNow()
	go func() { out <- k.load(ctx, id) }()
	return out
}

// identify asks the record for its id, once. Where the table in force came from a
// snapshot of another record, it is dropped.
func (k *Follower) identify(ctx context.Context) error {
	k.mu.Lock()
	done := k.confirmed
	k.mu.Unlock()
	if done {
		return nil
	}
	id, err := k.recordID(ctx)
	if err != nil {
		k.account(ctx, err)
		return err
	}
	k.mu.Lock()
	wrong := k.held.table != nil && k.id != id
	k.id, k.confirmed = id, true
	if wrong {
		k.known = -1
	}
	k.mu.Unlock()
	if wrong {
		k.amiss(redisCodes, RedisOtherRecord, ErrOtherRecord)
		k.drop()
	}
	return nil
}

// recordIDNow returns the record's id as far as it is known, else empty.
func (k *Follower) recordIDNow() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.id
}

// learn notes the record's id as a snapshot gives it.
func (k *Follower) learn(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.confirmed {
		k.id = id
	}
}

// account reports what a reading of the record came to. A caller that gave up
// says nothing about the record.
func (k *Follower) account(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	reach, code := OK, ""
	switch {
	case err == nil || errors.Is(err, errRejected):
	case errors.Is(err, errUnread):
		reach, code = Unreachable, RecordUnreachable
	case errors.Is(err, errUnwritten):
		code = RecordUnwritable
		if errors.Is(err, record.ErrUnavailable) {
			reach = Unreachable
		}
	case errors.Is(err, ErrBroken):
		code = RecordBroken
	case errors.Is(err, errDiffers):
		code = RecordDiffers
	case errors.Is(err, errBehind):
		code = RecordBehind
	}
	k.mu.Lock()
	k.recordIs = reach
	k.mu.Unlock()
	k.amiss(recordCodes, code, err)
}
