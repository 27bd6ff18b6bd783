package live_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

var errDown = errors.Join(record.ErrUnavailable, errors.New("refused"))

// refresh has a follower read the record.
func refresh(t testing.TB, f *live.Follower) {
	t.Helper()
	if err := f.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestBaseline(t *testing.T) {
	r := newMemory("a")
	f := followerOf(r, nil)
	if f.Table() != nil {
		t.Error("there is a table before anything was read")
	}
	expect(t, f, live.NotReady, live.TableUnknown)
	refresh(t, f)
	events := r.all(t)
	if len(events) != 1 || events[0].Action != record.Baseline || !events[0].Time.Equal(now) || len(events[0].Published) != len(embedded().Notices) {
		t.Fatalf("%d events, the first %s at %s", len(events), events[0].Action, events[0].Time)
	}
	same(t, f.Table(), r, 0)
	expect(t, f, live.Ready)
	s := f.State()
	if s.Revision != 0 || s.Source != live.FromRecord || s.RecordID != "a" || s.Record != live.OK || s.Redis != live.Off || !s.Since.Equal(now) {
		t.Errorf("%+v", s)
	}
}

// TestSeeding starts with records that lack embedded notices, or have lost them.
func TestSeeding(t *testing.T) {
	all := embedded().Notices
	first := record.Event{Action: record.Baseline, Published: all[:1]}
	for name, c := range map[string]struct {
		events []record.Event
		want   []string // actions of the events after those
		lacks  int      // notices of the last one
	}{
		"complete":               {[]record.Event{{Action: record.Baseline, Published: all}}, nil, 0},
		"lacking":                {[]record.Event{first}, []string{"embed"}, len(all) - 1},
		"published by hand":      {[]record.Event{first, {Action: record.Publish, Published: all[1:]}}, nil, 0},
		"withdrawn":              {[]record.Event{{Action: record.Baseline, Published: all}, withdraw(all[0].ID)}, nil, 0},
		"withdrawn, and lacking": {[]record.Event{first, withdraw(all[0].ID)}, []string{"embed"}, len(all) - 1},
		"exchanged":              {[]record.Event{{Action: record.Baseline, Published: all}, {Action: record.Publish, Withdrawn: []string{all[0].ID}, Published: all[:1]}}, nil, 0},
		"empty baseline":         {[]record.Event{{Action: record.Baseline}}, []string{"embed"}, len(all)},
	} {
		t.Run(name, func(t *testing.T) {
			r := newMemory("a")
			r.add(t, c.events...)
			f := followerOf(r, nil)
			refresh(t, f)
			refresh(t, followerOf(r, nil)) // the next replica has nothing to add
			refresh(t, f)
			added := r.all(t)[len(c.events):]
			if len(added) != len(c.want) {
				t.Fatalf("%d events were added; want %v", len(added), c.want)
			}
			for i, e := range added {
				if string(e.Action) != c.want[i] || len(e.Published) != c.lacks {
					t.Errorf("%s of %d notices; want %s of %d", e.Action, len(e.Published), c.want[i], c.lacks)
				}
			}
			same(t, f.Table(), r, int64(len(c.events)+len(added)-1))
		})
	}
}

// TestSeedingFromSnapshot starts from a snapshot, which says what was withdrawn.
func TestSeedingFromSnapshot(t *testing.T) {
	all := embedded().Notices
	r := newMemory("a")
	r.add(t, record.Event{Action: record.Baseline, Published: all}, withdraw(all[0].ID, all[1].ID))
	s := kept(t, r)
	r.set(func(m *memory) { m.asked = 0 })
	f := followerOf(r, s, pinnedTo("a")) // else it is asked whether it is new
	refresh(t, f)
	if r.asked != 0 {
		t.Errorf("the record was asked for events %d times", r.asked)
	}
	if got := r.all(t); len(got) != 2 {
		t.Errorf("%s was added", got[2].Action)
	}
	same(t, f.Table(), r, 1)
	if f.State().Source != live.FromSnapshot {
		t.Errorf("%+v", f.State())
	}
}

// TestSeedingRace has another replica append first.
func TestSeedingRace(t *testing.T) {
	r := newMemory("a")
	other := followerOf(r, nil, func(c *live.Config) { c.Embedded = with(embedded().Notices[:2]...) })
	r.before = func() { refresh(t, other) }
	f := followerOf(r, nil)
	refresh(t, f)
	events := r.all(t)
	if len(events) != 2 || events[1].Action != record.Embed || len(events[1].Published) != len(embedded().Notices)-2 {
		t.Fatalf("%d events; the last is %s of %d notices", len(events), events[len(events)-1].Action, len(events[len(events)-1].Published))
	}
	refresh(t, other)
	same(t, f.Table(), r, 1)
	same(t, other.Table(), r, 1)
}

func TestUnwritable(t *testing.T) {
	r := newMemory("a")
	r.readOnly = errors.New("read only")
	f := followerOf(r, nil)
	if err := f.Refresh(context.Background()); err == nil {
		t.Error("no error")
	}
	expect(t, f, live.NotReady, live.RecordUnwritable, live.TableUnknown)
	r.set(func(m *memory) { m.readOnly = nil })
	r.add(t, record.Event{Action: record.Baseline})
	r.set(func(m *memory) { m.readOnly = errDown })
	if err := f.Refresh(context.Background()); err == nil {
		t.Error("no error")
	}
	expect(t, f, live.Degraded, live.RecordUnwritable)
	same(t, f.Table(), r, 0)
}

// TestNothing has neither a record nor a snapshot, and then the record.
func TestNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newMemory("a")
		r.down = errDown
		f := followerOf(r, &fakeSnapshots{}, every(time.Hour))
		run(t, f)
		synctest.Wait()
		if f.Table() != nil {
			t.Error("there is a table")
		}
		expect(t, f, live.NotReady, live.RecordUnreachable, live.RedisMissing, live.TableUnknown)
		r.set(func(m *memory) { m.down = nil })
		within(t, f, 0, time.Second)
		synctest.Wait()
		expect(t, f, live.Ready)
		same(t, f.Table(), r, 0)
	})
}

// kept returns snapshots with the snapshot of all events.
func kept(t testing.TB, r *memory) *fakeSnapshots {
	t.Helper()
	f := followerOf(r, nil)
	refresh(t, f)
	return &fakeSnapshots{snapshot: live.SnapshotOf(f)}
}

// TestSnapshotAlone starts from a snapshot while the record is away.
func TestSnapshotAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := baseline(t, "a")
		r.add(t, publish("CN", 2), publish("CN-GX", 2))
		s := kept(t, r)
		r.set(func(m *memory) { m.down = errDown })
		f := followerOf(r, s, every(time.Hour))
		run(t, f)
		within(t, f, 2, time.Second)
		synctest.Wait()
		same(t, f.Table(), r, 2)
		expect(t, f, live.Degraded, live.RecordUnreachable)
		if st := f.State(); st.Source != live.FromSnapshot || st.RecordID != "a" || st.Record != live.Unreachable {
			t.Errorf("%+v", st)
		}
		r.set(func(m *memory) { m.down = nil })
		r.add(t, publish("CN", 3))
		within(t, f, 3, time.Second) // it is tried every second, however rare the polls are
		same(t, f.Table(), r, 3)
		synctest.Wait()
		expect(t, f, live.Ready)
		if got := codes(f.State().Mended); got != live.RecordUnreachable {
			t.Errorf("mended: %s", got)
		}
	})
}

// TestOtherRecord starts with the snapshots of another record.
func TestOtherRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		other := baseline(t, "b")
		other.add(t, publish("CN", 9))
		s := kept(t, other)
		r := baseline(t, "a")
		f := followerOf(r, s)
		run(t, f)
		within(t, f, 0, time.Second)
		synctest.Wait()
		expect(t, f, live.Degraded, live.RedisOtherRecord)
		same(t, f.Table(), r, 0)
		if s.snapshot.Record != "b" {
			t.Error("the other record's snapshot was overwritten")
		}
		s.set(func(s *fakeSnapshots) { s.snapshot = nil })
		within(t, f, r.add(t, publish("CN", 2)), live.DefaultPoll)
		synctest.Wait()
		expect(t, f, live.Ready)
	})
}

// TestOtherRecordLate starts with them while the record is away, and finds out
// when it is back.
func TestOtherRecordLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		other := baseline(t, "b")
		other.add(t, publish("CN", 9), publish("CN", 10))
		s := kept(t, other)
		r := baseline(t, "a")
		r.set(func(m *memory) { m.down = errDown })
		f := followerOf(r, s)
		run(t, f)
		within(t, f, 2, time.Second)
		r.set(func(m *memory) { m.down = nil })
		time.Sleep(time.Minute) // of the bubble's clock
		synctest.Wait()
		same(t, f.Table(), r, 0)
		expect(t, f, live.Degraded, live.RedisOtherRecord)
		if got := f.State().RecordID; got != "a" {
			t.Errorf("record %s", got)
		}
	})
}

func TestRejected(t *testing.T) {
	src := with(embedded().Notices...)
	src.Definitions = append(src.Definitions[:len(src.Definitions):len(src.Definitions)], holidays.Definition{ID: "CN-XX", Parent: "CN-YY"})
	f := followerOf(baseline(t, "a"), nil, func(c *live.Config) { c.Embedded = src })
	if err := f.Refresh(context.Background()); err == nil {
		t.Error("no error")
	}
	expect(t, f, live.NotReady, live.TableRejected, live.TableUnknown)
}
