package checkpoint

import (
	"fmt"

	"shixian/holidays/record"
)

// Verified is what [Verify] found.
type Verified struct {
	Tree Tree
	// Since is the first revision with a checkpoint; -1 if none has one.
	Since int64
	// Last is that of the last event; it is zero if nothing is signed.
	Last Checkpoint
}

// Verify checks all events of a record: that they form an unbroken chain, and that from
// the first signed revision on each has a checkpoint, which is that of the events up to
// it and is signed with a key that is known. Without keys the signatures are not verified.
// What was before the last restore is covered by the checkpoint of that: it may lack
// checkpoints, and they may be signed with a key that was lost.
func Verify(id string, events []record.Event, keys *Keys) (Verified, error) {
	v := Verified{Since: -1}
	if err := record.Verify(nil, events); err != nil {
		return v, err
	}
	open := Read
	if keys.Verifies() {
		open = keys.Open
	}
	begin := record.Fold(events).Epochs.Begin
	for i := range events {
		e := &events[i]
		if err := v.Tree.Append(e.Hash); err != nil {
			return v, err
		}
		switch {
		case e.Revision < begin:
			continue
		case e.Checkpoint == "" && v.Since >= 0:
			return v, fmt.Errorf("event %d has no checkpoint, and signing began with %d", e.Revision, v.Since)
		case e.Checkpoint == "":
			continue
		}
		c, err := open(e.Checkpoint)
		if err != nil {
			return v, fmt.Errorf("event %d: %w", e.Revision, err)
		}
		is, err := Of(id, &v.Tree, e)
		if err != nil {
			return v, err
		}
		if c.Text() != is.Text() {
			return v, fmt.Errorf("event %d: its checkpoint is of other events", e.Revision)
		}
		if v.Since < 0 {
			v.Since = e.Revision
		}
		v.Last = c
	}
	return v, nil
}
