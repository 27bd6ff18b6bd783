package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// keepSnapshots keeps the snapshots as new as the table, until ctx ends: after a swap,
// and at the pace of the polls to find what was lost or damaged.
func (f *Follower) keepSnapshots(ctx context.Context) {
	timer := time.NewTimer(f.pause())
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.saveSoon:
			f.saveSnapshot(ctx)
		case <-timer.C:
			f.checkSnapshot(ctx)
			timer.Reset(f.pause())
		}
	}
}

// currentSnapshot returns the snapshot of the table in force; nil if there is none,
// or if the record has not confirmed it, or contradicts it.
func (f *Follower) currentSnapshot() *Snapshot {
	f.mu.Lock()
	in, id, confirmed := f.inForce, f.id, f.confirmed
	f.mu.Unlock()
	if in.table == nil || !confirmed || in.unconfirmed || f.disagreed() {
		return nil
	}
	return &Snapshot{id, in.state}
}

// saveSnapshotSoon has keepSnapshots save the table in force.
func (f *Follower) saveSnapshotSoon() {
	select {
	case f.saveSoon <- struct{}{}:
	default: // it has been told already
	}
}

// saveSnapshot puts the table in force into the snapshots, and announces it if
// nobody else has done so.
func (f *Follower) saveSnapshot(ctx context.Context) {
	s := f.currentSnapshot()
	if s == nil {
		return
	}
	moved, err := f.cfg.Snapshots.Put(ctx, s)
	if moved && f.stored.Load() >= s.Revision {
		f.reportRedis(fmt.Errorf("%w: revision %d was there before", ErrMissing, s.Revision))
	}
	f.announce(ctx, s, moved, err)
	f.checkSnapshot(ctx)
}

func (f *Follower) announce(ctx context.Context, s *Snapshot, moved bool, err error) {
	if ctx.Err() != nil || errors.Is(err, ErrAhead) || err == nil && !moved {
		return
	}
	if err := f.cfg.Snapshots.Announce(ctx, s.Record, s.Revision); err != nil {
		f.log.Warn("not announced", "revision", s.Revision, "error", err)
		return
	}
	f.log.Info("announced", "revision", s.Revision)
}

// checkSnapshot looks whether the snapshots are as they should be, and mends them if
// they are not.
func (f *Follower) checkSnapshot(ctx context.Context) {
	s := f.currentSnapshot()
	if s == nil {
		return
	}
	err := f.cfg.Snapshots.Check(ctx, s)
	if errors.Is(err, ErrAhead) || errors.Is(err, ErrBehind) || errors.Is(err, ErrDiffers) {
		if !f.recordConfirms(ctx, s) {
			return // the next check is of another table, or the record is away
		}
		if errors.Is(err, ErrAhead) {
			err = fmt.Errorf("%w: the record does not have the newer revision that is there", ErrDiffers)
		}
	}
	if ctx.Err() != nil {
		return
	}
	f.reportRedis(err)
	if err == nil {
		f.stored.Store(s.Revision)
	}
	if err == nil || !mendable(err) {
		return
	}
	moved, err := f.cfg.Snapshots.Rewrite(ctx, s)
	f.announce(ctx, s, moved, err)
	if err == nil {
		err = f.cfg.Snapshots.Check(ctx, s)
	}
	if ctx.Err() == nil && !errors.Is(err, ErrAhead) {
		f.reportRedis(err)
	}
}

// recordConfirms asks the record whether s is of its last revision.
func (f *Follower) recordConfirms(ctx context.Context, s *Snapshot) bool {
	if err := f.Refresh(ctx); err != nil {
		return false // reported by sync
	}
	now := f.currentSnapshot()
	return now != nil && now.Revision == s.Revision && now.Hash == s.Hash
}

// mendable says whether a snapshot with this fault can be written over.
func mendable(err error) bool {
	return slices.ContainsFunc([]error{ErrMissing, ErrRubbish, ErrChecksum, ErrOtherVersion, ErrBehind, ErrDiffers}, func(e error) bool { return errors.Is(err, e) })
}

// redisCauses are what the snapshots can say of themselves. That the store is behind, or
// ahead, is nothing wrong.
var redisCauses = []cause{
	{ErrBehind, ""}, {ErrAhead, ""}, {ErrNoKey, RedisNoKey}, {ErrMissing, RedisMissing}, {ErrRubbish, RedisRubbish}, {ErrChecksum, RedisChecksum},
	{ErrOtherVersion, RedisOtherVersion}, {ErrOtherRecord, RedisOtherRecord}, {ErrDiffers, RedisDiffers},
}

func (f *Follower) reportRedis(err error) {
	reach, code := OK, codeOf(err, redisCauses, RedisUnreachable)
	if code == RedisUnreachable {
		reach = Unreachable
	}
	f.mu.Lock()
	f.redis = reach
	f.mu.Unlock()
	f.report(redisCodes, code, err)
}

// loadSnapshot returns the newest snapshot of a record, of any if id is empty; nil if
// there is none. What stands in the way is reported.
func (f *Follower) loadSnapshot(ctx context.Context, id string) *Snapshot {
	s, err := f.cfg.Snapshots.Load(ctx, id)
	if ctx.Err() != nil {
		return nil
	}
	f.reportRedis(err)
	if err != nil {
		return nil
	}
	f.stored.Store(s.Revision)
	return s
}

// adoptSnapshot puts the newest snapshot in force if it is newer than the table. It
// is called while the record cannot be read, and the record has to confirm it later.
func (f *Follower) adoptSnapshot(ctx context.Context) {
	s := f.loadSnapshot(ctx, f.recordIDNow())
	if s == nil || s.Revision <= f.current().state.Revision {
		return
	}
	_ = f.install(s.State, nil, FromSnapshot, false) // reported by install
}
