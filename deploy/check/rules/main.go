// Command rules writes to standard output the PrometheusRule made from the rule
// files of a folder:
//
//	go run ./rules ../prometheus/rules
package main

import (
	"fmt"
	"os"

	"shixian/deploy/check"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: rules FOLDER")
		os.Exit(2)
	}
	text, err := check.PrometheusRule(os.Args[1])
	if err == nil {
		_, err = os.Stdout.Write(text)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "rules:", err)
		os.Exit(1)
	}
}
