package live_test

import (
	"errors"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
)

// restore appends to m what a restore appends, at a time.
func (m *memory) restore(t testing.TB, at time.Time) record.Event {
	t.Helper()
	e, err := checkpoint.Restore(m.id, m.all(t), at, "admin", "the disk was lost", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Append(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	return e
}

// positions returns the positions of all of m's events.
func (m *memory) positions(t testing.TB) []record.Position {
	t.Helper()
	var out []record.Position
	for _, e := range m.all(t) {
		out = append(out, e.Position())
	}
	return out
}

// refreshed has f read its record.
func refreshed(t testing.TB, f *live.Follower) *live.Follower {
	t.Helper()
	if err := f.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	return f
}

// located checks what becomes of positions.
func located(t testing.TB, f *live.Follower, want map[record.Position]error) {
	t.Helper()
	for p, wantErr := range want {
		got, err := f.Locate(t.Context(), p)
		if !errors.Is(err, wantErr) || (err == nil) != (wantErr == nil) {
			t.Errorf("%s: %v, want %v", p, err, wantErr)
		}
		if err == nil && (got.Revision != p.Revision || p.Revision >= 0 && len(got.Prefix) != 8) {
			t.Errorf("%s is %s", p, got)
		}
	}
}

// TestLocate: a position is one of the history in force, or a bare revision of it; one
// ahead of it is asked for once and then not there. It is the same for a follower that has
// read all events and for one that has not.
func TestLocate(t *testing.T) {
	m := baseline(t, "a")
	m.add(t, publish("CN", 2), publish("CN", 3))
	at := m.positions(t)
	s := &fakeSnapshots{}
	first := followerOf(m, s)
	stop := run(t, first)
	within(t, first, 2, time.Minute)
	until(t, "the snapshot", func() bool { s.mu.Lock(); defer s.mu.Unlock(); return s.snapshot != nil })
	stop()
	for _, f := range []*live.Follower{refreshed(t, followerOf(m, nil)), refreshed(t, followerOf(m, s))} {
		located(t, f, map[record.Position]error{
			record.Beginning: nil, at[0]: nil, at[1]: nil, at[2]: nil, {Revision: 0}: nil, {Revision: 2}: nil,
			{Revision: 0, Prefix: "00000000"}: live.ErrPosition, {Revision: 2, Prefix: at[1].Prefix}: live.ErrPosition,
			{Revision: 3}: live.ErrPosition, {Revision: 3, Prefix: "00000000"}: live.ErrPosition,
		})
		if got := f.State().Position; got != at[2].String() || f.Table().Position() != got {
			t.Errorf("in force is %s, want %s", got, at[2])
		}
	}
	behind := refreshed(t, followerOf(m, nil))
	m.add(t, publish("CN", 4))
	located(t, behind, map[record.Position]error{m.positions(t)[3]: nil})
}

// TestRestoredEpoch: a record is restored from a backup, and loses events. A follower that
// runs takes it over by itself; no position of before holds any more, and every table of
// what is left can still be had by its position.
func TestRestoredEpoch(t *testing.T) {
	m := baseline(t, "a")
	m.add(t, publish("CN", 2))
	backup := &memory{id: "a", events: m.events, hashes: m.hashes}
	m.add(t, publish("CN", 3), publish("CN", 4))
	f := refreshed(t, followerOf(m, nil))
	old := m.positions(t)
	if _, err := f.TableOf(t.Context(), old[2]); err != nil {
		t.Fatal(err)
	}
	m.set(func(m *memory) { m.events, m.hashes = backup.events, backup.hashes })
	if err := f.Refresh(t.Context()); err == nil || f.State().Position != old[3].String() {
		t.Fatalf("a record put back without a word: %v, %s", err, f.State().Position)
	}
	expect(t, f, live.Degraded, live.RecordBehind)
	m.restore(t, now.Add(time.Second))
	m.add(t, publish("CN", 5))
	for _, f := range []*live.Follower{refreshed(t, f), refreshed(t, followerOf(m, nil))} {
		expect(t, f, live.Ready)
		same(t, f.Table(), m, 3)
		at := m.positions(t)
		located(t, f, map[record.Position]error{
			record.Beginning: nil, at[2]: nil, at[3]: nil,
			old[0]: live.ErrPosition, old[1]: live.ErrPosition, old[2]: live.ErrPosition, old[3]: live.ErrPosition,
			{Revision: 1}: live.ErrBare, {Revision: 3}: live.ErrBare,
		})
		for p, want := range map[record.Position]error{
			old[0]: nil, old[1]: nil, at[2]: nil, at[3]: nil, {Revision: 0}: nil, {Revision: 1}: nil,
			old[2]: live.ErrPosition, old[3]: live.ErrPosition, {Revision: 2}: live.ErrBare, {Revision: 3}: live.ErrBare,
		} {
			table, err := f.TableOf(t.Context(), p)
			if !errors.Is(err, want) || (err == nil) != (want == nil) {
				t.Errorf("the table at %s: %v, want %v", p, err, want)
			}
			if err == nil {
				same(t, table, m, p.Revision)
			}
		}
	}
}

// TestOldRestore: an old copy of a record that was once restored is no new restore.
func TestOldRestore(t *testing.T) {
	m := baseline(t, "a")
	m.restore(t, now.Add(time.Second))
	copied := &memory{id: "a", events: m.events, hashes: m.hashes}
	last := m.all(t)[1]
	next := publish("CN", 2)
	next.Time = now.Add(2 * time.Second)
	next, err := record.Seal(next, &last)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Append(t.Context(), next); err != nil {
		t.Fatal(err)
	}
	f := refreshed(t, followerOf(m, nil))
	m.set(func(m *memory) { m.events, m.hashes = copied.events, copied.hashes })
	if err := f.Refresh(t.Context()); err == nil || f.State().Revision != 2 {
		t.Errorf("%v, %s", err, f.State().Position)
	}
	expect(t, f, live.Degraded, live.RecordBehind)
}
