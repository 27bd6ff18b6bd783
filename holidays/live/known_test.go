package live_test

import (
	"context"
	"errors"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"shixian/holidays/live"
)

// knows checks which revision is in force, and which the record is known to have.
func knows(t *testing.T, f *live.Follower, revision, known int64) {
	t.Helper()
	if s := f.State(); s.Revision != revision || s.Known != known {
		t.Errorf("revision %d is in force and %d known; want %d and %d", s.Revision, s.Known, revision, known)
	}
}

// TestKnown: the follower knows of a revision as soon as it sees that the record has
// it, whether or not it can be put in force.
func TestKnown(t *testing.T) {
	r := baseline(t, "a")
	f := followerOf(r, nil)
	knows(t, f, -1, -1)
	refresh(t, f)
	knows(t, f, 0, 0)
	r.add(t, publish("CN", 2), publish("CN", 3))
	r.set(func(m *memory) { m.tampered = errors.New("no event") })
	if err := f.Refresh(context.Background()); err == nil {
		t.Error("no error")
	}
	knows(t, f, 0, 2)
	r.set(func(m *memory) { m.tampered = nil })
	refresh(t, f)
	knows(t, f, 2, 2)
}

// TestKnownFromRecordOnly: what is announced tells nothing, however great it is, and
// what the record once had is forgotten if it has it no more.
func TestKnownFromRecordOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, s := baseline(t, "a"), &fakeSnapshots{}
		f := followerOf(r, s)
		run(t, f)
		within(t, f, 0, time.Second)
		synctest.Wait()
		if err := s.Announce(t.Context(), "a", math.MaxInt64); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		knows(t, f, 0, 0)
		expect(t, f, live.Ready)
		revision := r.add(t, publish("CN", 2))
		if err := s.Announce(t.Context(), "a", revision); err != nil {
			t.Fatal(err)
		}
		within(t, f, revision, time.Second)
		knows(t, f, 1, 1)
	})
}

// TestManyAnnouncements: however many there are, the record is asked a few times a
// second, and the last revision shows within one.
func TestManyAnnouncements(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, s := baseline(t, "a"), &fakeSnapshots{}
		f := followerOf(r, s, every(time.Hour))
		run(t, f)
		within(t, f, 0, time.Second)
		synctest.Wait()
		r.set(func(m *memory) { m.looked = 0 })
		for i := range 1000 {
			s.tell(live.Announcement{Revision: math.MaxInt64 - int64(i)})
			time.Sleep(time.Millisecond) // of the bubble's clock
		}
		synctest.Wait()
		if r.looked > 10 {
			t.Errorf("the record was asked %d times in a second", r.looked)
		}
		revision := r.add(t, publish("CN", 2))
		s.tell(live.Announcement{Revision: revision})
		within(t, f, revision, time.Second)
	})
}

// TestKnownOfAnotherRecord: what a snapshot of another record told is forgotten with
// its table.
func TestKnownOfAnotherRecord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		other, r := baseline(t, "b"), baseline(t, "a")
		other.add(t, publish("CN", 2), publish("CN", 3))
		r.set(func(m *memory) { m.down = errDown })
		f := followerOf(r, kept(t, other), every(time.Hour))
		run(t, f)
		within(t, f, 2, time.Second)
		knows(t, f, 2, 2)
		r.set(func(m *memory) { m.down = nil })
		time.Sleep(time.Minute) // of the bubble's clock
		synctest.Wait()
		knows(t, f, 0, 0)
	})
}
