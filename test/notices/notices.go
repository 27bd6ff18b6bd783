// Package notices holds notices for tests. They are made up: none of them has been
// issued.
package notices

import _ "embed" // the texts

// CN2027 is a notice for 2027 as the State Council's General Office could word it. It
// passes every check.
//
//go:embed CN-2027.txt
var CN2027 string
