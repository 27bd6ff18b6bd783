package live_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/holidays/record"
)

// saysNew says whether a follower says that its record is new.
func saysNew(f *live.Follower) bool {
	s := f.State()
	said := slices.ContainsFunc(s.Reasons, func(r live.Reason) bool { return r.Code == live.RecordNew })
	return said && s.Status == live.Degraded && f.Table() != nil
}

// TestNewRecord is said to be new until somebody publishes, withdraws or rolls back, or for
// a day, by the replica that made it and by those that come later. It is logged once.
func TestNewRecord(t *testing.T) {
	for name, end := range map[string]func(r *memory, clock *time.Time){
		"a publish":    func(r *memory, _ *time.Time) { r.add(t, publish("CN-GX", 2)) },
		"a withdrawal": func(r *memory, _ *time.Time) { r.add(t, withdraw(embedded().Notices[0].ID)) },
		"a rollback":   func(r *memory, _ *time.Time) { r.add(t, record.Event{Action: record.Rollback, Who: "丙"}) },
		"a day":        func(_ *memory, clock *time.Time) { *clock = now.Add(24 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			r, clock, log := newMemory("the-record"), now, &logbook{}
			f := followerOf(r, nil, at(&clock), log.into)
			tick(t, f, &clock, 0)
			tick(t, f, &clock, 23*time.Hour)
			second := followerOf(r, nil, at(&clock))
			tick(t, second, &clock, time.Minute)
			r.add(t, record.Event{Action: record.Embed, Who: "shixian"}) // a program's own
			tick(t, f, &clock, time.Minute)
			if !saysNew(f) || !saysNew(second) {
				t.Errorf("not new: %+v", f.State())
			}
			if detail := f.State().Reasons[0].Detail; !strings.Contains(detail, "SHIXIAN_RECORD_ID=the-record") || !strings.Contains(detail, now.Format(time.RFC3339)) {
				t.Error(detail)
			}
			end(r, &clock)
			third := followerOf(r, nil, at(&clock))
			for _, f := range []*live.Follower{f, second, third} {
				tick(t, f, &clock, time.Minute)
				if saysNew(f) {
					t.Errorf("still new: %+v", f.State())
				}
			}
			clock = now.Add(time.Hour)
			tick(t, f, &clock, 0) // whatever the clock says later
			if n := log.count("level=WARN"); n != 1 || saysNew(f) {
				t.Errorf("%d warnings; %+v", n, f.State())
			}
		})
	}
}

// TestPinned: the record that the settings name is never said to be new; another one is
// neither read nor written to, also if it is met late, and a snapshot of it is not taken.
func TestPinned(t *testing.T) {
	r := newMemory("a")
	f := followerOf(r, nil, pinnedTo("a"))
	refresh(t, f)
	if expect(t, f, live.Ready); saysNew(f) {
		t.Error("it is said to be new")
	}
	s := kept(t, r)
	r.set(func(m *memory) { m.down = errDown })
	late := followerOf(r, s, pinnedTo("a"))
	_ = late.Refresh(context.Background())
	expect(t, late, live.Degraded, live.RecordUnreachable)

	other := newMemory("b")
	for name, f := range map[string]*live.Follower{
		"at the start":    followerOf(other, nil, pinnedTo("a")),
		"with a snapshot": followerOf(other, kept(t, baseline(t, "b")), pinnedTo("a")),
	} {
		if err := f.Refresh(context.Background()); !errors.Is(err, record.ErrUnavailable) || !strings.Contains(err.Error(), "SHIXIAN_RECORD_ID=a") {
			t.Errorf("%s: %v", name, err)
		}
		if got := codes(f.State().Reasons); !strings.HasPrefix(got, live.RecordOther) || f.Table() != nil {
			t.Errorf("%s: %s", name, got)
		}
	}
	if len(other.events) != 0 || other.probes != 0 {
		t.Error("the other record was written to")
	}
	r.set(func(m *memory) { m.down, m.id = nil, "b" })
	_ = late.Refresh(context.Background())
	expect(t, late, live.Degraded, live.RecordOther)
	r.set(func(m *memory) { m.id = "a" })
	refresh(t, late)
	expect(t, late, live.Ready)
}
