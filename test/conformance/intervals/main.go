// Command intervals scores the intervals that were answered for twenty questions about
// 2027 before the State Council's notice for that year, by the notices embedded now:
//
//	go run ./test/conformance/intervals
//
// It fails if the file of the intervals was changed, or if a day lies outside of one.
package main

import (
	"fmt"
	"os"

	"shixian/test/conformance"
)

func main() {
	score, err := run("test/conformance")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || score.Inside < score.Settled {
		os.Exit(1)
	}
}

func run(folder string) (conformance.IntervalScore, error) {
	then, err := conformance.ReadIntervals(folder)
	if err != nil {
		return conformance.IntervalScore{}, err
	}
	return conformance.ScoreIntervals(os.Stdout, then, conformance.Today()), nil
}
