package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// from has a request come through a proxy that is trusted, from a caller.
func from(caller, method, path string, body io.Reader, media string) *http.Request {
	req := httptest.NewRequest(method, path, body)
	req.RemoteAddr = "10.1.2.3:55"
	req.Header.Set("X-Forwarded-For", caller)
	req.Header.Set("Content-Type", media)
	return req
}

// TestStalledBodies: one client opens 512 calls, of each of which a byte arrives. It gets
// a quarter of the places for bodies, the rest is refused at once, and all are answered
// whose bodies arrive, but for the client's own beyond its share.
func TestStalledBodies(t *testing.T) {
	const attacker, other = "198.51.100.1", "198.51.100.2"
	for _, c := range []struct {
		what, path, media string
		places            int
	}{
		{"questions", "/v1/deadlines", "application/json", 256},
		{"batches", "/v1/deadlines/batch", "application/json", 256},
		{"streams", "/v1/deadlines/batch", ndjsonType, 32},
	} {
		h := newTestEngine(t, func(cfg *Config) { proxied(cfg); cfg.MaxConcurrent = 512 })
		var stalled sync.WaitGroup
		var senders []*io.PipeWriter
		for range c.places {
			in, out := io.Pipe()
			senders = append(senders, out)
			req := from(attacker, "POST", c.path, in, c.media)
			req.ContentLength = -1
			stalled.Go(func() { h.ServeHTTP(duplex{httptest.NewRecorder()}, req) })
			_, _ = out.Write([]byte(" ")) // returns once the body is being read
		}
		for range 512 - c.places {
			if rec := serve(h, from(attacker, "POST", c.path, bodyNobodyReads{t}, c.media)); rec.Code != http.StatusServiceUnavailable {
				t.Fatalf("%s: one too many is answered %d", c.what, rec.Code)
			}
		}
		for _, ask := range []*http.Request{
			from(other, "GET", benchQuery, nil, ""), from(other, "POST", "/v1/deadlines", strings.NewReader(ask25), "application/json"),
			from(other, "POST", "/v1/deadlines/batch", strings.NewReader(`{"items":[`+ask25+`]}`), "application/json"), from(attacker, "GET", benchQuery, nil, ""),
		} {
			if rec := serve(h, ask); rec.Code != http.StatusOK {
				t.Errorf("%s: another caller's %s %s: %d %s", c.what, ask.Method, ask.URL.Path, rec.Code, rec.Body)
			}
		}
		for _, out := range senders {
			_ = out.CloseWithError(io.ErrUnexpectedEOF)
		}
		stalled.Wait()
		if rec := serve(h, from(attacker, "POST", "/v1/deadlines", strings.NewReader(ask25), "application/json")); rec.Code != http.StatusOK {
			t.Errorf("%s: afterwards: %d", c.what, rec.Code)
		}
	}
}

// duplex is a recorder that can be written to while the body is read.
type duplex struct{ *httptest.ResponseRecorder }

func (duplex) EnableFullDuplex() error { return nil }

// TestBlankLines: a stream of blank lines, one each ten seconds, ends after five minutes,
// and one of questions after an hour; neither passes for a whole one.
func TestBlankLines(t *testing.T) {
	for what, c := range map[string]struct {
		line    string
		longest time.Duration
	}{"blank lines": {"\n", maxIdleStream}, "questions": {ask25 + "\n", maxStreamLife}} {
		s := &slowCaller{ResponseRecorder: httptest.NewRecorder(), t: t, pause: 10 * time.Second, now: time.Unix(0, 0)}
		for range 1000 {
			s.pieces = append(s.pieces, c.line)
		}
		s.write = s.now.Add(maxStall)
		h := newTestHandler(t, func(cfg *Config) { cfg.Now = func() time.Time { return s.now } })
		req := newRequest("POST", "/v1/deadlines/batch", "", "Content-Type", ndjsonType)
		req.Body = io.NopCloser(s)
		broken := func() (is bool) {
			defer func() { is = recover() == http.ErrAbortHandler }()
			h.ServeHTTP(s, req)
			return false
		}()
		if lasted := s.now.Sub(time.Unix(0, 0)); !broken || lasted > c.longest+time.Minute || lasted < c.longest {
			t.Errorf("%s: it lasts %s, broken off %v", what, lasted, broken)
		}
	}
}
