package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"shixian/holidays/record"
)

// readOnlySettings are those of a connection that only reads. SQLite makes no file for it.
var readOnlySettings = url.Values{
	"mode":          {"ro"},
	"_busy_timeout": sqliteSettings["_busy_timeout"],
	"_query_only":   {"on"},
	"_error_rc":     {"true"},
}

// ReadSQLite returns the events 0 to the last of the record in the file [FileName] of a
// folder, and changes nothing: neither a file that is missing nor tables of another version
// are made. They form an unbroken chain. The error is [os.ErrNotExist] if there is no file.
func ReadSQLite(ctx context.Context, folder string) (events []record.Event, err error) {
	file := filepath.Join(folder, FileName)
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	db, err := sqliteDB(file, readOnlySettings)
	if err != nil {
		return nil, err
	}
	s := newStore(db, sqliteDialect, sqliteBound)
	defer func() { err = errors.Join(err, db.Close()) }()
	if events, err = record.All(ctx, s); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return events, record.Verify(nil, events)
}
