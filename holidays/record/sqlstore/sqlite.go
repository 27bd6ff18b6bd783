package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"shixian/holidays/record"
)

// FileName is the name of the SQLite file in its folder.
const FileName = "shixian.db"

const (
	// sqliteBusy is how long SQLite waits for another process to end its write.
	sqliteBusy = 5 * time.Second
	// sqliteBound bounds each call, waiting for the one connection included.
	sqliteBound = 10 * time.Second
)

// sqliteSettings are those of every connection. The journal is SQLite's ordinary
// one: writes are few, and a record that nobody has open is then one file. EXTRA
// also syncs the folder when the journal goes, which is what commits. Transactions
// take the write lock when they begin, so that none fails halfway for another's sake.
var sqliteSettings = url.Values{
	"mode":          {"rw"}, // the file is made by keepPrivate, once
	"_busy_timeout": {fmt.Sprint(sqliteBusy.Milliseconds())},
	"_journal_mode": {"DELETE"},
	"_synchronous":  {"EXTRA"},
	"_foreign_keys": {"on"},
	"_txlock":       {"immediate"},
	"_defensive":    {"true"},
	"_dqs":          {"false"},
	"_error_rc":     {"true"},
}

var sqliteDialect = &dialect{
	name:          "sqlite",
	goose:         goose.DialectSQLite3,
	numbered:      func(query string) string { return query },
	lockDrafts:    "SELECT 1", // a transaction that writes is the only one
	isConflict:    isSQLiteConflict,
	isUnavailable: isSQLiteUnavailable,
	isUnsure:      isSQLiteUnsure,
	cause:         sqliteCause,
}

// SQLite is a record in one file.
type SQLite struct{ *Store }

// OpenSQLite opens the record in the file [FileName] of a folder, which must exist,
// and makes it if there is none. ErrUnavailable: the file cannot be opened or
// written now.
func OpenSQLite(ctx context.Context, folder string, by ...Opener) (*SQLite, error) {
	return openSQLite(ctx, filepath.Join(folder, FileName), by...)
}

func openSQLite(ctx context.Context, file string, by ...Opener) (*SQLite, error) {
	db, err := sqliteDB(file, sqliteSettings, by...)
	if err != nil {
		return nil, err
	}
	keepPrivate(file)
	before, err := os.Stat(file)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w: %w", file, record.ErrUnavailable, err), db.Close())
	}
	s := &SQLite{newStore(db, sqliteDialect, sqliteBound)}
	if err = s.migrate(ctx); err == nil {
		s.file, err = holdFile(ctx, s.Store, file, before)
	}
	if err != nil {
		return nil, errors.Join(s.explain(ctx, "open "+file, err), db.Close())
	}
	return s, nil
}

// private is the mode of the record's file: it holds the snapshots' key and drafts.
// SQLite gives its journal the same.
const private os.FileMode = 0o600

// keepPrivate makes the file before SQLite does, for its owner alone, or takes it from
// others. If it cannot, SQLite will say what is wrong when it opens the file; a file of
// another owner stays as that owner wants it.
func keepPrivate(file string) {
	if f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, private); err == nil {
		_ = f.Close() // nothing was written
		return
	}
	if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&^private != 0 {
		_ = os.Chmod(file, info.Mode().Perm()&private)
	}
}

// sqliteDB returns a database with one connection, made when it is first used. More
// would only wait for each other's locks.
func sqliteDB(file string, settings url.Values, by ...Opener) (*sql.DB, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	dsn := url.URL{Scheme: "file", Path: path, RawQuery: settings.Encode()}
	connector, err := sqlite.NewConnector(dsn.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", file, err)
	}
	db := openDB(connector, by)
	db.SetMaxOpenConns(1)
	return db, nil
}

// sqliteCode returns SQLite's extended result code, 0 if err is not SQLite's.
func sqliteCode(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return 0
}

// isSQLiteConflict recognises a key that is there already, and the trigger by which an
// event is refused that does not follow the last one.
func isSQLiteConflict(err error) bool {
	return slices.Contains([]int{sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_TRIGGER}, sqliteCode(err))
}

// isSQLiteUnsure recognises a commit that failed when the journal went, which is what
// commits, or was to be known to be gone.
func isSQLiteUnsure(err error) bool {
	return slices.Contains([]int{sqlite3.SQLITE_IOERR_DELETE, sqlite3.SQLITE_IOERR_DIR_FSYNC}, sqliteCode(err))
}

// isSQLiteUnavailable recognises a file that is locked, full, read-only or unreadable.
func isSQLiteUnavailable(err error) bool {
	primary := sqliteCode(err) & 0xff
	return slices.Contains([]int{
		sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
		sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
	}, primary)
}

// sqliteCause returns why the file cannot be used, if SQLite knows it and it does not
// pass by itself; else nil.
func sqliteCause(err error) error {
	switch code := sqliteCode(err); {
	case code == sqlite3.SQLITE_READONLY_DBMOVED:
		return record.ErrReplaced
	case code&0xff == sqlite3.SQLITE_READONLY:
		return record.ErrReadOnly
	case code&0xff == sqlite3.SQLITE_FULL:
		return record.ErrNoSpace
	case code&0xff == sqlite3.SQLITE_NOTADB, code&0xff == sqlite3.SQLITE_CORRUPT:
		return record.ErrSchema
	}
	return nil
}
