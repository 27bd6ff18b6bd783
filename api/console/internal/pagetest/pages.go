// Package pagetest makes the service that the tests of the pages ask, and reads what it
// answers as a person would.
//
// Its assumptions: everything is real but the clock; the catalogue and the calendars are
// those of the program.
package pagetest

import (
	"net/http"
	"time"

	"shixian/api"
	"shixian/api/answers"
	"shixian/api/console"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays"
	"shixian/holidays/data/datatest"
)

// Table is the table of the program, and Catalogue its rules.
var (
	Table     = datatest.Table()
	Catalogue = rulestest.Catalogue()
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Pages returns the service on a day, without a record.
func Pages(today string) http.Handler {
	return PagesBy(today, TableFunc(func() *holidays.Table { return Table }), nil)
}

// TableFunc returns the table in force.
type TableFunc func() *holidays.Table

// Table returns the table in force.
func (f TableFunc) Table() *holidays.Table { return f() }

// PagesBy returns the service on a day by other tables, and by earlier ones if keeper is
// not nil.
func PagesBy(today string, tables answers.Tables, keeper api.Keeper) http.Handler {
	return api.New(api.Config{
		Tables: tables, Keeper: keeper, Catalogue: Catalogue, Pages: &console.Console{Version: "test"},
		Today: func() holidays.Date { return must(holidays.ParseDate(today)) },
		Now:   func() time.Time { return time.Date(2026, 4, 15, 1, 0, 0, 0, time.UTC) },
	})
}
