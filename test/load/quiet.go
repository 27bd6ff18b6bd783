package load

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// busy returns the time for which all processors of the machine were taken, by
// whomever, since it began.
func busy() (time.Duration, error) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	return busyIn(text)
}

// busyIn reads the first line of /proc/stat.
func busyIn(text []byte) (time.Duration, error) {
	const (
		idle, ioWait, guest = 3, 4, 8 // idle, and counted twice
		tick                = 10 * time.Millisecond
	)
	line, _, _ := bytes.Cut(text, []byte("\n"))
	fields := strings.Fields(string(line))
	if len(fields) <= guest || fields[0] != "cpu" {
		return 0, fmt.Errorf("/proc/stat begins with %q", line)
	}
	var sum time.Duration
	for i, f := range fields[1:min(len(fields), guest+1)] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("/proc/stat begins with %q", line)
		}
		if i != idle && i != ioWait {
			sum += time.Duration(n) * tick
		}
	}
	return sum, nil
}

// lower is by how much the priority of processes is lowered.
const lower = 5

// GiveWay lowers the priority of a process, so that another on the same processor
// goes first.
func (p Process) GiveWay() error {
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*", p.PID))
	if err != nil {
		return err
	}
	if len(tasks) == 0 {
		return fmt.Errorf("%s does not run", p.Name)
	}
	for _, task := range tasks {
		id, err := strconv.Atoi(filepath.Base(task))
		if err != nil {
			return err
		}
		if err := unix.Setpriority(unix.PRIO_PROCESS, id, lower); err != nil {
			return fmt.Errorf("priority of %s: %w", p.Name, err)
		}
	}
	return nil
}
