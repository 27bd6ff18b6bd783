package live_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// history draws the events after a baseline: notices published, withdrawn and
// published again, and rollbacks.
func history(t *rapid.T) []record.Event {
	events := []record.Event{{Action: record.Baseline, Published: embedded().Notices}}
	seq := 1
	for range rapid.IntRange(0, 12).Draw(t, "events") {
		active := record.Fold(sealed(t, events)).Notices
		calendar := rapid.SampledFrom([]string{"CN", "CN-GX", "CN-LN"}).Draw(t, "calendar")
		switch rapid.IntRange(0, 3).Draw(t, "action") {
		case 0, 1:
			seq++
			events = append(events, publish(calendar, seq))
		case 2:
			if len(active) > 0 {
				events = append(events, withdraw(rapid.SampledFrom(active).Draw(t, "withdrawn").ID))
			}
		case 3:
			events = append(events, rollback(t, events, active))
		}
	}
	return events
}

// rollback takes everything out of force and brings back what was active earlier.
func rollback(t *rapid.T, events []record.Event, active []holidays.Notice) record.Event {
	to := rapid.IntRange(1, len(events)).Draw(t, "rollback")
	e := record.Event{Action: record.Rollback, Published: record.Fold(sealed(t, events[:to])).Notices}
	for _, n := range active {
		e.Withdrawn = append(e.Withdrawn, n.ID)
	}
	return e
}

func sealed(t *rapid.T, events []record.Event) []record.Event {
	var prev *record.Event
	var out []record.Event
	for _, e := range events {
		e.Time = now
		e, err := record.Seal(e, prev)
		if err != nil {
			t.Fatal(err)
		}
		out, prev = append(out, e), &e
	}
	return out
}

// TestAnyPath: whichever way the table of a revision comes about, from all events
// at once, one after the other, or from a snapshot on the way, it is the same, and
// nothing is embedded again.
func TestAnyPath(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		events := history(rt)
		whole := newMemory("a")
		whole.add(t, events...)
		last := int64(len(events) - 1)
		cut := rapid.IntRange(1, len(events)).Draw(rt, "cut")

		growing := newMemory("a")
		growing.add(t, events[:cut]...)
		f := followerOf(growing, nil)
		refresh(t, f)
		s := &fakeSnapshots{snapshot: live.SnapshotOf(f)}
		for _, e := range events[cut:] {
			growing.add(t, e)
			refresh(t, f)
		}
		fromSnapshot := followerOf(growing, s)
		refresh(t, fromSnapshot)
		atOnce := followerOf(whole, nil)
		refresh(t, atOnce)
		replayed, err := atOnce.TableAt(context.Background(), int64(cut-1))
		if err != nil {
			rt.Fatal(err)
		}
		for _, table := range []*holidays.Table{f.Table(), fromSnapshot.Table(), atOnce.Table()} {
			same(t, table, whole, last)
		}
		same(t, replayed, whole, int64(cut-1))
		if t.Failed() {
			rt.FailNow()
		}
	})
}
