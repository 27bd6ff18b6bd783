package datafile

import (
	"strings"
	"testing"
)

// TestLegible: what the YAML library says of Go is said of the file, in Chinese and in
// English but for what it says of YAML itself.
func TestLegible(t *testing.T) {
	for message, want := range map[string]string{
		"yaml: no documents in stream":                                "the file is empty",
		"expected single document, found multiple":                    "the file holds more than one document (---)",
		"field 节日 not found in type holidays.Entry":                   `unknown key "节日"`,
		`mapping key "year" already defined at line 3`:                `key "year" stands twice, first on line 3`,
		"cannot construct !!str `abc` into int":                       `text "abc" stands where a whole number belongs`,
		"cannot construct !!int `3` into bool":                        `"3" stands where true or false belongs`,
		"cannot construct !!seq into string":                          "a list stands where text belongs",
		"cannot construct !!map into []string":                        "a group of keys stands where a list belongs",
		"cannot construct !!str `x` into float64":                     `text "x" stands where a number belongs`,
		"cannot construct !!str `x` into time.Month":                  `text "x" stands where a whole number belongs`,
		"cannot construct !!seq into holidays.Date (TextUnmarshaler)": "a list stands where a single value belongs",
		"cannot construct !!str `x` into data.yearFile":               `text "x" stands where a group of keys belongs`,
		"cannot construct !!map into data.list":                       "a group of keys does not fit here",
		"cannot construct !!str `\xe8\x8a` into int":                  `text "" stands where a whole number belongs`,
		"did not find expected key":                                   "did not find expected key",
	} {
		got := legible(message)
		chinese, english, both := strings.Cut(got, " / ")
		if !both && got != want || both && (english != want || chinese == "") || both == (want == message) {
			t.Errorf("%s: %s, want %s", message, got, want)
		}
	}
}
