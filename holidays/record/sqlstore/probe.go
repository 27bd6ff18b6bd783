package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"

	"shixian/holidays/record"
)

// probeRoom is how much a probe writes, in bytes: as much as a long notice takes, so
// that a disk which has no room for one is found out before somebody publishes it.
const probeRoom = 32 << 10

// Probe implements [record.Log].
func (s *Store) Probe(ctx context.Context) error {
	return s.write(ctx, "probe whether the record can be written to", func(ctx context.Context, tx *sql.Tx) error {
		_, err := s.exec(ctx, tx, "INSERT INTO probe (one, writes, room) VALUES (1, 1, ?1)"+
			" ON CONFLICT (one) DO UPDATE SET writes = probe.writes + 1, room = excluded.room", make([]byte, probeRoom))
		return err
	})
}

// Written implements [record.Log].
func (s *Store) Written() (n int64, err error) {
	s.writes.mu.Lock()
	defer s.writes.mu.Unlock()
	return s.writes.n, s.writes.last
}

// writes counts writes, and keeps what the last one came to.
type writes struct {
	mu   sync.Mutex
	n    int64
	last error
}

// note takes down what a write came to, unless that says nothing of the database.
func (w *writes) note(err error) {
	refusals := []error{record.ErrConflict, record.ErrNotFound, record.ErrFull, record.ErrDamaged, ErrNotEmpty, context.Canceled}
	if slices.ContainsFunc(refusals, func(r error) bool { return errors.Is(err, r) }) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.n++
	w.last = err
}
