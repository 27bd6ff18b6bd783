package testenv

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/prometheus/procfs"
)

// Wait bounds every wait of a test: for a server to be ready or to end, for a line of a log,
// for whatever else comes. On a busy machine too, what is not there by then never comes.
const Wait = 90 * time.Second

// pollEvery is how often a condition is looked at while it is waited for.
const pollEvery = 5 * time.Millisecond

var errEnded = errors.New("the process ended")

type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when the process has ended and is reaped
}

// launch starts cmd so that the kernel kills it when this process ends.
func launch(cmd *exec.Cmd) (*process, error) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	p := &process{cmd: cmd, done: make(chan struct{})}
	started := make(chan error, 1)
	go func() {
		// The signal is sent when the thread that started the child ends, so this
		// thread is kept for as long as the child lives.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // how it ended is in cmd.ProcessState
		}
		close(p.done)
	}()
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", cmd.Path, err)
	}
	return p, nil
}

func (p *process) pid() int { return p.cmd.Process.Pid }

func (p *process) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// stop sends sig and waits for the process to end; one that does not is killed.
func (p *process) stop(sig syscall.Signal) error {
	if p.ended() {
		return nil
	}
	if err := p.cmd.Process.Signal(sig); err != nil && !p.ended() {
		return fmt.Errorf("signal %s: %w", sig, err)
	}
	select {
	case <-p.done:
		return nil
	case <-time.After(Wait):
	}
	killTree(p.pid())
	<-p.done
	return fmt.Errorf("%s did not end within %s of %s and was killed", p.cmd.Path, Wait, sig)
}

// kill kills the process and its descendants and waits until all have ended.
func (p *process) kill() error {
	if p.ended() {
		return nil
	}
	all := killTree(p.pid())
	<-p.done
	return poll(func() error {
		for _, pid := range all {
			if alive(pid) {
				return fmt.Errorf("process %d is still there after SIGKILL", pid)
			}
		}
		return nil
	})
}

// poll calls check until it returns nil, for at most Wait, and returns its
// last error. A check that returns errEnded ends the wait at once.
func poll(check func() error) error {
	deadline := time.Now().Add(Wait)
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		err := check()
		if err == nil || errors.Is(err, errEnded) {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("after %s: %w", Wait, err)
		}
		<-tick.C
	}
}

// alive reports whether a process runs; one that has ended but is not yet reaped
// does not.
func alive(pid int) bool {
	p, err := procfs.NewProc(pid)
	if err != nil {
		return false
	}
	stat, err := p.Stat()
	return err == nil && stat.State != "Z" && stat.State != "X"
}

func children(pid int) (pids []int) {
	all, err := procfs.AllProcs()
	if err != nil {
		return nil
	}
	for _, p := range all {
		if stat, err := p.Stat(); err == nil && stat.PPID == pid {
			pids = append(pids, p.PID)
		}
	}
	return pids
}

// signalTree sends sig to pid and its descendants and returns them all. Every
// process is stopped before its children are looked for, so that none is born
// unseen.
func signalTree(pid int, sig syscall.Signal) []int {
	_ = syscall.Kill(pid, syscall.SIGSTOP)
	all := []int{pid}
	for _, child := range children(pid) {
		all = append(all, signalTree(child, sig)...)
	}
	_ = syscall.Kill(pid, sig) // it may have ended by itself
	return all
}

func killTree(pid int) []int { return signalTree(pid, syscall.SIGKILL) }

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
