package testenv

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// Spec says how a server is run that this package does not know of.
type Spec struct {
	// Name stands before the server's log if it fails.
	Name string
	// Program is looked for in PATH, or is a path; Package is the Debian package that
	// has it.
	Program, Package string
	// Ports is how many successive ports the server listens on. The first is that of
	// [Server.Addr]; all stay the same over restarts.
	Ports int
	// Files writes the server's files into its folder before it starts for the first
	// time, and may be nil. The server may be started anew on another port.
	Files func(folder string, port int) error
	// Command completes the command: its arguments and environment.
	Command func(cmd *exec.Cmd, folder string, port int)
	// Says is what the server writes to its log once it listens. It tells this server
	// from another that has taken its port.
	Says string
	// Ready returns nil once the server answers at addr; it may be nil.
	Ready func(ctx context.Context, addr string) error
}

// Start starts a server for one test and waits until it is ready.
func Start(t testing.TB, spec Spec) *Server {
	t.Helper()
	program, err := findProgram(spec.Program, "", spec.Package)
	if err != nil {
		t.Fatalf("%s: %v", spec.Name, err)
	}
	folder, err := newFolder(spec.Name)
	if err != nil {
		t.Fatalf("%s: %v", spec.Name, err)
	}
	d := &daemon{
		name: spec.Name, folder: folder, stopBy: syscall.SIGTERM, ports: spec.Ports, files: spec.Files,
		command: func(port int) *exec.Cmd {
			cmd := exec.Command(program)
			spec.Command(cmd, folder, port)
			return cmd
		},
		url: func(port int) string { return "http://" + address(port) },
	}
	d.ready = func(ctx context.Context) error {
		if !strings.Contains(d.logNow(), spec.Says) {
			return fmt.Errorf("the log does not say %q yet", spec.Says)
		}
		if spec.Ready == nil {
			return nil
		}
		return spec.Ready(ctx, address(d.port))
	}
	return run(t, d)
}

// Await calls check until it returns nil, and fails the test if it does not within
// half a minute.
func Await(t testing.TB, check func() error) {
	t.Helper()
	if err := poll(check); err != nil {
		t.Fatal(err)
	}
}
