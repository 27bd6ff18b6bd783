// Command mutants changes a package in one place at a time, runs the package's tests
// against each change, and fails if too many changes go unnoticed:
//
//	mutants [-n 60] [-seed 1] PACKAGE...
//
// What is changed are constants (a whole number by one, true and false) and conditions
// (comparisons, && and ||, negation, and an if whose block leaves: it is never taken).
// Text and characters, files that are generated, and sizes that are only reserved (make,
// Grow) are left alone.
//
// Its assumptions: it is run in the module. A package's tests are those in its folder, in
// short mode. They pass without a change. A change that does not compile is no mutant; a
// test run that takes four times as much of the processor as without a change, and five
// seconds more, has noticed it. The same seed and source give the same mutants.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
)

// options say how much is tried, and how much has to be noticed.
type options struct {
	seed uint64
	n    int     // mutants of each package; 0 is all
	want float64 // share of them that tests have to kill
	jobs int     // mutants at a time
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", 1, "which mutants are drawn")
	flag.IntVar(&o.n, "n", 60, "mutants of each package; 0: all")
	flag.Float64Var(&o.want, "want", 0.9, "share of them that has to be killed")
	flag.IntVar(&o.jobs, "jobs", runtime.NumCPU(), "mutants at a time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	failed := flag.NArg() == 0
	for _, name := range flag.Args() {
		r, err := try(ctx, name, o)
		if err != nil {
			fmt.Fprintf(os.Stderr, "mutants: %s: %v\n", name, err)
			failed = true
			continue
		}
		fmt.Print(r)
		failed = failed || !r.passed(o.want)
	}
	if failed {
		os.Exit(1)
	}
}
