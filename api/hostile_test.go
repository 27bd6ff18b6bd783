package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
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
// a quarter of the places for bodies, the rest is refused at once or soon, and all are answered
// whose bodies arrive with them, also of others behind the same address; but for more streams
// than its share.
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
		now := time.Unix(0, 0)
		h := newTestEngine(t, func(cfg *Config) { proxied(cfg); cfg.MaxConcurrent = 512; cfg.Now = func() time.Time { return now } })
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
			hurried := &hurriedCaller{ResponseRecorder: httptest.NewRecorder(), t: t, now: now}
			body := io.Reader(hurried)
			if c.media == ndjsonType {
				body = bodyNobodyReads{t}
			}
			h.ServeHTTP(hurried, from(attacker, "POST", c.path, body, c.media))
			if hurried.Code != http.StatusServiceUnavailable || hurried.Header().Get("Retry-After") == "" {
				t.Fatalf("%s: one too many is answered %d", c.what, hurried.Code)
			}
		}
		for _, ask := range []*http.Request{
			from(other, "GET", benchQuery, nil, ""), from(other, "POST", "/v1/deadlines", strings.NewReader(ask25), "application/json"),
			from(other, "POST", "/v1/deadlines/batch", strings.NewReader(`{"items":[`+ask25+`]}`), "application/json"), from(attacker, "GET", benchQuery, nil, ""),
			from(attacker, "POST", "/v1/deadlines", strings.NewReader(ask25), "application/json"),
			from(attacker, "POST", "/v1/deadlines/batch", strings.NewReader(`{"items":[`+ask25+`]}`), "application/json"),
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

// hurriedCaller sends a byte and then nothing, until the time is up that it is given.
type hurriedCaller struct {
	*httptest.ResponseRecorder
	t         *testing.T
	now, read time.Time
	sent      bool
}

func (c *hurriedCaller) SetReadDeadline(d time.Time) error { c.read = d; return nil }

func (c *hurriedCaller) Read(p []byte) (int, error) {
	if !c.sent {
		c.sent = true
		return copy(p, " "), nil
	}
	if !c.read.Equal(c.now.Add(maxHurried)) {
		c.t.Errorf("its time is up at %s", c.read)
	}
	return 0, os.ErrDeadlineExceeded
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
