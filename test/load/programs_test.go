package load

import (
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
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

// BenchmarkPrograms is make bench-http: what each program takes for calls and lines beside
// bare gin, and the memory.
func BenchmarkPrograms(b *testing.B) {
	must(b, Pin(*serverCPUs))
	b.Cleanup(func() { must(b, Pin(fmt.Sprintf("0-%d", runtime.NumCPU()-1))) })
	var all []*Program
	for path := range strings.SplitSeq(*programs, ",") {
		p := startProgram(b, path)
		must(b, p.Memory(b.Context()))
		all = append(all, p)
	}
	bare := startBare(b, all[0].Mix, all[0].URL)
	clientSide(b)
	for _, p := range all {
		peers, err := MeasurePeers(b.Context(), bare, p.Setup, nil, Turns{*rounds, time.Second, passedLines, b.TempDir()})
		must(b, err)
		peers.Fresh = p
		fmt.Printf("%s\n\n%s\n\n", p.Name[English], peers.tables(English))
	}
}

// startProgram starts a program of the service, the one built here for "".
func startProgram(t testing.TB, path string) *Program {
	t.Helper()
	program := path
	if path != "" {
		program = filepath.Join(*from, path)
	}
	f := fleet.Start(t, fleet.Options{Program: program})
	mix, err := NewMix(t.Context(), f.URL())
	must(t, err)
	return &Program{Setup: SetupOf(f, mix, Text{path, path})}
}

// TestPass: as many lines come back as were sent, and the memory for them is seen.
func TestPass(t *testing.T) {
	p := startProgram(t, "")
	passed, err := pass(t.Context(), p.URL, "brief", []byte(`{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`+"\n{}"), 999)
	must(t, err)
	if passed != 1000 {
		t.Errorf("%d lines passed", passed)
	}
	if _, err := pass(t.Context(), p.URL+"/nowhere", "brief", []byte("{}"), 1); err == nil {
		t.Error("an error is taken for an answer")
	}
}
