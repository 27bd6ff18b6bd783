package live

import (
	"errors"
	"fmt"
	"slices"

	"shixian/holidays/record"
)

// maxTail bounds the events that are kept for those who ask what is new.
const maxTail = 256

var errRejected = errors.New("no calendars can be built")

// install puts the table of f in force, unless it is no newer than the one there
// is. The events are those that led to it, where they were read.
func (k *Follower) install(f fold, events []record.Event, source Source) error {
	cur := k.current()
	if cur.table != nil && f.Revision <= cur.fold.Revision {
		return nil
	}
	table, err := f.table(k.cfg.Embedded)
	if err != nil {
		err = fmt.Errorf("%w: %w", errRejected, err)
		k.amiss(nil, TableRejected, err)
		return err
	}
	k.amiss([]string{TableRejected}, "", nil)
	tail := events
	if n := len(cur.tail); n > 0 && len(events) > 0 && cur.tail[n-1].Revision+1 == events[0].Revision {
		tail = append(cur.tail[:n:n], events...)
	}
	tail = slices.Clone(tail[max(0, len(tail)-maxTail):])
	k.put(held{table: table, fold: f, source: source, tail: tail})
	k.log.Info("table in force", "revision", f.Revision, "source", source)
	return nil
}

// drop takes the table out of force: it was of another record.
func (k *Follower) drop() {
	k.put(held{fold: newFold()})
	k.log.Error("table dropped: it was of another record")
}

// put swaps what is held and wakes all who wait for it.
func (k *Follower) put(h held) {
	k.mu.Lock()
	h.since = k.cfg.Now()
	k.held = h
	k.table.Store(h.table)
	close(k.changed)
	k.changed = make(chan struct{})
	k.mu.Unlock()
	select {
	case k.push <- struct{}{}:
	default: // it has been told already
	}
}
