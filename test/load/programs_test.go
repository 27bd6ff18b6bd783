package load

import (
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/test/fleet"
)

// The flags of make bench-http, after -args.
var (
	programs = flag.String("programs", "", "programs of the service to compare, separated by commas; none is the one built here")
	from     = flag.String("from", "", "folder from which their paths are")
	rounds   = flag.Int("rounds", 5, "how often each is measured; medians are told")
)

// BenchmarkPrograms is make bench-http: what the calls of each kind cost beside bare
// gin, and what a start, idling and a long stream take.
func BenchmarkPrograms(b *testing.B) {
	must(b, Pin(*serverCPUs))
	b.Cleanup(func() { must(b, Pin(fmt.Sprintf("0-%d", runtime.NumCPU()-1))) })
	var all []*Program
	for path := range strings.SplitSeq(*programs, ",") {
		all = append(all, startProgram(b, path, *rounds))
	}
	of := []*Setup{startBare(b, all[0].Mix, all[0].URL)}
	clientSide(b)
	for _, p := range all {
		must(b, p.Memory(b.Context()))
		of = append(of, p.Setup)
	}
	var runs [][]Cost
	for range *rounds {
		costs, err := Costs(b.Context(), *step/2, of...)
		must(b, err)
		runs = append(runs, costs)
	}
	fmt.Println(Beside(all, runs))
}

// startProgram starts a program of the service several times, and keeps the last.
func startProgram(t testing.TB, path string, times int) *Program {
	t.Helper()
	program := path
	if path != "" {
		program = filepath.Join(*from, path)
	}
	f := fleet.Start(t, fleet.Options{Program: program})
	var took []int64
	for range times {
		f.Replicas[0].Stop()
		begin := time.Now()
		f.Replicas[0].Start()
		took = append(took, int64(time.Since(begin)))
	}
	mix, err := NewMix(t.Context(), f.URL())
	must(t, err)
	name := filepath.Base(f.Program())
	if path != "" {
		name = path
	}
	return &Program{Setup: SetupOf(f, mix, Text{name, name}), Start: time.Duration(Median(took))}
}

// TestPass: as many lines come back as were sent, and the memory for them is seen.
func TestPass(t *testing.T) {
	p := startProgram(t, "", 1)
	passed, err := pass(t.Context(), p.URL, "brief", []byte(`{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`+"\n{}"), 999)
	must(t, err)
	if passed != 1000 {
		t.Errorf("%d lines passed", passed)
	}
	if _, err := pass(t.Context(), p.URL+"/nowhere", "brief", []byte("{}"), 1); err == nil {
		t.Error("an error is taken for an answer")
	}
	if p.Start <= 0 {
		t.Errorf("started in %s", p.Start)
	}
}

// TestBeside: medians are told, program by program.
func TestBeside(t *testing.T) {
	costs := func(bare, own time.Duration) []Cost {
		of := func(spent time.Duration) *Round { return &Round{Sent: 1, Use: Use{Spent: []time.Duration{spent}}} }
		return []Cost{{kinds[0], []*Round{of(bare), of(own)}, 4}}
	}
	p := &Program{Setup: &Setup{Name: Text{"", "it"}}, Start: 40 * time.Millisecond, Idle: 30 << 20, Stream: 50 << 20}
	text := Beside([]*Program{p}, [][]Cost{costs(10e3, 20e3), costs(30e3, 90e3), costs(20e3, 40e3)})
	rows := strings.Split(text, "\n")
	for _, want := range []string{"| it | 40.0 | 30 | 50 |", "| GET, one | 20 | 40 | 0.50 | 10.00 |"} {
		if !slices.Contains(rows, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
}
