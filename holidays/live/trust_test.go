package live_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/recordtest"
)

// disk is a checkpoint in memory.
type disk struct{ text string }

func (k *disk) Load() (string, error)    { return k.text, nil }
func (k *disk) Save(signed string) error { k.text = signed; return nil }

// signing gives a follower keys, and something that outlives it.
func signing(keys *checkpoint.Keys, k *disk) func(*live.Config) {
	return func(c *live.Config) { c.Keys, c.LastSeen = keys, k }
}

// publishBy has a follower seal and sign an event, and appends it.
func publishBy(t testing.TB, f *live.Follower, m *memory, e record.Event) {
	t.Helper()
	e.Time = now
	e, err := f.Seal(t.Context(), f.Table().Position(), e)
	if err == nil {
		err = m.Append(t.Context(), e)
	}
	if err != nil {
		t.Fatal(err)
	}
	refreshed(t, f)
}

// again writes events into an empty copy of m, each changed first, and signed with keys
// that may be nil.
func again(t testing.TB, m *memory, keys *checkpoint.Keys, change func(i int, e *record.Event)) (events, hashes []string, signed map[string]string) {
	t.Helper()
	out := newMemory(m.id)
	var prev *record.Event
	var tree checkpoint.Tree
	for i, e := range m.all(t) {
		e.Checkpoint = ""
		change(i, &e)
		e, err := record.Seal(e, prev)
		if err == nil && keys.Signs() {
			e, err = checkpoint.SignEvent(m.id, &tree, e, keys)
		}
		if err == nil {
			err = tree.Append(e.Hash)
		}
		if err == nil {
			err = out.Append(t.Context(), e)
		}
		if err != nil {
			t.Fatal(err)
		}
		prev = &e
	}
	return out.events, out.hashes, out.checkpoints
}

// forgeries are what somebody may do to a record who can write to its database and does
// not have the key.
var forgeries = map[string]func(t testing.TB, m *memory){
	"the last events are dropped": func(_ testing.TB, m *memory) {
		m.events, m.hashes = m.events[:2], m.hashes[:2]
	},
	"an event is added as somebody else": func(t testing.TB, m *memory) { m.add(t, publish("CN", 9)) },
	"an event is changed and the chain computed anew": func(t testing.TB, m *memory) {
		m.events, m.hashes, _ = again(t, m, nil, func(i int, e *record.Event) {
			if i == 1 {
				e.Who = "另一人"
			}
		})
	},
	"the chain is computed anew without checkpoints": func(t testing.TB, m *memory) {
		m.events, m.hashes, m.checkpoints = again(t, m, nil, func(i int, e *record.Event) {
			if i == 2 {
				e.Published = nil
			}
		})
	},
	"the chain is computed anew and signed with another key": func(t testing.TB, m *memory) {
		m.events, m.hashes, m.checkpoints = again(t, m, recordtest.Keys(t, 9), func(i int, e *record.Event) {
			if i == 2 {
				e.Why = "另一理由"
			}
		})
	},
	"an event is put in between": func(t testing.TB, m *memory) {
		all := m.all(t)
		out := newMemory(m.id)
		var prev *record.Event
		for i, e := range append(all[:2:2], append([]record.Event{publish("CN", 9)}, all[2:]...)...) {
			if i == 2 {
				e.Time = now
			}
			e.Checkpoint = ""
			e, err := record.Seal(e, prev)
			if err != nil {
				t.Fatal(err)
			}
			if err := out.Append(t.Context(), e); err != nil {
				t.Fatal(err)
			}
			prev = &e
		}
		m.events, m.hashes = out.events, out.hashes
	},
	"a restore is claimed": func(t testing.TB, m *memory) {
		m.events, m.hashes = m.events[:2], m.hashes[:2]
		m.restore(t, now.Add(time.Hour))
	},
}

// TestOnlyWhatIsNewIsExamined: a new revision does not cost another reading of the whole
// record, on the replica that published it and on others.
func TestOnlyWhatIsNewIsExamined(t *testing.T) {
	m, keys := newMemory("a"), recordtest.Keys(t, 1)
	f := refreshed(t, followerOf(m, nil, signing(keys, &disk{})))
	for revision := range 60 {
		publishBy(t, f, m, publish("CN", revision+1))
	}
	other := refreshed(t, followerOf(m, nil, signing(keys, &disk{})))
	m.set(func(m *memory) { m.handed = 0 })
	publishBy(t, f, m, publish("CN", 61))
	refreshed(t, other)
	_, a := f.Checkpoint()
	_, b := other.Checkpoint()
	if m.handed > 4 || a.Size != 62 || a.Text() != b.Text() {
		t.Errorf("%d events were read for one; checkpoints of %d and %d", m.handed, a.Size, b.Size)
	}
}

// TestForgedRecord: a replica that has seen a signed checkpoint does not take over a record
// that is no signed continuation of it, whether it runs or is started anew; it goes on with
// the table that was verified. Whoever has kept the checkpoint finds it as well. Once
// somebody accepts the record, all replicas take it over.
func TestForgedRecord(t *testing.T) {
	for name, forge := range forgeries {
		t.Run(name, func(t *testing.T) {
			keys, d, s := recordtest.Keys(t, 1), &disk{}, &fakeSnapshots{}
			m := newMemory("a")
			f := refreshed(t, followerOf(m, nil, signing(keys, d)))
			publishBy(t, f, m, publish("CN", 2))
			publishBy(t, f, m, publish("CN", 3))
			expect(t, f, live.Ready)
			before, _ := f.Checkpoint()
			held := f.State()
			s.snapshot = snapshotOf(t, m, keys)
			forge(t, m)

			if err := f.Refresh(t.Context()); err == nil || f.State().Position != held.Position {
				t.Errorf("a replica that runs: %v, %s", err, f.State().Position)
			}
			expect(t, f, live.Degraded, live.RecordRewritten)
			late := followerOf(m, nil, signing(keys, d))
			if err := late.Refresh(t.Context()); err == nil || late.Table() != nil {
				t.Errorf("a replica that starts took it over: %v", err)
			}
			cached := followerOf(m, s, signing(keys, d))
			if err := cached.Refresh(t.Context()); err == nil || cached.Table() == nil || cached.State().Position != held.Position {
				t.Errorf("a replica that starts with a snapshot: %v %+v", err, cached.State())
			}
			found(t, m, keys, before)

			head := m.positions(t)[len(m.positions(t))-1]
			if _, err := f.Accept(t.Context(), record.Position{Revision: head.Revision, Prefix: "00000000"}, "甲", "试"); !errors.Is(err, record.ErrConflict) {
				t.Errorf("another record was accepted: %v", err)
			}
			if _, err := f.Accept(t.Context(), head, "甲, 乙", "试"); err != nil {
				t.Fatal(err)
			}
			for _, f := range []*live.Follower{f, late, refreshed(t, followerOf(m, nil, signing(keys, d)))} {
				refreshed(t, f)
				expect(t, f, live.Ready)
				same(t, f.Table(), m, head.Revision+1)
			}
			if _, err := checkpoint.Verify(m.id, m.all(t), keys); err != nil {
				t.Errorf("after it was accepted: %v", err)
			}
			if _, err := f.Accept(t.Context(), head, "甲", "试"); !errors.Is(err, record.ErrConflict) {
				t.Errorf("accepted twice: %v", err)
			}
		})
	}
}

// TestPromotedStandby: a standby that lacks the last event is promoted, and a replica that
// knows nothing of that event publishes on it with the right key. A replica that has seen
// the event says so instead of taking over what it never was; so does one that starts with
// its checkpoint. Somebody accepts it, and all replicas go on together.
func TestPromotedStandby(t *testing.T) {
	keys, d := recordtest.Keys(t, 1), &disk{}
	m := newMemory("a")
	f := refreshed(t, followerOf(m, nil, signing(keys, d)))
	publishBy(t, f, m, publish("CN", 2))
	publishBy(t, f, m, publish("CN", 3))
	held := f.State().Position
	m.set(func(m *memory) { m.events, m.hashes = m.events[:2], m.hashes[:2] })
	stays := func(f *live.Follower, want string) {
		t.Helper()
		if err := f.Refresh(t.Context()); err == nil || f.State().Position != want {
			t.Errorf("%v, at %s", err, f.State().Position)
		}
		if codes := codes(f.State().Reasons); !strings.Contains(codes, live.RecordRewritten) {
			t.Errorf("the reasons are %s", codes)
		}
	}
	stays(f, held)
	stays(followerOf(m, nil, signing(keys, d)), "-1")

	blind := refreshed(t, followerOf(m, nil, signing(keys, &disk{})))
	publishBy(t, blind, m, publish("CN", 4))
	publishBy(t, blind, m, publish("CN", 5))
	stays(f, held)
	stays(followerOf(m, nil, signing(keys, d)), "-1")
	if _, err := f.Accept(t.Context(), m.positions(t)[3], "甲", "备库接管"); err != nil {
		t.Fatal(err)
	}
	for _, f := range []*live.Follower{f, blind, refreshed(t, followerOf(m, nil, signing(keys, d)))} {
		refreshed(t, f)
		expect(t, f, live.Ready)
		same(t, f.Table(), m, 4)
	}
}

// snapshotOf returns the snapshot of a record.
func snapshotOf(t testing.TB, m *memory, keys *checkpoint.Keys) *live.Snapshot {
	t.Helper()
	s := &fakeSnapshots{}
	f := followerOf(m, s, signing(keys, &disk{}))
	stop := run(t, f)
	within(t, f, int64(len(m.events)-1), time.Minute)
	until(t, "the snapshot", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.snapshot != nil })
	stop()
	return s.snapshot
}

// found checks that whoever has kept a checkpoint finds that a record was forged.
func found(t testing.TB, m *memory, keys *checkpoint.Keys, signed string) {
	t.Helper()
	before, err := keys.Open(signed)
	if err != nil {
		t.Fatal(err)
	}
	v, err := checkpoint.Verify(m.id, m.all(t), keys)
	if err == nil {
		err = before.Continues(m.id, &v.Tree)
	}
	if err == nil {
		t.Error("verify --against finds nothing")
	}
}

// TestSignedRestore: a restore that is signed is taken over, by replicas that run and by
// those that start, also if its key is new and known.
func TestSignedRestore(t *testing.T) {
	old := recordtest.Keys(t, 1)
	keys := recordtest.Keys(t, 2, old.Public()...)
	for _, by := range []*checkpoint.Keys{old, keys} {
		d := &disk{}
		m := newMemory("a")
		first := refreshed(t, followerOf(m, nil, signing(old, d)))
		publishBy(t, first, m, publish("CN", 2))
		publishBy(t, first, m, publish("CN", 3))
		f := refreshed(t, followerOf(m, nil, signing(keys, d)))
		m.events, m.hashes = m.events[:2], m.hashes[:2]
		e, err := checkpoint.Restore(m.id, m.all(t), now.Add(time.Second), "admin", "the disk was lost", by)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Append(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		for _, f := range []*live.Follower{f, followerOf(m, nil, signing(keys, d))} {
			refreshed(t, f)
			expect(t, f, live.Ready)
			same(t, f.Table(), m, 2)
		}
	}
}

// TestSigningBegins: a record in which nothing is signed is signed from its last event on,
// and every revision after that has its checkpoint.
func TestSigningBegins(t *testing.T) {
	m := baseline(t, "a")
	m.add(t, publish("CN", 2))
	keys, d := recordtest.Keys(t, 1), &disk{}
	f := refreshed(t, followerOf(m, nil, signing(keys, d)))
	publishBy(t, f, m, publish("CN", 3))
	for revision, want := range []bool{false, true, true} {
		signed, err := f.CheckpointAt(t.Context(), int64(revision))
		if err != nil || (signed != "") != want {
			t.Errorf("revision %d: %q, %v", revision, signed, err)
		}
	}
	v, err := checkpoint.Verify(m.id, m.all(t), keys)
	if signed, c := f.Checkpoint(); err != nil || v.Since != 1 || signed != d.text || c.Size != 3 || c.Text() != v.Last.Text() {
		t.Errorf("%v, since %d, kept %q", err, v.Since, d.text)
	}
	plain := refreshed(t, followerOf(m, nil))
	if s := plain.State(); s.Signing != "off" || s.Checkpoint != "" || f.State().Signing != "on" || f.State().Checkpoint == "" {
		t.Errorf("%+v", s)
	}
}
