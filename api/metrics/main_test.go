package metrics_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shixian/api/metrics"
	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const rule = "xihe.countersign-reply"

// thursday is a day on which the tests take place.
var thursday = holidays.NewDate(2026, 11, 26)

// newMetrics returns the metrics of a service with two rules and two calendars.
func newMetrics(change func(*metrics.Config)) *metrics.Metrics {
	cfg := metrics.Config{
		Version: "v1", Rules: []string{rule, "tiexi.term"}, Calendars: []string{"CN", "CN-GX"},
		Now: time.Now, Today: func() holidays.Date { return thursday }, Log: slog.New(slog.DiscardHandler),
	}
	if change != nil {
		change(&cfg)
	}
	return metrics.New(cfg)
}

// exposition is what a scrape answers, by name and labels.
type exposition map[string]float64

// scrape scrapes m as text.
func scrape(t testing.TB, m *metrics.Metrics) exposition {
	t.Helper()
	return read(t, text(t, m))
}

func text(t testing.TB, m *metrics.Metrics) string {
	t.Helper()
	rec := httptest.NewRecorder()
	m.Handler().ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	if rec.Code != 200 {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	return rec.Body.String()
}

func read(t testing.TB, text string) exposition {
	t.Helper()
	out := exposition{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		at := strings.LastIndexByte(line, ' ')
		v, err := strconv.ParseFloat(strings.TrimSpace(line[at+1:]), 64)
		if err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		out[line[:at]] = v
	}
	return out
}

// has checks values; a series that must not be there is wanted to be absent.
func (e exposition) has(t testing.TB, want exposition) {
	t.Helper()
	for name, v := range want {
		got, there := e[name]
		if there == (v == absent) || there && got != v {
			t.Errorf("%s is %v (there: %v), want %v", name, got, there, v)
		}
	}
}

// absent is the value of a series that is not there.
const absent = -12345

// table is the table of the embedded notices at revision 7.
var table = sync.OnceValue(func() *holidays.Table {
	src, err := data.Embedded()
	if err != nil {
		panic(err)
	}
	t, err := holidays.NewTable(src, 7, map[string]int64{"CN-GX": 5})
	if err != nil {
		panic(err)
	}
	return t
})

// keeper has a table and a state.
type keeper struct {
	table *holidays.Table
	state live.State
}

func (k *keeper) Table() *holidays.Table { return k.table }
func (k *keeper) State() live.State      { return k.state }

// ready returns a keeper at revision 7, with which nothing is wrong.
func ready() *keeper {
	return &keeper{table(), live.State{Status: live.Ready, Revision: 7, Known: 7, Record: live.OK, Redis: live.OK}}
}

// drafts are what a record lists, and how often it was asked.
type drafts struct {
	list  []record.Draft
	err   error
	asked int
}

func (d *drafts) Drafts(context.Context) ([]record.Draft, error) {
	d.asked++
	return d.list, d.err
}
