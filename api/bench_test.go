package api

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"shixian/api/wire"
	"shixian/holidays"
)

const (
	benchQuestion = `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`
	benchQuery    = "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09"
)

// nullWriter is a ResponseWriter that keeps nothing.
type nullWriter struct{ h http.Header }

func (w *nullWriter) Header() http.Header         { return w.h }
func (w *nullWriter) Write(b []byte) (int, error) { return len(b), nil }
func (w *nullWriter) WriteHeader(int)             {}
func (w *nullWriter) EnableFullDuplex() error     { return nil }
func (w *nullWriter) Flush()                      {}

func serveMany(b *testing.B, h http.Handler, req *http.Request, body string) {
	b.ReportAllocs()
	w := &nullWriter{h: http.Header{}}
	r := strings.NewReader(body)
	for b.Loop() {
		clear(w.h)
		r.Reset(body)
		req.Body = io.NopCloser(r)
		h.ServeHTTP(w, req)
	}
}

func benchHandler(b *testing.B) http.Handler {
	return newTestHandler(b, func(c *Config) {
		c.Log = slog.New(slog.NewJSONHandler(io.Discard, nil))
	})
}

func BenchmarkGet(b *testing.B) {
	serveMany(b, benchHandler(b), httptest.NewRequest("GET", benchQuery, nil), "")
}

func BenchmarkPost(b *testing.B) {
	req := httptest.NewRequest("POST", "/v1/deadlines", nil)
	req.Header.Set("Content-Type", "application/json")
	serveMany(b, benchHandler(b), req, benchQuestion)
}

func BenchmarkBatch(b *testing.B) {
	body := `{"items":[` + strings.Repeat(benchQuestion+",", wire.MaxItems-1) + benchQuestion + `]}`
	req := httptest.NewRequest("POST", "/v1/deadlines/batch", nil)
	req.Header.Set("Content-Type", "application/json")
	serveMany(b, benchHandler(b), req, body)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/wire.MaxItems, "ns/answer")
}

// BenchmarkNDJSON is a line of a stream, with its answer.
func BenchmarkNDJSON(b *testing.B) {
	body := strings.Repeat(benchQuestion+"\n", wire.MaxItems)
	for _, view := range []string{"brief", "standard"} {
		b.Run(view, func(b *testing.B) {
			req := httptest.NewRequest("POST", "/v1/deadlines/batch?view="+view, nil)
			req.Header.Set("Content-Type", ndjsonType)
			serveMany(b, benchHandler(b), req, body)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/wire.MaxItems, "ns/answer")
		})
	}
}

func BenchmarkLines(b *testing.B) {
	_, cat := world()
	r := wire.NewDecoder(cat)
	line := []byte(benchQuestion)
	var q wire.Input
	b.ReportAllocs()
	for b.Loop() {
		if err := r.Line(line, &q); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	table, cat := world()
	enc := wire.NewEncoder(cat)
	var q wire.Input
	q.Reset(true)
	q.Rule = "xihe.countersign-reply"
	q.Trigger = testToday
	a, err := cat.Ask(table, &q.Question)
	if err != nil {
		b.Fatal(err)
	}
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = enc.AppendAnswer(buf[:0], &a, holidays.Chinese)
	}
	if !bytes.HasPrefix(buf, []byte("{")) {
		b.Fatal("no answer")
	}
}
