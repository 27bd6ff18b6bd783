package api

import (
	"log/slog"
	"net/http"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/deadlines"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays"
	"shixian/holidays/data/datatest"
)

// world returns the embedded calendars and rules.
func world() (*holidays.Table, *deadlines.Catalogue) { return datatest.Table(), rulestest.Catalogue() }

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
