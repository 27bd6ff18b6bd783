package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"shixian/holidays/record"
)

// Publish implements [record.Drafts].
func (s *Store) Publish(ctx context.Context, e record.Event, draft string, version int64, key string, reply []byte) (earlier []byte, done bool, err error) {
	doing := fmt.Sprintf("publish event %d", e.Revision)
	r, err := encode(e)
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", doing, err)
	}
	err = s.write(ctx, doing, func(ctx context.Context, tx *sql.Tx) error {
		earlier, done, err = s.earlier(ctx, tx, key)
		if err != nil || done {
			return err
		}
		return s.publish(ctx, tx, r, draft, version, key, reply)
	})
	if key != "" && (errors.Is(err, record.ErrConflict) || errors.Is(err, record.ErrNotFound)) {
		// It may have lost to the same request, sent twice.
		if won, replyErr := s.Reply(ctx, key); replyErr == nil {
			return won, true, nil
		}
	}
	if err != nil {
		return nil, false, err
	}
	return earlier, done, nil
}

func (s *Store) publish(ctx context.Context, tx *sql.Tx, r stored, draft string, version int64, key string, reply []byte) error {
	if err := s.insert(ctx, tx, r); err != nil {
		return err
	}
	if draft != "" {
		// Whether it is there, and in this version, dropping it will say.
		if _, err := s.exec(ctx, tx, "INSERT INTO published_drafts ("+draftColumns+", revision) SELECT "+draftColumns+
			", ?1 FROM drafts WHERE id = ?2 AND version = ?3", r.revision, draft, version); err != nil {
			return err
		}
		if err := s.dropDraft(ctx, tx, draft, version); err != nil {
			return err
		}
	}
	if key == "" {
		return nil
	}
	return s.insertReply(ctx, tx, key, reply)
}

func (s *Store) insertReply(ctx context.Context, q querier, key string, reply []byte) error {
	_, err := s.exec(ctx, q, "INSERT INTO replies (key, reply) VALUES (?1, ?2)", key, notNil(reply))
	return err
}

// earlier returns the reply stored under key and whether there is one.
func (s *Store) earlier(ctx context.Context, q querier, key string) (reply []byte, found bool, err error) {
	if key == "" {
		return nil, false, nil
	}
	err = s.row(ctx, q, "SELECT reply FROM replies WHERE key = ?1", key).Scan(&reply)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return reply, err == nil, err
}

// Reply implements [record.Drafts].
func (s *Store) Reply(ctx context.Context, key string) (reply []byte, err error) {
	err = s.read(ctx, "read a stored reply", func(ctx context.Context) error {
		return s.row(ctx, s.db, "SELECT reply FROM replies WHERE key = ?1", key).Scan(&reply)
	})
	return reply, err
}

// KeepReply implements [record.Store].
func (s *Store) KeepReply(ctx context.Context, key string, reply []byte) error {
	return s.write(ctx, "store a reply", func(ctx context.Context, tx *sql.Tx) error {
		_, err := s.exec(ctx, tx, "INSERT INTO replies (key, reply) VALUES (?1, ?2) ON CONFLICT DO NOTHING", key, notNil(reply))
		return err
	})
}
