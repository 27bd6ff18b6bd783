package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"shixian/holidays/record"
)

// timeLayout writes instants in UTC so that they sort as text.
const timeLayout = "2006-01-02T15:04:05.000000000Z"

const (
	draftColumns = "id, calendar, author, version, created, updated, summary, body"
	openDrafts   = "SELECT " + draftColumns + ", 0 FROM drafts"
	publishedOf  = "SELECT " + draftColumns + ", revision FROM published_drafts"
)

// PutDraft implements [record.Drafts].
func (s *Store) PutDraft(ctx context.Context, d record.Draft) error {
	if d.ID == "" || d.Version < 1 {
		return fmt.Errorf("draft %q of version %d: a draft has an id, and versions begin at 1", d.ID, d.Version)
	}
	return s.write(ctx, "store draft "+d.ID, func(ctx context.Context, tx *sql.Tx) error {
		if d.Version == 1 {
			return s.addDraft(ctx, tx, d)
		}
		n, err := s.exec(ctx, tx, "UPDATE drafts SET calendar = ?2, author = ?3, version = ?4, created = ?5,"+
			" updated = ?6, summary = ?7, body = ?8 WHERE id = ?1 AND version = ?4 - 1", draftArgs(d)...)
		return s.oneDraft(ctx, tx, d.ID, n, err)
	})
}

// addDraft makes a draft, if there are not too many.
func (s *Store) addDraft(ctx context.Context, tx *sql.Tx, d record.Draft) error {
	// Nobody else makes one in between.
	if _, err := s.exec(ctx, tx, s.dialect.lockDrafts); err != nil {
		return err
	}
	open := 0
	if err := s.row(ctx, tx, "SELECT count(*) FROM drafts").Scan(&open); err != nil {
		return err
	}
	if open >= record.MaxDrafts {
		return record.ErrFull
	}
	return s.insertDraft(ctx, tx, d)
}

func (s *Store) insertDraft(ctx context.Context, q querier, d record.Draft) error {
	table, columns, values := "drafts", draftColumns, "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"
	args := draftArgs(d)
	if d.Published > 0 {
		table, columns, values = "published_drafts", columns+", revision", values+", ?9"
		args = append(args, d.Published)
	}
	_, err := s.exec(ctx, q, "INSERT INTO "+table+" ("+columns+") VALUES ("+values+")", args...)
	return err
}

func draftArgs(d record.Draft) []any {
	return []any{d.ID, d.Calendar, d.Author, d.Version,
		d.Created.UTC().Format(timeLayout), d.Updated.UTC().Format(timeLayout), notNil(d.Summary), notNil(d.Body)}
}

// oneDraft returns the error of a statement that ought to have touched the draft id
// in the version that it named, and touched n rows.
func (s *Store) oneDraft(ctx context.Context, tx *sql.Tx, id string, n int64, err error) error {
	if err != nil || n == 1 {
		return err
	}
	var version int64
	if err := s.row(ctx, tx, "SELECT version FROM drafts WHERE id = ?1", id).Scan(&version); err != nil {
		return err // sql.ErrNoRows: it is gone
	}
	return fmt.Errorf("%w: draft %s has version %d", record.ErrConflict, id, version)
}

// GetDraft implements [record.Drafts].
func (s *Store) GetDraft(ctx context.Context, id string) (d record.Draft, err error) {
	err = s.read(ctx, "read draft "+id, func(ctx context.Context) error {
		d, err = scanDraft(s.row(ctx, s.db, openDrafts+" WHERE id = ?1 UNION ALL "+publishedOf+" WHERE id = ?1", id).Scan)
		d.Body = notNil(d.Body)
		return err
	})
	return d, err
}

// Drafts implements [record.Drafts].
func (s *Store) Drafts(ctx context.Context) ([]record.Draft, error) {
	return s.selectDrafts(ctx, "SELECT id, calendar, author, version, created, updated, summary, NULL, 0 FROM drafts ORDER BY created DESC, id")
}

// PublishedBy implements [record.Drafts].
func (s *Store) PublishedBy(ctx context.Context, after, last int64) (drafts map[int64]string, err error) {
	err = s.read(ctx, "read which drafts were published", func(ctx context.Context) error {
		drafts = map[int64]string{}
		return s.rows(ctx, func(scan func(...any) error) error {
			var revision int64
			var id string
			err := scan(&revision, &id)
			drafts[revision] = id
			return err
		}, "SELECT revision, id FROM published_drafts WHERE revision > ?1 AND revision <= ?2", after, last)
	})
	return drafts, err
}

func (s *Store) selectDrafts(ctx context.Context, query string) (drafts []record.Draft, err error) {
	err = s.read(ctx, "read the drafts", func(ctx context.Context) error {
		return s.rows(ctx, func(scan func(...any) error) error {
			d, err := scanDraft(scan)
			drafts = append(drafts, d)
			return err
		}, query)
	})
	return drafts, err
}

func scanDraft(scan func(...any) error) (record.Draft, error) {
	var d record.Draft
	var created, updated string
	if err := scan(&d.ID, &d.Calendar, &d.Author, &d.Version, &created, &updated, &d.Summary, &d.Body, &d.Published); err != nil {
		return record.Draft{}, err
	}
	d.Summary = notNil(d.Summary)
	var errs [2]error
	d.Created, errs[0] = time.Parse(timeLayout, created)
	d.Updated, errs[1] = time.Parse(timeLayout, updated)
	return d, errors.Join(errs[:]...)
}

// DeleteDraft implements [record.Drafts].
func (s *Store) DeleteDraft(ctx context.Context, id string, version int64) error {
	return s.write(ctx, "delete draft "+id, func(ctx context.Context, tx *sql.Tx) error {
		return s.dropDraft(ctx, tx, id, version)
	})
}

func (s *Store) dropDraft(ctx context.Context, tx *sql.Tx, id string, version int64) error {
	n, err := s.exec(ctx, tx, "DELETE FROM drafts WHERE id = ?1 AND version = ?2", id, version)
	return s.oneDraft(ctx, tx, id, n, err)
}

// notNil returns b, empty if it is nil: columns take the one and not the other, and
// drivers return either for the other.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
