package testenv

import (
	"context"
	"os/exec"
	"syscall"
	"testing"
)

// Spec says how a server is run.
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

	folders string         // a pattern of folders in which the program is looked for first
	url     string         // with %s for the address; that of a web server if it is empty
	stopBy  syscall.Signal // asks it to end at once, but in order; SIGTERM if it is 0
	// socket returns nil once the server answers on its socket in the folder, which is surely
	// its own. It takes the place of Says and Ready.
	socket func(ctx context.Context, folder string) error
}

// Start starts a server for one test and waits until it is ready.
func Start(t testing.TB, spec Spec) *Server {
	t.Helper()
	d, err := newDaemon(spec)
	if err != nil {
		t.Fatalf("%s: %v", spec.Name, err)
	}
	return run(t, d)
}

// Await calls check until it returns nil, and fails the test if it does not within
// [Wait].
func Await(t testing.TB, check func() error) {
	t.Helper()
	if err := poll(check); err != nil {
		t.Fatal(err)
	}
}
