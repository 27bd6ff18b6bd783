package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"shixian/holidays/record"
)

// stored is an event as the table holds it. body is its JSON with the hash left
// empty: the text that was hashed.
type stored struct {
	revision         int64
	prev, hash, body string
	checkpoint       string // empty for none
}

// Last implements [record.Log].
func (s *Store) Last(ctx context.Context) (revision int64, hash string, err error) {
	err = s.read(ctx, "read the last event", func(ctx context.Context) error {
		return s.row(ctx, s.db, "SELECT revision, hash FROM events ORDER BY revision DESC LIMIT 1").Scan(&revision, &hash)
	})
	return revision, hash, err
}

// Events implements [record.Log].
func (s *Store) Events(ctx context.Context, after int64, limit int) (events []record.Event, err error) {
	err = s.read(ctx, "read events", func(ctx context.Context) error {
		return s.rows(ctx, func(scan func(...any) error) error {
			var r stored
			if err := scan(&r.revision, &r.prev, &r.hash, &r.body, &r.checkpoint); err != nil {
				return err
			}
			e, err := decode(r)
			if err != nil {
				return fmt.Errorf("%w: %w", record.ErrDamaged, err)
			}
			events = append(events, e)
			return nil
		}, s.eventsQuery(), after, max(limit, 0))
	})
	return events, err
}

// Append implements [record.Log]. An event that is not sealed is refused.
func (s *Store) Append(ctx context.Context, e record.Event) error {
	doing := fmt.Sprintf("append event %d", e.Revision)
	r, err := encode(e)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return s.write(ctx, doing, func(ctx context.Context, tx *sql.Tx) error { return s.insert(ctx, tx, r) })
}

// insert appends an event, unless the one that it follows is not as it was written: what
// somebody has changed past this program is not built upon.
func (s *Store) insert(ctx context.Context, q querier, r stored) error {
	before := stored{revision: r.revision - 1, hash: r.prev}
	err := s.row(ctx, q, "SELECT prev, body FROM events WHERE revision = ?1 AND hash = ?2", before.revision, before.hash).
		Scan(&before.prev, &before.body)
	if err == nil {
		if _, err := decode(before); err != nil {
			return fmt.Errorf("%w: %w", record.ErrDamaged, err)
		}
	} else if !errors.Is(err, sql.ErrNoRows) { // the database refuses an event that follows none
		return err
	}
	_, err = s.exec(ctx, q, "INSERT INTO events (revision, prev, hash, body) VALUES (?1, ?2, ?3, ?4)",
		r.revision, r.prev, r.hash, r.body)
	if err != nil || r.checkpoint == "" {
		return err
	}
	return s.insertCheckpoint(ctx, q, r.hash, r.checkpoint)
}

// AddCheckpoint implements [record.Log].
func (s *Store) AddCheckpoint(ctx context.Context, hash, checkpoint string) error {
	return s.write(ctx, "add a checkpoint", func(ctx context.Context, tx *sql.Tx) error {
		return s.insertCheckpoint(ctx, tx, hash, checkpoint)
	})
}

func (s *Store) insertCheckpoint(ctx context.Context, q querier, hash, checkpoint string) error {
	_, err := s.exec(ctx, q, "INSERT INTO checkpoints (hash, note) VALUES (?1, ?2) ON CONFLICT DO NOTHING", hash, checkpoint)
	return err
}

// eventsQuery reads events after a revision with their checkpoints. A backup that an
// earlier program made has none.
func (s *Store) eventsQuery() string {
	if s.unsigned {
		return "SELECT revision, prev, hash, body, '' FROM events WHERE revision > ?1 ORDER BY revision LIMIT ?2"
	}
	return "SELECT e.revision, e.prev, e.hash, e.body, COALESCE(c.note, '') FROM events e LEFT JOIN checkpoints c" +
		" ON c.hash = e.hash WHERE e.revision > ?1 ORDER BY e.revision LIMIT ?2"
}

// encode returns e as it is stored. It refuses one that would not come back as it
// went in.
func encode(e record.Event) (stored, error) {
	body, err := record.Encode(e)
	if err != nil {
		return stored{}, err
	}
	r := stored{e.Revision, e.Prev, e.Hash, body, e.Checkpoint}
	back, err := decode(r)
	if err == nil && back.Text != e.Text {
		err = fmt.Errorf("event %d would not be read as it was written", e.Revision)
	}
	return r, err
}

// decode returns a stored event after checking it against its hash.
func decode(r stored) (record.Event, error) {
	e, err := record.Decode(r.body, r.hash)
	switch {
	case err != nil:
		return e, fmt.Errorf("event %d: %w", r.revision, err)
	case e.Revision != r.revision || e.Prev != r.prev:
		return e, fmt.Errorf("event %d is stored in the place of another", r.revision)
	}
	e.Checkpoint = r.checkpoint
	return e, nil
}
