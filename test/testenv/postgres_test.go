package testenv

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// do runs one statement, for at most as long as given.
func do(t *testing.T, within time.Duration, url, sql string) error {
	ctx, cancel := context.WithTimeout(t.Context(), within)
	defer cancel()
	return exec1(ctx, url, sql)
}

func count(t *testing.T, url, sql string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	if err := conn.QueryRow(t.Context(), sql).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPostgres(t *testing.T) {
	s := Postgres(t)
	if err := do(t, Wait, s.URL(), "CREATE TABLE kept AS SELECT 1 AS n"); err != nil {
		t.Fatal(err)
	}
	ends := map[string]func(){"stop": s.Stop, "kill": s.Kill, "pause and kill": func() { s.Pause(); s.Kill() }}
	for name, end := range ends {
		end()
		if err := do(t, Wait, s.URL(), "SELECT 1"); err == nil || !strings.Contains(err.Error(), "refused") {
			t.Errorf("after %s: %v", name, err)
		}
		s.Restart()
		if n := count(t, s.URL(), "SELECT count(*) FROM kept"); n != 1 {
			t.Errorf("after %s and restart the table has %d rows", name, n)
		}
	}
	if n := count(t, s.URL(), "SELECT count(*) FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'on'"); n != 2 {
		t.Error("the server does not sync to disk")
	}
}

func TestPause(t *testing.T) {
	s := Postgres(t)
	s.Pause()
	if err := do(t, 100*time.Millisecond, s.URL(), "SELECT 1"); err == nil {
		t.Error("the paused server answered")
	}
	s.Resume()
	if err := do(t, Wait, s.URL(), "SELECT 1"); err != nil {
		t.Errorf("after Resume: %v", err)
	}
	s.Pause()
	s.Stop() // resumes it first
}

func TestPasswordRole(t *testing.T) {
	s := Postgres(t)
	if err := do(t, Wait, s.URL(), "CREATE ROLE "+PasswordRole+" LOGIN PASSWORD 'right'"); err != nil {
		t.Fatal(err)
	}
	as := func(password string) string {
		return strings.Replace(s.URL(), "postgres@", PasswordRole+":"+password+"@", 1)
	}
	if err := do(t, Wait, as("wrong"), "SELECT 1"); err == nil {
		t.Error("a wrong password was accepted")
	}
	if err := do(t, Wait, as("right"), "SELECT 1"); err != nil {
		t.Error(err)
	}
}

func TestDatabase(t *testing.T) {
	first, second := Database(t), Database(t)
	if err := do(t, Wait, first, "CREATE TABLE mine (n int)"); err != nil {
		t.Fatal(err)
	}
	if err := do(t, Wait, second, "CREATE TABLE mine (n int)"); err != nil {
		t.Errorf("the databases are not apart: %v", err)
	}
	var dropped string
	t.Run("drop", func(t *testing.T) { dropped = Database(t) })
	if err := do(t, Wait, dropped, "SELECT 1"); err == nil {
		t.Error("the database has outlived its test")
	}
}

func TestFilesAreRemoved(t *testing.T) {
	var folder string
	t.Run("server", func(t *testing.T) { folder = Postgres(t).folder })
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("%s: %v", folder, err)
	}
}
