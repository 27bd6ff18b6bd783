package sqlstore

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"

	"shixian/holidays/record"
)

// SnapshotKey returns the key of the snapshots' MACs, [record.SnapshotKeyBytes] long,
// and makes it if there is none. A backup that is restored gets another one: snapshots
// of what was there before are then not read.
func (s *Store) SnapshotKey(ctx context.Context) (key []byte, err error) {
	const query = "SELECT key FROM snapshot_key"
	err = s.read(ctx, "read the snapshots' key", func(ctx context.Context) error {
		return s.row(ctx, s.db, query).Scan(&key)
	})
	if !errors.Is(err, record.ErrNotFound) {
		return key, err
	}
	err = s.write(ctx, "make the snapshots' key", func(ctx context.Context, tx *sql.Tx) error {
		made := make([]byte, record.SnapshotKeyBytes)
		_, _ = rand.Read(made) // cannot fail
		if _, err := s.exec(ctx, tx, "INSERT INTO snapshot_key (one, key) VALUES (1, ?1) ON CONFLICT DO NOTHING", made); err != nil {
			return err
		}
		return s.row(ctx, tx, query).Scan(&key) // another process may have made one first
	})
	return key, err
}
