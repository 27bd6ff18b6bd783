package metrics_test

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shixian/api"
	"shixian/deadlines/rules"
	"shixian/holidays"
)

// fixed is a table that does not change.
type fixed struct{}

func (fixed) Table() *holidays.Table { return table() }

// service returns the API on the embedded data, with an observer.
func service(t testing.TB, observer api.Observer) http.Handler {
	t.Helper()
	catalogue, err := rules.Load(table())
	if err != nil {
		t.Fatal(err)
	}
	return api.New(api.Config{
		Tables: fixed{}, Catalogue: catalogue, Today: func() holidays.Date { return thursday }, Now: time.Now,
		Log: slog.New(slog.DiscardHandler), Observer: observer,
	})
}

// TestCallersAddNoSeries: 10,000 requests with paths, methods, rules and calendars
// that callers make up add the series of those that exist, and no others.
func TestCallersAddNoSeries(t *testing.T) {
	m := newMetrics(nil)
	h := service(t, m)
	random := rand.New(rand.NewPCG(1, 2))
	word := func() string { return fmt.Sprintf("%x", random.Uint32()) }
	requests := func(n int) {
		for range n {
			method := []string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "X" + word()}[random.IntN(8)]
			path := []string{
				"/" + word(), "/v1/rules/" + word(), "/v1/calendars/" + word(), "/v1/calendars/CN/days/" + word(), "/v1/deadlines?rule=" + word(),
				"/v1/deadlines?trigger=2026-02-09&rule=" + rule + "&calendar=" + word(), "/v1/deadlines/batch", "/v1/deadlines/" + word(),
				"/v1/calendars/" + word() + "/days?from=" + word(), "/docs/" + word(),
			}[random.IntN(10)]
			req := httptest.NewRequest("GET", path, strings.NewReader(`{"items":[{"rule":"`+word()+`"},{"rule":"`+rule+`","calendar":"`+word()+`"}]}`))
			req.Method = method
			req.Header.Set("Content-Type", "application/json")
			h.ServeHTTP(httptest.NewRecorder(), req)
		}
	}
	requests(5_000)
	before := scrape(t, m)
	requests(5_000)
	after := scrape(t, m)
	if len(after) != len(before) || len(after) > 2000 {
		t.Errorf("%d series after 5,000 requests, %d after 10,000", len(before), len(after))
		for name := range after {
			if _, there := before[name]; !there {
				t.Log(name)
			}
		}
	}
	var answered float64
	for name, v := range after {
		if strings.HasPrefix(name, "shixian_http_requests_total") {
			answered += v
		}
	}
	if answered != 10_000 {
		t.Errorf("%v requests were counted", answered)
	}
}
