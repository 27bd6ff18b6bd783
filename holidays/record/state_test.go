package record_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shixian/holidays"
	"shixian/holidays/record"
)

func notice(calendar string, year int) holidays.Notice {
	return holidays.Notice{ID: holidays.NoticeID(calendar, year, 1), Calendar: calendar, Year: year}
}

func ids(notices []holidays.Notice) []string {
	out := []string{}
	for _, n := range notices {
		out = append(out, n.ID)
	}
	return out
}

func TestFold(t *testing.T) {
	events := []record.Event{
		{Revision: 0, Action: record.Baseline, Published: []holidays.Notice{notice("CN", 2025), notice("CN", 2026), notice("CN-GX", 2026)}},
		{Revision: 1, Action: record.Publish, Published: []holidays.Notice{notice("CN", 2027)}},
		{Revision: 2, Action: record.Withdraw, Withdrawn: []string{"CN-2026"}},
		// A notice is replaced by a corrected one with the same ID.
		{Revision: 3, Action: record.Publish, Withdrawn: []string{"CN-GX-2026"}, Published: []holidays.Notice{notice("CN-GX", 2026)}},
		{Revision: 4, Action: record.Withdraw, Withdrawn: []string{"never there"}},
	}
	for _, c := range []struct {
		events  int
		active  []string
		changed map[string]int64
	}{
		{0, []string{}, map[string]int64{}},
		{1, []string{"CN-2025", "CN-2026", "CN-GX-2026"}, map[string]int64{"CN": 0, "CN-GX": 0}},
		{2, []string{"CN-2025", "CN-2026", "CN-GX-2026", "CN-2027"}, map[string]int64{"CN": 1, "CN-GX": 0}},
		{3, []string{"CN-2025", "CN-GX-2026", "CN-2027"}, map[string]int64{"CN": 2, "CN-GX": 0}},
		{4, []string{"CN-2025", "CN-2027", "CN-GX-2026"}, map[string]int64{"CN": 2, "CN-GX": 3}},
		{5, []string{"CN-2025", "CN-2027", "CN-GX-2026"}, map[string]int64{"CN": 2, "CN-GX": 3}},
	} {
		s := record.Fold(events[:c.events])
		if s.Revision != int64(c.events)-1 || !slices.Equal(ids(s.Notices), c.active) || !maps.Equal(s.Changed, c.changed) {
			t.Errorf("after %d events: revision %d, %v, %v; want %v, %v", c.events, s.Revision, ids(s.Notices), s.Changed, c.active, c.changed)
		}
	}
}

// model is a state as a set of rules written without regard to speed: for each
// notice, the event that brought it in.
type model struct {
	since   map[string]int64
	changed map[string]int64
}

// drawEvents draws a run of events: publications, withdrawals, replacements and
// rollbacks.
func drawEvents(t *rapid.T) []record.Event {
	var events []record.Event
	for r := range rapid.IntRange(1, 15).Draw(t, "events") {
		states := record.Fold(events)
		active := ids(states.Notices)
		e := record.Event{Revision: int64(r), Action: record.Publish}
		if len(active) > 0 {
			e.Withdrawn = rapid.SliceOfNDistinct(rapid.SampledFrom(active), 0, len(active), rapid.ID).Draw(t, "withdrawn")
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "published") {
			calendar := rapid.SampledFrom([]string{"CN", "CN-GX", "CN-SH"}).Draw(t, "calendar")
			e.Published = append(e.Published, notice(calendar, 100*r+i)) // a year of its own
		}
		if r > 0 && rapid.IntRange(0, 4).Draw(t, "rollback") == 0 {
			e = rollback(events, rapid.IntRange(0, r-1).Draw(t, "to"))
		}
		events = append(events, e)
	}
	return events
}

// rollback returns the event that goes back to the notices of revision to.
func rollback(events []record.Event, to int) record.Event {
	return record.Event{
		Revision: int64(len(events)), Action: record.Rollback,
		Withdrawn: ids(record.Fold(events).Notices),
		Published: record.Fold(events[:to+1]).Notices,
	}
}

func TestFoldAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawEvents(t)
		m := model{map[string]int64{}, map[string]int64{}}
		calendars := map[string]string{}
		for _, e := range events {
			for _, id := range e.Withdrawn {
				delete(m.since, id)
				m.changed[calendars[id]] = e.Revision
			}
			for _, n := range e.Published {
				m.since[n.ID], calendars[n.ID], m.changed[n.Calendar] = e.Revision, n.Calendar, e.Revision
			}
		}
		s := record.Fold(events)
		if !maps.Equal(s.Changed, m.changed) {
			t.Errorf("changed: %v, want %v", s.Changed, m.changed)
		}
		if got, want := slices.Sorted(slices.Values(ids(s.Notices))), slices.Sorted(maps.Keys(m.since)); !slices.Equal(got, want) {
			t.Errorf("active: %v, want %v", got, want)
		}
		for i := 1; i < len(s.Notices); i++ {
			if m.since[s.Notices[i-1].ID] > m.since[s.Notices[i].ID] {
				t.Errorf("%s stands before %s, which came into force earlier", s.Notices[i-1].ID, s.Notices[i].ID)
			}
		}
	})
}

// What a revision answered stays as it is, whatever comes after it; and it makes no
// difference whether events are folded at once or one by one.
func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawEvents(t)
		states, seen := []record.State{record.NewState()}, []string{fmt.Sprint(record.NewState())}
		for i := range events {
			s := states[i].Apply(events[i])
			states, seen = append(states, s), append(seen, fmt.Sprint(s))
		}
		for i, s := range states {
			if now := fmt.Sprint(s); now != seen[i] {
				t.Errorf("revision %d was %s and is %s", s.Revision, seen[i], now)
			}
			if again := fmt.Sprint(record.Fold(events[:i])); again != seen[i] {
				t.Errorf("%d events fold to %s, and one by one to %s", i, again, seen[i])
			}
		}
	})
}

// After a rollback the notices are those of the revision that it names, in the same
// order.
func TestRollback(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := drawEvents(t)
		to := rapid.IntRange(0, len(events)-1).Draw(t, "back to")
		e := rollback(events, to)
		then, now := record.Fold(events[:to+1]), record.Fold(append(events, e))
		if !slices.Equal(ids(then.Notices), ids(now.Notices)) {
			t.Errorf("rolled back to %v, not %v", ids(now.Notices), ids(then.Notices))
		}
		for _, n := range slices.Concat(record.Fold(events).Notices, now.Notices) {
			if now.Changed[n.Calendar] != e.Revision {
				t.Errorf("%s last changed at %d, not %d", n.Calendar, now.Changed[n.Calendar], e.Revision)
			}
		}
	})
}
