package api

import (
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"

	"shixian/api/admit"
	"shixian/api/wire"
	"shixian/deadlines"
)

// observer keeps what it is told.
type observer struct {
	begun     int
	seen      []Exchange
	deadlines map[string]int // by rule and outcome
	told      []string
}

func (o *observer) Begin()             { o.begun++ }
func (o *observer) Observe(e Exchange) { o.seen = append(o.seen, e) }
func (o *observer) Deadline(rule string, outcome deadlines.Code) {
	if o.deadlines == nil {
		o.deadlines = map[string]int{}
	}
	o.deadlines[rule+" "+string(outcome)]++
}
func (o *observer) AuthFailed(why admit.AuthFailure) { o.told = append(o.told, "auth "+string(why)) }
func (o *observer) RateLimited()                     { o.told = append(o.told, "limited") }
func (o *observer) Shed(reason string)               { o.told = append(o.told, "shed "+reason) }
func (o *observer) Published(calendar string)        { o.told = append(o.told, "published "+calendar) }
func (o *observer) Withdrawn(calendar string)        { o.told = append(o.told, "withdrawn "+calendar) }
func (o *observer) Forbidden()                       { o.AuthFailed(admit.AuthForbidden) }
func (o *observer) RolledBack()                      { o.told = append(o.told, "rolled back") }
func (o *observer) Overridden(check string)          { o.told = append(o.told, "overridden "+check) }

// TestDeadlinesAreTold: each question once, in whatever call it comes, with its own
// rule and what came of it.
func TestDeadlinesAreTold(t *testing.T) {
	const (
		reply   = "xihe.countersign-reply"
		settled = `{"rule":"` + reply + `","trigger":"2026-02-09"}`
		far     = `{"rule":"` + reply + `","trigger":"2026-12-24"}`
		wrong   = `{"rule":"` + reply + `","trigger":"yesterday"}`
		noRule  = `{"rule":"no.such","trigger":"2026-02-09"}`
		noDue   = `{"rule":"tiexi.absence-approver","days":1}`
		query   = "/v1/deadlines?rule=" + reply + "&trigger="
	)
	ndjson := []string{"Content-Type", ndjsonType}
	for _, c := range []struct {
		what, method, target, body string
		headers                    []string
		want                       map[string]int
	}{
		{"one", "GET", query + "2026-02-09", "", nil, map[string]int{reply + " settled": 1}},
		{"one with its tag", "GET", query + "2026-02-09", "", []string{"If-None-Match", "*"}, map[string]int{reply + " settled": 1}},
		{"a far one", "POST", "/v1/deadlines", far, nil, map[string]int{reply + " provisional": 1}},
		{"a wrong day", "GET", query + "x", "", nil, map[string]int{reply + " invalid_trigger": 1}},
		{"an unknown rule", "POST", "/v1/deadlines", noRule, nil, map[string]int{"no.such rule_unknown": 1}},
		{"no JSON", "POST", "/v1/deadlines", "{", nil, map[string]int{" malformed_json": 1}},
		{"an unknown revision", "GET", query + "2026-02-09&revision=9", "", nil, map[string]int{reply + " revision_unknown": 1}},
		{"a standing", "POST", "/v1/deadlines/status", settled, nil, map[string]int{reply + " settled": 1}},
		{"no standing", "POST", "/v1/deadlines/status", noDue, nil, map[string]int{"tiexi.absence-approver no_due_date": 1}},
		{"a batch", "POST", "/v1/deadlines/batch", `{"items":[` + strings.Join([]string{settled, settled, far, wrong, noRule}, ",") + `]}`, nil,
			map[string]int{reply + " settled": 2, reply + " provisional": 1, reply + " invalid_trigger": 1, "no.such rule_unknown": 1}},
		{"no batch", "POST", "/v1/deadlines/batch", `{"items":{}}`, nil, map[string]int{" wrong_type": 1}},
		{"lines", "POST", "/v1/deadlines/batch", settled + "\n\n" + far + "\n" + strings.Repeat("x", wire.MaxLineBytes+1) + "\n", ndjson,
			map[string]int{reply + " settled": 1, reply + " provisional": 1, " line_empty": 1, " line_too_long": 1}},
		{"no question", "GET", "/v1/calendars/CN", "", nil, nil},
	} {
		var o observer
		h := newTestHandler(t, func(cfg *Config) { cfg.Observer = &o })
		post(h, "/v1/deadlines", settled) // whose memory the next call uses
		clear(o.deadlines)
		if c.headers == nil {
			c.headers = []string{"Content-Type", "application/json"}
		}
		do(h, c.method, c.target, c.body, c.headers...)
		if !maps.Equal(o.deadlines, c.want) {
			t.Errorf("%s: told %v, want %v", c.what, o.deadlines, c.want)
		}
	}
}

// TestReceived: the size of a body is told, also if it was not announced.
func TestReceived(t *testing.T) {
	var o observer
	h := newTestHandler(t, func(cfg *Config) { cfg.Observer = &o })
	post(h, "/v1/deadlines", ask25)
	req := newRequest("POST", "/v1/deadlines/batch", ask25+"\n"+ask25+"\n", "Content-Type", ndjsonType)
	req.ContentLength = -1
	serve(h, req)
	get(h, "/healthz")
	for i, want := range []int{len(ask25), 2*len(ask25) + 2, 0} {
		if got := o.seen[i].Received; got != int64(want) {
			t.Errorf("request %d: %d bytes, want %d", i, got, want)
		}
	}
}

// TestAbortedIsTold: a request that its handler gives up is over, too.
func TestAbortedIsTold(t *testing.T) {
	var o observer
	h := newTestHandler(t, func(cfg *Config) {
		cfg.Observer = &o
		cfg.Metrics = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	})
	func() {
		defer func() {
			if recover() != http.ErrAbortHandler {
				t.Error("the connection stays open")
			}
		}()
		get(h, "/metrics")
	}()
	if o.begun != 1 || len(o.seen) != 1 || o.seen[0].Route != "/metrics" {
		t.Errorf("told %+v", o)
	}
}

// TestMetricsRoute: /metrics is what it is handed, or not there.
func TestMetricsRoute(t *testing.T) {
	if rec := get(newTestHandler(t, nil), "/metrics"); rec.Code != http.StatusNotFound {
		t.Errorf("without a handler: %d", rec.Code)
	}
	h := newTestHandler(t, func(c *Config) {
		c.Metrics = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "up 1\n") })
	})
	if rec := get(h, "/metrics"); rec.Code != http.StatusOK || rec.Body.String() != "up 1\n" {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
}
