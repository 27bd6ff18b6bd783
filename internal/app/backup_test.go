package app

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestMarkOfAnother: the mark of a backup is a new file each time, as the user of this one may not
// write to that of the last.
func TestMarkOfAnother(t *testing.T) {
	folder := t.TempDir()
	last := filepath.Join(folder, lastBackup)
	kept := filepath.Join(folder, "the file of another user")
	err := errors.Join(os.WriteFile(last, []byte("old\n"), 0o600), os.Link(last, kept), os.Chtimes(last, time.Unix(1, 0), time.Unix(1, 0)))
	if err != nil {
		t.Fatal(err)
	}
	if err := markBackup(folder, "new"); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(kept); err != nil || string(text) != "old\n" {
		t.Errorf("it was written to: %q, %v", text, err)
	}
	if text, err := os.ReadFile(last); err != nil || string(text) != "new\n" || !backedUp(folder).After(time.Unix(1, 0)) {
		t.Errorf("%q, %v, at %v", text, err, backedUp(folder))
	}
}
