package api

import (
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

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

type fixedTable struct{ t *holidays.Table }

func (f fixedTable) Table() *holidays.Table { return f.t }

// testToday is the day on which the tests take place.
var testToday = holidays.NewDate(2026, 11, 23)

// newTestHandler returns the API on the embedded data.
func newTestHandler(t testing.TB, change func(*Config)) http.Handler {
	t.Helper()
	return newTestServer(t, change).handler()
}

// newTestEngine is [newTestHandler] without what runs around connections: it names its
// routes.
func newTestEngine(t testing.TB, change func(*Config)) *gin.Engine {
	t.Helper()
	return newTestServer(t, change).engine()
}

func newTestServer(t testing.TB, change func(*Config)) *server {
	t.Helper()
	table, cat := world()
	cfg := Config{
		Tables: fixedTable{table}, Catalogue: cat,
		Today: func() holidays.Date { return testToday }, Now: time.Now,
		Log: slog.New(slog.DiscardHandler),
	}
	if change != nil {
		change(&cfg)
	}
	return newServer(cfg)
}
