package live

import (
	"context"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"

	"shixian/holidays"
	"shixian/holidays/record"
)

// MaxMoved is how many days [Moved] lists: a notice moves some forty days a year of each
// calendar.
const MaxMoved = 1000

// maxMovedKept bounds the events whose moved days are kept. Each takes some kilobytes.
const maxMovedKept = maxTail

// Moved are the days that an event moved, by calendar and date.
type Moved struct {
	Days []holidays.DayChange
	// Partial says that there is more than Days: more than [MaxMoved] days, the first
	// table of a record, before which there was none, or a restore, after which anything
	// that was learnt before may never have been.
	Partial bool
}

// moved keeps what events moved, by their hashes. One is worked out at a time.
type moved struct {
	slot chan struct{} // held while working out
	kept *lru.Cache[string, Moved]
}

// Moved returns the days that each of some events in force moved, which follow one on
// another as [Follower.Events] returns them. Those of recent events are worked out from
// memory, others with the record. The errors are [ErrPosition], [record.ErrUnavailable]
// and [ErrBroken].
func (f *Follower) Moved(ctx context.Context, events []record.Event) ([]Moved, error) {
	select {
	case f.moved.slot <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-f.moved.slot }()
	out := make([]Moved, 0, len(events))
	var steps *steps
	for i := range events {
		m, known := f.moved.kept.Get(events[i].Hash)
		if !known {
			var err error
			if steps == nil || steps.state.Revision+1 != events[i].Revision {
				if steps, err = f.stepsTo(ctx, events[i].Revision-1); err != nil {
					return nil, err
				}
			}
			if m, err = steps.take(&events[i]); err != nil {
				return nil, err
			}
			f.moved.kept.Add(events[i].Hash, m)
		}
		out = append(out, m)
	}
	return out, nil
}

// steps goes from table to table, event by event.
type steps struct {
	src   *holidays.Source
	state record.State
	table *holidays.Table // of state; nil before revision 0
}

func (f *Follower) stepsTo(ctx context.Context, revision int64) (*steps, error) {
	s := &steps{src: f.cfg.Embedded, state: record.NewState()}
	if revision < 0 {
		return s, nil
	}
	cur := f.current()
	var err error
	n := revision - cur.before.Revision
	if len(cur.tail) > 0 && cur.tail[0].Revision == cur.before.Revision+1 && n >= 0 && n <= int64(len(cur.tail)) {
		s.state = cur.before.Apply(cur.tail[:n]...)
	} else if s.state, err = f.stateAt(ctx, revision); err != nil {
		return nil, err
	}
	s.table, err = BuildTable(s.state, s.src)
	return s, err
}

// take goes on by an event, and returns what it moved.
func (s *steps) take(e *record.Event) (m Moved, err error) {
	if e.Prev != s.state.Hash { // another history came into force
		return m, fmt.Errorf("%w: event %d is another", ErrPosition, s.state.Revision)
	}
	before := s.table
	s.state = s.state.Apply(*e)
	if s.table, err = BuildTable(s.state, s.src); err != nil {
		return m, err
	}
	if before == nil || e.Action == record.Restore {
		return Moved{Partial: true}, nil
	}
	for _, id := range s.table.IDs() {
		m.Days = append(m.Days, holidays.DayChanges(before.Calendar(id), s.table.Calendar(id))...)
	}
	if len(m.Days) > MaxMoved {
		m.Days, m.Partial = m.Days[:MaxMoved:MaxMoved], true
	}
	return m, nil
}
