// Package datatest has the embedded calendars for tests, built once for each program. It
// assumes that nobody changes them.
package datatest

import (
	"sync"

	"shixian/holidays"
	"shixian/holidays/data"
)

// Table returns the embedded calendars, at revision 0. It panics if they are not sound.
var Table = sync.OnceValue(func() *holidays.Table {
	src, err := data.Embedded()
	if err != nil {
		panic(err)
	}
	t, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		panic(err)
	}
	return t
})
