package sqlstore

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"shixian/holidays/record"
)

func TestSQLiteSettings(t *testing.T) {
	s := sqliteStore(t, t.TempDir())
	for pragma, want := range map[string]string{
		"journal_mode": "delete", "synchronous": "3", "foreign_keys": "1", "busy_timeout": "5000",
	} {
		var got string
		if err := s.row(t.Context(), s.db, "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %s", pragma, got, err, want)
		}
	}
}

func TestSQLiteFolders(t *testing.T) {
	for _, name := range []string{"plain", "with space", "时限 数据", "a?b#c%d&e=f", "mode=ro?mode=memory"} {
		folder := filepath.Join(t.TempDir(), name)
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		filled(t, sqliteStore(t, folder).Store, 1)
		if _, err := os.Stat(filepath.Join(folder, FileName)); err != nil {
			t.Error(err)
		}
	}
	t.Chdir(t.TempDir())
	sqliteStore(t, ".")
	if _, err := os.Stat(FileName); err != nil {
		t.Errorf("in the working folder: %v", err)
	}
}

func TestSQLiteCannotOpen(t *testing.T) {
	noFolder := filepath.Join(t.TempDir(), "none")
	aFolder, notOurs := t.TempDir(), t.TempDir()
	if err := os.Mkdir(filepath.Join(aFolder, FileName), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(notOurs, FileName), []byte(strings.Repeat("not a database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		folder string
		schema bool // it is not worth trying again
	}{
		"a folder that is missing":         {noFolder, false},
		"a folder in the file's place":     {aFolder, false},
		"another file in the file's place": {notOurs, true},
	} {
		s, err := OpenSQLite(t.Context(), c.folder)
		if err == nil {
			t.Errorf("%s was opened", name)
			_ = s.Close()
		}
		if !errors.Is(err, record.ErrUnavailable) || errors.Is(err, record.ErrSchema) != c.schema || err != nil && !strings.Contains(err.Error(), c.folder) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The disk is full: the write fails, changes nothing, and succeeds once there is room.
func TestSQLiteFull(t *testing.T) {
	s := sqliteStore(t, t.TempDir())
	events := filled(t, s.Store, 1)
	d := draftOf("mine")
	if err := s.PutDraft(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	pages := func(setting string) {
		if err := s.row(t.Context(), s.db, "PRAGMA max_page_count = "+setting).Scan(new(int64)); err != nil {
			t.Fatal(err)
		}
	}
	pages("1") // as few as there are
	long := follow(t, &events[0])
	long.Why = strings.Repeat("x", 1<<20)
	long, err := record.Seal(long, &events[0])
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Publish(t.Context(), long, d.ID, 1, "key", nil)
	if !errors.Is(err, record.ErrUnavailable) || !errors.Is(err, record.ErrNoSpace) {
		t.Errorf("publish on a full disk: %v", err)
	}
	intact(t, s.Store, 1, d.ID, "key", false)
	pages("1000000")
	if _, _, err = s.Publish(t.Context(), long, d.ID, 1, "key", nil); err != nil {
		t.Error(err)
	}
	intact(t, s.Store, 2, d.ID, "key", true)
}

// intact checks that s holds n events, and that a draft is published and its reply
// stored if it is said to be, else neither.
func intact(t *testing.T, s *Store, n int, draft, key string, published bool) {
	t.Helper()
	events, err := s.Events(t.Context(), -1, 1<<30)
	if err != nil || len(events) != n {
		t.Errorf("there are %d events, not %d; %v", len(events), n, err)
	}
	if err := record.Verify(nil, events); err != nil {
		t.Error(err)
	}
	if d, err := s.GetDraft(t.Context(), draft); err != nil || (d.Published > 0) != published {
		t.Errorf("draft %s, published %t: %v", draft, published, err)
	}
	if _, err := s.Reply(t.Context(), key); errors.Is(err, record.ErrNotFound) == published {
		t.Errorf("reply %s, published %t: %v", key, published, err)
	}
}

// Another process holds the file: calls end when the caller's time does, and nothing
// is broken afterwards.
func TestSQLiteLocked(t *testing.T) {
	folder := t.TempDir()
	s := sqliteStore(t, folder)
	events := filled(t, s.Store, 1)
	other, err := sqliteDB(filepath.Join(folder, FileName), url.Values{"_txlock": {"exclusive"}})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	held, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	next := follow(t, &events[0])
	short, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	for name, err := range map[string]error{"read": s.Ping(short), "write": s.Append(short, next)} {
		if !errors.Is(err, record.ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(t.Context(), next); err != nil {
		t.Error(err)
	}
}

// Several processes find the same tables missing; one of them makes them.
func TestSQLiteMigratedAtOnce(t *testing.T) {
	folder := t.TempDir()
	s := sqliteStore(t, folder)
	for _, query := range []string{"DROP TABLE events", "DROP TABLE drafts", "DROP TABLE published_drafts", "DROP TABLE replies", "DROP TABLE record", "DROP TABLE snapshot_key", "DROP TABLE probe", "DROP TABLE checkpoints",
		"DELETE FROM migrations WHERE version_id > 0"} {
		if err := raw(t, s.Store, query); err != nil {
			t.Fatal(err)
		}
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			other, err := OpenSQLite(t.Context(), folder)
			if err == nil {
				err = errors.Join(other.Ping(t.Context()), other.Close())
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	files, err := migrations.ReadDir("migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := s.row(t.Context(), s.db, "SELECT count(*) FROM migrations WHERE version_id > 0").Scan(&n); err != nil || n != len(files) {
		t.Errorf("%d migrations are noted, %v", n, err)
	}
}

// The record's file and its backups are for their owner alone, also one that was not.
func TestSQLitePrivate(t *testing.T) {
	folder := t.TempDir()
	file, backup := filepath.Join(folder, FileName), filepath.Join(folder, "backup.db")
	mode := func(file string) {
		t.Helper()
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
	s := sqliteStore(t, folder)
	filled(t, s.Store, 1)
	mode(file)
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	mode(backup)
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	sqliteStore(t, folder)
	mode(file)
}
