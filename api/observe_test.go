package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"regexp"
	"shixian/api/admin"
	"shixian/api/admit"
	"shixian/api/problem"
	"shixian/holidays/live"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
)

// TestRequestID: a harmless id of the caller's is kept, another is replaced.
func TestRequestID(t *testing.T) {
	h := newTestHandler(t, nil)
	for _, id := range []string{"a", "ABC-123_x.y", strings.Repeat("9", 64)} {
		if got := get(h, "/nowhere", "X-Request-Id", id).Header().Get("X-Request-Id"); got != id {
			t.Errorf("%q became %q", id, got)
		}
	}
	own := regexp.MustCompile(`^[0-9a-f]{16}$`)
	seen := map[string]bool{}
	for _, id := range []string{"", " ", "a b", "a\nb", "a\"b", "编号", strings.Repeat("9", 65), "\x00", "a/b", "<a>"} {
		rec := get(h, "/nowhere", "X-Request-Id", id)
		got := rec.Header().Get("X-Request-Id")
		if !own.MatchString(got) || seen[got] || problemIn(t, rec).RequestID != got {
			t.Errorf("%q became %q: %s", id, got, rec.Body)
		}
		seen[got] = true
	}
	req := newRequest("GET", "/healthz", "", "X-Request-Id", "one", "X-Request-Id", "two")
	if got := serve(h, req).Header().Get("X-Request-Id"); !own.MatchString(got) {
		t.Errorf("two ids became %q", got)
	}
}

// TestAccessLog: one line a request, without what the caller asked.
func TestAccessLog(t *testing.T) {
	for _, direct := range []bool{false, true} {
		testAccessLog(t, direct)
	}
}

// testAccessLog has the lines written by the log, or directly.
func testAccessLog(t *testing.T, direct bool) {
	var log bytes.Buffer
	clock := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	h := newTestHandler(t, func(c *Config) {
		c.Log = slog.New(slog.NewJSONHandler(&log, nil))
		if direct {
			c.Log, c.AccessJSON = slog.New(slog.NewJSONHandler(io.Discard, nil)), &log
		}
		c.Now = func() time.Time { clock = clock.Add(1500 * time.Microsecond); return clock }
	})
	get(h, "/v1/deadlines?"+goodQuery, "X-Request-Id", "one")
	post(h, "/v1/deadlines", `{"rule":"confidential"}`, "X-Request-Id", "two")
	get(h, "/nowhere/\n\"", "X-Request-Id", "three")
	lines := logLines(t, &log)
	want := []struct {
		request, id, level string
		status             float64
	}{
		{"GET /v1/deadlines", "one", "INFO", 200},
		{"POST /v1/deadlines", "two", "INFO", 404},
		{"GET /nowhere/\n\"", "three", "INFO", 404},
	}
	if len(lines) != len(want) {
		t.Fatalf("%d lines: %s", len(lines), &log)
	}
	for i, w := range want {
		l := lines[i]
		if l["msg"] != "request" || l["request"] != w.request || l["request_id"] != w.id || l["status"] != w.status || l["level"] != w.level ||
			l["took_us"] != 1500.0 || l["remote"] == "" {
			t.Errorf("line %d is %v, want %v", i, l, w)
		}
	}
	for _, secret := range []string{"trigger", "confidential", "countersign"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log has %q: %s", secret, &log)
		}
	}
}

// TestAccessLine: written directly, a line says what [slog.JSONHandler] makes of its record.
func TestAccessLine(t *testing.T) {
	shanghai := time.FixedZone("", 8*60*60)
	for _, text := range []string{"", "plain", "a \"b\" \\", "<&>", "\x00\n\t\u2028", "春节", "broken \xff"} {
		for _, at := range []time.Time{time.Unix(1, 500), time.Date(2026, 11, 23, 9, 0, 0, 120_000_000, shanghai), time.Date(2026, 2, 9, 0, 0, 0, 0, time.UTC)} {
			l := accessLine{at, slog.LevelWarn, "id", text, "GET /" + text, 503, 1999 * time.Nanosecond, "[::1]:7", text}
			var said bytes.Buffer
			if err := slog.NewJSONHandler(&said, nil).Handle(t.Context(), l.record()); err != nil {
				t.Fatal(err)
			}
			line := string(l.appendTo(nil))
			var got, want map[string]any
			if err := errors.Join(json.Unmarshal([]byte(line), &got), json.Unmarshal(said.Bytes(), &want)); err != nil {
				t.Fatalf("%v: %s", err, line)
			}
			if !maps.Equal(got, want) || strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "\n") {
				t.Errorf("%q, want %q", line, &said)
			}
		}
	}
}

// TestQuietLog: at a level above, requests are not logged, and errors are.
func TestQuietLog(t *testing.T) {
	var log bytes.Buffer
	h := newTestHandler(t, func(c *Config) {
		c.Tables = panickingTables{}
		c.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelError}))
	})
	get(h, "/healthz")
	if log.Len() > 0 {
		t.Errorf("logged: %s", &log)
	}
	get(h, "/v1/calendars")
	if lines := logLines(t, &log); len(lines) != 2 {
		t.Errorf("%d lines: %s", len(lines), &log)
	}
}

// TestObserver is told the route's template, not the path that a caller makes up.
func TestObserver(t *testing.T) {
	var o observer
	clock := time.Unix(0, 0)
	h := newTestHandler(t, func(c *Config) {
		c.Observer, c.Log = &o, nil
		c.Now = func() time.Time { clock = clock.Add(time.Millisecond); return clock }
	})
	day := get(h, "/v1/calendars/CN/days/2026-02-14").Body.Len()
	missing := get(h, "/wp-admin.php").Body.Len()
	method := do(h, "DELETE", "/v1/rules", "").Body.Len()
	get(h, "/v1/rules", "If-None-Match", "*")
	lines := postLines(h, ask25+"\n"+ask25).Body.Len()
	want := []Exchange{
		{"GET", "/v1/calendars/:id/days/:date", 200, 0, int64(day), time.Millisecond, ""},
		{"GET", "", 404, 0, int64(missing), time.Millisecond, ""},
		{"DELETE", "", 405, 0, int64(method), time.Millisecond, ""},
		{"GET", "/v1/rules", 304, 0, 0, time.Millisecond, ""},
	}
	for i, w := range want {
		if o.seen[i] != w {
			t.Errorf("told %+v, want %+v", o.seen[i], w)
		}
	}
	last := o.seen[len(want)]
	if last.Took <= 0 || last.Sent != int64(lines) || last.Route != "/v1/deadlines/batch" || last.Status != http.StatusOK {
		t.Errorf("told %+v of a stream of %d bytes", last, lines)
	}
	if o.begun != len(o.seen) {
		t.Errorf("told of %d requests that began, and %d that ended", o.begun, len(o.seen))
	}
}

// TestMethods: a path that exists says which methods it takes.
func TestMethods(t *testing.T) {
	h := newTestHandler(t, nil)
	for request, want := range map[string]string{
		"DELETE /v1/deadlines":          "GET, HEAD, POST",
		"PUT /v1/deadlines/batch":       "POST",
		"GET /v1/deadlines/batch":       "POST",
		"HEAD /v1/deadlines/status":     "POST",
		"OPTIONS /v1/rules":             "GET, HEAD",
		"PATCH /v1/rules/x":             "GET, HEAD",
		"PUT /v1/calendars/CN/days":     "GET, HEAD, POST",
		"POST /healthz":                 "GET, HEAD",
		"TRACE /v1/calendars/CN/add":    "GET, HEAD",
		"POST /docs/":                   "GET, HEAD",
		"WHATEVER /v1/calendars/CN/add": "GET, HEAD",
	} {
		method, path, _ := strings.Cut(request, " ")
		rec := do(h, method, path, "")
		if rec.Code != http.StatusMethodNotAllowed || sorted(rec.Header().Get("Allow")) != want {
			t.Errorf("%s: %d, Allow %q, want %q", request, rec.Code, rec.Header().Get("Allow"), want)
		}
	}
}

// TestHealth: the process lives whatever its tables are; it is ready with a table.
func TestHealth(t *testing.T) {
	without := newTestHandler(t, func(c *Config) { c.Tables = fixedTable{} })
	if got := ok[Health](t, get(without, "/healthz")); got.Status != "ok" {
		t.Errorf("%+v", got)
	}
	if p := problemIn(t, get(without, "/readyz")); p.Code != string(problem.NotReady) || p.Status != 503 {
		t.Errorf("%+v", p)
	}
	_, cat := world()
	ready := ok[Readiness](t, get(newTestHandler(t, nil), "/readyz"))
	if ready.Status != "ready" || ready.Rules != len(cat.Rules) || len(ready.Calendars) != 4 {
		t.Errorf("%+v", ready)
	}
	if cn := ready.Calendars[0]; cn.ID != "CN" || cn.SettledThrough.String() != "2026-12-24" {
		t.Errorf("%+v", cn)
	}
}

// lostKeeper has no table, and says why.
type lostKeeper struct{ Keeper }

func (lostKeeper) State() live.State {
	return live.State{Status: live.NotReady, Reasons: []live.Reason{{Code: live.RecordUnreachable}}}
}

// TestUnready: what a replica without a table answers is a problem as any other, with its state.
func TestUnready(t *testing.T) {
	h := newTestHandler(t, func(c *Config) { c.Keeper = lostKeeper{} })
	for lang, tag := range map[string]string{"zh": "zh-CN", "en": "en"} {
		rec := get(h, "/readyz?lang="+lang)
		got := decode[Unready](t, rec.Body.Bytes())
		if rec.Code != 503 || got.Code != string(problem.NotReady) || !strings.Contains(got.Detail, live.RecordUnreachable) || got.State.Reasons[0].Code != live.RecordUnreachable {
			t.Errorf("%d %s", rec.Code, rec.Body)
		}
		for name, want := range map[string]string{
			"Content-Type": problemJSON, "Content-Language": tag, "Cache-Control": "no-store", "Retry-After": "1", "X-Request-Id": got.RequestID,
		} {
			if is := rec.Header().Get(name); is != want {
				t.Errorf("%s: %q, want %q", name, is, want)
			}
		}
	}
}

// TestLogThatFails: a log that cannot be written is not the caller's concern.
func TestLogThatFails(t *testing.T) {
	h := newTestHandler(t, func(c *Config) { c.Log = slog.New(failing{}) })
	if rec := get(h, "/v1/deadlines?"+goodQuery); rec.Code != 200 {
		t.Errorf("%d %s", rec.Code, rec.Body)
	}
}

type failing struct{ slog.Handler }

func (failing) Enabled(context.Context, slog.Level) bool  { return true }
func (failing) Handle(context.Context, slog.Record) error { return http.ErrServerClosed }

// TestTraceInLog: if a request is in a trace, its line and an audit line say so,
// and what runs around requests runs around the access log.
func TestTraceInLog(t *testing.T) {
	type key struct{}
	var log bytes.Buffer
	h := newTestHandler(t, func(c *Config) {
		c.Log, c.Record, c.Tokens = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})), struct{ admin.Record }{}, func() admit.Tokens { return nil }
		c.Around = func(c *gin.Context) {
			before := c.Request
			c.Request = before.WithContext(context.WithValue(before.Context(), key{}, before.URL.Path))
			c.Next()
			c.Request = before
		}
		c.TraceID = func(ctx context.Context) string { id, _ := ctx.Value(key{}).(string); return strings.Trim(id, "/") }
	})
	get(h, "/healthz")
	get(h, "/")
	get(h, "/v1/admin/log")
	lines := logLines(t, &log)
	var ids []any
	for _, l := range lines {
		ids = append(ids, l["msg"], l["trace_id"])
	}
	want := []any{"request", "healthz", "request", nil, "audit", "v1/admin/log", "request", "v1/admin/log"}
	if !slices.Equal(ids, want) {
		t.Errorf("%v, want %v", ids, want)
	}
}

// TestVersionHeader: every answer under /v1 names the version, and no other does.
func TestVersionHeader(t *testing.T) {
	h := newTestHandler(t, func(c *Config) { c.Version = "v1.2.3" })
	for path, want := range map[string]string{
		"/v1/calendars": "v1.2.3", "/v1/nothing": "v1.2.3", "/v1/deadlines?" + goodQuery: "v1.2.3", "/healthz": "", "/v1": "", "/docs/": "",
	} {
		if got := get(h, path).Header().Get("X-Shixian-Version"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
