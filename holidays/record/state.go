package record

import (
	"maps"
	"slices"
	"time"

	"shixian/holidays"
)

// State is what a run of events adds up to.
type State struct {
	// Revision and Hash are the last event's; -1 and empty before any.
	Revision int64
	Hash     string
	Time     time.Time // of that event
	// Notices are the active notices, in the order in which they came into force.
	Notices []holidays.Notice
	// Changed gives, for each calendar, the last event that changed its own notices.
	Changed map[string]int64
	// Withdrawn gives, for each calendar, the IDs of its own notices that were in force
	// once and are not now, in order.
	Withdrawn map[string][]string
	Epochs    Epochs
}

// NewState returns the state before any event.
func NewState() State {
	return State{Revision: -1, Changed: map[string]int64{}, Withdrawn: map[string][]string{}}
}

// Fold returns the state after events 0 to N, all of which this program understands.
func Fold(events []Event) State { return NewState().Apply(events...) }

// Apply returns the state after the next events, all of which this program
// understands; s itself stays as it is.
func (s State) Apply(events ...Event) State {
	next := s
	next.Notices = slices.Clone(s.Notices)
	next.Changed = maps.Clone(s.Changed)
	next.Withdrawn = make(map[string][]string, len(s.Withdrawn))
	for calendar, ids := range s.Withdrawn {
		next.Withdrawn[calendar] = slices.Clone(ids)
	}
	for i := range events {
		next.apply(&events[i])
	}
	return next
}

// apply makes s, which nobody else holds, the state after e.
func (s *State) apply(e *Event) {
	s.Revision, s.Hash, s.Time = e.Revision, e.Hash, e.Time
	if e.Action == Restore {
		s.Epochs = s.Epochs.restored(e.Revision)
	}
	s.Notices = slices.DeleteFunc(s.Notices, func(n holidays.Notice) bool {
		gone := slices.Contains(e.Withdrawn, n.ID)
		if gone {
			s.withdraw(e.Revision, &n)
		}
		return gone
	})
	for _, n := range e.Published {
		s.Notices = append(s.Notices, n)
		s.Changed[n.Calendar] = e.Revision
		if i, there := slices.BinarySearch(s.Withdrawn[n.Calendar], n.ID); there {
			s.Withdrawn[n.Calendar] = slices.Delete(s.Withdrawn[n.Calendar], i, i+1)
		}
	}
}

// withdraw notes that an event takes n out of force.
func (s *State) withdraw(revision int64, n *holidays.Notice) {
	s.Changed[n.Calendar] = revision
	if i, there := slices.BinarySearch(s.Withdrawn[n.Calendar], n.ID); !there {
		s.Withdrawn[n.Calendar] = slices.Insert(s.Withdrawn[n.Calendar], i, n.ID)
	}
}

// Last stands for the event that the state follows, to verify or seal what comes
// next; nil before any.
func (s State) Last() *Event {
	if s.Revision < 0 {
		return nil
	}
	return &Event{Revision: s.Revision, Hash: s.Hash, Time: s.Time}
}
