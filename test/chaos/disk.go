package chaos

import (
	"bufio"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"shixian/test/testenv"
)

// disk is where a replica keeps its record, and can become full.
type disk struct {
	folder string
	under  []string // what the replica is run under
	fill   func(pid int) error
	free   func(pid int) error
}

// limitedFiles is a disk for one test that becomes full by a limit on the size of the
// replica's files: writes then fail as they do on a full disk. Every machine permits it.
func limitedFiles(t testing.TB) *disk {
	set := func(size string) func(pid int) error {
		return func(pid int) error {
			_, err := testenv.Output(exec.Command("prlimit", "--pid", strconv.Itoa(pid), "--fsize="+size+":")) // what is soft can be lifted
			return err
		}
	}
	return &disk{folder: t.TempDir(), fill: set("0"), free: set("unlimited")}
}

// diskSize is the size of the small disk, as mount takes it.
const diskSize = "2m"

// smallDisk mounts a small file system for one test, which only the processes that
// run under it see. It needs root, or a machine on which everybody may be root in a
// namespace of their own. The error says that the machine permits neither.
func smallDisk(t testing.TB) (*disk, error) {
	r := &disk{folder: t.TempDir()}
	pid, err := mount(t, r.folder, "--mount")
	if err == nil {
		r.under = []string{"nsenter", "--target", strconv.Itoa(pid), "--mount"}
	} else if pid, err = mount(t, r.folder, "--mount", "--user", "--map-root-user"); err == nil {
		// Entering a user namespace lifts the signal by which the replica ends with
		// the test.
		r.under = []string{"nsenter", "--target", strconv.Itoa(pid), "--mount", "--user", "--preserve-credentials",
			"setpriv", "--pdeathsig", "KILL"}
	}
	if err != nil {
		return nil, err
	}
	run := func(args ...string) error {
		all := slices.Concat(r.under, args)
		_, err := testenv.Output(exec.Command(all[0], all[1:]...))
		return err
	}
	filler := filepath.Join(r.folder, "filler")
	r.fill = func(int) error {
		if run("sh", "-c", `cat /dev/zero > "$0"`, filler) == nil {
			return fmt.Errorf("the disk does not become full")
		}
		return nil
	}
	r.free = func(int) error { return run("rm", filler) }
	return r, nil
}

// mount mounts the small disk on a folder, in a namespace that ends with the test
// process, however that ends. It returns a process that is in it.
func mount(t testing.TB, folder string, namespaces ...string) (pid int, err error) {
	args := append(namespaces, "sh", "-c", `mount -t tmpfs -o size=`+diskSize+` tmpfs "$0" && echo mounted && exec cat`, folder)
	cmd := exec.Command("unshare", args...)
	stdin, err := cmd.StdinPipe() // cat ends when this process's end closes
	if err != nil {
		return 0, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		return 0, fmt.Errorf("%q: %q, %w: %w", cmd.Args, line, err, cmd.Wait())
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait() // nothing depends on how cat ends
	})
	return cmd.Process.Pid, nil
}
