package api

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestSecurityHeaders: every answer, refusals among them, has what keeps a browser
// from doing more with it than it should; what is no data has a policy, and pages have more.
func TestSecurityHeaders(t *testing.T) {
	h := newTestEngine(t, func(c *Config) { c.Record, c.Keeper, c.Metrics = unusable{}, stillKeeper{}, http.NotFoundHandler() })
	for _, call := range callsOf(h) {
		method, path, _ := strings.Cut(call, " ")
		want := map[string]string{
			"X-Content-Type-Options": "nosniff", "Content-Security-Policy": plainPolicy[0], "Strict-Transport-Security": "",
		}
		if strings.HasPrefix(path, "/v1/") {
			want["Content-Security-Policy"] = ""
		}
		if strings.HasPrefix(path, "/docs/") {
			want["Content-Security-Policy"] = docsPolicy[0]
			want["Referrer-Policy"], want["X-Frame-Options"] = "no-referrer", "DENY"
			want["Cross-Origin-Opener-Policy"], want["Cross-Origin-Resource-Policy"] = "same-origin", "same-origin"
		}
		rec := do(h, method, path, "", "Last-Event-ID", "x")
		for name, value := range want {
			if got := rec.Header().Values(name); strings.Join(got, "|") != value {
				t.Errorf("%s: %s %q, want %q", call, name, got, value)
			}
		}
	}
	for what, h := range map[string]http.Handler{
		"shed":    newTestHandler(t, func(c *Config) { c.Shedder = shedding{} }),
		"limited": newTestHandler(t, func(c *Config) { c.Limiter = exhausted{} }),
		"panics":  newTestHandler(t, func(c *Config) { c.Tables = panickingTables{} }),
	} {
		if got := get(h, "/v1/calendars").Header(); got.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", what, got)
		}
	}
}

// TestOnlyTLS: a browser is told to come by TLS if the service itself has it.
func TestOnlyTLS(t *testing.T) {
	h := newTestHandler(t, nil)
	req := newRequest("GET", "/v1/calendars", "")
	req.TLS = &tls.ConnectionState{}
	if got := serve(h, req).Header().Get("Strict-Transport-Security"); got != "max-age=31536000" {
		t.Errorf("%q", got)
	}
}

// TestPagesLoadWhatTheyNeed: each file that the page names is served here, and the
// policy lets in its kind.
func TestPagesLoadWhatTheyNeed(t *testing.T) {
	page := get(newTestHandler(t, nil), "/docs/").Body.String()
	if strings.Contains(page, "<style") || strings.Contains(page, "onload=") || strings.Contains(page, "<script>") {
		t.Errorf("the page has scripts or styles of its own: %s", page)
	}
	for _, part := range []string{"//", "http:", "https:"} {
		if strings.Contains(strings.ReplaceAll(page, "<!DOCTYPE", ""), `src="`+part) {
			t.Errorf("the page loads from elsewhere: %s", page)
		}
	}
}

// TestDate: an answer says when it was made, to the second.
func TestDate(t *testing.T) {
	clock := time.Date(2026, 2, 9, 16, 0, 0, 0, time.UTC)
	h := newTestHandler(t, func(c *Config) { c.Now = func() time.Time { return clock } })
	for _, pass := range []time.Duration{0, 999 * time.Millisecond, time.Millisecond, time.Hour, -2 * time.Hour} {
		clock = clock.Add(pass)
		rec := post(h, "/v1/deadlines", `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`)
		if got, err := http.ParseTime(rec.Header().Get("Date")); err != nil || !got.Equal(clock.Truncate(time.Second)) {
			t.Errorf("at %s: %v %v", clock, got, err)
		}
	}
}

// TestHeadersFit: a deadline has no more headers than the map of net/http holds before it
// grows, which costs more than to count the deadline.
func TestHeadersFit(t *testing.T) {
	h := newTestHandler(t, nil)
	const small = 8
	for what, rec := range map[string]*httptest.ResponseRecorder{
		"GET":  get(h, "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09"),
		"POST": do(h, "POST", "/v1/deadlines", `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`),
	} {
		if got := rec.Header(); rec.Code != http.StatusOK || len(got) > small {
			t.Errorf("%s: %d %v", what, len(got), got)
		}
	}
}
