package live

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"shixian/holidays/record"
)

// sync brings the table up to the record, or to a snapshot if the record cannot be
// read. The caller holds syncing.
func (f *Follower) sync(ctx context.Context) error {
	if f.Table() == nil {
		return f.start(ctx)
	}
	err := f.identify(ctx)
	cur := f.current()
	switch {
	case cur.table == nil:
		return f.start(ctx) // the table was of another record
	case err == nil && cur.unconfirmed:
		err = f.startFrom(ctx, cur.state)
	case err == nil:
		err = f.readOnFrom(ctx, cur.state)
	}
	if f.cfg.Snapshots != nil && errors.Is(err, errUnread) {
		f.adoptSnapshot(ctx)
	}
	return err
}

// readOnFrom takes over what the record has after the state in force.
func (f *Follower) readOnFrom(ctx context.Context, from record.State) error {
	state, events, err := f.settle(ctx, from)
	if errors.Is(err, errBehind) || errors.Is(err, errDiffers) {
		if restored, again := f.takeRestored(ctx, from); restored {
			f.reportRecord(ctx, again)
			return again
		}
	}
	if whole := err == nil || errors.Is(err, record.ErrNewer); whole && state.Revision > from.Revision {
		if wrong := f.examine(ctx, state); wrong != nil {
			f.reportRecord(ctx, wrong)
			return wrong
		}
	}
	err = errors.Join(err, f.install(state, events, FromRecord, true))
	f.reportRecord(ctx, err)
	return err
}

// takeRestored takes over a record that is not a continuation of the table in force, if it
// was restored from a backup after the last event of that table. An earlier restore does
// not count: a copy of the record as it was then may have been put in its place.
func (f *Follower) takeRestored(ctx context.Context, from record.State) (restored bool, err error) {
	state, events, err := f.advance(ctx, record.NewState())
	if err != nil && !errors.Is(err, record.ErrNewer) || state.Epochs.One() {
		return false, err
	}
	if restore := &events[state.Epochs.Begin]; !restore.Time.After(from.Time) {
		return false, nil
	}
	if wrong := f.examine(ctx, state); wrong != nil {
		return true, wrong
	}
	if err := f.replaceHistory(state, events); err != nil {
		return true, err
	}
	f.seeded = false // the backup may lack notices that were embedded since
	return true, err
}

// start finds the first table. The record and the snapshots are asked at the same
// time, so that neither has to be waited for longer than the other takes.
func (f *Follower) start(ctx context.Context) error {
	aside := f.loadAside(ctx)
	err := f.identify(ctx)
	s := <-aside
	switch {
	case err != nil && s == nil:
		return err
	case err != nil:
		f.learn(s.Record)
		return errors.Join(err, f.install(s.State, nil, FromSnapshot, false))
	case s == nil:
		return f.startFrom(ctx, record.NewState())
	case s.Record != f.recordIDNow():
		f.reportRedis(ErrOtherRecord)
		return f.startFrom(ctx, record.NewState())
	}
	return f.startFrom(ctx, s.State)
}

// startFrom reads on from base, a snapshot's state or none, and from the beginning if
// the record does not go on from there.
func (f *Follower) startFrom(ctx context.Context, base record.State) error {
	snapshot := base
	state, events, err := f.settle(ctx, base)
	if base.Revision >= 0 && f.contradicts(err) {
		if again, all, whole := f.settle(ctx, record.NewState()); whole == nil || errors.Is(whole, record.ErrNewer) {
			f.report(redisCodes, RedisDiffers, fmt.Errorf("revision %d: %w", base.Revision, ErrDiffers))
			base, state, events, err = record.NewState(), again, all, whole
		}
	}
	source := FromRecord
	if state.Revision == base.Revision {
		source = FromSnapshot
	}
	if state.Revision >= 0 && !errors.Is(err, errUnread) {
		if wrong := f.examine(ctx, state); wrong != nil {
			f.reportRecord(ctx, wrong)
			return f.startVerified(wrong, snapshot)
		}
	}
	if state.Revision >= 0 {
		confirmed := err == nil || errors.Is(err, record.ErrNewer) || errors.Is(err, errUnwritten)
		if confirmed {
			f.checkNew(ctx) // before anybody is told that all is well
		}
		err = errors.Join(err, f.install(state, events, source, confirmed))
	}
	f.reportRecord(ctx, err)
	return err
}

// startVerified puts the table of a snapshot in force, if it is the one that was verified
// last, because the record is not to be taken over. It returns why.
func (f *Follower) startVerified(wrong error, snapshot record.State) error {
	_, last := f.Checkpoint()
	if !errors.Is(wrong, errRewritten) || snapshot.Revision != last.Revision() || snapshot.Hash != last.Hash {
		return wrong
	}
	return errors.Join(wrong, f.install(snapshot, nil, FromSnapshot, false))
}

// contradicts says whether err is that of a record which holds events, and does not
// hold those that a snapshot follows. One without any may be a record that was lost.
func (f *Follower) contradicts(err error) bool {
	if errors.Is(err, errBehind) {
		f.mu.Lock()
		defer f.mu.Unlock()
		return f.known >= 0
	}
	return errors.Is(err, errDiffers) || errors.Is(err, ErrBroken)
}

// loadAside begins to load the newest snapshot and returns where it will be: nil
// if there is none, or none of this record.
func (f *Follower) loadAside(ctx context.Context) <-chan *Snapshot {
	out := make(chan *Snapshot, 1)
	if f.cfg.Snapshots == nil {
		out <- nil
		return out
	}
	id := f.recordIDNow()
	go func() { out <- f.loadSnapshot(ctx, id) }()
	return out
}

// identify asks the record for its id, once. If the table in force came from a
// snapshot of another record, it is dropped.
func (f *Follower) identify(ctx context.Context) error {
	f.mu.Lock()
	done := f.confirmed
	f.mu.Unlock()
	if done {
		return nil
	}
	id, err := f.recordID(ctx)
	if err == nil {
		err = f.pinned(id)
	}
	if err != nil {
		f.reportRecord(ctx, err)
		return err
	}
	f.mu.Lock()
	wrong := f.inForce.table != nil && f.id != id
	f.id, f.confirmed = id, true
	if wrong {
		f.known = -1
		f.newness = newness{}
	}
	f.mu.Unlock()
	if wrong {
		f.report(redisCodes, RedisOtherRecord, ErrOtherRecord)
		f.drop()
	}
	return nil
}

// recordIDNow returns the record's id as far as it is known, else empty.
func (f *Follower) recordIDNow() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.id
}

// learn notes the record's id as a snapshot gives it.
func (f *Follower) learn(id string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.confirmed {
		f.id = id
	}
}

// reportRecord reports what a reading of the record came to. A caller that gave up
// says nothing about the record.
func (f *Follower) reportRecord(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	reach, code := OK, codeOf(err, recordCauses, "")
	_, signed := f.Checkpoint()
	switch {
	case code == RecordUnreachable:
		reach, code = Unreachable, codeOf(err, unreadable, code)
	case signed.Size > 0 && slices.Contains(disagreements, code) && !errors.Is(err, record.ErrDamaged):
		code = RecordRewritten
	}
	f.mu.Lock()
	f.record = reach
	f.mu.Unlock()
	f.report(recordCodes, code, err)
}

// recordCauses are what a reading of the record can come to. That no calendars can be built
// is reported by build, and what cannot be written by checkWriting.
var recordCauses = []cause{
	{errRejected, ""}, {errUnread, RecordUnreachable}, {record.ErrDamaged, RecordBroken}, {errUnwritten, ""}, {record.ErrNewer, RecordNewer},
	{errRewritten, RecordRewritten}, {ErrBroken, RecordBroken}, {errDiffers, RecordDiffers}, {errBehind, RecordBehind},
}

// unreadable are the reasons why the record cannot be read.
var unreadable = []cause{
	{record.ErrAccess, RecordAccess}, {record.ErrTLS, RecordTLS}, {record.ErrNoDatabase, RecordNoDatabase}, {record.ErrConnections, RecordConnections},
	{record.ErrSchema, RecordSchema}, {record.ErrReplaced, RecordReplaced}, {errOther, RecordOther},
}
