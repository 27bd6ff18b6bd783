package live

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// mirror keeps the snapshots as new as the table, until ctx ends: after a swap,
// and at the pace of the polls to find what was lost or damaged.
func (k *Follower) mirror(ctx context.Context) {
	timer := time.NewTimer(k.pause())
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-k.push:
			k.store(ctx)
		case <-timer.C:
			k.check(ctx)
			timer.Reset(k.pause())
		}
	}
}

// own returns the snapshot of the table in force; nil where there is none, or
// where the record has not confirmed yet that it is the record's.
func (k *Follower) own() *Snapshot {
	k.mu.Lock()
	h, id, confirmed := k.held, k.id, k.confirmed
	k.mu.Unlock()
	if h.table == nil || !confirmed {
		return nil
	}
	return h.fold.snapshot(id)
}

// store puts the table in force into the snapshots, and announces it where
// nobody else has done so.
func (k *Follower) store(ctx context.Context) {
	s := k.own()
	if s == nil {
		return
	}
	moved, err := k.cfg.Snapshots.Put(ctx, s)
	k.announce(ctx, s, moved, err)
	k.check(ctx)
}

func (k *Follower) announce(ctx context.Context, s *Snapshot, moved bool, err error) {
	if ctx.Err() != nil || errors.Is(err, ErrAhead) || err == nil && !moved {
		return
	}
	if err := k.cfg.Snapshots.Announce(ctx, s.Record, s.Revision); err != nil {
		k.log.Warn("not announced", "revision", s.Revision, "error", err)
		return
	}
	k.log.Info("announced", "revision", s.Revision)
}

// check looks whether the snapshots are as they should be, and mends them where
// they are not.
func (k *Follower) check(ctx context.Context) {
	s := k.own()
	if s == nil {
		return
	}
	err := k.cfg.Snapshots.Check(ctx, s)
	if ctx.Err() != nil {
		return
	}
	if errors.Is(err, ErrAhead) {
		k.redis(nil)
		k.heardOf(s.Revision + 1) // at least
		select {
		case k.wake <- s.Revision + 1:
		default: // it has been told already
		}
		return
	}
	k.redis(err)
	if err == nil || !mendable(err) {
		return
	}
	moved, err := k.cfg.Snapshots.Rewrite(ctx, s)
	k.announce(ctx, s, moved, err)
	if err == nil {
		err = k.cfg.Snapshots.Check(ctx, s)
	}
	if ctx.Err() == nil && !errors.Is(err, ErrAhead) {
		k.redis(err)
	}
}

// mendable says whether the snapshots can be written over.
func mendable(err error) bool {
	for _, e := range []error{ErrMissing, ErrRubbish, ErrChecksum, ErrOtherVersion, ErrBehind} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// redis reports what a question to the snapshots came to.
func (k *Follower) redis(err error) {
	reach, code := OK, ""
	switch {
	case err == nil || errors.Is(err, ErrBehind) || errors.Is(err, ErrAhead):
	case errors.Is(err, ErrMissing):
		code = RedisMissing
	case errors.Is(err, ErrRubbish):
		code = RedisRubbish
	case errors.Is(err, ErrChecksum):
		code = RedisChecksum
	case errors.Is(err, ErrOtherVersion):
		code = RedisOtherVersion
	case errors.Is(err, ErrOtherRecord):
		code = RedisOtherRecord
	case errors.Is(err, ErrDiffers):
		code = RedisDiffers
	default:
		reach, code = Unreachable, RedisUnreachable
	}
	k.mu.Lock()
	k.redisIs = reach
	k.mu.Unlock()
	k.amiss(redisCodes, code, err)
}

// load returns the newest snapshot of a record, of any where id is empty; nil
// where there is none. What stands in the way is reported.
func (k *Follower) load(ctx context.Context, id string) *Snapshot {
	s, err := k.cfg.Snapshots.Load(ctx, id)
	if ctx.Err() != nil {
		return nil
	}
	k.redis(err)
	if err != nil {
		return nil
	}
	return s
}

// adopt puts the newest snapshot in force where it is newer than the table. It is
// called where the record does not tell what is new.
func (k *Follower) adopt(ctx context.Context) {
	s := k.load(ctx, k.recordIDNow())
	cur := k.current().fold.Revision
	if s == nil || s.Revision <= cur {
		return
	}
	if k.State().Record == OK {
		k.amiss(nil, RecordBehind, fmt.Errorf("%w: the snapshots are at revision %d", errBehind, s.Revision))
	}
	_ = k.install(foldOf(s), nil, FromSnapshot) // reported by install
}
