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

// refresh has a keeper read the record.
func refresh(t testing.TB, k *live.Follower) {
	t.Helper()
	if err := k.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestBaseline(t *testing.T) {
	r := newMemory("a")
	k := keeper(r, nil)
	if k.Table() != nil {
		t.Error("there is a table before anything was read")
	}
	expect(t, k, live.NotReady, live.TableUnknown)
	refresh(t, k)
	events := r.all(t)
	if len(events) != 1 || events[0].Action != record.Baseline || !events[0].Time.Equal(now) || len(events[0].Published) != len(embedded().Notices) {
		t.Fatalf("%d events, the first %s at %s", len(events), events[0].Action, events[0].Time)
	}
	same(t, k.Table(), r, 0)
	expect(t, k, live.Ready)
	s := k.State()
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
			k := keeper(r, nil)
			refresh(t, k)
			refresh(t, keeper(r, nil)) // the next replica has nothing to add
			refresh(t, k)
			added := r.all(t)[len(c.events):]
			if len(added) != len(c.want) {
				t.Fatalf("%d events were added; want %v", len(added), c.want)
			}
			for i, e := range added {
				if string(e.Action) != c.want[i] || len(e.Published) != c.lacks {
					t.Errorf("%s of %d notices; want %s of %d", e.Action, len(e.Published), c.want[i], c.lacks)
				}
			}
			same(t, k.Table(), r, int64(len(c.events)+len(added)-1))
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
	k := keeper(r, s)
	refresh(t, k)
	if r.asked != 0 {
		t.Errorf("the record was asked for events %d times", r.asked)
	}
	if got := r.all(t); len(got) != 2 {
		t.Errorf("%s was added", got[2].Action)
	}
	same(t, k.Table(), r, 1)
	if k.State().Source != live.FromSnapshot {
		t.Errorf("%+v", k.State())
	}
}

// TestSeedingRace has another replica append first.
func TestSeedingRace(t *testing.T) {
	r := newMemory("a")
	other := keeper(r, nil, func(c *live.Config) { c.Embedded = with(embedded().Notices[:2]...) })
	r.before = func() { refresh(t, other) }
	k := keeper(r, nil)
	refresh(t, k)
	events := r.all(t)
	if len(events) != 2 || events[1].Action != record.Embed || len(events[1].Published) != len(embedded().Notices)-2 {
		t.Fatalf("%d events; the last is %s of %d notices", len(events), events[len(events)-1].Action, len(events[len(events)-1].Published))
	}
	refresh(t, other)
	same(t, k.Table(), r, 1)
	same(t, other.Table(), r, 1)
}

func TestUnwritable(t *testing.T) {
	r := newMemory("a")
	r.readOnly = errors.New("read only")
	k := keeper(r, nil)
	if err := k.Refresh(context.Background()); err == nil {
		t.Error("no error")
	}
	expect(t, k, live.NotReady, live.RecordUnwritable, live.TableUnknown)
	r.set(func(m *memory) { m.readOnly = nil })
	r.add(t, record.Event{Action: record.Baseline})
	r.set(func(m *memory) { m.readOnly = errDown })
	if err := k.Refresh(context.Background()); err == nil {
		t.Error("no error")
	}
	expect(t, k, live.Degraded, live.RecordUnwritable)
	same(t, k.Table(), r, 0)
}

// TestNothing has neither a record nor a snapshot, and then the record.
func TestNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newMemory("a")
		r.down = errDown
		k := keeper(r, &shelf{}, every(time.Hour))
		run(t, k)
		synctest.Wait()
		if k.Table() != nil {
			t.Error("there is a table")
		}
		expect(t, k, live.NotReady, live.RecordUnreachable, live.RedisMissing, live.TableUnknown)
		r.set(func(m *memory) { m.down = nil })
		within(t, k, 0, time.Second)
		synctest.Wait()
		expect(t, k, live.Ready)
		same(t, k.Table(), r, 0)
	})
}

// kept returns a shelf with the snapshot of all events.
func kept(t testing.TB, r *memory) *shelf {
	t.Helper()
	k := keeper(r, nil)
	refresh(t, k)
	return &shelf{snapshot: live.SnapshotOf(k)}
}

// TestSnapshotAlone starts from a snapshot while the record is away.
func TestSnapshotAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := baseline(t, "a")
		r.add(t, publish("CN", 2), publish("CN-GX", 2))
		s := kept(t, r)
		r.set(func(m *memory) { m.down = errDown })
		k := keeper(r, s, every(time.Hour))
		run(t, k)
		within(t, k, 2, time.Second)
		synctest.Wait()
		same(t, k.Table(), r, 2)
		expect(t, k, live.Degraded, live.RecordUnreachable)
		if st := k.State(); st.Source != live.FromSnapshot || st.RecordID != "a" || st.Record != live.Unreachable {
			t.Errorf("%+v", st)
		}
		r.set(func(m *memory) { m.down = nil })
		r.add(t, publish("CN", 3))
		within(t, k, 3, time.Second) // it is tried every second, however rare the polls are
		same(t, k.Table(), r, 3)
		synctest.Wait()
		expect(t, k, live.Ready)
		if got := codes(k.State().Mended); got != live.RecordUnreachable {
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
		k := keeper(r, s)
		run(t, k)
		within(t, k, 0, time.Second)
		synctest.Wait()
		expect(t, k, live.NotReady, live.RedisOtherRecord)
		same(t, k.Table(), r, 0)
		if s.snapshot.Record != "b" {
			t.Error("the other record's snapshot was overwritten")
		}
		s.set(func(s *shelf) { s.snapshot = nil })
		within(t, k, r.add(t, publish("CN", 2)), live.DefaultPoll)
		synctest.Wait()
		expect(t, k, live.Ready)
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
		k := keeper(r, s)
		run(t, k)
		within(t, k, 2, time.Second)
		changed := k.Changed()
		r.set(func(m *memory) { m.down = nil })
		<-changed
		within(t, k, 0, time.Second)
		synctest.Wait()
		same(t, k.Table(), r, 0)
		expect(t, k, live.NotReady, live.RedisOtherRecord)
		if got := k.State().RecordID; got != "a" {
			t.Errorf("record %s", got)
		}
	})
}

func TestRejected(t *testing.T) {
	src := with(embedded().Notices...)
	src.Definitions = append(src.Definitions[:len(src.Definitions):len(src.Definitions)], holidays.Definition{ID: "CN-XX", Parent: "CN-YY"})
	k := keeper(baseline(t, "a"), nil, func(c *live.Config) { c.Embedded = src })
	if err := k.Refresh(context.Background()); err == nil {
		t.Error("no error")
	}
	expect(t, k, live.NotReady, live.TableRejected, live.TableUnknown)
}
