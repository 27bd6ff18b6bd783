package service

import (
	"maps"
	"net"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"shixian/api/trace/tracetest"
	"shixian/test/testenv"
)

// traced sets variables for the OpenTelemetry libraries, which read the process's
// environment, and returns them as settings for run.
func traced(t *testing.T, vars ...string) []string {
	t.Helper()
	for _, v := range vars {
		name, value, _ := strings.Cut(v, "=")
		t.Setenv(name, value)
	}
	return vars
}

// parentOf returns the traceparent header of a caller.
func parentOf(trace string) string { return "00-" + trace + "-00f067aa0ba902b7-01" }

// TestTraces: a request, its statements and its Redis commands are one trace, the
// caller's own; its log line names it. Nothing else is traced, and no secret is.
func TestTraces(t *testing.T) {
	const password, passing = "pass~word/1", "pass~word%2F1"
	collector := tracetest.New(t)
	redisURL := lockedRedis(t, password, passing)
	database := testenv.Postgres(t)
	tokens, auth := tokenFileOf(t, "p:publisher")
	r := startReplica(t, append(traced(t, "OTEL_EXPORTER_OTLP_ENDPOINT="+collector.URL, "OTEL_EXPORTER_OTLP_HEADERS=api-key=collectors-key"),
		"SHIXIAN_DATABASE_URL="+database.URL(), "SHIXIAN_REDIS_URL="+redisURL,
		"SHIXIAN_TOKENS="+tokens, "SHIXIAN_POLL=50ms")...)
	const reading, failing, probing = "4bf92f3577b34da6a3ce929d0e0e4736", "5bf92f3577b34da6a3ce929d0e0e4736", "6bf92f3577b34da6a3ce929d0e0e4736"
	r.want(200, "GET", "/v1/admin/log?limit=5", "", "Authorization", auth["p"], "Traceparent", parentOf(reading), "X-Request-Id", "reading")
	r.want(200, "GET", "/healthz", "", "Traceparent", parentOf(probing))
	r.want(200, "GET", "/readyz", "", "Traceparent", parentOf(probing))
	r.want(200, "GET", asked, "", "X-Request-Id", "asking")
	database.Kill()
	r.awaitFault("record_unreachable")
	r.want(503, "POST", "/v1/admin/notices/CN-2026/withdraw", `{"reason":"x"}`, "Authorization", auth["p"], "Content-Type", jsonBody, "Traceparent", parentOf(failing))
	r.stop()

	servers, scopes := byRequest(t, collector)
	const sql, commands = "github.com/XSAM/otelsql", "github.com/redis/go-redis/extra/redisotel"
	if !scopes[reading][sql] || scopes[reading][commands] {
		t.Errorf("reading the record made spans of %v", scopes[reading])
	}
	if !scopes[failing][commands] {
		t.Errorf("falling back on Redis made spans of %v", scopes[failing])
	}
	if s := servers[reading]; s.Parent != "00f067aa0ba902b7" || s.Name != "GET /v1/admin/log" || s.Attributes["url.path"] != "/v1/admin/log" {
		t.Errorf("%+v", s)
	}
	if _, is := servers[probing]; is || len(servers) < 3 {
		t.Errorf("requests traced: %v", servers)
	}
	for _, id := range []string{"reading", "asking"} {
		line := r.logs.Request(t, id)
		if s := servers[line["trace_id"].(string)]; s.ID == "" || id == "reading" && s.Trace != reading {
			t.Errorf("the log line of %s is of no trace: %v", id, line)
		}
	}
	if about := collector.Resource(); about["service.name"] != "shixian" || about["service.version"] != build.Version {
		t.Errorf("%v", about)
	}
	for _, secret := range []string{password, passing, strings.TrimPrefix(auth["p"], "Bearer "), "trigger=", "limit=5", "collectors-key"} {
		if sent := collector.Text(); strings.Contains(sent, secret) {
			t.Errorf("%q was sent: %s", secret, sent)
		}
	}
	if head := collector.Headers()[0]; head.Get("Api-Key") != "collectors-key" {
		t.Errorf("%v", head)
	}
}

// byRequest returns each request's span, and what made the spans of its trace. There
// are no others.
func byRequest(t *testing.T, collector *tracetest.Collector) (servers map[string]tracetest.Span, scopes map[string]map[string]bool) {
	t.Helper()
	servers, scopes = map[string]tracetest.Span{}, map[string]map[string]bool{}
	spans := collector.Spans()
	for _, s := range spans {
		if s.Kind == "SPAN_KIND_SERVER" {
			servers[s.Trace], scopes[s.Trace] = s, map[string]bool{}
		}
	}
	for _, s := range spans {
		if scopes[s.Trace] == nil {
			t.Errorf("a span without a request: %+v", s)
			continue
		}
		scopes[s.Trace][s.Scope] = true
	}
	return servers, scopes
}

// lockedRedis starts a Redis with a password and returns its URL; passing is the
// password as it stands in a URL.
func lockedRedis(t *testing.T, password, passing string) string {
	t.Helper()
	server := testenv.Redis(t)
	client := redis.NewClient(&redis.Options{Addr: server.Addr()})
	defer client.Close()
	if err := client.ConfigSet(t.Context(), "requirepass", password).Err(); err != nil {
		t.Fatal(err)
	}
	return "redis://:" + passing + "@" + server.Addr()
}

// TestUntraced: without a collector no log line has a trace, whatever a caller sends.
func TestUntraced(t *testing.T) {
	r := startReplica(t)
	r.want(200, "GET", asked, "", "X-Request-Id", "asking", "Traceparent", parentOf("4bf92f3577b34da6a3ce929d0e0e4736"))
	r.stop()
	if line := r.logs.Request(t, "asking"); line["trace_id"] != nil {
		t.Errorf("%v", slices.Collect(maps.Keys(line)))
	}
}

// TestCollectorGone: a collector that is away, or takes and never answers, costs
// spans; requests are answered and the service stops. That it is away is told once.
func TestCollectorGone(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	closed := httptest.NewServer(nil)
	closed.Close()
	for what, url := range map[string]string{"away": closed.URL, "silent": "http://" + silent.Addr().String()} {
		t.Run(what, func(t *testing.T) {
			r := startReplica(t, traced(t, "OTEL_EXPORTER_OTLP_ENDPOINT="+url, "OTEL_BSP_SCHEDULE_DELAY=1", "OTEL_BSP_MAX_QUEUE_SIZE=2")...)
			for range 100 {
				r.want(200, "GET", asked, "")
			}
			if what == "away" {
				r.logs.Await(t, "traces were not sent")
			}
			r.stop()
			if told := r.logs.Count("traces were not sent"); told > 1 {
				t.Errorf("told %d times", told)
			}
		})
	}
}

// TestWrongTracing: what is wrong stops the start, and is named.
func TestWrongTracing(t *testing.T) {
	for _, c := range []string{
		"OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc",
	} {
		name, _, _ := strings.Cut(c, "=")
		environ := []string{"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", "SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATA=" + t.TempDir(), c}
		if err := run(t.Context(), environ, t.Output()); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", c, err)
		}
	}
}
