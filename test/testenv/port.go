package testenv

import (
	"fmt"
	"math/rand/v2"
	"net"
	"strings"
	"testing"
)

// Ports are taken from below the kernel's range for outgoing connections (32768
// and up), so that a server which restarts finds its port unused.
const (
	firstPort = 15000
	lastPort  = 32000
)

// portTries is how often a server is started on another port because somebody
// took the one that was free a moment before.
const portTries = 10

// FreePorts returns the first of n successive ports of this machine that nobody listens on now, and
// that no other test is given. A server that [Start] runs better has further ports of its own
// ([Spec.Ports]): it is started on others if a program that is no test takes one.
func FreePorts(t testing.TB, n int) int {
	t.Helper()
	port, err := freePorts(n)
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// freePorts returns the first of n successive ports that nobody listens on now.
func freePorts(n int) (int, error) {
	for range 1000 {
		port := firstPort + rand.IntN(lastPort-firstPort-n)
		if allFree(port, n) {
			return port, nil
		}
	}
	return 0, fmt.Errorf("no %d ports in a row from %d to %d are free", n, firstPort, lastPort)
}

func allFree(port, n int) bool {
	for i := range n {
		l, err := net.Listen("tcp", address(port+i))
		if err != nil {
			return false
		}
		if l.Close() != nil || !reserve(port+i) {
			return false
		}
	}
	return true
}

// reserve keeps a port from the tests of all processes for as long as this one lives: between the
// look at a port and the server's own, another test would find it free too, and HAProxy even shares a
// port with another HAProxy. The name is one of the kernel's, and no file.
func reserve(port int) bool {
	_, err := net.Listen("unix", fmt.Sprintf("@shixian-test-port-%d", port))
	return err == nil
}

// Address returns the address of a port of a [Spec], as host:port.
func Address(port int) string { return address(port) }

func address(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// portTaken reports whether a server's log of this start says that its port was in
// use.
func portTaken(log string) bool { return strings.Contains(log, "ddress already in use") }
