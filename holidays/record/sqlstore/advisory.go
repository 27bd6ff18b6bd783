package sqlstore

import (
	"context"
	"database/sql"
	"time"
)

// migrationLock is the key of the advisory lock under which tables are made: the
// letters "shixian".
const migrationLock int64 = 0x7368697869616e

// unlockBound bounds giving the lock back; a connection that breaks gives it back
// too.
const unlockBound = 5 * time.Second

// advisoryLock lets one process at a time migrate a PostgreSQL database. The wait
// for it is bounded by the statement timeout.
type advisoryLock struct{}

// SessionLock waits for the lock and takes it for the connection's session.
func (advisoryLock) SessionLock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock)
	return err
}

// SessionUnlock gives the lock back.
func (advisoryLock) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	ctx, cancel := context.WithTimeout(ctx, unlockBound)
	defer cancel()
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", migrationLock)
	return err
}
