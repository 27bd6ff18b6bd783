package testenv

import (
	"net"
	"os/exec"
	"strings"
	"testing"
)

func TestMissingProgram(t *testing.T) {
	_, err := findProgram("no-such-program", debianPrograms, "some-package")
	if err == nil {
		t.Fatal("a program that does not exist was found")
	}
	for _, word := range []string{"no-such-program", "make deps", "apt-get install some-package"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the error %q lacks %q", err, word)
		}
	}
}

func TestNewestProgram(t *testing.T) {
	if byVersion("/usr/lib/postgresql/9/bin/postgres", "/usr/lib/postgresql/15/bin/postgres") >= 0 {
		t.Error("version 9 is taken for newer than 15")
	}
}

// A port that somebody takes after it was found free is given up for another.
func TestPortTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, port, err := net.SplitHostPort(taken.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	s := Redis(t)
	s.Stop()
	first, free := true, s.spec.Command
	s.spec.Command = func(cmd *exec.Cmd, folder string, p int) {
		free(cmd, folder, p)
		if first {
			cmd.Args = append(cmd.Args, "--port", port)
		}
		first = false
	}
	s.must(s.startAnywhere())
	s.expect("PONG", "PING")
}

// A server that cannot start for another reason is not tried again.
func TestStartFails(t *testing.T) {
	s := Redis(t)
	s.Stop()
	starts, good := 0, s.spec.Command
	s.spec.Command = func(cmd *exec.Cmd, folder string, p int) {
		starts++
		good(cmd, folder, p)
		cmd.Args = append(cmd.Args, "--no-such-setting", "1")
	}
	if err := s.startAnywhere(); err == nil || starts != 1 {
		t.Errorf("%d starts ended with %v", starts, err)
	}
	if !strings.Contains(s.logTail(), "no-such-setting") {
		t.Errorf("the log does not say why: %s", s.logTail())
	}
}
