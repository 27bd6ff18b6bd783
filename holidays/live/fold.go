package live

import (
	"maps"
	"slices"

	"shixian/holidays"
	"shixian/holidays/record"
)

// fold is the state after an event, and what was taken out of force on the way:
// a notice that was withdrawn is not embedded again.
type fold struct {
	record.State
	hash      string              // of the last event; empty before any
	withdrawn map[string][]string // IDs by calendar, in order
}

func newFold() fold { return fold{State: record.NewState()} }

// apply returns the state after further events, whose chain was verified.
func (f fold) apply(events []record.Event) fold {
	next := fold{State: f.State, hash: f.hash, withdrawn: map[string][]string{}}
	for calendar, ids := range f.withdrawn {
		next.withdrawn[calendar] = slices.Clone(ids)
	}
	for i := range events {
		next.note(&events[i])
		next.State = next.State.Apply(&events[i])
		next.hash = events[i].Hash
	}
	return next
}

// note keeps account of the notices that e, the next event, takes out of force.
func (f *fold) note(e *record.Event) {
	for _, n := range f.Notices {
		if slices.Contains(e.Withdrawn, n.ID) {
			f.withdrawn[n.Calendar] = append(f.withdrawn[n.Calendar], n.ID)
		}
	}
	for _, n := range e.Published {
		f.withdrawn[n.Calendar] = slices.DeleteFunc(f.withdrawn[n.Calendar], func(id string) bool { return id == n.ID })
	}
	for calendar, ids := range f.withdrawn {
		slices.Sort(ids)
		f.withdrawn[calendar] = slices.Compact(ids)
	}
}

// last stands for the event that the state follows, to verify what comes next;
// nil before any.
func (f fold) last() *record.Event {
	if f.Revision < 0 {
		return nil
	}
	return &record.Event{Revision: f.Revision, Hash: f.hash}
}

// lacking returns the notices of src that were never in force.
func (f fold) lacking(src *holidays.Source) []holidays.Notice {
	seen := map[string]bool{}
	for _, n := range f.Notices {
		seen[n.ID] = true
	}
	for _, ids := range f.withdrawn {
		for _, id := range ids {
			seen[id] = true
		}
	}
	var out []holidays.Notice
	for _, n := range src.Notices {
		if !seen[n.ID] {
			out = append(out, n)
		}
	}
	return out
}

// snapshot returns the state as it is kept outside.
func (f fold) snapshot(id string) *Snapshot {
	s := &Snapshot{Record: id, Revision: f.Revision, Hash: f.hash}
	for _, calendar := range slices.Sorted(maps.Keys(f.Changed)) {
		c := CalendarState{Calendar: calendar, Changed: f.Changed[calendar], Withdrawn: f.withdrawn[calendar]}
		for _, n := range f.Notices {
			if n.Calendar == calendar {
				c.Notices = append(c.Notices, n)
			}
		}
		s.Calendars = append(s.Calendars, c)
	}
	return s
}

// foldOf returns the state that a snapshot keeps.
func foldOf(s *Snapshot) fold {
	f := newFold()
	f.Revision, f.hash, f.withdrawn = s.Revision, s.Hash, map[string][]string{}
	for _, c := range s.Calendars {
		f.Notices = append(f.Notices, c.Notices...)
		f.Changed[c.Calendar] = c.Changed
		f.withdrawn[c.Calendar] = slices.Clone(c.Withdrawn)
	}
	return f
}

// table builds the calendars of the state with the definitions and the statutory
// days of src. A calendar changes with the notices of any calendar underneath it.
func (f fold) table(src *holidays.Source) (*holidays.Table, error) {
	from := &holidays.Source{Definitions: src.Definitions, Statutory: src.Statutory, Notices: f.byCalendar()}
	changed := map[string]int64{}
	for _, def := range src.Definitions {
		for _, up := range src.Lineage(def.ID) {
			changed[def.ID] = max(changed[def.ID], f.Changed[up.ID])
		}
	}
	return holidays.NewTable(from, f.Revision, changed)
}

// byCalendar returns the notices in order of their calendars, and so the same
// ones in the same order whether they came from events or from a snapshot.
func (f fold) byCalendar() []holidays.Notice {
	out := slices.Clone(f.Notices)
	slices.SortStableFunc(out, func(a, b holidays.Notice) int {
		switch {
		case a.Calendar < b.Calendar:
			return -1
		case a.Calendar > b.Calendar:
			return 1
		}
		return 0
	})
	return out
}
