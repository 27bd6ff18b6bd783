package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
)

// target is a request to a process; with a body it is a POST.
type target struct {
	p    *process
	url  string
	body string
}

// load is what one round of wrk measured.
type load struct {
	rate float64 // requests per second
	cpu  float64 // CPU seconds of the server per request
}

var (
	rateLine  = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	totalLine = regexp.MustCompile(`(\d+) requests in`)
	badLine   = regexp.MustCompile(`Non-2xx or 3xx responses: \d+|Socket errors: .*`)
)

// The servers run on one processor and wrk on another, so that the rate is that of
// the server, and not of whichever gets the processor.
const (
	serverCPU = "0"
	clientCPU = "1"
)

// wrk loads the target from one thread with 16 connections.
func (t target) wrk(ctx context.Context, seconds int) (load, error) {
	args := []string{"-t1", "-c16", "-d" + strconv.Itoa(seconds) + "s"}
	if t.body != "" {
		script, err := os.CreateTemp("", "post*.lua")
		if err != nil {
			return load{}, err
		}
		defer os.Remove(script.Name())
		fmt.Fprintf(script, "wrk.method = 'POST'\nwrk.body = [[%s]]\nwrk.headers['Content-Type'] = 'application/json'\n", t.body)
		if err := script.Close(); err != nil {
			return load{}, err
		}
		args = append(args, "-s", script.Name())
	}
	before := t.p.cpu()
	out, err := exec.CommandContext(ctx, "taskset", append([]string{"-c", clientCPU, "wrk"}, append(args, t.url)...)...).CombinedOutput()
	used := t.p.cpu() - before
	if err != nil {
		return load{}, fmt.Errorf("wrk (make deps installs it): %w: %s", err, out)
	}
	if bad := badLine.Find(out); bad != nil {
		return load{}, fmt.Errorf("%s: %s", t.url, bad)
	}
	rate, total := rateLine.FindSubmatch(out), totalLine.FindSubmatch(out)
	if rate == nil || total == nil {
		return load{}, fmt.Errorf("wrk says %s", out)
	}
	r, _ := strconv.ParseFloat(string(rate[1]), 64)
	n, _ := strconv.ParseFloat(string(total[1]), 64)
	return load{rate: r, cpu: used / n}, nil
}

// loadBoth loads both targets by turns, so that what else the machine does falls on
// both alike, and returns the medians.
func loadBoth(ctx context.Context, rounds, seconds int, bare, service target) (b, s load, err error) {
	var br, bc, sr, sc []float64
	for range rounds {
		lb, err := bare.wrk(ctx, seconds)
		if err != nil {
			return b, s, err
		}
		ls, err := service.wrk(ctx, seconds)
		if err != nil {
			return b, s, err
		}
		br, bc = append(br, lb.rate), append(bc, lb.cpu)
		sr, sc = append(sr, ls.rate), append(sc, ls.cpu)
	}
	return load{median(br), median(bc)}, load{median(sr), median(sc)}, nil
}

func compare(ctx context.Context, name string, rounds, seconds int, bare, service target) error {
	b, s, err := loadBoth(ctx, rounds, seconds, bare, service)
	if err == nil {
		printLoad(name, b, s)
	}
	return err
}

// comparePost also returns the CPU time of one request to the service.
func comparePost(ctx context.Context, rounds, seconds int, bare, service target) (float64, error) {
	b, s, err := loadBoth(ctx, rounds, seconds, bare, service)
	if err == nil {
		printLoad("POST", b, s)
	}
	return s.cpu, err
}

func printLoad(name string, b, s load) {
	fmt.Printf("%s bare gin             %8.0f requests/s %6.2f µs CPU\n", name, b.rate, b.cpu*1e6)
	fmt.Printf("%s service              %8.0f requests/s %6.2f µs CPU   %.2f of the rate\n", name, s.rate, s.cpu*1e6, s.rate/b.rate)
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}
