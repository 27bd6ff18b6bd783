// Package rulestest has the embedded rules for tests, loaded once for each program. It
// assumes that nobody changes them.
package rulestest

import (
	"sync"

	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/holidays/data/datatest"
)

// Catalogue returns the embedded rules over the embedded calendars. It panics if they are
// not sound.
var Catalogue = sync.OnceValue(func() *deadlines.Catalogue {
	c, err := rules.Load(datatest.Table())
	if err != nil {
		panic(err)
	}
	return c
})
