package load

import (
	"fmt"
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
	threads, err := procfs.AllThreads(p.PID)
	if err != nil {
		return fmt.Errorf("threads of %s: %w", p.Name, err)
	}
	for _, t := range threads {
		if err := unix.Setpriority(unix.PRIO_PROCESS, t.PID, lower); err != nil {
			return fmt.Errorf("priority of %s: %w", p.Name, err)
		}
	}
	return nil
}
