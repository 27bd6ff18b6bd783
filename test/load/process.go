package load

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/procfs"
	"golang.org/x/sys/unix"
)

// Process is a server whose use of the machine is measured.
type Process struct {
	Name string
	PID  int
}

// CPU returns the processor time that the process has used since it began.
func (p Process) CPU() (time.Duration, error) {
	const schedulerClock = 2
	var ts unix.Timespec
	// The clock of a process, as clock_getcpuclockid makes it: to the nanosecond,
	// while /proc/PID/stat counts hundredths of a second.
	if err := unix.ClockGettime(int32(^p.PID<<3|schedulerClock), &ts); err != nil { //nolint:gosec // ids fit
		return 0, fmt.Errorf("processor time of %s: %w", p.Name, err)
	}
	return time.Duration(ts.Nano()), nil
}

// Resident returns the memory that the process has resident, in bytes.
func (p Process) Resident() (int64, error) {
	proc, err := procfs.NewProc(p.PID)
	if err != nil {
		return 0, fmt.Errorf("memory of %s: %w", p.Name, err)
	}
	stat, err := proc.Stat()
	return int64(stat.ResidentMemory()), err
}

// Descriptors returns how many file descriptors the process has open.
func (p Process) Descriptors() (int, error) {
	proc, err := procfs.NewProc(p.PID)
	if err != nil {
		return 0, fmt.Errorf("descriptors of %s: %w", p.Name, err)
	}
	return proc.FileDescriptorsLen()
}

// Use is what processes used during a round, in the order of the processes.
type Use struct {
	Names []string
	Spent []time.Duration // processor time
	// Memory is the resident memory of all together over time, in bytes.
	Memory []int64
}

// CPU returns the processor time of all together.
func (u Use) CPU() time.Duration {
	var sum time.Duration
	for _, d := range u.Spent {
		sum += d
	}
	return sum
}

// Peak returns the most memory that was resident at a time, in bytes.
func (u Use) Peak() int64 {
	if len(u.Memory) == 0 {
		return 0
	}
	return slices.Max(u.Memory)
}

// lookEvery is the time between two looks at the memory.
const lookEvery = 100 * time.Millisecond

// watch measures the processes until it is told to stop.
func watch(ctx context.Context, of []Process) (stop func() (Use, error), err error) {
	before, err := spent(of)
	if err != nil {
		return nil, err
	}
	var memory []int64
	var failed error
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for failed == nil && ctx.Err() == nil {
			var sum int64
			if sum, failed = resident(of); failed == nil {
				memory = append(memory, sum)
			}
			select {
			case <-ctx.Done():
			case <-tick.C:
			}
		}
	})
	return func() (Use, error) {
		cancel()
		wg.Wait()
		u := Use{Memory: memory}
		after, err := spent(of)
		if err == nil {
			err = failed
		}
		for i := range after {
			u.Names, u.Spent = append(u.Names, of[i].Name), append(u.Spent, after[i]-before[i])
		}
		return u, err
	}, nil
}

func spent(of []Process) ([]time.Duration, error) {
	out := make([]time.Duration, len(of))
	for i, p := range of {
		var err error
		if out[i], err = p.CPU(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func resident(of []Process) (sum int64, err error) {
	for _, p := range of {
		n, err := p.Resident()
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}

// Pin moves this process, and what it starts from now on, to certain processors, as
// taskset -c takes them.
func Pin(cpus string) error {
	out, err := exec.Command("taskset", "-acp", cpus, strconv.Itoa(os.Getpid())).CombinedOutput()
	if err != nil {
		return fmt.Errorf("taskset: %w: %s", err, out)
	}
	return nil
}

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

// client is this process.
func client() Process { return Process{Name: "client", PID: os.Getpid()} }

// taken returns the processor time of the client and of the whole machine.
func taken() (own, all time.Duration, err error) {
	if own, err = client().CPU(); err == nil {
		all, err = busy()
	}
	return own, all, err
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
