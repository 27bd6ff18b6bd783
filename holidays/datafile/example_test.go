package datafile_test

import (
	"fmt"

	"shixian/holidays/datafile"
)

func ExampleDecode() {
	var notice struct {
		Issued string `yaml:"issued"`
	}
	_, err := datafile.Decode("CN/2026.yaml", []byte("# 2026\nissue: 2025-11-04\n"), &notice)
	fmt.Println(err)
	// Output: CN/2026.yaml:2: 没有这个键："issue" / unknown key "issue"
}

func ExampleFile_Errorf() {
	var notice struct {
		Entries []map[string]string `yaml:"entries"`
	}
	file, err := datafile.Decode("CN/2026.yaml", []byte("entries:\n  - {kind: off}\n  - {kind: rest}\n"), &notice)
	fmt.Println(err)
	fmt.Println(file.Errorf("$.entries[1].kind", "kind %q is not known", notice.Entries[1]["kind"]))
	// Output:
	// <nil>
	// CN/2026.yaml:3: kind "rest" is not known
}
