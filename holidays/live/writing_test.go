package live_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/holidays/record"
)

// tick lets some time pass and then has a follower read the record.
func tick(t testing.TB, f *live.Follower, clock *time.Time, d time.Duration) {
	t.Helper()
	*clock = clock.Add(d)
	_ = f.Refresh(context.Background()) // what it comes to, the state says
}

// TestProbes: it is tried whether the record can be written to when a follower starts, and
// after a minute in which nobody wrote anything.
func TestProbes(t *testing.T) {
	r, clock := baseline(t, "a"), now
	f := followerOf(r, nil, at(&clock))
	for i, c := range []struct {
		wait   time.Duration
		write  bool
		probes int
	}{
		{0, false, 0}, // the baseline was just written
		{59 * time.Second, false, 0}, {time.Second, false, 1}, {time.Second, false, 1},
		{58 * time.Second, true, 1}, {59 * time.Second, false, 1}, {time.Second, false, 2},
		{-time.Hour, false, 3}, // the clock was put back
	} {
		if c.write {
			r.add(t, publish("CN-GX", 2))
		}
		tick(t, f, &clock, c.wait)
		if r.probes != c.probes {
			t.Errorf("step %d: %d probes, want %d", i, r.probes, c.probes)
		}
	}
	if s := f.State(); s.Record != live.OK {
		t.Errorf("%+v", s)
	}
}

// TestCannotWrite: a write that fails is known by the next poll, with its cause, which is
// logged once; the next write that succeeds ends it. Reading goes on.
func TestCannotWrite(t *testing.T) {
	unavailable := func(cause string, errs ...error) error {
		return errors.Join(append(errs, record.ErrUnavailable, errors.New(cause))...)
	}
	r, clock, log := baseline(t, "a"), now, &logbook{}
	f := followerOf(r, nil, at(&clock), log.into)
	tick(t, f, &clock, 0)
	for _, c := range []struct {
		fault error
		code  string
	}{
		{unavailable("25006", record.ErrReadOnly), live.RecordReadOnly},
		{unavailable("database or disk is full (13)", record.ErrNoSpace), live.RecordNoSpace},
		{unavailable("disk I/O error (778)"), live.RecordUnwritable},
		{errors.New("no such table: probe"), live.RecordUnwritable},
	} {
		r.set(func(m *memory) { m.readOnly = c.fault })
		if err := r.Append(context.Background(), record.Event{}); err == nil { // an administrator's
			t.Fatal("written")
		}
		probes := r.probes
		for range 5 {
			tick(t, f, &clock, 5*time.Second)
			expect(t, f, live.Degraded, c.code)
			if s := f.State(); s.Record != live.Unwritable || s.Reasons[len(s.Reasons)-1].Detail != c.fault.Error() {
				t.Errorf("%+v", s)
			}
		}
		if r.probes != probes+4 {
			t.Errorf("%s: %d probes", c.code, r.probes-probes)
		}
		r.set(func(m *memory) { m.readOnly = nil })
		tick(t, f, &clock, time.Minute) // so that the next one is logged
		expect(t, f, live.Ready)
		if s := f.State(); s.Record != live.OK {
			t.Errorf("%+v", s)
		}
	}
	for code, n := range map[string]int{live.RecordReadOnly: 2, live.RecordNoSpace: 2, live.RecordUnwritable: 4} {
		if got := log.count("code=" + code); got != n { // begun and mended
			t.Errorf("%s was logged %d times, want %d", code, got, n)
		}
	}
}

// TestUnwritableSilently finds it without anybody trying to write.
func TestUnwritableSilently(t *testing.T) {
	r, clock := baseline(t, "a"), now
	f := followerOf(r, nil, at(&clock))
	tick(t, f, &clock, 0)
	r.set(func(m *memory) { m.readOnly = errDown })
	tick(t, f, &clock, 30*time.Second)
	expect(t, f, live.Ready)
	tick(t, f, &clock, 30*time.Second)
	expect(t, f, live.Degraded, live.RecordUnwritable)
}

// TestWriteWhileAway: a write that failed since the record was away says nothing once it is
// back.
func TestWriteWhileAway(t *testing.T) {
	r, clock, log := baseline(t, "a"), now, &logbook{}
	f := followerOf(r, nil, at(&clock), log.into)
	tick(t, f, &clock, 0)
	r.set(func(m *memory) { m.down = errDown })
	_ = r.Append(context.Background(), record.Event{})
	tick(t, f, &clock, time.Second)
	expect(t, f, live.Degraded, live.RecordUnreachable)
	if r.probes != 0 {
		t.Error("it was probed though it is away")
	}
	r.set(func(m *memory) { m.down = nil })
	tick(t, f, &clock, time.Second)
	expect(t, f, live.Ready)
	if log.count(live.RecordUnwritable) != 0 {
		t.Error("it is said not to be writable")
	}
}

// TestReplacedFile is refused by name, and taken up again.
func TestReplacedFile(t *testing.T) {
	r, log := baseline(t, "a"), &logbook{}
	f := followerOf(r, nil, log.into)
	refresh(t, f)
	r.set(func(m *memory) { m.down = errors.Join(record.ErrUnavailable, record.ErrReplaced) })
	for range 3 {
		_ = f.Refresh(context.Background())
	}
	expect(t, f, live.Degraded, live.RecordReplaced)
	same(t, f.Table(), r, 0)
	r.set(func(m *memory) { m.down = nil })
	refresh(t, f)
	expect(t, f, live.Ready)
	if n := log.count("code=" + live.RecordReplaced); n != 2 {
		t.Errorf("it was logged %d times", n)
	}
}
