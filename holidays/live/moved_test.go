package live_test

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"testing/synctest"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// movedBetween compares two revisions day by day.
func movedBetween(t *testing.T, r *memory, revision int64) (out []holidays.DayChange) {
	t.Helper()
	before, after := oracle(t, r, revision-1), oracle(t, r, revision)
	for _, id := range after.IDs() {
		for d := after.Calendar(id).First(); !d.After(after.Calendar(id).Last()); d = d.AddDays(1) {
			b, errB := before.Calendar(id).Day(d)
			a, errA := after.Calendar(id).Day(d)
			if errors.Join(errA, errB) == nil && a.Kind != b.Kind {
				out = append(out, holidays.DayChange{Calendar: id, Date: d, Before: b.Kind, After: a.Kind})
			}
		}
	}
	return out
}

// TestMoved: each event tells the days that it moved, whichever events are asked for
// together, from memory while the record is away, and again with the record after so many
// others that memory has not got it any more; the first table and a restore list none, and
// say that this is not all.
func TestMoved(t *testing.T) {
	r := baseline(t, "moved")
	r.add(t, publish("CN", 2), withdraw("CN-2026-2"), publish("CN-GX", 2), withdraw("CN-2026", "CN-GX-2026-2"),
		record.Event{Action: record.Rollback, Who: "甲", Why: "试", Published: []holidays.Notice{notice("CN", 3), notice("CN-GX", 2)}},
		record.Event{Action: record.Restore, Who: "甲", Why: "试", Restored: &record.Restored{Position: "5.00000000"}})
	want := []live.Moved{{Partial: true}, {}, {}, {}, {}, {}, {Partial: true}}
	for i := int64(1); i < 6; i++ {
		if want[i].Days = movedBetween(t, r, i); len(want[i].Days) == 0 {
			t.Fatalf("event %d moves nothing", i)
		}
	}
	check := func(what string, f *live.Follower, after int64, n int) {
		t.Helper()
		events, err := f.Events(t.Context(), after, n)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.Moved(t.Context(), events)
		if err != nil || !reflect.DeepEqual(got, want[after+1:int(after)+1+n]) {
			t.Errorf("%s, %d events after %d: %v\n%+v", what, n, after, err, got)
		}
	}
	for _, asked := range [][][2]int64{{{-1, 7}}, {{2, 1}, {4, 1}, {-1, 7}, {1, 3}}, {{5, 1}, {0, 3}}} {
		f := followerOf(r, nil)
		if err := f.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.set(func(m *memory) { m.down = record.ErrUnavailable })
		for _, a := range asked {
			check("from memory", f, a[0], int(a[1]))
		}
		r.set(func(m *memory) { m.down = nil })
	}
	for range 300 {
		r.add(t, publish("CN", 4), withdraw("CN-2026-4"))
	}
	f := followerOf(r, nil)
	if err := f.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	check("from the record", f, 2, 3)
	other := []record.Event{{Revision: 3, Prev: "another", Hash: "yet another"}}
	if _, err := f.Moved(t.Context(), other); !errors.Is(err, live.ErrPosition) {
		t.Errorf("an event of another history: %v", err)
	}
}

// TestAwait: a replica that is behind catches up with the record when it is asked for a
// position, waits for what the record does not have yet, and says so if that does not come;
// a position of another history is refused at once.
func TestAwait(t *testing.T) {
	r := baseline(t, "await")
	f := followerOf(r, nil)
	if err := f.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.add(t, publish("CN", 2))
	if err := f.Await(t.Context(), record.Position{Revision: 1}); err != nil || f.Table().Revision() != 1 {
		t.Errorf("what the record has: %v, revision %d", err, f.Table().Revision())
	}
	if err := f.Await(t.Context(), record.Position{Revision: 1, Prefix: "00000000"}); !errors.Is(err, live.ErrPosition) {
		t.Errorf("another history: %v", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := f.Await(ended, record.Position{Revision: 2}); !errors.Is(err, live.ErrNotReached) {
		t.Errorf("what nobody has: %v", err)
	}
	synctest.Test(t, func(t *testing.T) {
		r := baseline(t, "await")
		f := followerOf(r, nil)
		defer run(t, f)()
		within(t, f, 0, live.DefaultPoll)
		done := make(chan error, 1)
		go func() { done <- f.Await(context.Background(), record.Position{Revision: 1}) }()
		synctest.Wait()
		select {
		case err := <-done:
			t.Fatalf("it did not wait: %v", err)
		default:
		}
		r.add(t, publish("CN", 2))
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
