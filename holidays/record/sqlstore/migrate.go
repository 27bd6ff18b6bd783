package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"

	"shixian/holidays/record"
)

//go:embed migrations
var migrations embed.FS

// dialect is what the two databases do differently.
type dialect struct {
	name  string // also the folder of the migrations
	goose goose.Dialect
	// numbered returns a query with the database's own placeholders for ?1, ?2 ...
	numbered func(query string) string
	// isConflict says that err tells of a row that is there already.
	isConflict func(err error) bool
	// isUnavailable says that err tells of a database that cannot do its work now.
	isUnavailable func(err error) bool
	// isUnsure says that a commit which failed with err may have been made.
	isUnsure func(err error) bool
	// lockDrafts keeps others from making drafts until the transaction ends.
	lockDrafts string
	// cause returns one of the causes of record.ErrUnavailable if err tells of it, else
	// nil.
	cause func(err error) error
	// lock returns what keeps others from migrating at the same time; nil if that is
	// impossible.
	lock func(*sql.DB) lock.SessionLocker
}

// prepare makes the tables, or brings them up to what this program needs, with the
// first call that reaches the database. Callers that come together take turns, since each
// migration takes two connections; the advisory lock has processes take turns.
func (s *Store) prepare(ctx context.Context) error {
	if s.prepared == nil || s.prepared.Load() {
		return nil
	}
	select {
	case s.preparing <- struct{}{}:
		defer func() { <-s.preparing }()
	case <-ctx.Done():
		return fmt.Errorf("prepare the tables: %w", ctx.Err())
	}
	if s.prepared.Load() {
		return nil
	}
	err := s.migrate(ctx)
	if err == nil {
		s.prepared.Store(true)
		return nil
	}
	err = fmt.Errorf("prepare the tables: %w", err)
	if ctx.Err() != nil || s.dialect.isUnavailable(err) {
		return err
	}
	return fmt.Errorf("%w: %w: %w", record.ErrUnavailable, record.ErrSchema, err)
}

// migrate brings the database's tables up to what this program needs. If others
// cannot be locked out, it tries once more for each migration: it fails for the one
// who comes second to it, and is then done.
func (s *Store) migrate(ctx context.Context) error {
	folder, err := fs.Sub(migrations, "migrations/"+s.dialect.name)
	if err != nil {
		return err
	}
	files, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return err
	}
	tries := 1 + len(files)
	attempt, end := context.WithCancelCause(ctx)
	defer end(nil)
	store, err := database.NewStore(s.dialect.goose, "migrations")
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	table := &versionTable{store.(database.StoreExtender), s.dialect.cause, end}
	options := []goose.ProviderOption{goose.WithStore(table), goose.WithDisableGlobalRegistry(true)}
	if s.dialect.lock != nil {
		options = append(options, goose.WithSessionLocker(s.dialect.lock(s.db)))
		tries = 1
	}
	for range tries {
		var p *goose.Provider
		if p, err = goose.NewProvider(goose.DialectCustom, s.db, folder, options...); err != nil {
			return fmt.Errorf("migrations: %w", err)
		}
		if _, err = p.Up(attempt); err == nil || attempt.Err() != nil {
			break
		}
	}
	if err != nil && ctx.Err() == nil && attempt.Err() != nil {
		return context.Cause(attempt)
	}
	return err
}
