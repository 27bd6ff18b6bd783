package testenv

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strings"
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

// freePort returns a port that nobody listens on now.
func freePort() (int, error) {
	for range 1000 {
		port := firstPort + rand.IntN(lastPort-firstPort)
		l, err := net.Listen("tcp", address(port))
		if err != nil {
			continue
		}
		return port, l.Close()
	}
	return 0, fmt.Errorf("no port from %d to %d is free", firstPort, lastPort)
}

func address(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// portTaken reports whether a server's log says that its port was in use.
func portTaken(log string) bool {
	text, err := os.ReadFile(log)
	return err == nil && strings.Contains(string(text), "ddress already in use")
}
