package testenv

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// Ports are taken from below the kernel's range for outgoing connections (32768
// and up), so that a server which restarts finds its port unused. Each process of tests
// has a block of them to itself, so that packages which run side by side do not take
// one another's, and gives them out in turn.
const (
	firstPort = 15000
	lastPort  = 32000
	blockSize = 500
)

// portTries is how often a server is started on another port because somebody
// took the one that was free a moment before.
const portTries = 10

// block is the block of this process, and next the first of its ports not given out yet.
var block struct {
	sync.Mutex
	lock        *os.File // holds the block until the process ends
	first, next int
}

// FreePorts returns the first of n successive ports of this machine that nobody listens on
// now, and that no other process of tests is given.
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
	block.Lock()
	defer block.Unlock()
	if block.lock == nil {
		if err := takeBlock(); err != nil {
			return 0, err
		}
	}
	for range 2 * blockSize {
		if block.next+n > block.first+blockSize {
			block.next = block.first
		}
		port := block.next
		if block.next++; allFree(port, n) {
			block.next = port + n
			return port, nil
		}
	}
	return 0, fmt.Errorf("no %d ports in a row from %d on are free", n, block.first)
}

// takeBlock locks a block that no other process has.
func takeBlock() error {
	for first := firstPort; first < lastPort; first += blockSize {
		name := filepath.Join(os.TempDir(), fmt.Sprintf("shixian-test-ports-%d", first))
		f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			continue // another user's
		}
		if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			block.lock, block.first, block.next = f, first, first
			return nil
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return fmt.Errorf("all ports from %d to %d belong to other processes of tests", firstPort, lastPort)
}

func allFree(port, n int) bool {
	for i := range n {
		l, err := net.Listen("tcp", Address(port+i))
		if err != nil || l.Close() != nil {
			return false
		}
	}
	return true
}

// Address returns the address of a port of a [Spec], as host:port.
func Address(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// portTaken reports whether a server's log of this start says that its port was in
// use.
func portTaken(log string) bool { return strings.Contains(log, "ddress already in use") }
