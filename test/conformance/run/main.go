// Command run feeds a program the questions of the vectors and prints its score:
//
//	go run ./test/conformance/run -- python3 test/conformance/python/shixian.py
//
// It fails unless every answer is right.
package main

import (
	"flag"
	"fmt"
	"os"

	"shixian/test/conformance"
)

func main() {
	vectors := flag.String("vectors", "test/conformance/vectors", "a file of vectors, or a folder of them")
	flag.Parse()
	right, err := run(*vectors, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if !right {
		os.Exit(1)
	}
}

func run(vectors string, command []string) (right bool, err error) {
	if len(command) == 0 {
		return false, fmt.Errorf("usage: run [-vectors PATH] -- PROGRAM [ARGUMENT...]")
	}
	files, err := conformance.ReadFiles(vectors)
	if err != nil {
		return false, err
	}
	scores, err := conformance.Try(files, conformance.Command(command[0], command[1:]...))
	if err != nil {
		return false, err
	}
	conformance.Print(os.Stdout, scores)
	right = true
	for _, s := range scores {
		right = right && s.Right()
	}
	return right, nil
}
