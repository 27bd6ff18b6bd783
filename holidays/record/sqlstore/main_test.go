package sqlstore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shixian/holidays"
	"shixian/holidays/record"
	"shixian/test/testenv"
)

func TestMain(m *testing.M) {
	if play, ok := parts[os.Getenv(partVariable)]; ok {
		play()
		return
	}
	goleak.VerifyTestMain(testenv.Main(m), testenv.Leaks()...)
}

func TestSQLite(t *testing.T) {
	testStore(t, func(t *testing.T) Open {
		folder := t.TempDir()
		return func() (record.Store, error) { return OpenSQLite(t.Context(), folder) }
	})
}

func TestPostgres(t *testing.T) {
	testStore(t, func(t *testing.T) Open {
		url := testenv.Database(t)
		return func() (record.Store, error) { return OpenPostgres(url) }
	})
}

// TestPgBouncer: the record behind a pooler that hands out transactions is as any other.
// The tables are made through it, and no lock stays with one of its connections.
func TestPgBouncer(t *testing.T) {
	for _, file := range []string{"README.md", "README.en.md"} {
		text, err := os.ReadFile("../../../docs/operations/" + file)
		if err != nil || !strings.Contains(string(text), testenv.PoolerSettings) {
			t.Errorf("%s: it has other settings than are tried here: %v", file, err)
		}
	}
	server := testenv.Postgres(t)
	pooler := testenv.PgBouncer(t, server.Addr())
	filled(t, unopened(t, "postgres://anybody@"+pooler.Addr()+"/postgres?sslmode=disable", postgresBounds), 2)
	if testing.Short() {
		return
	}
	admin := postgresStore(t, server.URL(), postgresBounds)
	databases := 0
	testStore(t, func(t *testing.T) Open {
		databases++
		name := nth("pooled", int64(databases))
		if err := raw(t, admin, "CREATE DATABASE "+name); err != nil {
			t.Fatal(err)
		}
		url := "postgres://anybody@" + pooler.Addr() + "/" + name + "?sslmode=disable"
		return func() (record.Store, error) { return OpenPostgres(url) }
	})
	var left int
	if err := admin.row(t.Context(), admin.db, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").Scan(&left); err != nil || left != 0 {
		t.Errorf("%d locks are left, %v", left, err)
	}
}

// each runs a test on an empty record of either kind.
func each(t *testing.T, test func(t *testing.T, s *Store)) {
	t.Run("sqlite", func(t *testing.T) { test(t, sqliteStore(t, t.TempDir()).Store) })
	t.Run("postgres", func(t *testing.T) { test(t, postgresStore(t, testenv.Database(t), postgresBounds)) })
}

func sqliteStore(t testing.TB, folder string) *SQLite {
	t.Helper()
	s, err := OpenSQLite(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, s.Store)
	return s
}

func postgresStore(t testing.TB, url string, b bounds) *Store {
	t.Helper()
	s := unopened(t, url, b)
	if err := s.Ping(context.Background()); err != nil {
		t.Fatal(err)
	}
	return s
}

// unopened returns a store that nobody has asked for anything yet.
func unopened(t testing.TB, url string, b bounds) *Store {
	t.Helper()
	s, err := openPostgres(url, b)
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, s)
	return s
}

func closeAfter(t testing.TB, s *Store) {
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}

var start = time.Date(2025, time.November, 4, 3, 0, 0, 0, time.UTC)

// follow returns a sealed event that follows prev, nil for revision 0.
func follow(t testing.TB, prev *record.Event) record.Event {
	t.Helper()
	e, err := sealed(prev)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func sealed(prev *record.Event) (record.Event, error) {
	e := record.Event{Action: record.Baseline, Time: start, Who: "clerk", Why: "国务院办公厅通知"}
	seq := 1
	if prev != nil {
		e.Action, seq = record.Publish, int(prev.Revision)+2
	}
	day := holidays.NewDate(2026, time.January, 1)
	e.Published = []holidays.Notice{{ID: holidays.NoticeID("CN", 2026, seq), Calendar: "CN", Year: 2026, Issued: day.AddDays(-60),
		Entries: []holidays.Entry{{Festival: "元旦", Kind: holidays.Off, Span: holidays.Span{From: day, To: day}}}}}
	return record.Seal(e, prev)
}

// chained returns n events.
func chained(t testing.TB, n int) []record.Event {
	t.Helper()
	var events []record.Event
	var prev *record.Event
	for i := range n {
		events = append(events, follow(t, prev))
		prev = &events[i]
	}
	return events
}

// filled returns n events after appending them to s.
func filled(t testing.TB, s *Store, n int) []record.Event {
	t.Helper()
	events := chained(t, n)
	for _, e := range events {
		if err := s.Append(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	}
	return events
}

// raw runs a statement past the store's methods.
func raw(t *testing.T, s *Store, query string, args ...any) error {
	t.Helper()
	_, err := s.exec(t.Context(), s.db, query, args...)
	return err
}

// eventually tries f until it succeeds, for a generous while.
func eventually(t *testing.T, what string, f func() error) {
	t.Helper()
	deadline := time.Now().Add(testenv.Wait)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for ; ; <-tick.C {
		err := f()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: %v", what, err)
		}
	}
}

func sum(text string) string {
	b := sha256.Sum256([]byte(text))
	return hex.EncodeToString(b[:])
}

func draftOf(id string) record.Draft {
	return record.Draft{ID: id, Calendar: "CN", Author: "clerk", Version: 1, Created: start, Updated: start, Body: []byte("{}")}
}

func nth(prefix string, n int64) string { return fmt.Sprintf("%s%d", prefix, n) }
