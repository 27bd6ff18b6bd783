package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"shixian/holidays/record"
)

// ErrNotEmpty says that a record cannot be restored because the store holds one.
var ErrNotEmpty = errors.New("the store already holds a record; nothing was changed")

// ErrNoEvents says that a backup holds no event, and so no record.
var ErrNoEvents = errors.New("the backup holds no events")

// contents is all that a record holds.
type contents struct {
	id      string
	events  []record.Event
	drafts  []record.Draft // also those that were published
	replies []reply
}

type reply struct {
	key  string
	text []byte
}

// Restore fills an empty record from a backup that [SQLite.Backup] made, after
// checking the backup's hash chain: all of it, or nothing. The record takes over
// the backup's id. then makes the event with which it goes on, of which it is given the
// record's id and the backup's events. The store may be of either kind. The errors include
// [ErrNotEmpty] and [ErrNoEvents].
func (s *Store) Restore(ctx context.Context, file string, then func(id string, events []record.Event) (record.Event, error)) error {
	doing := "restore " + file
	c, err := readBackup(ctx, file)
	if err != nil {
		return (&Store{dialect: sqliteDialect}).explain(ctx, doing, err) // it is of the backup's own database
	}
	e, err := then(c.id, c.events)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	c.events = append(c.events, e)
	err = s.withBackupBound().write(ctx, doing, func(ctx context.Context, tx *sql.Tx) error {
		var rows int64
		if err := s.row(ctx, tx, "SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM drafts)"+
			" + (SELECT count(*) FROM replies)").Scan(&rows); err != nil {
			return err
		}
		if rows > 0 {
			return ErrNotEmpty
		}
		return s.fill(ctx, tx, c)
	})
	if err == nil {
		s.file.become(c.id)
	}
	return err
}

// fill puts c into an empty record.
func (s *Store) fill(ctx context.Context, tx *sql.Tx, c contents) error {
	if _, err := s.exec(ctx, tx, "UPDATE record SET id = ?1", c.id); err != nil {
		return err
	}
	for _, e := range c.events {
		r, err := encode(e)
		if err == nil {
			err = s.insert(ctx, tx, r)
		}
		if err != nil {
			return err
		}
	}
	for _, d := range c.drafts {
		if err := s.insertDraft(ctx, tx, d); err != nil {
			return err
		}
	}
	for _, r := range c.replies {
		if err := s.insertReply(ctx, tx, r.key, r.text); err != nil {
			return err
		}
	}
	return nil
}

func readBackup(ctx context.Context, file string) (contents, error) {
	// The file may come from anywhere: it is not written to, and no function that
	// its schema might name is run.
	db, err := sqliteDB(file, url.Values{"mode": {"ro"}, "_defensive": {"true"}, "_error_rc": {"true"}, "_pragma": {"trusted_schema(off)"}})
	if err != nil {
		return contents{}, err
	}
	s := newStore(db, sqliteDialect, backupBound)
	var state string
	err = s.row(ctx, db, "PRAGMA integrity_check(1)").Scan(&state)
	if err == nil && state != "ok" {
		err = fmt.Errorf("the file is damaged: %s", state)
	}
	var c contents
	if err == nil {
		c, err = s.contents(ctx)
	}
	return c, errors.Join(err, db.Close())
}

// contents reads all that the record holds and checks its chain.
func (s *Store) contents(ctx context.Context) (c contents, err error) {
	if c.id, err = s.ID(ctx); err != nil {
		return c, err
	}
	migrated := 0
	if err := s.row(ctx, s.db, "SELECT max(version_id) FROM migrations").Scan(&migrated); err != nil {
		return c, err
	}
	s.unsigned = migrated < 6
	const all = 1 << 62
	if c.events, err = s.Events(ctx, -1, all); err != nil {
		return c, err
	}
	if len(c.events) == 0 {
		return c, ErrNoEvents
	}
	if err = record.Verify(nil, c.events); err != nil {
		return c, err
	}
	if c.drafts, err = s.allDrafts(ctx, migrated); err != nil {
		return c, err
	}
	err = s.rows(ctx, func(scan func(...any) error) error {
		var r reply
		err := scan(&r.key, &r.text)
		c.replies = append(c.replies, r)
		return err
	}, "SELECT key, reply FROM replies ORDER BY key")
	return c, err
}

// allDrafts returns the drafts as they are kept, published ones too. A backup that an
// earlier program made has neither those nor summaries.
func (s *Store) allDrafts(ctx context.Context, migrated int) ([]record.Draft, error) {
	if migrated < 3 {
		return s.selectDrafts(ctx, "SELECT id, calendar, author, version, created, updated, NULL, body, 0 FROM drafts")
	}
	return s.selectDrafts(ctx, openDrafts+" UNION ALL "+publishedOf)
}
