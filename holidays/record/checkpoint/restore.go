package checkpoint

import (
	"time"

	"shixian/holidays/record"
)

// Restore returns the event with which the record with an id begins a new epoch after the
// events of a backup, of which there is at least one, and signs it if there is a key. It
// names their end, so that whoever has seen more than they hold knows from where the
// record goes on.
func Restore(id string, events []record.Event, at time.Time, who, why string, keys *Keys) (record.Event, error) {
	tree, err := TreeOf(events)
	if err != nil {
		return record.Event{}, err
	}
	root, err := tree.Root(tree.Size())
	if err != nil {
		return record.Event{}, err
	}
	last := &events[len(events)-1]
	e, err := record.Seal(record.Event{
		Action: record.Restore, Time: at, Who: who, Why: why,
		Restored: &record.Restored{Position: last.Position().String(), Root: root.String()},
	}, last)
	if err != nil || !keys.Signs() {
		return e, err
	}
	return SignEvent(id, &tree, e, keys)
}
