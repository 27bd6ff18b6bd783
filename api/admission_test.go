package api

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/admit/token"
	"shixian/api/problem"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// shedding is a shedder that refuses what it is told to.
type shedding struct{ light, heavy bool }

func (r shedding) Admit(heavy bool) bool {
	if heavy {
		return r.heavy
	}
	return r.light
}

// exhausted is a limiter that has nothing left.
type exhausted struct{}

func (exhausted) Take(context.Context, ratelimit.Client, time.Time) ratelimit.Decision {
	return ratelimit.Decision{Retry: 2500 * time.Millisecond, Reset: time.Minute}
}

func perHour(n int) func(*Config) {
	return func(c *Config) {
		c.RateLimit = ratelimit.Rate{Requests: n, Period: time.Hour}
		c.Limiter = ratelimit.NewLocal(c.RateLimit)
	}
}

// holders are tokens that are the names of their holders.
type holders map[string]token.Role

func (h holders) Find(name string) (token.Holder, bool) {
	role, ok := h[name]
	return token.Holder{Name: name, Role: role}, ok
}

func (h holders) ByName(name string) (token.Holder, string, bool) {
	holder, ok := h.Find(name)
	return holder, name, ok
}

func (h holders) Holders() []token.Holder { return nil }

func withKeys(c *Config) {
	c.Tokens = func() admit.Tokens { return holders{"wang": token.Reader, "zhang": token.Publisher} }
}

func requireKeys(c *Config) {
	withKeys(c)
	c.RequireKey = true
}

// stillKeeper keeps a record in which nothing happens.
type stillKeeper struct{ Keeper }

func (stillKeeper) State() live.State { return live.State{Status: live.Ready} }
func (stillKeeper) Events(context.Context, int64, int) ([]record.Event, error) {
	return nil, record.ErrUnavailable
}

// bodyNobodyReads fails the test if it is read.
type bodyNobodyReads struct{ t *testing.T }

func (b bodyNobodyReads) Read([]byte) (int, error) {
	b.t.Error("the body of a refused call was read")
	return 0, io.EOF
}

// callsOf returns a request for every route of the API, and what goes unrouted.
func callsOf(e *gin.Engine) (calls []string) {
	for _, r := range e.Routes() {
		path := pathParameter.ReplaceAllString(r.Path, "x")
		calls = append(calls, r.Method+" "+path)
	}
	return append(calls, "GET /nowhere", "PUT /v1/deadlines")
}

// probed reports whether a call is one of those that watch over the service.
func probed(call string) bool {
	_, path, _ := strings.Cut(call, " ")
	return path == "/healthz" || path == "/readyz" || path == "/metrics"
}

// TestShedding: what is refused is told when to come again, its body is not read,
// and it is counted; probes, administrators and those who wait for changes are not
// refused.
func TestShedding(t *testing.T) {
	for name, c := range map[string]struct {
		change  func(*Config)
		refused func(call string) bool
		reason  string
	}{
		"all": {func(c *Config) { c.Shedder = shedding{} },
			func(call string) bool {
				return !probed(call) && !strings.Contains(call, "/admin") && !strings.Contains(call, "/changes")
			}, "shed queue"},
		"heavy ones": {func(c *Config) { c.Shedder = shedding{light: true} },
			func(call string) bool {
				return call == "POST /v1/deadlines/batch" || call == "POST /v1/deadlines/compare"
			}, "shed queue"},
	} {
		t.Run(name, func(t *testing.T) {
			var o observer
			h := newTestEngine(t, func(cfg *Config) {
				c.change(cfg)
				cfg.Observer, cfg.Record, cfg.Keeper, cfg.Metrics = &o, unusable{}, stillKeeper{}, http.NotFoundHandler()
			})
			for _, call := range callsOf(h) {
				method, path, _ := strings.Cut(call, " ")
				req := newRequest(method, path, "", "Last-Event-ID", "x")
				want := c.refused(call)
				if want {
					req.Body = io.NopCloser(bodyNobodyReads{t})
				}
				o.told = nil
				rec := serve(h, req)
				if got := rec.Code == http.StatusServiceUnavailable && slices.Contains(o.told, c.reason); got != want {
					t.Errorf("%s: refused %v, want %v: %d %s %v", call, got, want, rec.Code, rec.Body, o.told)
				}
				if want && (rec.Header().Get("Retry-After") != "1" || problemIn(t, rec).Code != string(problem.Overloaded)) {
					t.Errorf("%s: %v %s", call, rec.Header(), rec.Body)
				}
			}
		})
	}
}

// TestLongBodiesEndTheConnection: a short body that nobody reads is taken from the
// connection, and a long one is not.
func TestLongBodiesEndTheConnection(t *testing.T) {
	h := newTestHandler(t, func(c *Config) { c.Shedder = shedding{} })
	for length, want := range map[int64]string{0: "", 1000: "", maxDrained: "", maxDrained + 1: "close", -1: "close"} {
		req := newRequest("POST", "/v1/deadlines/batch", "")
		req.ContentLength = length
		if got := serve(h, req).Header().Get("Connection"); got != want {
			t.Errorf("a body of %d bytes: Connection %q, want %q", length, got, want)
		}
	}
}

// TestRefusedPipeline: of calls that are sent one behind the other and refused, the rest is dropped.
func TestRefusedPipeline(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Config)
		call   string
		status int
	}{
		"shed":      {func(c *Config) { c.Shedder = shedding{} }, "GET /v1/calendars HTTP/1.1\r\nHost: x\r\n\r\n", 503},
		"too often": {func(c *Config) { c.Limiter = exhausted{} }, "GET /v1/calendars HTTP/1.1\r\nHost: x\r\n\r\n", 429},
		"its body":  {func(c *Config) { c.MaxConcurrent = 1 }, "POST /v1/deadlines HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", 503},
	} {
		s := newTestServer(t, c.change)
		if s.MaxConcurrent > 0 {
			enter(t, s, s.MaxConcurrent, reading, "li", false)
		}
		conn := dial(t, serveTCP(t, s.handler(), nil))
		write(t, conn, strings.Repeat(c.call, 10*refusalsKept))
		all, _ := io.ReadAll(conn) // the connection may be reset
		if n := strings.Count(string(all), fmt.Sprint("HTTP/1.1 ", c.status, " ")); n != refusalsKept {
			t.Errorf("%s: %d calls were refused one by one: %.300s", name, n, all)
		}
	}
}

// enter lets calls of one client in, which are there until the test has ended or leave is
// called.
func enter(t *testing.T, s *server, n int, k admit.Kind, client string, body bool) (leave func()) {
	t.Helper()
	var in []*admit.Call
	for range n {
		call := s.control.Enter(k, ratelimit.Holder(client), body)
		if call == nil {
			t.Fatal("refused")
		}
		in = append(in, call)
	}
	return func() {
		for _, call := range in {
			call.Leave()
		}
	}
}

// TestMaxConcurrent: one call too many is refused while the others go on, a batch
// earlier than that, and each makes room when it ends.
func TestMaxConcurrent(t *testing.T) {
	const most = 64
	var o observer
	s := newTestServer(t, func(c *Config) { c.MaxConcurrent, c.Observer = most, &o; withKeys(c) })
	h := s.engine()
	var leaves []func()
	for i := range 4 {
		leaves = append(leaves, enter(t, s, most/4, reading, string(rune('a'+i)), false))
	}
	if rec := get(h, "/v1/calendars"); rec.Code != 503 || !slices.Contains(o.told, "shed concurrency") {
		t.Errorf("one too many: %d, told %v", rec.Code, o.told)
	}
	if rec := post(h, "/v1/deadlines", "{"+good+"}"); rec.Code != 503 || rec.Header().Get("Retry-After") != "1" ||
		problemIn(t, rec).Code != string(problem.Overloaded) {
		t.Errorf("one too many whose body has arrived: %d %v %s", rec.Code, rec.Header(), rec.Body)
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		if rec := get(h, path); rec.Code != 200 {
			t.Errorf("%s: %d", path, rec.Code)
		}
	}
	enter(t, s, 1, watching, "li", false)()
	enter(t, s, 1, managing, "li", false)()
	for _, leave := range leaves {
		leave()
	}
	for i := range 4 {
		defer enter(t, s, most/8/4, batching, string(rune('a'+i)), false)()
	}
	if rec := post(h, "/v1/deadlines/batch", `{"items":[{`+good+`}]}`); rec.Code != 503 {
		t.Errorf("a batch too many: %d", rec.Code)
	}
	if rec := get(h, "/v1/calendars"); rec.Code != 200 {
		t.Errorf("a light call beside batches: %d", rec.Code)
	}
	if rec := postLines(h, ask25); rec.Code != 200 {
		t.Errorf("a stream beside batches: %d", rec.Code)
	}
}

// TestCallsAreCountedOut, whatever becomes of them.
func TestCallsAreCountedOut(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"panicking": func(c *Config) { c.Tables = panickingTables{} },
		"limited":   func(c *Config) { c.Limiter = exhausted{} },
		"keyless":   requireKeys,
		"answered":  func(*Config) {},
	} {
		s := newTestServer(t, func(c *Config) { change(c); c.MaxConcurrent = 8 })
		h := s.engine()
		get(h, "/v1/calendars")
		post(h, "/v1/deadlines/batch", `{"items":[]}`)
		get(h, "/nowhere")
		post(h, "/v1/deadlines", "{"+good+"}")
		postLines(h, ask25)
		if in, batches, bodies := s.control.InProgress(); in != 0 || batches != 0 || bodies != 0 {
			t.Errorf("%s: %d calls, %d batches and %d bodies are still in", name, in, batches, bodies)
		}
	}
}

// TestAdmissionAllocatesNothing: a call that is let in pays for no more than it uses.
func TestAdmissionAllocatesNothing(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	allocations := func(change func(*Config)) float64 {
		h := newTestHandler(t, change)
		w, req := &nullWriter{h: http.Header{}}, newRequest("GET", benchQuery, "")
		return testing.AllocsPerRun(200, func() { clear(w.h); h.ServeHTTP(w, req) })
	}
	bare := allocations(func(*Config) {})
	for name, c := range map[string]struct {
		change func(*Config)
		more   float64
	}{
		"concurrency":        {func(c *Config) { c.MaxConcurrent = 100 }, 0},
		"shedder":            {func(c *Config) { c.Shedder = shedding{light: true} }, 0},
		"rate limit, header": {perHour(1_000_000), 3},
	} {
		if n := allocations(c.change); n > bare+c.more {
			t.Errorf("%s: %v allocations, without %v", name, n, bare)
		}
	}
}

func BenchmarkShed(b *testing.B) {
	h := newTestHandler(b, func(c *Config) {
		c.Log, c.Shedder = slog.New(slog.NewJSONHandler(io.Discard, nil)), shedding{}
	})
	serveMany(b, h, httptest.NewRequest("GET", benchQuery, nil), "")
}

func BenchmarkGetLimited(b *testing.B) {
	h := newTestHandler(b, func(c *Config) {
		c.Log, c.MaxConcurrent, c.Shedder = slog.New(slog.NewJSONHandler(io.Discard, nil)), 512, shedding{light: true}
		c.RateLimit = ratelimit.Rate{Requests: 1_000_000, Period: time.Second}
		c.Limiter = ratelimit.NewLocal(c.RateLimit)
	})
	serveMany(b, h, httptest.NewRequest("GET", benchQuery, nil), "")
}

// TestRefusalsAreDescribed: every call that may not be let in says so.
func TestRefusalsAreDescribed(t *testing.T) {
	for path, methods := range described(t).Paths {
		for method, call := range methods {
			want := []string{"401", "429", "503"}
			switch {
			case probed(method + " " + path):
				continue
			case strings.HasPrefix(path, "/docs"):
				want = want[1:]
			}
			responses := call.(map[string]any)["responses"].(map[string]any)
			for _, code := range want {
				if responses[code] == nil {
					t.Errorf("%s %s: %s is not described", method, path, code)
				}
			}
		}
	}
}
