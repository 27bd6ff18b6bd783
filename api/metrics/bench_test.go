package metrics_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"shixian/api"
	"shixian/api/answers"
)

// exchange is what a GET of one deadline comes to.
var exchange = api.Exchange{Method: "GET", Route: "/v1/deadlines", Status: 200, Sent: 1247, Took: 16 * time.Microsecond}

// BenchmarkRequest is what metrics add to a request for one deadline.
func BenchmarkRequest(b *testing.B) {
	m := newMetrics(nil)
	b.ReportAllocs()
	for b.Loop() {
		m.Begin()
		m.Deadline(rule, answers.Settled)
		m.Observe(exchange)
	}
}

// BenchmarkRequestParallel is the same on all processors at once.
func BenchmarkRequestParallel(b *testing.B) {
	m := newMetrics(nil)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			m.Begin()
			m.Deadline(rule, answers.Settled)
			m.Observe(exchange)
		}
	})
}

// BenchmarkDeadline is what metrics add to an item of a batch.
func BenchmarkDeadline(b *testing.B) {
	m := newMetrics(nil)
	b.ReportAllocs()
	for b.Loop() {
		m.Deadline(rule, answers.Settled)
	}
}

// BenchmarkScrape is one scrape of everything.
func BenchmarkScrape(b *testing.B) {
	m := newMetrics(nil)
	m.Observe(exchange)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := m.Gather(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkService is a call with and without metrics.
func BenchmarkService(b *testing.B) {
	const question = `{"rule":"` + rule + `","trigger":"2026-02-09"}`
	batch := `{"items":[` + strings.Repeat(question+",", 999) + question + `]}`
	for name, observer := range map[string]api.Observer{"plain": nil, "counted": newMetrics(nil)} {
		h := service(b, observer)
		b.Run("get/"+name, func(b *testing.B) {
			serve(b, h, httptest.NewRequest("GET", "/v1/deadlines?rule="+rule+"&trigger=2026-02-09", nil), "")
		})
		b.Run("batch/"+name, func(b *testing.B) {
			serve(b, h, httptest.NewRequest("POST", "/v1/deadlines/batch", nil), batch)
		})
	}
}

// silent is a caller who does not listen.
type silent struct{ header http.Header }

func (s silent) Header() http.Header         { return s.header }
func (s silent) Write(p []byte) (int, error) { return len(p), nil }
func (s silent) WriteHeader(int)             {}

func serve(b *testing.B, h http.Handler, req *http.Request, body string) {
	req.Header.Set("Content-Type", "application/json")
	w, r := silent{http.Header{}}, strings.NewReader(body)
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		r.Reset(body)
		req.Body = io.NopCloser(r)
		h.ServeHTTP(w, req)
	}
}
