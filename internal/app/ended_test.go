package app

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"shixian/holidays/record"
)

// absentRecord keeps replies unless it is away. It is safe for concurrent use.
type absentRecord struct {
	record.Store

	mu   sync.Mutex
	away error
	kept []string
}

func (r *absentRecord) setAway(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.away = err
}

func (r *absentRecord) KeepReply(ctx context.Context, key string, _ []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := errors.Join(r.away, ctx.Err()); err != nil {
		return err
	}
	r.kept = append(r.kept, key)
	return nil
}

// TestSignOutWhileAway: sessions that were ended while the record was away, or by somebody who
// did not wait for it, are kept once it is back, each of them once.
func TestSignOutWhileAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		away := errors.New("away")
		r := &absentRecord{away: away}
		e := newEndedSessions(r)
		running, stop := context.WithCancel(t.Context())
		go e.run(running)
		for _, id := range []string{"a", "b"} {
			if err := e.Add(t.Context(), id); !errors.Is(err, away) {
				t.Errorf("%s: %v", id, err)
			}
			time.Sleep(10 * endedRetry)
		}
		r.setAway(nil)
		if err := e.Add(t.Context(), "c"); err != nil {
			t.Error(err)
		}
		time.Sleep(endedRetry)
		synctest.Wait()
		gone, leave := context.WithCancel(t.Context())
		leave()
		if err := e.Add(gone, "d"); !errors.Is(err, context.Canceled) {
			t.Errorf("d: %v", err)
		}
		synctest.Wait()
		if want := []string{"ended-session:c", "ended-session:a", "ended-session:b", "ended-session:d"}; !slices.Equal(r.kept, want) {
			t.Errorf("kept: %v, want %v", r.kept, want)
		}
		r.setAway(record.ErrBundle)
		if err := e.Add(t.Context(), "e"); err != nil || len(e.untold) > 0 {
			t.Errorf("in a bundle: %v, %v is tried again", err, e.untold)
		}
		stop()
		synctest.Wait()
	})
}
