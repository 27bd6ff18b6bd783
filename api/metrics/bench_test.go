package metrics_test

import (
	"testing"
	"time"

	"shixian/api"
)

// exchange is what a GET of one deadline comes to.
var exchange = api.Exchange{Method: "GET", Route: "/v1/deadlines", Status: 200, Sent: 1247, Took: 16 * time.Microsecond}

// BenchmarkRequest is what metrics add to a request for one deadline.
func BenchmarkRequest(b *testing.B) {
	m := newMetrics(nil)
	b.ReportAllocs()
	for b.Loop() {
		m.Begin()
		m.Deadline(rule, api.Settled)
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
			m.Deadline(rule, api.Settled)
			m.Observe(exchange)
		}
	})
}

// BenchmarkDeadline is what metrics add to an item of a batch.
func BenchmarkDeadline(b *testing.B) {
	m := newMetrics(nil)
	b.ReportAllocs()
	for b.Loop() {
		m.Deadline(rule, api.Settled)
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
