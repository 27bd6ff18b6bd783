package app

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestTokenFileMode: a file that everybody can write is refused, one that they can read
// or a group can write is warned of, and one of its owner is taken without a word.
func TestTokenFileMode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "tokens")
	if err := os.WriteFile(path, []byte("li:publisher:"+strings.Repeat("0", 64)), 0o600); err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[os.FileMode]string{0o600: "", 0o640: "", 0o440: "", 0o644: "warn", 0o660: "warn", 0o602: "refuse", 0o666: "refuse"} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		var log bytes.Buffer
		f := &tokenFile{path: path, now: time.Now, log: slog.New(slog.NewTextHandler(&log, nil))}
		err := f.read()
		got := ""
		switch {
		case err != nil && strings.Count(err.Error(), fmt.Sprintf("%04o）", mode))+strings.Count(err.Error(), fmt.Sprintf("%04o)", mode)) == 2: // in both languages
			got = "refuse"
		case strings.Contains(log.String(), "WARN"):
			got = "warn"
		}
		if got != want || (f.current() == nil) != (err != nil) {
			t.Errorf("%04o: %q %v, want %q", mode, got, err, want)
		}
	}
}

// TestTokenFolderMode: under a folder in which everybody can exchange files the file is refused,
// wherever a link to it stands; one like /tmp, where only the owner can, will do.
func TestTokenFolderMode(t *testing.T) {
	folder := t.TempDir()
	below := filepath.Join(folder, "below")
	if err := os.Mkdir(below, 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(filepath.Join(below, "tokens"), link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(folder, "tokens"), filepath.Join(below, "tokens")} {
		if err := os.WriteFile(path, []byte("li:publisher:"+strings.Repeat("0", 64)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for mode, refused := range map[os.FileMode]bool{0o755: false, 0o777: true, 0o773: true, os.ModeSticky | 0o777: false} {
		if err := os.Chmod(folder, mode); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{filepath.Join(folder, "tokens"), filepath.Join(below, "tokens"), link} {
			f := &tokenFile{path: path, now: time.Now, log: slog.New(slog.DiscardHandler)}
			if err := f.read(); (err != nil) != refused {
				t.Errorf("%s, %v: %v", path, mode, err)
			}
		}
	}
}

// TestTokenLinks: a folder in which everybody can exchange a link on the way to the file counts, also
// one between two links, and one that is only passed through.
func TestTokenLinks(t *testing.T) {
	open, closed := filepath.Join(t.TempDir(), "open"), t.TempDir()
	file := filepath.Join(closed, "tokens")
	link := func(target, name string) string {
		if err := os.Symlink(target, name); err != nil {
			t.Fatal(err)
		}
		return name
	}
	err := errors.Join(os.Mkdir(open, 0o755), os.Mkdir(filepath.Join(open, "inner"), 0o755), os.Mkdir(filepath.Join(closed, "inner"), 0o755),
		os.WriteFile(file, []byte("li:publisher:"+strings.Repeat("0", 64)), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	paths := map[string]string{
		"a link to a link": link(link(file, filepath.Join(open, "second")), filepath.Join(closed, "first")),
		"a folder":         filepath.Join(link(link(closed, filepath.Join(open, "inner", "folder")), filepath.Join(closed, "folder")), "tokens"),
		"a way back":       link(open+"/inner/../../../"+filepath.Base(closed)+"/tokens", filepath.Join(closed, "back")),
		"none":             link("inner/../tokens", filepath.Join(closed, "none")),
	}
	for _, mode := range []os.FileMode{0o755, 0o777} {
		if err := os.Chmod(open, mode); err != nil {
			t.Fatal(err)
		}
		for what, path := range paths {
			f := &tokenFile{path: path, now: time.Now, log: slog.New(slog.DiscardHandler)}
			if err := f.read(); (err != nil) != (mode == 0o777 && what != "none") {
				t.Errorf("%s, %v: %v", what, mode, err)
			}
		}
	}
}
