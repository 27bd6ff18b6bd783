package sqlstore

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shixian/holidays/record"
)

// copyFile copies a file that nobody is writing to.
func copyFile(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, content, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func do(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// moved says that every kind of call is refused since the file is not the one that was
// opened, with a text.
func moved(t *testing.T, s *SQLite, next record.Event, says string) {
	t.Helper()
	_, eventsErr := s.Events(t.Context(), -1, 1)
	for name, err := range map[string]error{
		"ping": s.Ping(t.Context()), "events": eventsErr, "append": s.Append(t.Context(), next), "probe": s.Probe(t.Context()),
	} {
		if !errors.Is(err, record.ErrUnavailable) || !errors.Is(err, record.ErrReplaced) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v; want %q", name, err, says)
		}
	}
	if _, err := s.Written(); !errors.Is(err, record.ErrReplaced) {
		t.Errorf("the last write came to %v", err)
	}
}

// goesOn checks that the next event can be appended, and stands in the file that is there.
func goesOn(t *testing.T, s *SQLite, folder string, next record.Event) {
	t.Helper()
	do(t, s.Append(t.Context(), next))
	if _, err := s.Written(); err != nil {
		t.Error(err)
	}
	if revision, hash, err := sqliteStore(t, folder).Last(t.Context()); err != nil || revision != next.Revision || hash != next.Hash {
		t.Errorf("the file ends with event %d, %v; want %d", revision, err, next.Revision)
	}
}

// A file that is moved or deleted while it is open is neither read nor written to, and
// nothing is made in its place; the same record in its place is taken up.
func TestFileMoved(t *testing.T) {
	folder := t.TempDir()
	file, aside := filepath.Join(folder, FileName), filepath.Join(folder, "aside")
	s := sqliteStore(t, folder)
	events := chained(t, 5)
	for _, e := range events[:2] {
		do(t, s.Append(t.Context(), e))
	}
	do(t, os.Rename(file, aside))
	moved(t, s, events[2], "is gone")
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file was made in its place: %v", err)
	}
	do(t, os.Rename(aside, file)) // the very same file
	goesOn(t, s, folder, events[2])

	copyFile(t, file, aside)
	do(t, os.Rename(aside, file)) // a copy
	goesOn(t, s, folder, events[3])

	copyFile(t, file, aside)
	do(t, os.Remove(file))
	moved(t, s, events[4], "is gone")
	do(t, os.Rename(aside, file))
	goesOn(t, s, folder, events[4])
}

// Another record in the file's place is refused by its name, and so is what is no record.
func TestFileReplaced(t *testing.T) {
	folder, elsewhere := t.TempDir(), t.TempDir()
	file, aside, other := filepath.Join(folder, FileName), filepath.Join(folder, "aside"), filepath.Join(elsewhere, FileName)
	s := sqliteStore(t, folder)
	events := chained(t, 2)
	do(t, s.Append(t.Context(), events[0]))
	id, err := sqliteStore(t, elsewhere).ID(t.Context())
	do(t, err)
	do(t, os.Rename(file, aside))
	for what, c := range map[string]struct {
		place func() error
		says  string
	}{
		"another record":  {func() error { copyFile(t, other, file); return nil }, "holds the record " + id},
		"an empty file":   {func() error { return os.WriteFile(file, nil, 0o600) }, "is empty"},
		"not a database":  {func() error { return os.WriteFile(file, []byte(strings.Repeat("no database ", 500)), 0o600) }, "holds no record"},
		"an empty folder": {func() error { return os.Mkdir(file, 0o700) }, ""},
	} {
		t.Run(what, func(t *testing.T) {
			do(t, c.place())
			if c.says != "" {
				moved(t, s, events[1], c.says)
			} else if err := s.Probe(t.Context()); !errors.Is(err, record.ErrUnavailable) {
				t.Error(err)
			}
			if size, err := os.Stat(file); err != nil || what == "an empty file" && size.Size() != 0 {
				t.Errorf("it was written to: %v", err)
			}
			do(t, os.Remove(file))
		})
	}
	do(t, os.Rename(aside, file))
	goesOn(t, s, folder, events[1])
}

// A file that is cut to nothing under the connection is named as that, not written to, and
// read again once its content is back.
func TestFileEmptied(t *testing.T) {
	folder := t.TempDir()
	file, aside := filepath.Join(folder, FileName), filepath.Join(t.TempDir(), "aside")
	s := sqliteStore(t, folder)
	events := chained(t, 2)
	do(t, s.Append(t.Context(), events[0]))
	do(t, s.Backup(t.Context(), aside))
	do(t, os.Truncate(file, 0))
	moved(t, s, events[1], "is empty")
	if info, err := os.Stat(file); err != nil || info.Size() != 0 {
		t.Errorf("it was written to: %v", err)
	}
	do(t, os.Rename(aside, file))
	goesOn(t, s, folder, events[1])
}

// A record that was restored into the open file is known by its new id.
func TestFileRestored(t *testing.T) {
	from, folder := t.TempDir(), t.TempDir()
	backup := filepath.Join(from, "backup")
	old := sqliteStore(t, from)
	events := chained(t, 2)
	do(t, old.Append(t.Context(), events[0]))
	do(t, old.Backup(t.Context(), backup))
	s := sqliteStore(t, folder)
	do(t, s.Restore(t.Context(), backup, restored))
	file, aside := filepath.Join(folder, FileName), filepath.Join(folder, "aside")
	copyFile(t, file, aside)
	do(t, os.Rename(aside, file))
	last, err := restored("", events[:1])
	do(t, err)
	goesOn(t, s, folder, follow(t, &last))
}
