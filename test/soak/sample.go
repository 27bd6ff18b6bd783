package soak

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"time"

	"shixian/test/fleet"
	"shixian/test/load"
)

// measure is something that must not grow.
type measure struct {
	name load.Text
	// allowed is by how much it may grow, if that is more than a tenth.
	allowed int64
	write   func(int64) string
}

var measures = [...]measure{
	{load.Text{"协程，连接除外", "goroutines beyond connections"}, 50, count},
	{load.Text{"文件描述符，连接除外", "file descriptors beyond connections"}, 30, count},
	{load.Text{"回收后的堆 MiB", "heap after collection, MiB"}, 4 << 20, load.MiB},
	{load.Text{"常驻内存 MiB", "resident memory, MiB"}, 16 << 20, load.MiB},
}

// The measures by index.
const (
	goroutines = iota
	descriptors
	heap
	resident
)

func count(n int64) string { return strconv.FormatInt(n, 10) }

// sample is what a replica had at a time, by measure.
type sample struct {
	at     time.Duration // since the load began
	values [len(measures)]int64
	// connections are those of callers. How many there are is the callers' matter, and
	// differs from one moment to the next; each takes a descriptor and a goroutine.
	connections int64
}

func take(ctx context.Context, r *fleet.Replica) (s sample, err error) {
	p := load.Process{Name: r.Name, PID: r.PID()}
	if s.values[goroutines], err = profile(ctx, r, "goroutine?debug=1", "goroutine profile: total "); err != nil {
		return s, err
	}
	if s.values[heap], err = profile(ctx, r, "heap?gc=1&debug=1", "# HeapAlloc = "); err != nil {
		return s, err
	}
	n, err := p.Descriptors()
	if err != nil {
		return s, err
	}
	if s.connections, err = connections(r.Addr()); err != nil {
		return s, err
	}
	s.values[descriptors] = int64(n) - s.connections
	s.values[goroutines] -= s.connections
	s.values[resident], err = p.Resident()
	return s, err
}

// connections returns how many connections to an address of this machine are
// established.
func connections(addr string) (n int64, err error) {
	at, err := netip.ParseAddrPort(addr)
	if err != nil {
		return 0, err
	}
	text, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		return 0, err
	}
	const local, state, established = 1, 3, "01" // columns, and a state
	port := fmt.Sprintf(":%04X", at.Port())
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) > state && strings.HasSuffix(f[local], port) && f[state] == established {
			n++
		}
	}
	return n, nil
}

// profile asks a replica for a profile and returns the number behind a label in it.
func profile(ctx context.Context, r *fleet.Replica, query, label string) (int64, error) {
	url := r.OpsURL() + "/debug/pprof/" + query
	res, err := fleet.Do(ctx, nil, http.MethodGet, url, "")
	if err != nil {
		return 0, err
	}
	if res.Status != http.StatusOK {
		return 0, fmt.Errorf("%s: %d", url, res.Status)
	}
	n, err := numberBehind(res.Body, label)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", url, err)
	}
	return n, nil
}

// numberBehind returns the number between a label and the end of its line.
func numberBehind(text []byte, label string) (int64, error) {
	_, rest, ok := bytes.Cut(text, []byte(label))
	if !ok {
		return 0, fmt.Errorf("there is no %q", label)
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	return strconv.ParseInt(string(line), 10, 64)
}
