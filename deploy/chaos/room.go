package chaos

import (
	"bufio"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// room is where a replica keeps its record, and can run out of it.
type room interface {
	// under is the command that the replica is run under.
	under() []string
	// fill takes all the room away from a replica; free gives it back.
	fill(pid int) error
	free(pid int) error
}

// disk is a small file system of its own, which only processes under it see. It is
// gone with the process that holds it.
type disk struct {
	folder string
	enter  []string
}

// diskSize is what the file system has room for.
const diskSize = "2m"

// newDisk mounts a disk for one test: as root, or as somebody who may be root in a
// namespace of their own. The error says that the machine permits neither.
func newDisk(t testing.TB) (*disk, error) {
	d := &disk{folder: t.TempDir()}
	var failed error
	for _, own := range [][2]string{{"--mount", "--mount"}, {"--user", "--map-root-user"}} {
		pid, err := d.hold(t, own[:])
		if err == nil {
			d.enter = []string{"nsenter", "--target", strconv.Itoa(pid), "--mount"}
			if own[0] == "--user" {
				d.enter = append(d.enter, "--user", "--preserve-credentials")
			}
			return d, nil
		}
		failed = err
	}
	return nil, failed
}

// hold starts the process that holds the disk's namespace, and mounts it there.
func (d *disk) hold(t testing.TB, own []string) (pid int, err error) {
	args := append(append([]string{}, own...), "--mount", "sh", "-c",
		`mount -t tmpfs -o size=`+diskSize+` tmpfs "$0" && echo mounted && exec cat`, d.folder)
	cmd := exec.Command("unshare", args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	stdin, err := cmd.StdinPipe() // its end closes when this process ends, and cat with it
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
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return 0, fmt.Errorf("%q: %w", cmd.Args, cmd.Wait())
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait()
	})
	if line != "mounted\n" {
		return 0, fmt.Errorf("%q said %q", cmd.Args, line)
	}
	return cmd.Process.Pid, nil
}

func (d *disk) under() []string { return d.enter }

func (d *disk) filler() string { return filepath.Join(d.folder, "filler") }

func (d *disk) fill(int) error {
	if _, err := d.run("sh", "-c", `cat /dev/zero > "$0"`, d.filler()); err == nil {
		return fmt.Errorf("the disk does not become full")
	}
	return nil
}

func (d *disk) free(int) error {
	_, err := d.run("rm", d.filler())
	return err
}

func (d *disk) run(args ...string) (string, error) {
	all := append(append([]string{}, d.enter...), args...)
	return command(all[0], all[1:]...)
}

// limit lets no file of the replica grow beyond what it has, which every machine
// permits: writes then fail as they do on a full disk.
type limit struct{}

func (limit) under() []string { return nil }

func (limit) fill(pid int) error { return setLimit(pid, "0:") }

func (limit) free(pid int) error { return setLimit(pid, "unlimited:") }

// setLimit sets the soft limit, so that it can be lifted again.
func setLimit(pid int, size string) error {
	_, err := command("prlimit", "--pid", strconv.Itoa(pid), "--fsize="+size)
	return err
}
