package api

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"shixian/api/problem"
	"slices"
	"strings"
	"testing"
)

// TestRateLimitHeaders: every limited answer says what is left; one too many is
// told when to come again.
func TestRateLimitHeaders(t *testing.T) {
	var o observer
	h := newTestHandler(t, func(c *Config) { perHour(2)(c); c.Observer = &o })
	for i, want := range []struct{ status, limit string }{
		{"200", `"default";r=1;t=1800`}, {"404", `"default";r=0;t=3600`}, {"429", `"default";r=0;t=1800`},
	} {
		rec := get(h, []string{"/v1/calendars", "/nowhere", "/v1/calendars"}[i])
		policy, left, wait := rec.Header().Get("RateLimit-Policy"), rec.Header().Get("RateLimit"), rec.Header().Get("Retry-After")
		if policy != `"default";q=2;w=3600` || left != want.limit || (wait == "1800") != (want.status == "429") {
			t.Errorf("request %d: %d, %s, %s, Retry-After %q; want %v", i+1, rec.Code, policy, left, wait, want)
		}
	}
	if !slices.Contains(o.told, "limited") {
		t.Errorf("the observer was told %v", o.told)
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		if rec := get(h, path); rec.Code != 200 || rec.Header().Get("RateLimit") != "" {
			t.Errorf("%s: %d, %v", path, rec.Code, rec.Header())
		}
	}
}

// TestWhoIsLimited: the holder of a token by name, whatever the address; everybody
// else by address.
func TestWhoIsLimited(t *testing.T) {
	h := newTestHandler(t, func(c *Config) { perHour(2)(c); withKeys(c) })
	for i, c := range []struct {
		addr, authorization string
		want                int
	}{
		{"10.0.0.1:1", "", 200}, {"10.0.0.1:2", "", 200}, {"10.0.0.1:3", "", 429},
		{"10.0.0.1:3", "Bearer nobody", 429},
		{"10.0.0.1:3", "Bearer wang", 200}, {"10.0.0.2:3", "bearer wang", 200}, {"10.0.0.3:3", "Bearer wang", 429},
		{"10.0.0.2:1", "", 200},
		{"[2001:db8::1]:1", "", 200}, {"[2001:db8::2]:1", "", 200}, {"[2001:db8::3]:1", "", 429}, {"[2001:db8:0:1::3]:1", "", 200},
		{"nonsense", "", 200}, {"@", "", 200}, {"", "", 429},
	} {
		req := newRequest("GET", "/v1/calendars", "")
		req.RemoteAddr = c.addr
		if c.authorization != "" {
			req.Header.Set("Authorization", c.authorization)
		}
		if rec := serve(h, req); rec.Code != c.want {
			t.Errorf("call %d from %s %s: %d, want %d", i+1, c.addr, c.authorization, rec.Code, c.want)
		}
	}
}

// TestRequireKey: every route that answers with data takes the token of a reader or more;
// the probes take none.
func TestRequireKey(t *testing.T) {
	var o observer
	h := newTestEngine(t, func(c *Config) {
		requireKeys(c)
		c.Observer, c.Record, c.Keeper = &o, unusable{}, stillKeeper{}
		c.Metrics = http.NotFoundHandler()
	})
	for _, call := range callsOf(h) {
		method, path, _ := strings.Cut(call, " ")
		if strings.Contains(path, "/admin") { // those ask for a token anyway
			continue
		}
		rec := do(h, method, path, "", "Last-Event-ID", "x")
		needs := (strings.HasPrefix(path, "/v1/") || strings.HasPrefix(path, "/docs/") || path == "/metrics") && call != "PUT /v1/deadlines"
		if (rec.Code == 401) != needs {
			t.Errorf("%s without a token: %d", call, rec.Code)
		}
		if needs && (rec.Header().Get("WWW-Authenticate") == "" || method != "HEAD" && problemIn(t, rec).Code != string(problem.Unauthorized)) {
			t.Errorf("%s: %v %s", call, rec.Header(), rec.Body)
		}
		for _, name := range []string{"wang", "zhang"} {
			if rec := do(h, method, path, "", "Last-Event-ID", "x", "Authorization", "Bearer "+name); rec.Code == 401 {
				t.Errorf("%s as %s: %d", call, name, rec.Code)
			}
		}
	}
	if !slices.Contains(o.told, "auth missing") {
		t.Errorf("the observer was told %v", o.told)
	}
}

// TestWrongKeysAreSlowed, and neither right ones nor missing ones are.
func TestWrongKeysAreSlowed(t *testing.T) {
	var log bytes.Buffer
	h := newTestHandler(t, func(c *Config) { requireKeys(c); c.Log = slog.New(slog.NewJSONHandler(&log, nil)) })
	ask := func(headers ...string) *httptest.ResponseRecorder { return get(h, "/v1/calendars", headers...) }
	for range freeFailures + 3 {
		ask()
	}
	for i := range freeFailures + 1 {
		if rec := ask("Authorization", "Bearer wrong"); rec.Code != 401 {
			t.Errorf("wrong token %d: %d", i+1, rec.Code)
		}
	}
	if rec := ask("Authorization", "Bearer wrong"); rec.Code != 429 || problemIn(t, rec).Code != string(problem.TooManyFailures) || rec.Header().Get("Retry-After") == "" {
		t.Errorf("one wrong token too many: %d %s", rec.Code, rec.Body)
	}
	if rec := ask("Authorization", "Bearer wang"); rec.Code != 200 {
		t.Errorf("a right token from the same address: %d", rec.Code)
	}
	if strings.Contains(log.String(), "wrong") {
		t.Errorf("the log has the token: %s", &log)
	}
}

// TestReadersDoNotAdminister.
func TestReadersDoNotAdminister(t *testing.T) {
	h := newTestHandler(t, func(c *Config) { withKeys(c); c.Record = unusable{} })
	rec := get(h, "/v1/admin/log", "Authorization", "Bearer wang")
	if p := problemIn(t, rec); p.Code != string(problem.Forbidden) || !strings.Contains(p.Detail, "reader") {
		t.Errorf("%s", rec.Body)
	}
}
