package testenv

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"syscall"
	"time"
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
