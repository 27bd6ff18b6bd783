package datafile_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"shixian/holidays/datafile"
)

// open opens a folder with a good file a.yaml, which make changes.
func open(t *testing.T, change func(path string) error) *datafile.Folder {
	t.Helper()
	path := t.TempDir()
	if err := os.WriteFile(filepath.Join(path, "a.yaml"), []byte("name: 甲\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := change(path); err != nil {
		t.Fatal(err)
	}
	f, err := datafile.OpenFolder(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// b is the file that a case makes.
func b(path string) string { return filepath.Join(path, "b.yaml") }

func TestFolderReads(t *testing.T) {
	for name, change := range map[string]func(string) error{
		"a file":               func(p string) error { return os.WriteFile(b(p), []byte("name: 甲\n"), 0o600) },
		"a link in the folder": func(p string) error { return os.Symlink("a.yaml", b(p)) },
		"a link through a link": func(p string) error {
			return errorsOf(os.Symlink("a.yaml", filepath.Join(p, "..data")), os.Symlink("..data", b(p)))
		},
		"a folder and others": func(p string) error {
			return errorsOf(os.Mkdir(filepath.Join(p, "sub"), 0o700), os.WriteFile(filepath.Join(p, ".c.yaml"), nil, 0o600),
				os.WriteFile(filepath.Join(p, "README.md"), nil, 0o600), os.Link(filepath.Join(p, "a.yaml"), b(p)))
		},
	} {
		f := open(t, change)
		names, err := f.Names()
		if err != nil || !slices.Equal(names, []string{"a.yaml", "b.yaml"}) {
			t.Errorf("%s: %v, %v", name, names, err)
		}
		if text, err := f.Read("b.yaml"); err != nil || string(text) != "name: 甲\n" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
}

func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestFolderRefuses(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside.yaml")
	if err := os.WriteFile(outside, []byte("name: 甲\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(string) error
		want   string
	}{
		"a pipe":                 {func(p string) error { return syscall.Mkfifo(b(p), 0o600) }, "not a regular file"},
		"a device":               {func(p string) error { return os.Symlink("/dev/zero", b(p)) }, "escapes"},
		"a link out":             {func(p string) error { return os.Symlink(outside, b(p)) }, "escapes"},
		"a link up":              {func(p string) error { return os.Symlink("../../x.yaml", b(p)) }, "escapes"},
		"a link to itself":       {func(p string) error { return os.Symlink("b.yaml", b(p)) }, "too many"},
		"a link to nothing":      {func(p string) error { return os.Symlink("c.yaml", b(p)) }, "no such file"},
		"a folder":               {func(p string) error { return os.Mkdir(b(p), 0o700) }, "not a regular file"},
		"a link to the folder":   {func(p string) error { return os.Symlink(".", b(p)) }, "not a regular file"},
		"more than it may have":  {func(p string) error { return os.WriteFile(b(p), make([]byte, datafile.MaxBytes+1), 0o600) }, "longer than 1048576 bytes"},
		"a file without an end":  {func(p string) error { return os.Truncate(touch(b(p)), 1<<40) }, "longer than 1048576 bytes"},
		"a link to another name": {func(p string) error { return os.Symlink("missing/a.yaml", b(p)) }, "no such file"},
	} {
		f := open(t, c.change)
		_, err := f.Read("b.yaml")
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), f.Path("b.yaml")) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if _, err := datafile.OpenFolder(outside); err == nil {
		t.Error("a file was opened as a folder")
	}
}

func touch(path string) string {
	_ = os.WriteFile(path, nil, 0o600)
	return path
}

func TestHasKey(t *testing.T) {
	for text, want := range map[string]bool{
		"calendar: {}\n": true, "a: 1\ncalendar:\n  id: x\n": true,
		"a: {calendar: 1}\n": false, "- calendar\n": false, "calendar\n": false, "": false, "a: [\n": false,
	} {
		if got := datafile.HasKey([]byte(text), "calendar"); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestFolderNames: a file that would be passed over for its ending is named, and so is a folder
// that cannot be listed any more.
func TestFolderNames(t *testing.T) {
	f := open(t, func(p string) error { return os.WriteFile(filepath.Join(p, "b.yml"), nil, 0o600) })
	if names, err := f.Names(); err == nil || !strings.Contains(err.Error(), "b.yml") {
		t.Errorf("b.yml: %v, %v", names, err)
	}
	f = open(t, func(string) error { return nil })
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if names, err := f.Names(); err == nil || !strings.Contains(err.Error(), f.Name) {
		t.Errorf("closed: %v, %v", names, err)
	}
}

// TestEmbedded: a file of the program that is wrong stops it, by its name and line.
func TestEmbedded(t *testing.T) {
	type named struct{ Name string }
	if got := datafile.Embedded[named]("a.yaml", []byte("name: 甲\n")); got.Name != "甲" {
		t.Errorf("%+v", got)
	}
	defer func() {
		if err, ok := recover().(error); !ok || !strings.Contains(err.Error(), "a.yaml") {
			t.Errorf("a wrong file: %v", err)
		}
	}()
	datafile.Embedded[named]("a.yaml", []byte("nome: 甲\n"))
}
