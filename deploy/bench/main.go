// Command bench compares the service with a bare gin handler that writes a
// constant body of the same size, both as processes on 127.0.0.1 under wrk. It
// prints ratios of medians within this one run; figures of different runs or
// machines are not compared.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

const (
	question    = `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`
	query       = "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09"
	batchItems  = 10_000
	streamLines = 1_000_000
)

func main() {
	binary := flag.String("service", "./bin/shixian", "the service's program")
	rounds := flag.Int("rounds", 5, "rounds of each measurement")
	seconds := flag.Int("seconds", 3, "length of a round")
	flag.Parse()
	if flag.Arg(0) == "bare" {
		serveBare(flag.Arg(1), flag.Arg(2))
		return
	}
	if err := run(*binary, *rounds, *seconds); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(binary string, rounds, seconds int) error {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Minute)
	defer cancel()
	service, err := startService(ctx, binary)
	if err != nil {
		return err
	}
	defer service.stop()
	time.Sleep(time.Second) // what starting took is given back
	idle := service.memory()
	fmt.Printf("start to ready            %8.0f ms\n", service.ready.Seconds()*1000)
	fmt.Printf("idle memory               %8.1f MiB\n", idle)

	body, err := fetch(service.url+query, "")
	if err != nil {
		return err
	}
	bare, err := startBare(ctx, body)
	if err != nil {
		return err
	}
	defer bare.stop()

	get := func(p *process) target { return target{p, p.url + query, ""} }
	post := func(p *process) target { return target{p, p.url + "/v1/deadlines", question} }
	if err := compare(ctx, "GET ", rounds, seconds, get(bare), get(service)); err != nil {
		return err
	}
	single, err := comparePost(ctx, rounds, seconds, post(bare), post(service))
	if err != nil {
		return err
	}
	if err := measureBatches(service, rounds, single); err != nil {
		return err
	}
	return measureStream(service, idle, single)
}

// fetch reads the answer to a question.
func fetch(url, body string) ([]byte, error) {
	var res *http.Response
	var err error
	if body == "" {
		res, err = http.Get(url)
	} else {
		res, err = http.Post(url, "application/json", strings.NewReader(body))
	}
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", url, res.Status, b)
	}
	return b, err
}

// measureBatches prints the CPU time that one answer of a batch takes beside that
// of a single POST.
func measureBatches(p *process, rounds int, single float64) error {
	items := strings.Repeat(question+",", batchItems-1) + question
	body := `{"items":[` + items + `]}`
	var cpu []float64
	for range rounds {
		before := p.cpu()
		const times = 20
		for range times {
			if _, err := fetch(p.url+"/v1/deadlines/batch", body); err != nil {
				return err
			}
		}
		cpu = append(cpu, (p.cpu()-before)/(times*batchItems))
	}
	printCPU("batch ", median(cpu), single)
	return nil
}

// measureStream streams a million lines, and prints CPU time and memory.
func measureStream(p *process, idle, single float64) error {
	chunk := []byte(strings.Repeat(question+"\n", 1000))
	in, w := io.Pipe()
	go func() {
		for range streamLines / 1000 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
		_ = w.Close() // a pipe's end cannot fail
	}()
	before := p.cpu()
	res, err := http.Post(p.url+"/v1/deadlines/batch", "application/x-ndjson", in)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	lines, peak := 0, 0.0
	buf := make([]byte, 256<<10)
	for {
		n, err := res.Body.Read(buf)
		lines += bytes.Count(buf[:n], []byte("\n"))
		peak = max(peak, p.memory())
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if lines != streamLines {
		return fmt.Errorf("%d lines came back, not %d", lines, streamLines)
	}
	printCPU("NDJSON", (p.cpu()-before)/streamLines, single)
	fmt.Printf("NDJSON, %d lines     %8.1f MiB more memory than idle\n", streamLines, peak-idle)
	return nil
}

func printCPU(name string, cpu, single float64) {
	fmt.Printf("%s CPU per answer     %8.2f µs   1/%.0f of a single POST's\n", name, cpu*1e6, single/cpu)
}
