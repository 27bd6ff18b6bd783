package load

import (
	"fmt"
	"path/filepath"
	"strconv"
	"time"

	"github.com/prometheus/procfs"
	"golang.org/x/sys/unix"
)

// busy returns the time for which all processors of the machine were taken, by
// whomever, since it began.
func busy() (time.Duration, error) {
	fs, err := procfs.NewDefaultFS()
	if err != nil {
		return 0, err
	}
	stat, err := fs.Stat()
	c := stat.CPUTotal // seconds; what guests took is in user
	return time.Duration((c.User + c.Nice + c.System + c.IRQ + c.SoftIRQ + c.Steal) * float64(time.Second)), err
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
