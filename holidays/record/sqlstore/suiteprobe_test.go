package sqlstore

import (
	"context"
	"testing"

	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
)

// testProbe: a probe changes nothing that anybody sees, and counts as a write; what the
// record refuses does not.
func testProbe(t *testing.T, open Open) {
	s, other := open.store(t), open.store(t)
	events := chain(t, s, 2)
	written := func(want int64) {
		t.Helper()
		if n, err := s.Written(); n != want || err != nil {
			t.Errorf("%d writes, the last %v; want %d", n, err, want)
		}
	}
	written(2)
	unchanged(t, s, "probes", func() {
		for range 3 {
			check(t, s.Probe(t.Context()), nil)
			check(t, other.Probe(t.Context()), nil)
		}
	})
	written(5)
	check(t, s.Append(t.Context(), recordtest.Event(t, &events[0], "late")), record.ErrConflict)
	check(t, s.DeleteDraft(t.Context(), "none", 1), record.ErrNotFound)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	check(t, s.Probe(gone), context.Canceled)
	written(5)
}
