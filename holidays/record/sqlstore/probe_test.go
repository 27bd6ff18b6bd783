package sqlstore

import (
	"errors"
	"os/exec"
	"path/filepath"
	"testing"

	"shixian/holidays/record"
	"shixian/test/testenv"
)

// unwritten checks that writes fail for a cause.
func unwritten(t *testing.T, s *Store, next record.Event, cause error) {
	t.Helper()
	for name, err := range map[string]error{"append": s.Append(t.Context(), next), "probe": s.Probe(t.Context())} {
		if !errors.Is(err, record.ErrUnavailable) || !errors.Is(err, cause) {
			t.Errorf("%s: %v; want %v", name, err, cause)
		}
	}
	if _, err := s.Written(); !errors.Is(err, cause) {
		t.Errorf("the last write came to %v", err)
	}
}

// A database that has become read-only says so with each write, and needs no restart
// afterwards. So does a program that finds it read-only when it starts.
func TestPostgresReadOnly(t *testing.T) {
	url := testenv.Database(t)
	s := postgresStore(t, url, postgresBounds)
	events := filled(t, s, 1)
	readOnly := func(setting string) {
		t.Helper()
		for _, query := range []string{
			"SET default_transaction_read_only = off",
			"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = " + setting + "', current_database()); END $$",
		} {
			do(t, raw(t, s, query))
		}
		s.db.SetMaxIdleConns(0) // the setting holds for new connections
		s.db.SetMaxIdleConns(maxIdleConnections)
	}
	s.db.SetMaxOpenConns(1)
	readOnly("on")
	next := follow(t, &events[0])
	unwritten(t, s, next, record.ErrReadOnly)
	do(t, s.Ping(t.Context()))
	unwritten(t, postgresStore(t, url, postgresBounds), next, record.ErrReadOnly)
	conn, err := s.db.Conn(t.Context())
	do(t, err)
	_, err = conn.ExecContext(t.Context(), "SET default_transaction_read_only = off")
	do(t, errors.Join(err, conn.Close()))
	readOnly("off")
	do(t, s.Append(t.Context(), next))
	if _, err := s.Written(); err != nil {
		t.Error(err)
	}
}

// A file that nobody may write to, though nobody has moved it, heals without a restart.
func TestSQLiteImmutable(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, FileName)
	s := sqliteStore(t, folder)
	events := filled(t, s.Store, 1)
	if out, err := exec.Command("chattr", "+i", file).CombinedOutput(); err != nil {
		t.Skipf("the test has to be allowed to make a file immutable: %s", out)
	}
	change := func(flag string) {
		t.Helper()
		if out, err := exec.Command("chattr", flag, file).CombinedOutput(); err != nil {
			t.Errorf("chattr %s: %v: %s", flag, err, out)
		}
	}
	t.Cleanup(func() { change("-i") })
	next := follow(t, &events[0])
	if err := s.Append(t.Context(), next); !errors.Is(err, record.ErrUnavailable) {
		t.Errorf("append: %v", err)
	}
	// By a connection of its own, which cannot even undo what the write had begun.
	unwritten(t, s.Store, next, record.ErrReadOnly)
	change("-i")
	do(t, s.Append(t.Context(), next))
}
