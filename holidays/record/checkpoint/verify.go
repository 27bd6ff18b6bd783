package checkpoint

import (
	"errors"
	"fmt"
	"slices"

	"shixian/holidays/record"
)

// Verified is what is verified of a record, see [Verify] and [Verified.Next].
type Verified struct {
	Tree Tree
	// Since is the first revision with a checkpoint; -1 if none has one.
	Since int64
	// Last is that of the last event; it is zero if nothing is signed.
	Last Checkpoint
	prev *record.Event // stands for the last event; nil before any
}

// Verify checks all events of a record: that they form an unbroken chain, and that from
// the first signed revision on each has a checkpoint, which is that of the events up to
// it and is signed with a key that is known. Without keys the signatures are not verified.
// What was before the last restore is covered by the checkpoint of that: it may lack
// checkpoints, and they may be signed with a key that was lost.
func Verify(id string, events []record.Event, keys *Keys) (Verified, error) {
	v := Begin()
	err := v.Next(id, events, record.Fold(events).Epochs.Begin, keys)
	return v, err
}

// Begin is what is verified of a record before its first event.
func Begin() Verified { return Verified{Since: -1} }

// Next checks the events that follow those verified before, as [Verify] does; checkpoints
// are asked for from the revision begin on. If it fails, v is of no use any more.
func (v *Verified) Next(id string, events []record.Event, begin int64, keys *Keys) error {
	if err := record.Verify(v.prev, events); err != nil {
		return err
	}
	open := Read
	if keys.Verifies() {
		open = keys.Open
	}
	for i := range events {
		e := &events[i]
		if err := v.Tree.Append(e.Hash); err != nil {
			return err
		}
		v.prev = &record.Event{Revision: e.Revision, Hash: e.Hash, Time: e.Time}
		if e.Revision < begin {
			continue
		}
		if err := v.open(id, e, open); err != nil {
			return err
		}
	}
	return nil
}

// open checks the checkpoint of the event that was just added to the tree.
func (v *Verified) open(id string, e *record.Event, open func(signed string) (Checkpoint, error)) error {
	switch {
	case e.Checkpoint == "" && v.Since >= 0:
		return fmt.Errorf("event %d has no checkpoint, and signing began with %d", e.Revision, v.Since)
	case e.Checkpoint == "":
		return nil
	}
	c, err := open(e.Checkpoint)
	if err != nil {
		return fmt.Errorf("event %d: %w", e.Revision, err)
	}
	is, err := Of(id, &v.Tree, e)
	if err != nil {
		return err
	}
	if c.Text() != is.Text() {
		return fmt.Errorf("event %d: its checkpoint is of other events", e.Revision)
	}
	if v.Since < 0 {
		v.Since = e.Revision
	}
	v.Last = c
	return nil
}

// Follows checks that a record whose events were verified goes on from an earlier checkpoint
// of it, or was restored since by somebody with the key.
func (v *Verified) Follows(id string, events []record.Event, earlier Checkpoint) error {
	if v.Since < 0 {
		return errors.New("nothing in it is signed")
	}
	err := earlier.Continues(id, &v.Tree)
	if err == nil || id != earlier.Record {
		return err
	}
	// A restore, of which there is a signature. One from before the checkpoint may be an
	// old copy of the record.
	if epochs := record.Fold(events).Epochs; !epochs.One() && events[epochs.Begin].Time.After(earlier.Time) {
		return nil
	}
	return err
}

// Fork returns a copy of v that can go on by itself.
func (v *Verified) Fork() Verified {
	out := *v
	out.Tree.stored = slices.Clip(out.Tree.stored)
	return out
}
