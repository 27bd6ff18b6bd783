package live_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"shixian/holidays/live"
	"shixian/holidays/record"
)

// TestPoll sees a revision within the interval, time and again.
func TestPoll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := baseline(t, "a")
		f := followerOf(r, nil)
		run(t, f)
		for seq := 2; seq < 12; seq++ {
			within(t, f, r.add(t, publish("CN-GX", seq)), live.DefaultPoll)
			same(t, f.Table(), r, int64(seq-1))
		}
	})
}

// TestCalendarRevisions: what changes the nation's calendar changes the regions'.
func TestCalendarRevisions(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, publish("CN", 2), publish("CN-GX", 2), withdraw("CN-2026-2"), withdraw("CN-GX-2026-2"))
	f := followerOf(r, nil)
	refresh(t, f)
	for revision, want := range []map[string]int64{
		{"CN": 0, "CN-GX": 0, "CN-LN": 0},
		{"CN": 1, "CN-GX": 1, "CN-LN": 1},
		{"CN": 1, "CN-GX": 2, "CN-LN": 1},
		{"CN": 3, "CN-GX": 3, "CN-LN": 3},
		{"CN": 3, "CN-GX": 4, "CN-LN": 3},
	} {
		table, err := f.TableAt(context.Background(), int64(revision))
		if err != nil {
			t.Fatal(err)
		}
		for id, n := range want {
			if got := table.Calendar(id).Revision(); got != n {
				t.Errorf("revision %d: %s has revision %d; want %d", revision, id, got, n)
			}
		}
	}
}

// TestAnnounced sees a revision long before the next poll.
func TestAnnounced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, s := baseline(t, "a"), &fakeSnapshots{}
		a, b := followerOf(r, s, every(time.Hour)), followerOf(r, s, every(time.Hour))
		run(t, a)
		run(t, b)
		within(t, a, 0, time.Second)
		within(t, b, 0, time.Second)
		synctest.Wait()
		revision := r.add(t, publish("CN", 2))
		refresh(t, a)
		if got := a.Table().Revision(); got != revision {
			t.Errorf("the publisher is at revision %d", got)
		}
		within(t, b, revision, time.Second)
		same(t, b.Table(), r, revision)
		synctest.Wait()
		if got := s.announced[len(s.announced)-1]; len(s.announced) != 2 || got != revision {
			t.Errorf("announced %v", s.announced)
		}
	})
}

// TestKilled: who published died before it said so.
func TestKilled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, s := baseline(t, "a"), &fakeSnapshots{}
		rare, often := followerOf(r, s, every(time.Hour)), followerOf(r, s)
		run(t, rare)
		run(t, often)
		within(t, rare, 0, time.Second)
		within(t, often, 0, time.Second)
		revision := r.add(t, publish("CN", 2))
		within(t, often, revision, live.DefaultPoll)
		within(t, rare, revision, time.Second) // whoever finds it announces it
	})
}

// TestRecordGone goes on with the table in memory, takes what the snapshots have,
// and follows the record again when it is back.
func TestRecordGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, s := baseline(t, "a"), &fakeSnapshots{}
		f := followerOf(r, s)
		run(t, f)
		within(t, f, 0, time.Second)
		synctest.Wait()
		unreachable := &memory{id: "a", events: r.events, hashes: r.hashes}
		r.set(func(m *memory) { m.down = errDown })
		if err := f.Refresh(context.Background()); !errors.Is(err, record.ErrUnavailable) {
			t.Errorf("%v", err)
		}
		expect(t, f, live.Degraded, live.RecordUnreachable)
		same(t, f.Table(), r, 0)

		revision := unreachable.add(t, publish("CN", 2), publish("CN-GX", 2))
		s.set(func(to *fakeSnapshots) { to.snapshot = kept(t, unreachable).snapshot })
		s.tell(live.Announcement{Revision: revision})
		within(t, f, revision, time.Second)
		same(t, f.Table(), unreachable, revision)
		if got := f.State().Source; got != live.FromSnapshot {
			t.Errorf("from %s", got)
		}
		r.set(func(m *memory) { m.down, m.events, m.hashes = nil, unreachable.events, unreachable.hashes })
		revision = r.add(t, publish("CN", 3))
		within(t, f, revision, live.DefaultPoll)
		same(t, f.Table(), r, revision)
		synctest.Wait()
		expect(t, f, live.Ready)
	})
}

// TestBroken reads records whose hash chain is broken.
func TestBroken(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, publish("CN", 2), publish("CN", 3))
	good := r.events[1]
	for name, bad := range map[string]string{
		"changed":  strings.Replace(good, "临时", "永久", 1),
		"renumber": strings.Replace(good, `"revision":1`, `"revision":2`, 1),
		"cut off":  strings.Replace(good, `"prev":"`, `"prev":"0`, 1),
	} {
		if bad == good {
			t.Fatalf("%s changes nothing", name)
		}
		tampered := &memory{id: "a", hashes: r.hashes, events: []string{r.events[0], bad, r.events[2]}}
		f := followerOf(tampered, nil)
		if err := f.Refresh(context.Background()); err == nil || f.Table() != nil {
			t.Errorf("%s at start: %v", name, err)
		}
		expect(t, f, live.NotReady, live.RecordBroken, live.TableUnknown)

		tampered.events, tampered.hashes = tampered.events[:1], tampered.hashes[:1]
		refresh(t, f)
		tampered.events, tampered.hashes = []string{r.events[0], bad, r.events[2]}, r.hashes
		if err := f.Refresh(context.Background()); err == nil {
			t.Errorf("%s: no error", name)
		}
		same(t, f.Table(), r, 0)
		if s := seen(f); s.Status != live.Degraded || codes(s.Reasons) != live.RecordBroken && codes(s.Reasons) != live.RecordDiffers {
			t.Errorf("%s: %+v", name, s)
		}
		tampered.events = r.events
		refresh(t, f)
		expect(t, f, live.Ready)
		same(t, f.Table(), r, 2)
	}
}

// TestBrokenStore reads a store that finds out by itself.
func TestBrokenStore(t *testing.T) {
	r := baseline(t, "a")
	r.tampered = errors.New("event 0 has been changed")
	f := followerOf(r, nil)
	if err := f.Refresh(context.Background()); !errors.Is(err, live.ErrBroken) {
		t.Error(err)
	}
	expect(t, f, live.NotReady, live.RecordBroken, live.TableUnknown)
	r.set(func(m *memory) { m.tampered = nil })
	refresh(t, f)
	r.add(t, publish("CN", 2))
	r.set(func(m *memory) { m.tampered = errors.New("event 1 has been changed") })
	if err := f.Refresh(context.Background()); !errors.Is(err, live.ErrBroken) {
		t.Error(err)
	}
	expect(t, f, live.Degraded, live.RecordBroken)
	same(t, f.Table(), r, 0)
}

// TestMissingEvent reads a record that promises more than it has.
func TestMissingEvent(t *testing.T) {
	r := baseline(t, "a")
	r.hashes = append(r.hashes, "a hash")
	f := followerOf(r, nil)
	if err := f.Refresh(context.Background()); err == nil {
		t.Error("no error")
	}
	expect(t, f, live.NotReady, live.RecordBroken, live.TableUnknown)
}

// TestHistoryChanged has the record put back, and written on.
func TestHistoryChanged(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, publish("CN", 2), publish("CN", 3))
	f := followerOf(r, nil)
	refresh(t, f)
	back := &memory{id: "a", events: r.events[:2], hashes: r.hashes[:2]}
	for _, c := range []struct {
		change func()
		want   string
	}{
		{func() {}, live.RecordBehind},
		{func() { back.add(t, publish("CN", 4)) }, live.RecordDiffers},
		{func() { back.add(t, publish("CN", 5)) }, live.RecordDiffers},
		{func() { back.events, back.hashes = nil, nil }, live.RecordBehind},
	} {
		c.change()
		r.set(func(m *memory) { m.events, m.hashes = back.events, back.hashes })
		if err := f.Refresh(context.Background()); err == nil {
			t.Errorf("%s: no error", c.want)
		}
		expect(t, f, live.Degraded, c.want)
		if got := f.Table().Revision(); got != 2 {
			t.Errorf("%s: revision %d", c.want, got)
		}
	}
	if len(back.events) != 0 || len(r.events) != 0 {
		t.Error("the emptied record was written to")
	}
}

// TestSnapshotOfChangedHistory starts a replica after that: the record is whole,
// so it decides, and the snapshots are written over.
func TestSnapshotOfChangedHistory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := baseline(t, "a")
		back := &memory{id: "a", events: r.events, hashes: r.hashes}
		r.add(t, publish("CN", 2))
		s := kept(t, r)
		revision := back.add(t, publish("CN", 3))
		f := followerOf(back, s)
		run(t, f)
		within(t, f, revision, time.Second)
		synctest.Wait()
		same(t, f.Table(), back, revision)
		expect(t, f, live.Ready)
		if got := codes(f.State().Mended); got != live.RedisDiffers {
			t.Errorf("mended: %s", got)
		}
	})
}

// TestSnapshotAhead: the snapshots are ahead of a record that can be read. The record
// decides, for a replica that runs and for one that starts.
func TestSnapshotAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := baseline(t, "a")
		behind := &memory{id: "a", events: r.events, hashes: r.hashes}
		r.add(t, publish("CN", 2))
		full := kept(t, r).snapshot
		s := &fakeSnapshots{}
		f := followerOf(behind, s)
		run(t, f)
		within(t, f, 0, time.Second)
		synctest.Wait()
		for range 2 {
			s.set(func(s *fakeSnapshots) { s.snapshot = full })
			late := followerOf(behind, s)
			stop := run(t, late)
			time.Sleep(live.DefaultPoll) // of the bubble's clock
			synctest.Wait()
			for _, f := range []*live.Follower{f, late} {
				same(t, f.Table(), behind, 0)
				expect(t, f, live.Ready)
			}
			if s.snapshot.Revision != 0 {
				t.Errorf("the snapshot is of revision %d", s.snapshot.Revision)
			}
			stop()
		}
	})
}

// TestFaultsOfSnapshots: whatever is wrong with them, the answers are the same,
// and it is said and logged.
func TestFaultsOfSnapshots(t *testing.T) {
	for code, fault := range map[string]error{
		live.RedisUnreachable:  live.ErrUnreachable,
		live.RedisRubbish:      live.ErrRubbish,
		live.RedisChecksum:     live.ErrChecksum,
		live.RedisOtherVersion: live.ErrOtherVersion,
		live.RedisDiffers:      live.ErrDiffers,
		live.RedisMissing:      live.ErrMissing,
	} {
		t.Run(code, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r, s, logs := baseline(t, "a"), &fakeSnapshots{fault: fault}, &logbook{}
				f := followerOf(r, s, logs.into)
				run(t, f)
				within(t, f, 0, time.Second)
				synctest.Wait()
				expect(t, f, live.Degraded, code)
				logs.has(t, code)
				revision := r.add(t, publish("CN", 2))
				within(t, f, revision, live.DefaultPoll)
				same(t, f.Table(), r, revision)
				s.set(func(s *fakeSnapshots) { s.fault = nil })
				within(t, f, r.add(t, publish("CN", 3)), live.DefaultPoll)
				synctest.Wait()
				expect(t, f, live.Ready)
				if got := codes(f.State().Mended); !strings.Contains(got, code) {
					t.Errorf("mended: %s", got)
				}
				if s.snapshot == nil || s.snapshot.Revision != 2 {
					t.Errorf("the snapshot is %+v", s.snapshot)
				}
			})
		})
	}
}

// TestUnsubscribed loses the announcements and receives them again.
func TestUnsubscribed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, s := baseline(t, "a"), &fakeSnapshots{}
		f := followerOf(r, s, every(time.Hour))
		run(t, f)
		within(t, f, 0, time.Second)
		synctest.Wait()
		s.tell(live.Announcement{Revision: -1, Err: live.ErrUnreachable})
		synctest.Wait()
		expect(t, f, live.Degraded, live.RedisUnsubscribed)
		revision := r.add(t, publish("CN", 2))
		s.tell(live.Announcement{Revision: -1}) // it may have missed some
		within(t, f, revision, time.Second)
		synctest.Wait()
		expect(t, f, live.Ready)
	})
}

// TestOldNews: announcements of what is in force, or of what is not there, change
// nothing.
func TestOldNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, s := baseline(t, "a"), &fakeSnapshots{}
		r.add(t, publish("CN", 2))
		f := followerOf(r, s, every(time.Hour))
		run(t, f)
		within(t, f, 1, time.Second)
		synctest.Wait()
		table := f.Table()
		for _, revision := range []int64{0, 1, 99} {
			s.tell(live.Announcement{Revision: revision})
		}
		synctest.Wait()
		if f.Table() != table {
			t.Error("the table was swapped")
		}
		expect(t, f, live.Ready)
	})
}

// TestGivenUp: a caller that gives up says nothing about the record.
func TestGivenUp(t *testing.T) {
	f := followerOf(baseline(t, "a"), nil)
	refresh(t, f)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := f.Refresh(ctx); err == nil {
		t.Error("no error")
	}
	expect(t, f, live.Ready)
}

// TestManyRefreshes shares readings, and each caller sees what it published.
func TestManyRefreshes(t *testing.T) {
	r := baseline(t, "a")
	f := followerOf(r, nil)
	refresh(t, f)
	var wg sync.WaitGroup
	var publishing sync.Mutex
	for seq := 2; seq < 22; seq++ {
		wg.Go(func() {
			publishing.Lock()
			revision := r.add(t, publish("CN", seq))
			publishing.Unlock()
			if err := f.Refresh(context.Background()); err != nil || f.Table().Revision() < revision {
				t.Errorf("revision %d is in force, not %d: %v", f.Table().Revision(), revision, err)
			}
		})
	}
	wg.Wait()
	same(t, f.Table(), r, 20)
}
