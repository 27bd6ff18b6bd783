package testenv

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Server is a server that runs for one test.
type Server struct {
	t testing.TB
	*daemon
	watch *watchdog // while paused
}

// daemon is a server apart from the test that it runs for.
type daemon struct {
	spec    Spec
	program string
	folder  string // its files, removed at the end
	port    int
	begun   int64 // how long the log was when it was started last
	proc    *process
}

func newDaemon(spec Spec) (*daemon, error) {
	program, err := findProgram(spec.Program, spec.folders, spec.Package)
	if err != nil {
		return nil, err
	}
	// Its path is short, for it holds unix sockets, whose paths may have 107 bytes.
	folder, err := os.MkdirTemp("", "shixian-"+spec.Name+"-")
	return &daemon{spec: spec, program: program, folder: folder}, err
}

// Addr returns the server's address as host:port.
func (s *Server) Addr() string { return Address(s.port) }

// AddrAt returns the address of the server's further port, counted from 1, as
// host:port.
func (s *Server) AddrAt(i int) string { return Address(s.port + i) }

// URL returns the URL under which clients reach the server.
func (d *daemon) URL() string { return fmt.Sprintf(cmp.Or(d.spec.url, "http://%s"), Address(d.port)) }

// Stop ends the server in order, as an operator would.
func (s *Server) Stop() {
	s.t.Helper()
	s.Resume()
	s.must(s.proc.stop(cmp.Or(s.spec.stopBy, syscall.SIGTERM)))
}

// Kill ends the server and all its processes with SIGKILL.
func (s *Server) Kill() {
	s.t.Helper()
	s.endWatch()
	s.must(s.proc.kill())
}

// Restart starts the server again on the same port and files, after stopping it
// if it runs.
func (s *Server) Restart() {
	s.t.Helper()
	s.Stop()
	s.Start()
}

// Start starts a server again that was stopped or killed, on the same port and files,
// and waits until it is ready.
func (s *Server) Start() {
	s.t.Helper()
	if s.Running() {
		s.t.Fatalf("%s runs already", s.spec.Name)
	}
	s.must(s.start())
}

// PID returns the process id of the server, or of the last one that ran.
func (s *Server) PID() int { return s.proc.pid() }

// Running reports whether the server's process runs.
func (s *Server) Running() bool { return !s.proc.ended() }

// ExitCode returns what the ended process ended with: -1 if it was a signal.
func (s *Server) ExitCode() int {
	<-s.proc.done
	return s.proc.cmd.ProcessState.ExitCode()
}

// Log returns what the server has written, over all its starts.
func (s *Server) Log() string {
	text, err := os.ReadFile(s.log())
	s.must(err)
	return string(text)
}

// Folder returns the folder of the server's files.
func (s *Server) Folder() string { return s.folder }

// Pause stops the server's processes with SIGSTOP: connections stay open and
// nothing answers.
func (s *Server) Pause() {
	s.t.Helper()
	if s.watch != nil {
		return
	}
	all := signalTree(s.proc.pid(), syscall.SIGSTOP)
	watch, err := newWatchdog(all)
	s.must(err)
	s.watch = watch
}

// Resume lets a paused server go on. It does nothing to another.
func (s *Server) Resume() {
	s.t.Helper()
	if s.watch == nil {
		return
	}
	signalTree(s.proc.pid(), syscall.SIGCONT)
	s.endWatch()
}

func (s *Server) endWatch() {
	if s.watch != nil {
		s.watch.end()
		s.watch = nil
	}
}

func (s *Server) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%s: %v\n%s", s.spec.Name, err, s.logTail())
	}
}

// run starts d for the duration of the test.
func run(t testing.TB, d *daemon) *Server {
	t.Helper()
	s := &Server{t: t, daemon: d}
	t.Cleanup(func() {
		s.endWatch()
		if t.Failed() {
			t.Logf("%s:\n%s", d.spec.Name, d.logTail())
		}
		if err := d.close(); err != nil {
			t.Errorf("%s: %v", d.spec.Name, err)
		}
	})
	s.must(d.startAnywhere())
	return s
}

// startAnywhere starts d on a free port.
func (d *daemon) startAnywhere() error {
	for range portTries {
		port, err := freePorts(max(1, d.spec.Ports))
		if err != nil {
			return err
		}
		d.port = port
		if d.spec.Files != nil {
			if err := d.spec.Files(d.folder, port); err != nil {
				return err
			}
		}
		if err = d.launchOnce(); err == nil || !portTaken(d.logNow()) {
			return err
		}
	}
	return fmt.Errorf("%d free ports in a row were taken before it could listen", portTries)
}

// start starts d on the port that it has, waiting for it if it is taken.
func (d *daemon) start() error {
	var failed error
	err := poll(func() error {
		failed = d.launchOnce()
		if failed != nil && portTaken(d.logNow()) {
			return errors.New("the port is taken")
		}
		return nil
	})
	return errors.Join(err, failed)
}

// launchOnce starts d and waits until it answers.
func (d *daemon) launchOnce() error {
	log, err := os.OpenFile(d.log(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	if d.begun, err = log.Seek(0, io.SeekEnd); err != nil {
		return err
	}
	cmd := exec.Command(d.program)
	d.spec.Command(cmd, d.folder, d.port)
	cmd.Stdout, cmd.Stderr = log, log
	if d.proc, err = launch(cmd); err != nil {
		return err
	}
	err = poll(func() error {
		if d.proc.ended() {
			return fmt.Errorf("%w: %s", errEnded, cmd.ProcessState)
		}
		ctx, cancel := context.WithTimeout(context.Background(), Wait)
		defer cancel()
		return d.ready(ctx)
	})
	if err != nil {
		return errors.Join(err, d.proc.kill())
	}
	return nil
}

// ready returns nil once d answers.
func (d *daemon) ready(ctx context.Context) error {
	switch {
	case d.spec.socket != nil:
		return d.spec.socket(ctx, d.folder)
	case !strings.Contains(d.logNow(), d.spec.Says):
		return fmt.Errorf("the log does not say %q yet", d.spec.Says)
	case d.spec.Ready == nil:
		return nil
	}
	return d.spec.Ready(ctx, Address(d.port))
}

// close kills d and removes its files.
func (d *daemon) close() error {
	var err error
	if d.proc != nil {
		err = d.proc.kill()
	}
	return errors.Join(err, os.RemoveAll(d.folder))
}

func (d *daemon) log() string { return filepath.Join(d.folder, "log") }

// logNow returns what the server has written since it was started last.
func (d *daemon) logNow() string {
	text, err := os.ReadFile(d.log())
	if err != nil || int64(len(text)) < d.begun {
		return ""
	}
	return string(text[d.begun:])
}

// logTail returns the end of the server's log, "" if there is none.
func (d *daemon) logTail() string {
	const most = 4 << 10
	text, _ := os.ReadFile(d.log())
	return strings.TrimSpace(string(text[max(0, len(text)-most):]))
}
