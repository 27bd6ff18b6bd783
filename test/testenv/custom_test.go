package testenv

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestStart: a server of another's making keeps its ports, its files and its log over
// restarts, and tells how it ended.
func TestStart(t *testing.T) {
	made := 0
	s := Start(t, Spec{
		Name: "custom", Program: "redis-server", Package: "redis-server", Ports: 2, Says: "Ready to accept connections",
		Files: func(folder string, port int) error {
			made++
			text := "port " + strconv.Itoa(port) + "\nbind 127.0.0.1\nsave \"\"\n"
			return os.WriteFile(filepath.Join(folder, "conf"), []byte(text), 0o600)
		},
		Command: func(cmd *exec.Cmd, folder string, port int) {
			cmd.Args = append(cmd.Args, filepath.Join(folder, "conf"), "--tls-port", "0")
		},
		Ready: func(ctx context.Context, addr string) error {
			_, err := redisDo(ctx, "tcp", addr, "PING")
			return err
		},
	})
	addr, pid := s.Addr(), s.PID()
	if !s.Running() || s.URL() != "http://"+addr || s.AddrAt(1) == addr {
		t.Errorf("%v %s %s", s.Running(), s.URL(), s.AddrAt(1))
	}
	s.Stop()
	if s.Running() || s.ExitCode() != 0 {
		t.Errorf("stopped: %v, %d", s.Running(), s.ExitCode())
	}
	s.Start()
	if answer, err := redisDo(t.Context(), "tcp", addr, "PING"); err != nil || answer != "PONG" {
		t.Errorf("%q, %v", answer, err)
	}
	if s.Addr() != addr || s.PID() == pid || made != 1 {
		t.Errorf("%s, process %d, files made %d times", s.Addr(), s.PID(), made)
	}
	s.Kill()
	if s.ExitCode() != -1 {
		t.Errorf("killed: %d", s.ExitCode())
	}
	if n := strings.Count(s.Log(), "Ready to accept connections"); n != 2 {
		t.Errorf("the log tells of %d starts:\n%s", n, s.Log())
	}
}
