package live_test

import (
	"context"
	"errors"
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
		k := keeper(r, nil)
		run(t, k)
		var wg sync.WaitGroup
		for after := int64(-1); after < 3; after++ {
			for range 5 {
				wg.Go(func() {
					got, err := k.Wait(context.Background(), after)
					if err != nil || got <= after {
						t.Errorf("waited past %d: %d, %v", after, got, err)
					}
				})
			}
		}
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
			defer cancel()
			if got, err := k.Wait(ctx, 3); !errors.Is(err, context.DeadlineExceeded) || got != 3 {
				t.Errorf("waited in vain: %d, %v", got, err)
			}
		})
		for seq := 2; seq < 5; seq++ {
			within(t, k, r.add(t, publish("CN", seq)), live.DefaultPoll)
		}
		wg.Wait()
	})
}

func TestChanged(t *testing.T) {
	r := baseline(t, "a")
	k := keeper(r, nil)
	changed := k.Changed()
	refresh(t, k)
	<-changed // or the test does not end
	changed = k.Changed()
	refresh(t, k)
	select {
	case <-changed:
		t.Error("nothing has changed")
	default:
	}
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
func checkEvents(t *testing.T, k *live.Follower, after int64, limit int, first, last int64) {
	t.Helper()
	got, err := k.Events(context.Background(), after, limit)
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
	k := keeper(r, nil)
	if _, err := k.Events(context.Background(), -1, 1); !errors.Is(err, live.ErrNoTable) {
		t.Errorf("before there is a table: %v", err)
	}
	refresh(t, k)
	r.add(t, publish("CN", 2)) // not in force here yet
	checkEvents(t, k, -1, 10, 0, 9)
	checkEvents(t, k, -9, 1, 0, 0)
	checkEvents(t, k, 5, 1000, 6, 299)
	checkEvents(t, k, 297, 1000, 298, 299)
	checkEvents(t, k, 297, 1, 298, 298)
	checkEvents(t, k, 299, 10, 300, 299)
	checkEvents(t, k, 1000, 10, 300, 299)
	checkEvents(t, k, 5, 0, 6, 5)

	r.set(func(m *memory) { m.down = errDown })
	checkEvents(t, k, 200, 1000, 201, 299) // from memory
	if _, err := k.Events(context.Background(), 5, 10); !errors.Is(err, record.ErrUnavailable) {
		t.Errorf("%v; want %v", err, record.ErrUnavailable)
	}
	r.set(func(m *memory) { m.down, m.events = nil, append([]string{r.events[1]}, r.events[1:]...) })
	if got, err := k.Events(context.Background(), 0, 10); !errors.Is(err, live.ErrBroken) {
		t.Errorf("events that do not follow each other: %v", revisions(got))
	}
}

func TestTableAt(t *testing.T) {
	r := baseline(t, "a")
	for seq := 2; seq <= 12; seq++ {
		r.add(t, publish("CN", seq))
	}
	k := keeper(r, nil)
	ctx := context.Background()
	if _, err := k.TableAt(ctx, 0); !errors.Is(err, live.ErrNoTable) {
		t.Errorf("before there is a table: %v", err)
	}
	refresh(t, k)
	var wg sync.WaitGroup
	for revision := int64(0); revision <= 11; revision++ {
		wg.Go(func() {
			table, err := k.TableAt(ctx, revision)
			if err != nil {
				t.Error(err)
				return
			}
			same(t, table, r, revision)
		})
	}
	wg.Wait()
	for _, revision := range []int64{-1, 12, 1 << 62} {
		if _, err := k.TableAt(ctx, revision); !errors.Is(err, live.ErrRevision) {
			t.Errorf("revision %d: %v; want %v", revision, err, live.ErrRevision)
		}
	}
	// Another replica has answered with a revision that this one has not seen.
	revision := r.add(t, publish("CN", 13))
	table, err := k.TableAt(ctx, revision)
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
	k := keeper(r, nil)
	refresh(t, k)
	ctx := context.Background()
	for _, revision := range []int64{0, 1, 2, 3, 0, 4} { // 1 has to go
		if _, err := k.TableAt(ctx, revision); err != nil {
			t.Fatal(err)
		}
	}
	r.set(func(m *memory) { m.down = errDown })
	for _, revision := range []int64{0, 2, 3, 4, 11} {
		if table, err := k.TableAt(ctx, revision); err != nil || table.Revision() != revision {
			t.Errorf("revision %d: %v", revision, err)
		}
	}
	for _, revision := range []int64{1, 12} {
		if _, err := k.TableAt(ctx, revision); !errors.Is(err, record.ErrUnavailable) {
			t.Errorf("revision %d: %v; want %v", revision, err, record.ErrUnavailable)
		}
	}
}

// TestEventsOfAnotherHistory asks a record that was put back and written on.
func TestEventsOfAnotherHistory(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, publish("CN", 2), publish("CN", 3))
	s := kept(t, r)
	k := keeper(r, s)
	refresh(t, k)
	checkEvents(t, k, 0, 10, 1, 2)
	other := baseline(t, "a")
	other.add(t, publish("CN", 2), publish("CN", 4))
	r.set(func(m *memory) { m.events = other.events })
	if got, err := k.Events(context.Background(), 0, 10); !errors.Is(err, live.ErrBroken) {
		t.Errorf("events of another history: %v", revisions(got))
	}
}

// TestTableAtTampered replays a record that was changed after it was read.
func TestTableAtTampered(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, publish("CN", 2), publish("CN", 3), publish("CN", 4))
	k := keeper(r, nil)
	refresh(t, k)
	other := baseline(t, "a")
	other.add(t, publish("CN", 5), publish("CN", 6), publish("CN", 7))
	r.set(func(m *memory) { m.events = other.events })
	if table, err := k.TableAt(context.Background(), 2); !errors.Is(err, live.ErrBroken) {
		t.Errorf("a table at revision %d of another history", table.Revision())
	}
	r.set(func(m *memory) { m.events = m.events[:1] })
	if _, err := k.TableAt(context.Background(), 2); !errors.Is(err, live.ErrBroken) {
		t.Errorf("events that are gone: %v", err)
	}
}
