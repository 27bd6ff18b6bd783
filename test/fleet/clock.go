package fleet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// The line of main.go that reads the clock, and what stands there instead.
const (
	readsClock = "func now() time.Time { return time.Now() }"
	jumpsClock = "func now() time.Time { return jumped(time.Now()) }"
)

// Clock sets the clocks of the replicas that run its program ([Options.Program]).
type Clock struct {
	Program string // path of the executable

	t      testing.TB
	folder string // holds how far off clocks are, by process or for all
}

// NewClock builds the service with a clock that can be set, and is right until it is. What
// it is built from is laid over the module's files for this build alone.
func NewClock(t testing.TB) *Clock {
	t.Helper()
	folder := t.TempDir()
	c := &Clock{filepath.Join(folder, "shixian"), t, folder}
	overlay, err := layOver(t, folder)
	if err != nil {
		t.Fatalf("clock: %v", err)
	}
	_, err = goCommand("build", "-buildvcs=false", "-overlay", overlay, "-ldflags", "-X main.version=fleet -X main.clockFolder="+folder,
		"-o", c.Program, service)
	if err != nil {
		t.Fatalf("clock: %v", err)
	}
	return c
}

// Set sets the clocks of all processes, also those to come, to a moment, from which they
// go on.
func (c *Clock) Set(to time.Time) {
	c.t.Helper()
	c.write("all", time.Until(to))
}

// Jump sets the clock of a process off by so much.
func (c *Clock) Jump(pid int, by time.Duration) {
	c.t.Helper()
	c.write(strconv.Itoa(pid), by)
}

func (c *Clock) write(name string, by time.Duration) {
	c.t.Helper()
	if err := replaceFile(filepath.Join(c.folder, name), by.String()); err != nil {
		c.t.Fatalf("clock: %v", err)
	}
}

// replaceFile moves a file with a text into place, so that it is never seen half written.
func replaceFile(file, text string) error {
	if err := os.WriteFile(file+".new", []byte(text), 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// layOver writes what is to be built instead, and returns the file that names it.
func layOver(t testing.TB, folder string) (string, error) {
	t.Helper()
	module := moduleFolder(t)
	source, err := os.ReadFile(filepath.Join(module, "main.go"))
	if err != nil {
		return "", err
	}
	if bytes.Count(source, []byte(readsClock)) != 1 {
		return "", fmt.Errorf("main.go does not read the clock by %q", readsClock)
	}
	source = bytes.Replace(source, []byte(readsClock), []byte(jumpsClock), 1)
	changed := filepath.Join(folder, "main.go")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(module, "main.go"):       changed,
		filepath.Join(module, "clock_jump.go"): filepath.Join(module, "test", "fleet", "testdata", "clock_jump.go.txt"),
	}})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(changed, source, 0o600); err != nil {
		return "", err
	}
	overlay := filepath.Join(folder, "overlay.json")
	return overlay, os.WriteFile(overlay, replace, 0o600)
}
