package sqlstore

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"shixian/holidays/record"
)

// Some tests need a process of their own, which the test binary plays: the variable
// names its part, the folder variable the folder of its record.
const (
	partVariable   = "SQLSTORE_TEST_PART"
	folderVariable = "SQLSTORE_TEST_FOLDER"
)

var parts = map[string]func(){
	"publish for ever": playPublishing,
	"read only":        playReadOnly,
	"no room":          playNoRoom,
}

// part returns the command that plays a part.
func part(name, folder string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), partVariable+"="+name, folderVariable+"="+folder)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd
}

// nobody is the user and group that stand for nobody in particular.
const nobody = 65534

// playReadOnly opens the record, and tries to add to it, as one who may not write.
// It prints each error.
func playReadOnly() {
	if os.Geteuid() == 0 {
		if err := errors.Join(syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
			fmt.Println("cannot become another user:", err)
			return
		}
	}
	ctx := context.Background()
	s, err := OpenSQLite(ctx, os.Getenv(folderVariable))
	fmt.Println("open:", err)
	if err != nil {
		return
	}
	defer s.Close()
	last, err := s.Events(ctx, -1, 1)
	fmt.Println("read:", len(last), err)
	next, err := sealed(&last[0])
	fmt.Println("seal:", err)
	err = s.Append(ctx, next)
	fmt.Println("append:", errors.Is(err, record.ErrUnavailable), err)
	revision, _, err := s.Last(ctx)
	fmt.Println("last:", revision, err)
}

func TestSQLiteReadOnly(t *testing.T) {
	folder := t.TempDir()
	filled(t, sqliteStore(t, folder).Store, 1)
	for path, mode := range map[string]os.FileMode{filepath.Join(folder, FileName): 0o444, folder: 0o555, filepath.Dir(folder): 0o755} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(folder, 0o755) })
	out, err := part("read only", folder).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{"open: <nil>", "read: 1 <nil>", "seal: <nil>", "append: true ", "last: 0 <nil>"}
	for _, line := range lines {
		if !strings.Contains(string(out), line) {
			t.Errorf("%q is not in\n%s", line, out)
		}
	}
}

// playNoRoom publishes while files may not grow beyond ever more bytes, so that
// writes fail at every place in turn, and checks each time that nothing has changed.
func playNoRoom() {
	signal.Ignore(syscall.SIGXFSZ) // the write fails instead
	if err := noRoom(context.Background(), os.Getenv(folderVariable)); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func noRoom(ctx context.Context, folder string) error {
	s, err := OpenSQLite(ctx, folder)
	if err != nil {
		return err
	}
	defer s.Close()
	last, err := s.Events(ctx, -1, 1)
	if err != nil {
		return err
	}
	next, err := sealed(&last[0])
	if err != nil {
		return err
	}
	next.Why = strings.Repeat("x", 64<<10)
	if next, err = record.Seal(next, &last[0]); err != nil {
		return err
	}
	failures := 0
	for size := uint64(0); size < 1<<20; size += 3000 {
		if err := limitFiles(size); err != nil {
			return err
		}
		_, _, err = s.Publish(ctx, next, "mine", 1, "key", nil)
		if err := limitFiles(1 << 40); err != nil {
			return err
		}
		if err == nil {
			fmt.Println("failures:", failures)
			return nil
		}
		failures++
		revision, _, lastErr := s.Last(ctx)
		d, draftErr := s.GetDraft(ctx, "mine")
		_, replyErr := s.Reply(ctx, "key")
		if !errors.Is(err, record.ErrUnavailable) || revision != 0 || lastErr != nil || draftErr != nil || d.Published != 0 || !errors.Is(replyErr, record.ErrNotFound) {
			return fmt.Errorf("with files of %d bytes: %w; then revision %d, %v, %v, %v", size, err, revision, lastErr, draftErr, replyErr)
		}
	}
	return errors.New("a megabyte was not enough")
}

func limitFiles(size uint64) error {
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: 1 << 40})
}

func TestSQLiteNoRoom(t *testing.T) {
	folder := t.TempDir()
	s := sqliteStore(t, folder)
	filled(t, s.Store, 1)
	if err := s.PutDraft(t.Context(), draftOf("mine")); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	cmd := part("no room", folder)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, stderr.String())
	}
	var failures int
	if _, err := fmt.Fscanf(bufio.NewReader(bytes.NewReader(out)), "failures: %d", &failures); err != nil || failures < 10 {
		t.Errorf("%d writes failed, %v:\n%s", failures, err, out)
	}
	intact(t, s.Store, 2, "mine", "key", true)
}
