package metrics_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"shixian/holidays/live"
	"shixian/holidays/record"
)

// shelf are snapshots that answer with an error, or without.
type shelf struct{ err error }

func (s shelf) Load(context.Context, string) (*live.Snapshot, error) {
	if s.err != nil {
		return nil, s.err
	}
	return &live.Snapshot{State: record.State{Revision: 3}}, nil
}
func (s shelf) Check(context.Context, *live.Snapshot) error           { return s.err }
func (s shelf) Put(context.Context, *live.Snapshot) (bool, error)     { return true, s.err }
func (s shelf) Rewrite(context.Context, *live.Snapshot) (bool, error) { return true, s.err }
func (s shelf) Announce(context.Context, string, int64) error         { return s.err }
func (s shelf) Listen(context.Context, string) <-chan live.Announcement {
	heard := make(chan live.Announcement, 1)
	heard <- live.Announcement{Revision: 9}
	close(heard)
	return heard
}

// TestSnapshots: each operation is counted under what came of it, and answers what
// the snapshots do.
func TestSnapshots(t *testing.T) {
	for err, want := range map[error][2]string{
		nil:                                  {"ok", "hit"},
		fmt.Errorf("x: %w", live.ErrMissing): {"miss", "miss"},
		fmt.Errorf("x: %w", live.ErrOtherVersion): {"miss", "miss"},
		fmt.Errorf("x: %w", live.ErrAhead):        {"ahead", "error"},
		fmt.Errorf("x: %w", live.ErrBehind):       {"behind", "error"},
		fmt.Errorf("x: %w", live.ErrUnreachable):  {"unreachable", "error"},
		fmt.Errorf("x: %w", live.ErrChecksum):     {"error", "error"},
		fmt.Errorf("x: %w", live.ErrOtherRecord):  {"error", "error"},
		errors.New("x"):                           {"error", "error"},
	} {
		m := newMetrics(nil)
		s := m.Snapshots(shelf{err})
		ctx := t.Context()
		found, loaded := s.Load(ctx, "")
		put, putErr := s.Put(ctx, nil)
		rewritten, rewriteErr := s.Rewrite(ctx, nil)
		for _, got := range []error{loaded, s.Check(ctx, nil), putErr, rewriteErr, s.Announce(ctx, "", 1)} {
			if !errors.Is(got, err) {
				t.Errorf("%v became %v", err, got)
			}
		}
		if !put || !rewritten || err == nil && found.Revision != 3 || (<-s.Listen(ctx, "")).Revision != 9 {
			t.Errorf("%v: %v %v %v", err, found, put, rewritten)
		}
		expected := exposition{`shixian_snapshot_loads_total{result="` + want[1] + `"}`: 1}
		for _, op := range []string{"load", "check", "put", "rewrite", "announce"} {
			expected[`shixian_redis_operations_total{operation="`+op+`",outcome="`+want[0]+`"}`] = 1
			expected[`shixian_redis_operation_duration_seconds_count{operation="`+op+`"}`] = 1
		}
		scrape(t, m).has(t, expected)
	}
}

// TestNoRedis: without Redis there is nothing to tell of it.
func TestNoRedis(t *testing.T) {
	scrape(t, newMetrics(nil)).has(t, exposition{
		`shixian_redis_operations_total{operation="load",outcome="ok"}`: absent, `shixian_snapshot_loads_total{result="hit"}`: absent,
	})
}
