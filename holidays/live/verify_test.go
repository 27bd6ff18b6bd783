package live_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"shixian/holidays/live"
	"shixian/holidays/record/recordtest"
)

// realClock is the clock of the bubble in which a test runs.
func realClock(c *live.Config) { c.Now = time.Now }

// TestVerified: the whole record is read when a follower starts and every day, and a row
// that was changed, dropped or put in is found, though nobody asked for it. Nothing is
// built upon it; the table in force stays.
func TestVerified(t *testing.T) {
	change := func(m *memory) {
		m.events[1] = strings.Replace(m.events[1], "甲", "丁", 1)
	}
	for name, tamper := range map[string]func(m *memory){
		"changed":  change,
		"dropped":  func(m *memory) { m.events = append(m.events[:1:1], m.events[2:]...) },
		"put in":   func(m *memory) { m.events = append(m.events[:2:2], m.events[1:]...) },
		"all gone": func(m *memory) { m.events = nil },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r, log := baseline(t, "a"), &logbook{}
				r.add(t, publish("CN", 2), publish("CN", 3))
				whole := append([]string(nil), r.events...)
				f := followerOf(r, nil, realClock, log.into)
				began := time.Now()
				run(t, f)
				time.Sleep(time.Minute)
				if v := f.State().Verified; v == nil || !v.OK || v.At.Sub(began) > time.Minute {
					t.Fatalf("%+v", v)
				}
				r.set(tamper)
				time.Sleep(24 * time.Hour)
				expect(t, f, live.Degraded, live.RecordTampered)
				if v := f.State().Verified; v.OK || v.At.Sub(began) < 24*time.Hour {
					t.Errorf("%+v", v)
				}
				if err := f.Refresh(context.Background()); !errors.Is(err, live.ErrBroken) {
					t.Errorf("built upon: %v", err)
				}
				r.set(func(m *memory) { m.events = whole })
				same(t, f.Table(), r, 2)
				time.Sleep(10 * time.Minute)
				expect(t, f, live.Ready)
				refresh(t, f)
				if n := log.count("code=" + live.RecordTampered); n != 2 {
					t.Errorf("logged %d times", n)
				}
			})
		})
	}
}

// TestSignaturesVerified: the daily reading finds a checkpoint that is gone or is another's,
// though the events are as they were.
func TestSignaturesVerified(t *testing.T) {
	for name, tamper := range map[string]func(m *memory){
		"gone":      func(m *memory) { delete(m.checkpoints, m.hashes[1]) },
		"another's": func(m *memory) { m.checkpoints[m.hashes[1]] = m.checkpoints[m.hashes[2]] },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := newMemory("a")
				f := refreshed(t, followerOf(m, nil, realClock, signing(recordtest.Keys(t, 1), &disk{})))
				publishBy(t, f, m, publish("CN", 1))
				publishBy(t, f, m, publish("CN", 2))
				run(t, f)
				time.Sleep(time.Minute)
				expect(t, f, live.Ready)
				m.set(tamper)
				time.Sleep(24 * time.Hour)
				expect(t, f, live.Degraded, live.RecordTampered)
			})
		})
	}
}

// TestVerifiedLater: a record that is away when it is due is read once it is back.
func TestVerifiedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := baseline(t, "a")
		f := followerOf(r, nil, realClock)
		r.set(func(m *memory) { m.tampered = errDown }) // it tells its id and its last event
		run(t, f)
		time.Sleep(time.Hour)
		if v := f.State().Verified; v != nil {
			t.Fatalf("%+v", v)
		}
		r.set(func(m *memory) { m.tampered = nil })
		time.Sleep(10 * time.Minute)
		if v := f.State().Verified; v == nil || !v.OK {
			t.Errorf("%+v", v)
		}
	})
}
