package sqlstore

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
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
	// lock keeps others from migrating at the same time; nil where that is impossible.
	lock lock.SessionLocker
}

// migrate brings the database's tables up to what this program needs. Where others
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
	options := []goose.ProviderOption{goose.WithTableName("migrations"), goose.WithDisableGlobalRegistry(true)}
	if s.dialect.lock != nil {
		options = append(options, goose.WithSessionLocker(s.dialect.lock))
		tries = 1
	}
	for range tries {
		var p *goose.Provider
		if p, err = goose.NewProvider(s.dialect.goose, s.db, folder, options...); err != nil {
			return fmt.Errorf("migrations: %w", err)
		}
		if _, err = p.Up(ctx); err == nil || ctx.Err() != nil {
			return err
		}
	}
	return err
}
