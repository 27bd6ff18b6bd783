package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"shixian/holidays/record"
)

// Store is a record in a database. Its methods are those of [record.Store]; it is safe
// for concurrent use.
type Store struct {
	db      *sql.DB
	dialect *dialect
	bound   time.Duration // on each call
	// prepared says whether the tables are as this program needs them; nil if that was
	// seen to before.
	prepared  *atomic.Bool
	preparing chan struct{} // held by the call that sees to it
	unsigned  bool          // the tables are of before there were checkpoints
	writes    *writes
	file      *heldFile // nil for PostgreSQL
}

func newStore(db *sql.DB, d *dialect, bound time.Duration) *Store {
	return &Store{db: db, dialect: d, bound: bound, writes: &writes{}}
}

var _ record.Store = (*Store)(nil)

// Opener opens a database in the place of [sql.OpenDB], over a connector of its own that
// watches the calls. A nil one changes nothing.
type Opener func(driver.Connector) *sql.DB

func openDB(c driver.Connector, by []Opener) *sql.DB {
	if len(by) == 0 || by[0] == nil {
		return sql.OpenDB(c)
	}
	return by[0](c)
}

// ID implements [record.Log].
func (s *Store) ID(ctx context.Context) (id string, err error) {
	err = s.read(ctx, "read the record's id", func(ctx context.Context) error {
		return s.row(ctx, s.db, "SELECT id FROM record").Scan(&id)
	})
	return id, err
}

// Ping says whether the record can be read now.
func (s *Store) Ping(ctx context.Context) error {
	_, err := s.ID(ctx)
	return err
}

// Close closes the connections. Calls in progress may fail.
func (s *Store) Close() error { return s.db.Close() }

// Database returns the database, for its statistics.
func (s *Store) Database() *sql.DB { return s.db }

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// row asks for one row; ?1 and on stand for the arguments.
func (s *Store) row(ctx context.Context, q querier, query string, args ...any) *sql.Row {
	return q.QueryRowContext(ctx, s.dialect.numbered(query), args...)
}

// rows hands each the rows of a query, one by one.
func (s *Store) rows(ctx context.Context, each func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := s.db.QueryContext(ctx, s.dialect.numbered(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// exec runs a statement and returns how many rows it touched.
func (s *Store) exec(ctx context.Context, q querier, query string, args ...any) (int64, error) {
	result, err := q.ExecContext(ctx, s.dialect.numbered(query), args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// read runs f in bounded time and explains its error.
func (s *Store) read(ctx context.Context, doing string, f func(context.Context) error) error {
	bounded, cancel := context.WithTimeout(ctx, s.bound)
	defer cancel()
	err := s.prepare(bounded)
	if err == nil {
		err = s.file.follow(bounded, s)
	}
	if err == nil {
		err = f(bounded)
	}
	return s.explain(ctx, doing, err)
}

// write runs f in a transaction: all that it does becomes durable, or nothing. Only
// an error that wraps ErrUnsure leaves open which.
func (s *Store) write(ctx context.Context, doing string, f func(context.Context, *sql.Tx) error) error {
	err := s.transact(ctx, doing, f)
	s.writes.note(err)
	if errors.Is(err, record.ErrUnavailable) {
		s.file.forget()
	}
	return err
}

func (s *Store) transact(ctx context.Context, doing string, f func(context.Context, *sql.Tx) error) error {
	return s.read(ctx, doing, func(ctx context.Context) error {
		conn, err := s.db.Conn(ctx)
		if err != nil {
			return err
		}
		defer conn.Close() // gives it back to the pool
		// A caller who gives up must not cut the commit short: its outcome would
		// be unknown.
		uncut, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.bound)
		defer cancel()
		tx, err := conn.BeginTx(uncut, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback() // does nothing after the commit
		if err := f(ctx, tx); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := tx.Commit(); err != nil {
			return s.uncommitted(err)
		}
		return nil
	})
}

// uncommitted returns the error of a commit that failed.
func (s *Store) uncommitted(err error) error {
	if cause := s.dialect.cause(err); cause != nil {
		err = fmt.Errorf("%w: %w", cause, err)
	}
	if s.dialect.isUnsure(err) {
		return fmt.Errorf("%w: %w: commit: %w", record.ErrUnavailable, record.ErrUnsure, err)
	}
	return fmt.Errorf("%w: commit: %w", record.ErrUnavailable, err)
}

// unavailable returns the error of a database that cannot do its work now, with the
// cause if it is known.
func (s *Store) unavailable(err error) error {
	if cause := s.dialect.cause(err); cause != nil {
		return fmt.Errorf("%w: %w: %w", record.ErrUnavailable, cause, err)
	}
	return fmt.Errorf("%w: %w", record.ErrUnavailable, err)
}

// explain returns err as one of the contract's errors if it is one; ctx is the
// caller's.
func (s *Store) explain(ctx context.Context, doing string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, record.ErrConflict), errors.Is(err, record.ErrNotFound), errors.Is(err, record.ErrFull),
		errors.Is(err, record.ErrUnavailable), errors.Is(err, record.ErrDamaged):
	case errors.Is(err, sql.ErrNoRows):
		err = record.ErrNotFound
	case errors.Is(ctx.Err(), context.Canceled):
		err = ctx.Err() // the caller's own doing; nothing is wrong with the store
	case s.dialect.isConflict(err):
		err = fmt.Errorf("%w: %w", record.ErrConflict, err)
	case errors.Is(err, context.DeadlineExceeded), s.dialect.isUnavailable(err), s.dialect.cause(err) != nil:
		err = s.unavailable(err)
	}
	return fmt.Errorf("%s: %w", doing, err)
}
