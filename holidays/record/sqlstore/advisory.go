package sqlstore

import (
	"context"
	"database/sql"
	"errors"
)

// migrationLock is the key of the advisory lock under which tables are made: the
// letters "shixian".
const migrationLock int64 = 0x7368697869616e

// advisoryLock lets one process at a time migrate a PostgreSQL database. It is held by a
// transaction beside the migration and not by its session: a pooler that hands out
// transactions would give the session's lock to whoever comes next. The wait for it is
// bounded by the statement timeout. It is for one migration at a time.
type advisoryLock struct {
	db *sql.DB
	tx *sql.Tx // while the lock is held
}

// SessionLock waits for the lock and takes it.
func (l *advisoryLock) SessionLock(ctx context.Context, _ *sql.Conn) error {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	// It is idle for as long as the migration takes.
	_, err = tx.ExecContext(ctx, "SET LOCAL idle_in_transaction_session_timeout = 0")
	if err == nil {
		_, err = tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", migrationLock)
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	l.tx = tx
	return nil
}

// SessionUnlock gives the lock back; a connection that breaks gives it back too.
func (l *advisoryLock) SessionUnlock(context.Context, *sql.Conn) error {
	return l.tx.Rollback()
}
