package live_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
)

// addNewer appends an event as a newer program writes it, and returns its revision.
func (m *memory) addNewer(t testing.TB, from, to string) int64 {
	t.Helper()
	var prev *record.Event
	if all := m.all(t); len(all) > 0 {
		prev = &all[len(all)-1]
	}
	e := recordtest.Newer(t, prev, from, to)
	if err := m.Append(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	return e.Revision
}

// stays checks that a follower stays at a revision because of a newer event.
func stays(t testing.TB, f *live.Follower, r *memory, revision, known int64) {
	t.Helper()
	if err := f.Refresh(context.Background()); !errors.Is(err, record.ErrNewer) || errors.Is(err, record.ErrUnavailable) || errors.Is(err, live.ErrBroken) {
		t.Errorf("refreshed with %v", err)
	}
	expect(t, f, live.Degraded, live.RecordNewer)
	if s := f.State(); s.Revision != revision || s.Known != known || s.Record != live.OK {
		t.Errorf("%+v; want revision %d of %d", s, revision, known)
	}
	same(t, f.Table(), r, revision)
}

// TestNewer: an event of a kind or with a field that this program does not know keeps
// the table where it is, while it runs and at its start.
func TestNewer(t *testing.T) {
	for name, change := range map[string][2]string{
		"action":     {`"action":"publish"`, `"action":"announce"`},
		"field":      {`"who":`, `"approved":["甲"],"who":`},
		"entry kind": {`"kind":"off"`, `"kind":"half"`},
	} {
		t.Run(name, func(t *testing.T) {
			r := baseline(t, "a")
			running := followerOf(r, nil)
			refresh(t, running)
			r.add(t, publish("CN", 2), publish("CN-GX", 2))
			revision := r.addNewer(t, change[0], change[1])
			stays(t, running, r, 2, revision)
			revision = r.add(t, publish("CN", 9))
			stays(t, running, r, 2, revision)
			started := followerOf(r, nil)
			stays(t, started, r, 2, revision)
			checkEvents(t, started, 0, 10, 1, 2)
		})
	}
}

// TestNewerDetail: readiness names the event.
func TestNewerDetail(t *testing.T) {
	r := baseline(t, "a")
	r.addNewer(t, `"action":"publish"`, `"action":"announce"`)
	f := followerOf(r, nil)
	_ = f.Refresh(context.Background())
	if got := seen(f).Reasons[0].Detail; !strings.Contains(got, `event 1, "announce"`) {
		t.Errorf("the detail is %q", got)
	}
}

// TestNewerFirst: without an event that it understands, there is no table.
func TestNewerFirst(t *testing.T) {
	r := newMemory("a")
	r.addNewer(t, `"action":"baseline"`, `"action":"found"`)
	f := followerOf(r, nil)
	if err := f.Refresh(context.Background()); !errors.Is(err, record.ErrNewer) {
		t.Errorf("refreshed with %v", err)
	}
	expect(t, f, live.NotReady, live.RecordNewer, live.TableUnknown)
}

// TestNewerAppendsNothing: the notices that the record lacks are not added after an
// event that is not understood.
func TestNewerAppendsNothing(t *testing.T) {
	r := newMemory("a")
	r.add(t, record.Event{Action: record.Baseline, Published: embedded().Notices[:2]})
	r.addNewer(t, `"action":"publish"`, `"action":"announce"`)
	f := followerOf(r, nil)
	stays(t, f, r, 0, 1)
	if n := len(r.all(t)); n != 2 {
		t.Errorf("there are %d events", n)
	}
}

// TestNewerPages reads as far as it goes over several pages of events.
func TestNewerPages(t *testing.T) {
	r := baseline(t, "a")
	for range 2 {
		r.add(t, run299()...)
		var gone []string
		for seq := 2; seq <= 300; seq++ {
			gone = append(gone, holidays.NoticeID("CN-GX", 2026, seq))
		}
		r.add(t, withdraw(gone...))
	}
	revision := r.addNewer(t, `"who":`, `"approved":1,"who":`)
	r.add(t, run299()...)
	stays(t, followerOf(r, nil), r, revision-1, revision+299)
}

// TestNewerAfterSnapshot goes on from a snapshot to the last event understood.
func TestNewerAfterSnapshot(t *testing.T) {
	r := baseline(t, "a")
	s := kept(t, r)
	r.add(t, publish("CN", 2))
	revision := r.addNewer(t, `"who":`, `"approved":1,"who":`)
	stays(t, followerOf(r, s), r, 1, revision)
}

// TestNewerAfterOtherSnapshot has the record put back and written on, also by a newer
// program: the record decides as far as it is understood.
func TestNewerAfterOtherSnapshot(t *testing.T) {
	r := baseline(t, "a")
	back := &memory{id: "a", events: r.events, hashes: r.hashes}
	r.add(t, publish("CN", 2))
	s := kept(t, r)
	back.add(t, publish("CN", 3))
	revision := back.addNewer(t, `"who":`, `"approved":1,"who":`)
	f := followerOf(back, s)
	if err := f.Refresh(context.Background()); !errors.Is(err, record.ErrNewer) {
		t.Errorf("refreshed with %v", err)
	}
	expect(t, f, live.Degraded, live.RecordNewer, live.RedisDiffers)
	same(t, f.Table(), back, revision-1)
}

// TestNewerTampered: what is not understood is verified all the same.
func TestNewerTampered(t *testing.T) {
	r := baseline(t, "a")
	f := followerOf(r, nil)
	refresh(t, f)
	r.addNewer(t, `"action":"publish"`, `"action":"announce"`)
	good := r.events[1]
	r.set(func(m *memory) { m.events[1] = strings.Replace(good, "newer", "older", 1) })
	if err := f.Refresh(context.Background()); !errors.Is(err, live.ErrBroken) {
		t.Errorf("refreshed with %v", err)
	}
	expect(t, f, live.Degraded, live.RecordBroken)
	r.set(func(m *memory) { m.events[1] = good })
	stays(t, f, r, 0, 1)
}

// TestNewerTableAt: a revision that the record has is not said not to exist.
func TestNewerTableAt(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, publish("CN", 2))
	revision := r.addNewer(t, `"who":`, `"approved":1,"who":`)
	f := followerOf(r, nil)
	stays(t, f, r, 1, revision)
	for at, want := range map[int64]error{0: nil, 1: nil, 2: record.ErrNewer, 3: live.ErrRevision} {
		table, err := f.TableAt(context.Background(), at)
		if !errors.Is(err, want) {
			t.Errorf("revision %d: %v; want %v", at, err, want)
		}
		if err == nil {
			same(t, table, r, at)
		}
	}
}

// TestNewerAnnounced: an announcement of what is not understood changes nothing, and is
// logged once.
func TestNewerAnnounced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, s, logs := baseline(t, "a"), &fakeSnapshots{}, &logbook{}
		f := followerOf(r, s, logs.into)
		run(t, f)
		within(t, f, 0, time.Second)
		synctest.Wait()
		revision := r.addNewer(t, `"who":`, `"approved":1,"who":`)
		s.tell(live.Announcement{Revision: revision})
		time.Sleep(time.Minute) // of the bubble's clock
		synctest.Wait()
		expect(t, f, live.Degraded, live.RecordNewer)
		knows(t, f, 0, revision)
		if s.snapshot.Revision != 0 {
			t.Errorf("the snapshot is of revision %d", s.snapshot.Revision)
		}
		if n := logs.count("msg=fault code=" + live.RecordNewer); n != 1 {
			t.Errorf("logged %d times", n)
		}
	})
}

// TestCauses: what keeps the record from being read is named, and logged once however
// long it lasts.
func TestCauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, logs := newMemory("a"), &logbook{}
		down := func(cause error) {
			r.set(func(m *memory) { m.down = fmt.Errorf("%w: %w: refused", record.ErrUnavailable, cause) })
		}
		down(record.ErrAccess)
		f := followerOf(r, nil, logs.into)
		run(t, f)
		for _, c := range []struct {
			cause error
			code  string
		}{
			{record.ErrAccess, live.RecordAccess},
			{record.ErrTLS, live.RecordTLS},
			{record.ErrNoDatabase, live.RecordNoDatabase},
			{record.ErrConnections, live.RecordConnections},
			{record.ErrSchema, live.RecordSchema},
			{errors.New("no route"), live.RecordUnreachable},
		} {
			down(c.cause)
			time.Sleep(time.Hour) // of the bubble's clock
			synctest.Wait()
			expect(t, f, live.NotReady, c.code, live.TableUnknown)
			if s := seen(f); s.Record != live.Unreachable || !strings.Contains(s.Reasons[0].Detail, c.cause.Error()) {
				t.Errorf("%s: %+v", c.code, s)
			}
			if n := logs.count("msg=fault code=" + c.code + " "); n != 1 {
				t.Errorf("%s was logged %d times", c.code, n)
			}
		}
		r.set(func(m *memory) { m.down = nil })
		within(t, f, 0, time.Second)
		synctest.Wait()
		expect(t, f, live.Ready)
	})
}
