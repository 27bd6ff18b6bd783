package testenv

import (
	"fmt"
	"io"
	"os/exec"
	"strconv"
)

// watchdog kills processes when this one ends. Stopped processes need it: the
// children of a killed server end by themselves only when they can run.
type watchdog struct {
	proc  *process
	stdin io.Closer
}

func newWatchdog(pids []int) (*watchdog, error) {
	args := []string{"-c", `read -r _; kill -KILL "$@"`, "sh"}
	for _, pid := range pids {
		args = append(args, strconv.Itoa(pid))
	}
	cmd := exec.Command("/bin/sh", args...)
	stdin, err := cmd.StdinPipe() // its end closes when this process ends
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	p := &process{cmd: cmd, done: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // it is killed
		close(p.done)
	}()
	return &watchdog{p, stdin}, nil
}

// end ends the watchdog without letting it act.
func (w *watchdog) end() {
	_ = w.proc.cmd.Process.Kill() // it may have ended
	<-w.proc.done
	_ = w.stdin.Close() // Wait has closed it already
}
