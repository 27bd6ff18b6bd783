package live

import (
	"context"
	"errors"
	"fmt"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
)

// errRewritten says that the record, though a whole chain, is not a signed continuation of
// the last checkpoint that was seen.
var errRewritten = errors.New("the record was rewritten")

// LastSeen keeps the last checkpoint that a replica saw beyond its life.
type LastSeen interface {
	// Load returns the checkpoint, or "" if there is none.
	Load() (string, error)
	// Save keeps a checkpoint.
	Save(checkpoint string) error
}

// trust is what a follower knows of the signatures; guarded by Follower.mu.
type trust struct {
	last     checkpoint.Checkpoint // the last that was verified; its Size is 0 if none was
	signed   string                // the same as it was signed
	verified checkpoint.Verified   // the events up to the table in force
}

// Checkpoint returns the signed checkpoint of the table in force and its position; "" if
// it is not signed.
func (f *Follower) Checkpoint() (signed string, c checkpoint.Checkpoint) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.trust.signed, f.trust.last
}

// CheckpointAt returns the signed checkpoint of a revision, "" if it was not signed. The
// errors are [ErrRevision], [ErrNoTable] and [record.ErrUnavailable].
func (f *Follower) CheckpointAt(ctx context.Context, revision int64) (string, error) {
	if _, err := f.reach(ctx, revision); err != nil {
		return "", err
	}
	events, err := f.events(ctx, revision-1, 1)
	if err != nil || len(events) == 0 {
		return "", outward(err)
	}
	return events[0].Checkpoint, nil
}

func (f *Follower) loadKept() {
	if f.cfg.LastSeen == nil || !f.cfg.Keys.Verifies() {
		return
	}
	signed, err := f.cfg.LastSeen.Load()
	if err == nil && signed == "" {
		return
	}
	var c checkpoint.Checkpoint
	if err == nil {
		c, err = f.cfg.Keys.Open(signed)
	}
	if err != nil {
		f.log.Warn("the checkpoint that was kept is not used", "detail", err.Error())
		return
	}
	f.trust.last, f.trust.signed = c, signed
}

// examine checks that the record up to a state is a signed continuation of the last
// checkpoint, or was restored since by somebody with the key. The caller holds syncing.
// If there are no keys, nothing is checked. The errors are errUnread, [ErrBroken] and
// errRewritten.
func (f *Follower) examine(ctx context.Context, state record.State) error {
	if !f.cfg.Keys.Verifies() || state.Revision < 0 {
		return nil
	}
	f.mu.Lock()
	last, id, known := f.trust.last, f.id, f.trust.verified.Tree.Size()
	f.mu.Unlock()
	if last.Size == state.Revision+1 && last.Hash == state.Hash && known == last.Size {
		return nil
	}
	if f.goesOn(ctx, id, state) {
		return nil
	}
	events, err := f.eventsTo(ctx, state)
	if err != nil {
		return err
	}
	v, err := checkpoint.Verify(id, events, f.cfg.Keys)
	if err == nil && last.Size > 0 {
		err = v.Follows(id, events, last)
	}
	if err != nil {
		return fmt.Errorf("%w: %s is there; the last checkpoint is of %s, tree %s: %w", errRewritten, state.Position(), last.Position(), last.Root, err)
	}
	head := &events[len(events)-1]
	if v.Since < 0 && f.cfg.Keys.Signs() {
		if err := f.beginSigning(ctx, id, &v, head); err != nil {
			return err
		}
	}
	f.note(&v, head)
	return nil
}

// goesOn reports whether the events after those that were verified before are a signed
// continuation of them up to a state, and notes that. If not, all have to be read to say
// why: what was verified may have been changed since, or the record restored.
func (f *Follower) goesOn(ctx context.Context, id string, state record.State) bool {
	f.mu.Lock()
	v, last := f.trust.verified.Fork(), f.trust.last
	f.mu.Unlock()
	size := v.Tree.Size()
	if size == 0 || v.Since < 0 || size != last.Size || state.Epochs.Begin >= size || state.Revision < size {
		return false
	}
	var head record.Event
	for v.Tree.Size() <= state.Revision {
		events, err := f.events(ctx, v.Tree.Size()-1, int(min(page, state.Revision+1-v.Tree.Size())))
		if err != nil || len(events) == 0 || v.Next(id, events, 0, f.cfg.Keys) != nil {
			return false
		}
		head = events[len(events)-1]
	}
	if head.Hash != state.Hash {
		return false
	}
	f.note(&v, &head)
	return true
}

// beginSigning signs the last event of a record in which nothing is signed yet.
func (f *Follower) beginSigning(ctx context.Context, id string, v *checkpoint.Verified, head *record.Event) error {
	c, err := checkpoint.Of(id, &v.Tree, head)
	if err != nil {
		return err
	}
	signed, err := f.cfg.Keys.Sign(c)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, readTimeout)
	defer cancel()
	if err := f.cfg.Record.AddCheckpoint(ctx, head.Hash, signed); err != nil {
		return fmt.Errorf("%w: %w", errUnwritten, err)
	}
	v.Since, v.Last, head.Checkpoint = head.Revision, c, signed
	f.log.Info("signing begins", "position", head.Position().String())
	return nil
}

func (f *Follower) note(v *checkpoint.Verified, head *record.Event) {
	f.mu.Lock()
	f.trust = trust{last: v.Last, signed: head.Checkpoint, verified: *v}
	f.mu.Unlock()
	if f.cfg.LastSeen == nil || head.Checkpoint == "" {
		return
	}
	if err := f.cfg.LastSeen.Save(head.Checkpoint); err != nil {
		f.log.Warn("the checkpoint is not kept", "detail", err.Error())
	}
}

// eventsTo reads all events up to a state, verified.
func (f *Follower) eventsTo(ctx context.Context, state record.State) ([]record.Event, error) {
	var all []record.Event
	for n := state.Revision + 1; int64(len(all)) < n; {
		events, err := f.events(ctx, int64(len(all))-1, int(min(page, n-int64(len(all)))))
		if err != nil {
			return nil, err
		}
		if len(events) == 0 {
			return nil, fmt.Errorf("%w: event %d is missing", ErrBroken, len(all))
		}
		all = append(all, events...)
	}
	if err := record.Verify(nil, all); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	if last := &all[len(all)-1]; last.Hash != state.Hash {
		return nil, fmt.Errorf("%w: event %d is another", errDiffers, last.Revision)
	}
	return all, nil
}

func (f *Follower) treeOf(ctx context.Context, state record.State) (*checkpoint.Tree, error) {
	f.mu.Lock()
	tree, last := f.trust.verified.Tree, f.trust.last
	f.mu.Unlock()
	if tree.Size() == state.Revision+1 && (tree.Size() == 0 || last.Hash == state.Hash) {
		return &tree, nil
	}
	events, err := f.eventsTo(ctx, state)
	if err != nil {
		return nil, outward(err)
	}
	tree, err = checkpoint.TreeOf(events)
	return &tree, err
}

// Tree returns the tree of the events up to the table in force, and its last event's
// position. The errors are [ErrNoTable], [record.ErrUnavailable] and [ErrBroken].
func (f *Follower) Tree(ctx context.Context) (*checkpoint.Tree, error) {
	cur := f.current()
	if cur.table == nil {
		return nil, ErrNoTable
	}
	return f.treeOf(ctx, cur.state)
}

// Seal puts an event into its place after the table in force, if that is still at a
// position, and signs its checkpoint if there is a key. [record.ErrConflict]: the table has
// moved on. The errors are also [ErrNoTable], [record.ErrUnavailable] and [ErrBroken].
func (f *Follower) Seal(ctx context.Context, position string, e record.Event) (record.Event, error) {
	cur := f.current()
	switch {
	case cur.table == nil:
		return e, ErrNoTable
	case cur.table.Position() != position:
		return e, record.ErrConflict
	}
	e, err := record.Seal(e, cur.state.Last())
	if err != nil {
		return e, err
	}
	return f.signed(ctx, cur.state, e)
}

// signed signs the checkpoint of an event that was sealed after a state.
func (f *Follower) signed(ctx context.Context, after record.State, e record.Event) (record.Event, error) {
	if !f.cfg.Keys.Signs() {
		return e, nil
	}
	tree := &checkpoint.Tree{}
	if after.Revision >= 0 {
		var err error
		if tree, err = f.treeOf(ctx, after); err != nil {
			return e, err
		}
	}
	return checkpoint.SignEvent(f.recordIDNow(), tree, e, f.cfg.Keys)
}

// signing says whether checkpoints are signed here.
func (f *Follower) signing() string {
	switch {
	case f.cfg.Keys.Signs():
		return "on"
	case f.cfg.Keys.Verifies():
		return "verified"
	}
	return "off"
}

// Accept begins a new epoch, by an event that is signed if there is a key, with a record
// at a position that is not taken over because it contradicts the table in force or the
// last checkpoint. [record.ErrConflict]: it is at another, or there is nothing to accept.
// The errors are also [record.ErrUnavailable] and [ErrBroken].
func (f *Follower) Accept(ctx context.Context, p record.Position, who, why string) (record.Event, error) {
	if !f.disagreed() {
		return record.Event{}, record.ErrConflict
	}
	revision, hash, err := f.last(ctx)
	if err != nil {
		return record.Event{}, outward(err)
	}
	if revision < 0 || !p.Names(revision, hash) {
		return record.Event{}, record.ErrConflict
	}
	events, err := f.eventsTo(ctx, record.State{Revision: revision, Hash: hash})
	if err != nil {
		return record.Event{}, outward(err)
	}
	id, err := f.recordID(ctx)
	if err != nil {
		return record.Event{}, outward(err)
	}
	e, err := checkpoint.Restore(id, events, f.afterAll(), who, why, f.cfg.Keys)
	if err != nil {
		return e, err
	}
	if err := f.cfg.Record.Append(ctx, e); err != nil {
		return e, err
	}
	return e, f.Refresh(ctx)
}

// afterAll returns the time now, or if the clock is behind one after everything that was
// seen of the record: a restore has to be later.
func (f *Follower) afterAll() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	at := f.cfg.Now()
	for _, seen := range []time.Time{f.trust.last.Time, f.inForce.state.Time} {
		if !at.After(seen) {
			at = seen.Add(time.Millisecond)
		}
	}
	return at
}
