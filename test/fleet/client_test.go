package fleet

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// timeout bounds what a test waits for; it comes sooner.
const timeout = 30 * time.Second

// A question that every table answers alike, as a call and as a body.
const (
	asked    = "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09"
	question = `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`
	due      = `"due":"2026-02-25"`
)

const (
	jsonBody = "application/json"
	lines    = "application/x-ndjson"
)

// reply is an answer to a call.
type reply struct {
	status int
	header http.Header
	body   string
	closes bool // the connection ends with it
}

// newClient returns a client whose connections end with the test.
func newClient(t testing.TB) *http.Client {
	c := &http.Client{Transport: &http.Transport{}, Timeout: timeout}
	t.Cleanup(c.CloseIdleConnections)
	return c
}

// send makes a request; headers come in pairs.
func send(c *http.Client, method, url, body string, headers ...string) (reply, error) {
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Add(headers[i], headers[i+1])
	}
	res, err := c.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	return reply{res.StatusCode, res.Header, string(b), res.Close}, err
}

// call makes a request that has to be answered.
func call(t testing.TB, method, url, body string, headers ...string) reply {
	t.Helper()
	a, err := send(newClient(t), method, url, body, headers...)
	if err != nil {
		t.Fatalf("%s %s: %v", method, url, err)
	}
	return a
}

// want makes a request that has to be answered with a status.
func want(t testing.TB, status int, method, url, body string, headers ...string) reply {
	t.Helper()
	a := call(t, method, url, body, headers...)
	if a.status != status {
		t.Fatalf("%s %s: %d, want %d: %s", method, url, a.status, status, a.body)
	}
	return a
}

// problem checks that an answer is a problem with a code that carries the request's
// id.
func problem(t testing.TB, a reply, status int, code string) {
	t.Helper()
	var p struct {
		Type, Code, Title, Detail string
		Status                    int
		RequestID                 string `json:"request_id"`
	}
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Errorf("not a problem: %d %s", a.status, a.body)
		return
	}
	id := a.header.Get("X-Request-Id")
	if a.status != status || p.Status != status || p.Code != code || p.Type != "/docs/errors#"+code || id == "" || p.RequestID != id {
		t.Errorf("%d, id %q: %s", a.status, id, a.body)
	}
	if !strings.HasPrefix(a.header.Get("Content-Type"), "application/problem+json") || a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", a.header)
	}
	if !strings.Contains(p.Title, " / ") || !strings.Contains(p.Detail, "。 ") {
		t.Errorf("not in both languages: %s", a.body)
	}
}
