package live

import (
	"errors"
	"fmt"
	"slices"

	"shixian/holidays"
	"shixian/holidays/record"
)

// maxTail bounds the events that are kept for those who ask what is new.
const maxTail = 256

var errRejected = errors.New("no calendars can be built")

// install puts the table of s in force, unless it is no newer than the one there
// is. If the record confirms it, it may be older than one that the record never has.
// The events are those that led to it, if they were read.
func (f *Follower) install(s record.State, events []record.Event, source Source, confirmed bool) error {
	cur := f.current()
	corrects := cur.unconfirmed && confirmed
	switch {
	case cur.table == nil:
	case corrects && len(events) == 0 && s.Revision == cur.state.Revision && s.Hash == cur.state.Hash:
		f.confirmTable()
		return nil
	case s.Revision <= cur.state.Revision && !corrects:
		return nil
	}
	table, err := f.build(s)
	if err != nil {
		return err
	}
	history := cur.history
	if corrects {
		history++
	}
	next := inForce{table: table, state: s, source: source, unconfirmed: !confirmed, history: history}
	next.tail, next.before = cur.extend(events)
	f.put(next)
	f.log.Info("table in force", "revision", s.Revision, "position", s.Position().String(), "source", source)
	return nil
}

// extend returns the last of the events in force with those that follow them, or with
// those alone if they begin anew, and the state that they follow.
func (in inForce) extend(events []record.Event) (tail []record.Event, before record.State) {
	if len(events) == 0 {
		return nil, before
	}
	tail, before = events, record.NewState()
	if first := events[0].Revision; first > 0 && first == in.state.Revision+1 {
		before = in.state
		if len(in.tail) > 0 {
			tail, before = append(in.tail[:len(in.tail):len(in.tail)], events...), in.before
		}
	}
	cut := max(0, len(tail)-maxTail)
	return slices.Clone(tail[cut:]), before.Apply(tail[:cut]...)
}

// build builds the table of s, and reports whether it could.
func (f *Follower) build(s record.State) (*holidays.Table, error) {
	table, err := BuildTable(s, f.cfg.Embedded)
	if err != nil {
		err = fmt.Errorf("%w: %w", errRejected, err)
	}
	f.reportOne(TableRejected, err)
	return table, err
}

// replaceHistory puts the table of s in force, whatever the one in force follows. The
// events are all that led to it.
func (f *Follower) replaceHistory(s record.State, events []record.Event) error {
	table, err := f.build(s)
	if err != nil {
		return err
	}
	cur := f.current()
	next := inForce{table: table, state: s, source: FromRecord, history: cur.history + 1}
	next.tail, next.before = inForce{}.extend(events)
	f.put(next)
	f.log.Warn("the record was restored: table in force", "position", s.Position().String(), "before", cur.state.Position().String())
	return nil
}

// confirmTable notes that the record has the table in force, which came from a snapshot.
func (f *Follower) confirmTable() {
	f.mu.Lock()
	f.inForce.unconfirmed = false
	f.mu.Unlock()
	f.saveSnapshotSoon()
}

// drop takes the table out of force: it was of another record.
func (f *Follower) drop() {
	f.put(inForce{state: record.NewState(), history: f.current().history + 1})
	f.log.Error("table dropped: it was of another record")
}

// put swaps what is in force and wakes all who wait for it.
func (f *Follower) put(in inForce) {
	f.mu.Lock()
	in.since = f.cfg.Now()
	f.inForce = in
	f.table.Store(in.table)
	close(f.changed)
	f.changed = make(chan struct{})
	f.mu.Unlock()
	f.saveSnapshotSoon()
}
