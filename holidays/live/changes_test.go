package live_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"shixian/holidays/live"
	"shixian/holidays/record"
)

// TestWait has many wait for different revisions, and some give up.
func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := baseline(t, "a")
		f := followerOf(r, nil)
		run(t, f)
		var wg sync.WaitGroup
		for after := int64(-1); after < 3; after++ {
			for range 5 {
				wg.Go(func() {
					if err := waitPast(context.Background(), f, after); err != nil {
						t.Errorf("waited past %d: %v", after, err)
					}
				})
			}
		}
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
			defer cancel()
			if err := waitPast(ctx, f, 3); !errors.Is(err, context.DeadlineExceeded) || f.State().Revision != 3 {
				t.Errorf("waited in vain: %v", err)
			}
		})
		for seq := 2; seq < 5; seq++ {
			within(t, f, r.add(t, publish("CN", seq)), live.DefaultPoll)
		}
		wg.Wait()
	})
}

// waitPast waits until a revision past after is in force.
func waitPast(ctx context.Context, f *live.Follower, after int64) error {
	p := record.Beginning
	for p.Revision <= after {
		next, err := f.Wait(ctx, p)
		if err != nil {
			return err
		}
		if next == p {
			return fmt.Errorf("it did not wait at %s", p)
		}
		p = next
	}
	return nil
}

// revisions returns the revisions of events.
func revisions(events []record.Event) []int64 {
	out := []int64{}
	for _, e := range events {
		out = append(out, e.Revision)
	}
	return out
}

// checkEvents asks for events and checks that they are those from first to last.
func checkEvents(t *testing.T, f *live.Follower, after int64, limit int, first, last int64) {
	t.Helper()
	got, err := f.Events(context.Background(), after, limit)
	if err != nil {
		t.Fatal(err)
	}
	if int64(len(got)) != last-first+1 || len(got) > 0 && (got[0].Revision != first || got[len(got)-1].Revision != last) {
		t.Errorf("%d events after %d are %v; want %d to %d", limit, after, revisions(got), first, last)
	}
	if len(got) > 1 {
		if err := record.Verify(&got[0], got[1:]); err != nil {
			t.Error(err)
		}
	}
}

// run299 is a run of 299 events.
func run299() []record.Event {
	var out []record.Event
	for seq := 2; seq <= 300; seq++ {
		out = append(out, publish("CN-GX", seq))
	}
	return out
}

func TestEvents(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, run299()...)
	f := followerOf(r, nil)
	if _, err := f.Events(context.Background(), -1, 1); !errors.Is(err, live.ErrNoTable) {
		t.Errorf("before there is a table: %v", err)
	}
	refresh(t, f)
	r.add(t, publish("CN", 2)) // not in force here yet
	checkEvents(t, f, -1, 10, 0, 9)
	checkEvents(t, f, -9, 1, 0, 0)
	checkEvents(t, f, 5, 1000, 6, 299)
	checkEvents(t, f, 297, 1000, 298, 299)
	checkEvents(t, f, 297, 1, 298, 298)
	checkEvents(t, f, 299, 10, 300, 299)
	checkEvents(t, f, 1000, 10, 300, 299)
	checkEvents(t, f, 5, 0, 6, 5)

	r.set(func(m *memory) { m.down = errDown })
	checkEvents(t, f, 200, 1000, 201, 299) // from memory
	if _, err := f.Events(context.Background(), 5, 10); !errors.Is(err, record.ErrUnavailable) {
		t.Errorf("%v; want %v", err, record.ErrUnavailable)
	}
	r.set(func(m *memory) { m.down, m.events = nil, append([]string{r.events[1]}, r.events[1:]...) })
	if got, err := f.Events(context.Background(), 0, 10); !errors.Is(err, live.ErrBroken) {
		t.Errorf("events that do not follow each other: %v", revisions(got))
	}
}

func TestTableAt(t *testing.T) {
	r := baseline(t, "a")
	for seq := 2; seq <= 12; seq++ {
		r.add(t, publish("CN", seq))
	}
	f := followerOf(r, nil)
	ctx := context.Background()
	if _, err := f.TableAt(ctx, 0); !errors.Is(err, live.ErrNoTable) {
		t.Errorf("before there is a table: %v", err)
	}
	refresh(t, f)
	var wg sync.WaitGroup
	for revision := int64(0); revision <= 11; revision++ {
		wg.Go(func() {
			table, err := f.TableAt(ctx, revision)
			if err != nil {
				t.Error(err)
				return
			}
			same(t, table, r, revision)
		})
	}
	wg.Wait()
	for _, revision := range []int64{-1, 12, 1 << 62} {
		if _, err := f.TableAt(ctx, revision); !errors.Is(err, live.ErrRevision) {
			t.Errorf("revision %d: %v; want %v", revision, err, live.ErrRevision)
		}
	}
	// Another replica has answered with a revision that this one has not seen.
	revision := r.add(t, publish("CN", 13))
	table, err := f.TableAt(ctx, revision)
	if err != nil {
		t.Fatal(err)
	}
	same(t, table, r, revision)
}

// TestTableAtCache: the last tables asked for are at hand, others are not kept.
func TestTableAtCache(t *testing.T) {
	r := baseline(t, "a")
	for seq := 2; seq <= 12; seq++ {
		r.add(t, publish("CN", seq))
	}
	f := followerOf(r, nil)
	refresh(t, f)
	ctx := context.Background()
	for _, revision := range []int64{0, 1, 2, 3, 0, 4} { // 1 has to go
		if _, err := f.TableAt(ctx, revision); err != nil {
			t.Fatal(err)
		}
	}
	r.set(func(m *memory) { m.down = errDown })
	for _, revision := range []int64{0, 2, 3, 4, 11} {
		if table, err := f.TableAt(ctx, revision); err != nil || table.Revision() != revision {
			t.Errorf("revision %d: %v", revision, err)
		}
	}
	for _, revision := range []int64{1, 12} {
		if _, err := f.TableAt(ctx, revision); !errors.Is(err, record.ErrUnavailable) {
			t.Errorf("revision %d: %v; want %v", revision, err, record.ErrUnavailable)
		}
	}
}

// TestEventsOfAnotherHistory asks a record that was put back and written on.
func TestEventsOfAnotherHistory(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, publish("CN", 2), publish("CN", 3))
	s := kept(t, r)
	f := followerOf(r, s)
	refresh(t, f)
	checkEvents(t, f, 0, 10, 1, 2)
	other := baseline(t, "a")
	other.add(t, publish("CN", 2), publish("CN", 4))
	r.set(func(m *memory) { m.events = other.events })
	if got, err := f.Events(context.Background(), 0, 10); !errors.Is(err, live.ErrBroken) {
		t.Errorf("events of another history: %v", revisions(got))
	}
}

// TestTableAtTampered replays a record that was changed after it was read.
func TestTableAtTampered(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, publish("CN", 2), publish("CN", 3), publish("CN", 4))
	f := followerOf(r, nil)
	refresh(t, f)
	other := baseline(t, "a")
	other.add(t, publish("CN", 5), publish("CN", 6), publish("CN", 7))
	r.set(func(m *memory) { m.events = other.events })
	if table, err := f.TableAt(context.Background(), 2); !errors.Is(err, live.ErrBroken) {
		t.Errorf("a table at revision %d of another history", table.Revision())
	}
	r.set(func(m *memory) { m.events = m.events[:1] })
	if _, err := f.TableAt(context.Background(), 2); !errors.Is(err, live.ErrBroken) {
		t.Errorf("events that are gone: %v", err)
	}
}
