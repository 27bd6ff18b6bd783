// Command service answers the questions of the vectors as this service does, through
// its HTTP calls:
//
//	go run ./test/conformance/run -- go run ./test/conformance/service
//	go run ./test/conformance/run -- go run ./test/conformance/service -url http://localhost:8080
//
// Without -url it asks the handler itself, by the data of the vectors.
package main

import (
	"flag"
	"fmt"
	"os"

	"shixian/test/conformance"
)

func main() {
	url := flag.String("url", "", "the address of a service that runs")
	flag.Parse()
	ask := conformance.AskAt(*url)
	if *url == "" {
		w, err := conformance.Embedded()
		if err != nil {
			fail(err)
		}
		ask = w.AskHandler()
	}
	if err := ask.Answer(os.Stdin, os.Stdout); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
