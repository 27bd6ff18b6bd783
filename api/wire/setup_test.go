package wire_test

import (
	"encoding/json"
	"sync"

	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/holidays"
	"shixian/holidays/data"
)

// world is the embedded notices and rules, loaded once.
var world = sync.OnceValues(func() (*holidays.Table, *deadlines.Catalogue) {
	src, err := data.Embedded()
	if err != nil {
		panic(err)
	}
	table, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		panic(err)
	}
	cat, err := rules.Load(table)
	if err != nil {
		panic(err)
	}
	return table, cat
})

func mustJSON(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return b
}
