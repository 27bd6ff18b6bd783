package wire_test

import (
	"encoding/json"

	"shixian/deadlines"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays"
	"shixian/holidays/data/datatest"
)

// world returns the embedded calendars and rules.
func world() (*holidays.Table, *deadlines.Catalogue) { return datatest.Table(), rulestest.Catalogue() }

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
