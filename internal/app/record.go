package app

import (
	"context"
	"errors"
	"fmt"
	"os"

	"shixian/api/trace"
	"shixian/holidays/record"
	"shixian/holidays/record/sqlstore"
	"shixian/internal/config"
)

// needRecord says that there is no record: a command that only reads makes none.
func needRecord(s *config.Settings) error {
	if s.DatabaseURL == "" && !hasFile(s) {
		return fmt.Errorf("SHIXIAN_DATA: %s 里没有记录 / there is no record in %[1]s", s.Data)
	}
	return nil
}

// openExisting opens a record that is there.
func openExisting(ctx context.Context, s *config.Settings) (*sqlstore.Store, error) {
	if err := needRecord(s); err != nil {
		return nil, err
	}
	return openRecord(ctx, s, nil)
}

// openRecord opens the record: PostgreSQL if a URL is given, else SQLite in the data
// folder. A PostgreSQL that cannot be reached yet is no error; one whose tables do not
// fit this program is.
func openRecord(ctx context.Context, s *config.Settings, tracing *trace.Tracing) (*sqlstore.Store, error) {
	if s.DatabaseURL == "" {
		store, err := openSQLite(ctx, s, tracing)
		if err != nil {
			return nil, err
		}
		return store.Store, nil
	}
	store, err := sqlstore.OpenPostgres(s.DatabaseURL, tracing.OpenDB("postgresql"))
	if err != nil {
		return nil, fmt.Errorf("SHIXIAN_DATABASE_URL: %w", err)
	}
	if err := store.Ping(ctx); errors.Is(err, record.ErrSchema) {
		return nil, errors.Join(fmt.Errorf("SHIXIAN_DATABASE_URL: %w", err), store.Close())
	}
	return store, nil
}

func openSQLite(ctx context.Context, s *config.Settings, tracing *trace.Tracing) (*sqlstore.SQLite, error) {
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return nil, fmt.Errorf("SHIXIAN_DATA: %w", err)
	}
	store, err := sqlstore.OpenSQLite(ctx, s.Data, tracing.OpenDB("sqlite"))
	if err != nil {
		return nil, fmt.Errorf("SHIXIAN_DATA: %w", err)
	}
	return store, nil
}
