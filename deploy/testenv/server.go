package testenv

import (
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
	name    string
	folder  string // its files, removed at the end
	port    int
	command func(port int) *exec.Cmd
	ready   func(context.Context) error
	url     func(port int) string
	stopBy  syscall.Signal // asks it to end at once, but in order
	proc    *process
}

// Addr returns the server's address as host:port.
func (s *Server) Addr() string { return address(s.port) }

// URL returns the URL under which clients reach the server.
func (s *Server) URL() string { return s.url(s.port) }

// Stop ends the server in order, as an operator would.
func (s *Server) Stop() {
	s.t.Helper()
	s.Resume()
	s.must(s.proc.stop(s.stopBy))
}

// Kill ends the server and all its processes with SIGKILL.
func (s *Server) Kill() {
	s.t.Helper()
	s.endWatch()
	s.must(s.proc.kill())
}

// Restart starts the server again on the same port and files, after stopping it
// where it runs.
func (s *Server) Restart() {
	s.t.Helper()
	s.Stop()
	s.must(s.start())
}

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
		s.t.Fatalf("%s: %v\n%s", s.name, err, s.logTail())
	}
}

// run starts d for the duration of the test.
func run(t testing.TB, d *daemon) *Server {
	t.Helper()
	s := &Server{t: t, daemon: d}
	t.Cleanup(func() {
		s.endWatch()
		if t.Failed() {
			t.Logf("%s:\n%s", d.name, d.logTail())
		}
		if err := d.close(); err != nil {
			t.Errorf("%s: %v", d.name, err)
		}
	})
	s.must(d.startAnywhere())
	return s
}

// startAnywhere starts d on a free port.
func (d *daemon) startAnywhere() error {
	for range portTries {
		port, err := freePort()
		if err != nil {
			return err
		}
		d.port = port
		if err = d.launchOnce(); err == nil || !portTaken(d.log()) {
			return err
		}
	}
	return fmt.Errorf("%d free ports in a row were taken before it could listen", portTries)
}

// start starts d on the port that it has, waiting for it where it is taken.
func (d *daemon) start() error {
	var failed error
	err := poll(func() error {
		failed = d.launchOnce()
		if failed != nil && portTaken(d.log()) {
			return errors.New("the port is taken")
		}
		return nil
	})
	return errors.Join(err, failed)
}

// launchOnce starts d and waits until it answers.
func (d *daemon) launchOnce() error {
	log, err := os.Create(d.log())
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := d.command(d.port)
	cmd.Stdout, cmd.Stderr = log, log
	if d.proc, err = launch(cmd); err != nil {
		return err
	}
	err = poll(func() error {
		if d.proc.ended() {
			return fmt.Errorf("%w: %s", errEnded, cmd.ProcessState)
		}
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		return d.ready(ctx)
	})
	if err != nil {
		return errors.Join(err, d.proc.kill())
	}
	return nil
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

// logTail returns the end of the server's log.
func (d *daemon) logTail() string {
	f, err := os.Open(d.log())
	if err != nil {
		return ""
	}
	defer f.Close()
	const most = 4 << 10
	if info, err := f.Stat(); err == nil && info.Size() > most {
		if _, err := f.Seek(-most, io.SeekEnd); err != nil {
			return ""
		}
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}
