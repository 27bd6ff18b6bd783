package api

import (
	"net/http"
	"strings"
	"testing"
)

// TestOrigins: pages of the origins that are named may call from a browser, others may not,
// and by default none may.
func TestOrigins(t *testing.T) {
	const ours, other = "https://oa.example.gov.cn", "https://evil.example"
	closed := newTestHandler(t, nil)
	open := newTestHandler(t, func(c *Config) { c.CORSOrigins = []string{ours, "http://localhost:3000"} })
	for _, c := range []struct {
		what, path, origin string
		h                  http.Handler
		want               string
	}{
		{"ours", "/v1/calendars", ours, open, ours},
		{"another of ours", "/v1/calendars", "http://localhost:3000", open, "http://localhost:3000"},
		{"another's", "/v1/calendars", other, open, ""},
		{"nearly ours", "/v1/calendars", ours + ".evil.example", open, ""},
		{"a part of ours", "/v1/calendars", "http://oa.example.gov.cn", open, ""},
		{"null", "/v1/calendars", "null", open, ""},
		{"a problem", "/v1/deadlines?rule=x", ours, open, ours},
		{"administrators", "/v1/admin/drafts", ours, open, ""},
		{"no call", "/healthz", ours, open, ""},
		{"off", "/v1/calendars", ours, closed, ""},
	} {
		rec := get(c.h, c.path, "Origin", c.origin)
		header := rec.Header()
		if got := header.Get("Access-Control-Allow-Origin"); got != c.want || header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: %d, allowed %q, want %q", c.what, rec.Code, got, c.want)
		}
		if vary := strings.Join(header["Vary"], ", "); c.h != nil && strings.HasPrefix(c.path, "/v1/calendars") && (c.what != "off") != strings.Contains(vary, "Origin") {
			t.Errorf("%s: Vary %s", c.what, vary)
		}
		asked := do(c.h, "OPTIONS", c.path, "", "Origin", c.origin, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type")
		if got := asked.Header().Get("Access-Control-Allow-Origin"); got != c.want {
			t.Errorf("%s: asked beforehand, allowed %q, want %q", c.what, got, c.want)
		}
	}
	for _, header := range []string{"authorization", "content-encoding,content-type", "last-event-id", "cache-control"} {
		rec := do(open, "OPTIONS", "/v1/deadlines/batch", "", "Origin", ours, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", header)
		if rec.Header().Get("Access-Control-Allow-Origin") != ours {
			t.Errorf("%s may not be sent: %v", header, rec.Header())
		}
	}
	shown := get(open, "/v1/calendars", "Origin", ours).Header().Get("Access-Control-Expose-Headers")
	for _, header := range []string{"Etag", positionHeader, "Deprecation", "Sunset", "Link"} {
		if !strings.Contains(shown, header) {
			t.Errorf("%s cannot be read: %s", header, shown)
		}
	}
	if rec := do(open, "OPTIONS", "/v1/deadlines", "", "Origin", ours, "Access-Control-Request-Method", "DELETE"); rec.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("a method that is not allowed: %v", rec.Header())
	}
	if rec := postLines(open, ask25+"\n", "Origin", ours); !strings.Contains(rec.Body.String(), due25) || rec.Header().Get("Access-Control-Allow-Origin") != ours {
		t.Errorf("NDJSON: %d %v", rec.Code, rec.Header())
	}
}

// TestContentLanguage: an answer in one language says in which.
func TestContentLanguage(t *testing.T) {
	h := newTestHandler(t, nil)
	for lang, want := range map[string]string{"zh": "zh-CN", "en": "en"} {
		for what, got := range map[string]http.Header{
			"GET":     get(h, "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09", "Accept-Language", lang).Header(),
			"lang":    get(h, "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09&lang="+lang).Header(),
			"POST":    post(h, "/v1/deadlines", "{"+good+"}", "Accept-Language", lang).Header(),
			"status":  post(h, "/v1/deadlines/status", "{"+good+"}", "Accept-Language", lang).Header(),
			"batch":   post(h, "/v1/deadlines/batch", `{"items":[]}`, "Accept-Language", lang).Header(),
			"NDJSON":  postLines(h, ask25, "Accept-Language", lang).Header(),
			"trigger": get(h, "/v1/deadlines/latest-trigger?rule=xihe.countersign-reply&due=2026-02-25", "Accept-Language", lang).Header(),
			"problem": get(h, "/v1/deadlines", "Accept-Language", lang).Header(),
			"event":   get(h, "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09&format=ics", "Accept-Language", lang).Header(),
		} {
			if got.Get("Content-Language") != want {
				t.Errorf("%s: %s, want %s", what, got.Get("Content-Language"), want)
			}
		}
	}
}
