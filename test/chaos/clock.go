package chaos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"shixian/test/testenv"
)

// The line of main.go that reads the clock, and what stands there instead.
const (
	readsClock = "func now() time.Time { return time.Now() }"
	jumpsClock = "func now() time.Time { return jumped(time.Now()) }"
)

// clock sets the clocks of the replicas that run its program.
type clock struct {
	t       testing.TB
	program string
	folder  string
}

// newClock builds the service with a clock that can be set. What it is built from
// is laid over the module's files for this build alone.
func newClock(t testing.TB) *clock {
	t.Helper()
	folder := t.TempDir()
	c := &clock{t, filepath.Join(folder, "shixian"), folder}
	overlay, err := layOver(folder)
	if err != nil {
		t.Fatalf("clock: %v", err)
	}
	_, err = command("go", "build", "-buildvcs=false", "-overlay", overlay, "-ldflags", "-X main.version=chaos -X main.clockFolder="+folder,
		"-o", c.program, "shixian")
	if err != nil {
		t.Fatalf("clock: %v", err)
	}
	return c
}

// layOver writes what is to be built instead, and returns the file that names it.
func layOver(folder string) (string, error) {
	module, err := command("go", "list", "-m", "-f", "{{.Dir}}", "shixian")
	if err != nil {
		return "", err
	}
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
		filepath.Join(module, "clock_jump.go"): filepath.Join(module, "test", "chaos", "testdata", "clock_jump.go.txt"),
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

// jump sets the clock of a process off by so much.
func (c *clock) jump(pid int, by time.Duration) {
	c.t.Helper()
	file := filepath.Join(c.folder, strconv.Itoa(pid))
	// It is moved into place, so that it is never seen half written.
	if err := os.WriteFile(file+".new", []byte(by.String()), 0o600); err != nil {
		c.t.Fatalf("clock: %v", err)
	}
	if err := os.Rename(file+".new", file); err != nil {
		c.t.Fatalf("clock: %v", err)
	}
}

// command runs a command and returns what it prints.
func command(name string, args ...string) (string, error) {
	return testenv.Output(exec.Command(name, args...))
}
