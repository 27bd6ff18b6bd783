package api

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/holidays"
)

// brokenRule returns a handler that panics when it is asked for the rule given,
// and what it logs.
func brokenRule(t *testing.T, id string) (http.Handler, *bytes.Buffer) {
	t.Helper()
	table, _ := world()
	cat, err := rules.Load(table)
	if err != nil {
		t.Fatal(err)
	}
	log := &bytes.Buffer{}
	h := newTestHandler(t, func(c *Config) {
		c.Catalogue = cat
		c.Log = slog.New(slog.NewJSONHandler(log, nil))
	})
	broken := *cat.Rule(id)
	broken.Document = nil
	*cat.Rule(id) = broken
	return h, log
}

// logLines returns the lines of a JSON log.
func logLines(t *testing.T, log *bytes.Buffer) (lines []map[string]any) {
	t.Helper()
	for line := range strings.Lines(log.String()) {
		var m map[string]any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("%v in the log line %s", err, line)
		}
		lines = append(lines, m)
	}
	return lines
}

const askBroken = `{"rule":"xihe.issue-decided-document","trigger":"2026-02-09"}`

// TestPanic: the caller hears of an internal error and nothing of its cause; the
// log has the cause, under the same id; the next request is answered.
func TestPanic(t *testing.T) {
	h, log := brokenRule(t, "xihe.issue-decided-document")
	rec := post(h, "/v1/deadlines", askBroken, "X-Request-Id", "my-id")
	p := problemIn(t, rec)
	if rec.Code != 500 || p.Code != "internal_error" || p.RequestID != "my-id" || rec.Header().Get("X-Request-Id") != "my-id" {
		t.Errorf("%d %+v", rec.Code, p)
	}
	if told := internals.FindString(rec.Body.String()); told != "" {
		t.Errorf("the body tells %q", told)
	}
	lines := logLines(t, log)
	if len(lines) != 2 {
		t.Fatalf("%d log lines: %s", len(lines), log)
	}
	cause, access := lines[0], lines[1]
	if cause["msg"] != "panic" || cause["level"] != "ERROR" || cause["request_id"] != "my-id" || !strings.Contains(cause["panic"].(string), "nil pointer") ||
		!strings.Contains(cause["stack"].(string), "deadlines") {
		t.Errorf("the cause is logged as %v", cause)
	}
	if access["msg"] != "request" || access["level"] != "ERROR" || access["request_id"] != "my-id" || access["status"] != 500.0 {
		t.Errorf("the request is logged as %v", access)
	}
	if rec = post(h, "/v1/deadlines", ask25); rec.Code != 200 {
		t.Errorf("the next request: %d %s", rec.Code, rec.Body)
	}
}

// TestPanicInAnAnswer: an answer that a panic cuts off does not pass for a whole
// one: the connection breaks, and the log has the cause.
func TestPanicInAnAnswer(t *testing.T) {
	h, log := brokenRule(t, "xihe.issue-decided-document")
	done := make(chan struct{}, 2)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() { done <- struct{}{} }()
		h.ServeHTTP(w, r)
	}))
	defer srv.Close()
	c := converse(t, srv.URL)
	c.say(ask25 + "\n")
	c.hear(due25)
	c.say(askBroken + "\n" + ask25 + "\n")
	_ = c.send.Close()
	if rest, err := io.ReadAll(c.read); err == nil {
		t.Errorf("the stream ends as if it were whole, with %q", rest)
	}
	<-done

	// A batch whose first chunk has gone out when the panic comes.
	body := `{"items":[` + strings.Repeat(ask25+",", 1000) + askBroken + `]}`
	resp, err := http.Post(srv.URL+"/v1/deadlines/batch", jsonBody, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if rest, err := io.ReadAll(resp.Body); err == nil {
		t.Errorf("the batch ends as if it were whole, with %d bytes", len(rest))
	}
	<-done
	panics := 0
	for _, line := range logLines(t, log) {
		if line["msg"] == "panic" {
			panics++
		}
	}
	if panics != 2 {
		t.Errorf("%d panics are logged", panics)
	}
}

// TestAbort: http.ErrAbortHandler is the server's own, and passes.
func TestAbort(t *testing.T) {
	defer func() {
		if v := recover(); v != http.ErrAbortHandler {
			t.Errorf("recovered %v", v)
		}
	}()
	get(newTestHandler(t, func(c *Config) { c.Tables = aborting{} }), "/v1/calendars")
	t.Error("the panic did not pass")
}

type aborting struct{}

func (aborting) Table() *holidays.Table { panic(http.ErrAbortHandler) }

// TestUnknownErrors: an error that nobody knows is internal, and logged.
func TestUnknownErrors(t *testing.T) {
	p := problem.Of(io.ErrUnexpectedEOF, holidays.English)
	if p.Code != string(problem.Internal) || p.Status != 500 || strings.Contains(p.Detail, "EOF") || p.Errors != nil {
		t.Errorf("%+v", p)
	}
	wrapped := problem.Of(&wrapping{&deadlines.Error{Code: deadlines.CodeSpanReversed, Pointer: "/x", Args: []any{1, 2}}}, holidays.English)
	if wrapped.Code != string(deadlines.CodeSpanReversed) {
		t.Errorf("%+v", wrapped)
	}
}

type wrapping struct{ error }

func (w *wrapping) Unwrap() error { return w.error }
