package sqlstore

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/recordtest"
)

// backedUp returns a record with a bit of everything, and a backup of it.
func backedUp(t *testing.T) (*SQLite, string) {
	t.Helper()
	s := sqliteStore(t, t.TempDir())
	events := filled(t, s.Store, 3)
	for _, id := range []string{"mine", "published"} {
		if err := s.PutDraft(t.Context(), draftOf(id)); err != nil {
			t.Fatal(err)
		}
	}
	newer := recordtest.Newer(t, &events[2], `"action":"publish"`, `"action":"announce"`)
	if err := s.Append(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Publish(t.Context(), follow(t, &newer), "published", 1, "key", []byte("reply")); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "备份 1.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	return s, file
}

func all(t *testing.T, s *Store) contents {
	t.Helper()
	c, err := s.contents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// restored makes the event that a restore appends.
func restored(id string, events []record.Event) (record.Event, error) {
	return checkpoint.Restore(id, events, time.Date(2026, time.November, 28, 1, 2, 3, 0, time.UTC), "admin", "a test", nil)
}

// beginsAnew takes the event of a restore off the end of what was restored.
func beginsAnew(t *testing.T, c *contents) record.Event {
	t.Helper()
	n := len(c.events) - 1
	last := c.events[n]
	if c.events = c.events[:n]; last.Action != record.Restore || last.Restored.Position != c.events[n-1].Position().String() {
		t.Errorf("the last event is %+v", last)
	}
	return last
}

// A backup of SQLite becomes a record of either kind, whole.
func TestBackupAndRestore(t *testing.T) {
	from, file := backedUp(t)
	want := all(t, from.Store)
	each(t, func(t *testing.T, s *Store) {
		if err := s.Restore(t.Context(), file, restored); err != nil {
			t.Fatal(err)
		}
		got := all(t, s)
		last := beginsAnew(t, &got)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("restored as\n%+v, not\n%+v", got, want)
		}
		if err := s.Append(t.Context(), follow(t, &last)); err != nil {
			t.Errorf("the restored record does not go on: %v", err)
		}
		if err := s.Restore(t.Context(), file, restored); !errors.Is(err, ErrNotEmpty) {
			t.Errorf("restored over a record: %v", err)
		}
	})
	names, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(names) != 1 {
		t.Errorf("beside the backup there are %v, %v", names, err)
	}
}

// A backup from before drafts were kept once published can be restored.
func TestRestoreEarlierBackup(t *testing.T) {
	from, file := backedUp(t)
	db, err := sqliteDB(file, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"DROP TABLE published_drafts", "ALTER TABLE drafts DROP COLUMN summary", "DROP TABLE checkpoints", "DELETE FROM migrations WHERE version_id > 2"} {
		if _, err := db.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := sqliteStore(t, t.TempDir())
	if err := s.Restore(t.Context(), file, restored); err != nil {
		t.Fatal(err)
	}
	want, got := all(t, from.Store), all(t, s.Store)
	beginsAnew(t, &got)
	want.drafts = want.drafts[:1]
	want.drafts[0].Summary = []byte{}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("restored as\n%+v, not\n%+v", got, want)
	}
}

func TestRestoreOnlyIntoEmpty(t *testing.T) {
	_, file := backedUp(t)
	for name, fill := range map[string]func(s *Store) error{
		"an event": func(s *Store) error { return s.Append(t.Context(), follow(t, nil)) },
		"a draft":  func(s *Store) error { return s.PutDraft(t.Context(), draftOf("mine")) },
		"a reply":  func(s *Store) error { return s.insertReply(t.Context(), s.db, "key", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, s *Store) {
				if err := fill(s); err != nil {
					t.Fatal(err)
				}
				before, err := s.ID(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Restore(t.Context(), file, restored); !errors.Is(err, ErrNotEmpty) {
					t.Errorf("restored with %v", err)
				}
				if id, err := s.ID(t.Context()); err != nil || id != before {
					t.Errorf("the id has changed: %v", err)
				}
			})
		})
	}
}

// A backup that is damaged, tampered with or no backup is found out, and nothing of
// it is restored.
func TestRestoreChecks(t *testing.T) {
	tamper := func(queries ...string) func(t *testing.T, file string) {
		return func(t *testing.T, file string) {
			s, err := openSQLite(t.Context(), file)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			for _, query := range queries {
				if err := raw(t, s.Store, query); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for name, c := range map[string]struct {
		spoil func(t *testing.T, file string)
		says  string
	}{
		"an event is changed": {tamper("DROP TRIGGER events_no_update", "UPDATE events SET body = replace(body, 'clerk', 'clark') WHERE revision = 1"), "has been changed"},
		"an event is missing": {tamper("DROP TRIGGER events_no_delete", "DELETE FROM events WHERE revision = 1"), "event 2 stands where 1 is expected"},
		"there are no events": {tamper("DROP TRIGGER events_no_delete", "DELETE FROM events"), ErrNoEvents.Error()},
		"a table is missing":  {tamper("DROP TABLE replies"), "no such table"},
		"it is cut short": {func(t *testing.T, file string) {
			if err := os.Truncate(file, 9000); err != nil {
				t.Fatal(err)
			}
		}, "malformed"},
		"it is something else": {func(t *testing.T, file string) {
			if err := os.WriteFile(file, []byte(strings.Repeat("x", 9000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, "not a database"},
		"it is not there": {func(t *testing.T, file string) {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		}, "unable to open"},
	} {
		t.Run(name, func(t *testing.T) {
			_, file := backedUp(t)
			c.spoil(t, file)
			s := sqliteStore(t, t.TempDir())
			if err := s.Restore(t.Context(), file, restored); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("restored with %v", err)
			}
			if _, _, err := s.Last(t.Context()); !errors.Is(err, record.ErrNotFound) {
				t.Errorf("something was restored: %v", err)
			}
			filled(t, s.Store, 1) // and it is as good as new
		})
	}
}

func TestBackupRefuses(t *testing.T) {
	s, file := backedUp(t)
	if err := s.Backup(t.Context(), file); !errors.Is(err, os.ErrExist) {
		t.Errorf("over another backup: %v", err)
	}
	if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "none", "x.db")); err == nil {
		t.Error("into a folder that is missing")
	}
	empty := filepath.Join(t.TempDir(), "empty.db")
	if err := sqliteStore(t, t.TempDir()).Backup(t.Context(), empty); !errors.Is(err, ErrNoEvents) {
		t.Errorf("of an empty record: %v", err)
	}
	for _, path := range []string{empty, empty + ".part"} {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s was left behind: %v", path, err)
		}
	}
	// What an interrupted backup left is no obstacle.
	again := filepath.Join(t.TempDir(), "again.db")
	if err := os.WriteFile(again+".part", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(t.Context(), again); err != nil {
		t.Error(err)
	}
}

// A backup that is made while others publish is the record at one revision.
func TestBackupWhilePublishing(t *testing.T) {
	folder := t.TempDir()
	s, writer := sqliteStore(t, folder), sqliteStore(t, folder)
	events := filled(t, s.Store, 1)
	var wg sync.WaitGroup
	wg.Go(func() {
		last := events[0]
		for range 20 {
			next, err := sealed(&last)
			if err == nil {
				err = writer.Append(t.Context(), next)
			}
			if err != nil {
				t.Error(err)
				return
			}
			last = next
		}
	})
	for i := range int64(5) {
		file := filepath.Join(t.TempDir(), nth("backup", i))
		if err := s.Backup(t.Context(), file); err != nil {
			t.Error(err)
			continue
		}
		to := sqliteStore(t, t.TempDir())
		if err := to.Restore(t.Context(), file, restored); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
}
