package trace

import (
	"bytes"
	"context"
	"database/sql/driver"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.uber.org/goleak"

	collect "shixian/api/trace/tracetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start begins to trace with variables, in the environment as well.
func start(t *testing.T, vars ...string) *Tracing {
	t.Helper()
	for _, v := range vars {
		name, value, _ := strings.Cut(v, "=")
		t.Setenv(name, value)
	}
	tr, err := Start(t.Context(), Config{Environ: vars, Service: "it", Version: "1", Now: time.Now, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// ask makes a request to a handler that is traced and answers with its trace.
func ask(t *testing.T, tr *Tracing, path, parent string) string {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.Use(tr.Requests())
	answer := func(c *gin.Context) { c.String(http.StatusOK, tr.ID()(c.Request.Context())) }
	e.GET("/v1/things/:id", answer)
	e.GET("/metrics", answer)
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if parent != "" {
		r.Header.Set("Traceparent", parent)
	}
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w.Body.String()
}

// TestOff: unless a collector is named nothing runs, and there is nothing to hook in.
func TestOff(t *testing.T) {
	for _, vars := range [][]string{
		nil, {"OTEL_EXPORTER_OTLP_ENDPOINT="}, {"OTEL_SERVICE_NAME=x"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=http://a:1", "OTEL_SDK_DISABLED=True"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT=http://a:1", "OTEL_TRACES_EXPORTER=none"},
	} {
		tr := start(t, vars...)
		if tr != nil || tr.Requests() != nil || tr.ID() != nil || tr.OpenDB("x") != nil || tr.Redis() != nil {
			t.Errorf("%v: there is something", vars)
		}
		tr.Stop(t.Context())
	}
}

// TestWrong: an error names the variable, and never quotes a URL.
func TestWrong(t *testing.T) {
	for vars, name := range map[string]string{
		"OTEL_EXPORTER_OTLP_ENDPOINT=user:secret@host":                                                     "OTEL_EXPORTER_OTLP_ENDPOINT",
		"OTEL_EXPORTER_OTLP_ENDPOINT=ftp://user:secret@host":                                               "OTEL_EXPORTER_OTLP_ENDPOINT",
		"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://:secret%zz@host":                                        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
		"OTEL_EXPORTER_OTLP_ENDPOINT=http://secret:1 OTEL_EXPORTER_OTLP_PROTOCOL=grpc":                     "OTEL_EXPORTER_OTLP_PROTOCOL",
		"OTEL_EXPORTER_OTLP_ENDPOINT=http://secret:1 OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=grpc":              "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
		"OTEL_EXPORTER_OTLP_ENDPOINT=http://secret:1 OTEL_TRACES_EXPORTER=zipkin":                          "OTEL_TRACES_EXPORTER",
		"OTEL_EXPORTER_OTLP_ENDPOINT=http://a:1 OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=secret OTEL_BSP_DELAY=": "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
		"OTEL_EXPORTER_OTLP_ENDPOINT=http://a:1 OTEL_EXPORTER_OTLP_HEADERS=secret":                         "OTEL_EXPORTER_OTLP_HEADERS",
		"OTEL_EXPORTER_OTLP_ENDPOINT=http://a:1 OTEL_EXPORTER_OTLP_TRACES_HEADERS=a=b,c=secret%zz":         "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
	} {
		_, err := readEnvironment(strings.Fields(vars))
		if err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", vars, err)
		}
	}
}

// TestSampling: the sampler is the one that the standard variables name.
func TestSampling(t *testing.T) {
	const trace = "4bf92f3577b34da6a3ce929d0e0e4736"
	yes, no := "00-"+trace+"-00f067aa0ba902b7-01", "00-"+trace+"-00f067aa0ba902b7-00"
	for _, c := range []struct {
		sampler, arg, path, parent string
		sent                       bool
	}{
		{"", "", "/v1/things/1", "", true},
		{"", "", "/v1/things/1", yes, true},
		{"", "", "/v1/things/1", no, false},
		{"", "", "/metrics", yes, false},
		{"always_on", "", "/v1/things/1", no, true},
		{"always_off", "", "/v1/things/1", yes, false},
		{"parentbased_always_off", "", "/v1/things/1", "", false},
		{"parentbased_always_off", "", "/v1/things/1", yes, true},
		{"traceidratio", "0", "/v1/things/1", yes, false},
		{"parentbased_traceidratio", "1", "/v1/things/1", "", true},
	} {
		collector := collect.New(t)
		tr := start(t, "OTEL_EXPORTER_OTLP_ENDPOINT="+collector.URL, "OTEL_TRACES_SAMPLER="+c.sampler, "OTEL_TRACES_SAMPLER_ARG="+c.arg)
		id := ask(t, tr, c.path, c.parent)
		tr.Stop(t.Context())
		spans := collector.Spans()
		if (len(spans) == 1) != c.sent || c.sent && spans[0].Trace != id {
			t.Errorf("%+v: sent %+v, of trace %s", c, spans, id)
		}
		if c.path != "/metrics" && c.parent != "" && id != trace {
			t.Errorf("%+v: the request is in trace %q", c, id)
		}
	}
}

// TestStandardNames: the environment says more of the service, and how it is sent.
func TestStandardNames(t *testing.T) {
	collector := collect.New(t)
	tr := start(t, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT="+collector.URL+"/v1/traces", "OTEL_SERVICE_NAME=other",
		"OTEL_RESOURCE_ATTRIBUTES=deployment.environment.name=test", "OTEL_EXPORTER_OTLP_COMPRESSION=gzip", "OTEL_EXPORTER_OTLP_HEADERS=a=b%20c")
	ask(t, tr, "/v1/things/1?secret=1", "")
	tr.Stop(t.Context())
	about := collector.Resource()
	if about["service.name"] != "other" || about["service.version"] != "1" || about["deployment.environment.name"] != "test" {
		t.Errorf("%v", about)
	}
	if h := collector.Headers()[0]; h.Get("Content-Encoding") != "gzip" || h.Get("A") != "b c" {
		t.Errorf("%v", h)
	}
	if s := collector.Spans()[0]; s.Name != "GET /v1/things/:id" || s.Attributes["url.path"] != "/v1/things/1" || s.Attributes["url.query"] != "" {
		t.Errorf("%+v", s)
	}
}

// TestWithin: calls of Redis and SQL are traced within a request only, whatever the
// sampler.
func TestWithin(t *testing.T) {
	collector := collect.New(t)
	tr := start(t, "OTEL_EXPORTER_OTLP_ENDPOINT="+collector.URL, "OTEL_TRACES_SAMPLER=always_on")
	db := tr.OpenDB("test")(failing{})
	defer db.Close()
	client := redis.NewClient(&redis.Options{Addr: "127.0.0.1:1", MaxRetries: -1, DialerRetries: 1})
	defer client.Close()
	if err := tr.Redis()(client); err != nil {
		t.Fatal(err)
	}
	call := func(ctx context.Context) {
		if db.PingContext(ctx) == nil || client.Get(ctx, "the-key").Err() == nil {
			t.Error("no errors")
		}
	}
	call(t.Context())
	ctx, span := tr.provider.Tracer("test").Start(t.Context(), "request")
	call(ctx)
	span.End()
	tr.Stop(t.Context())
	var names []string
	for _, s := range collector.Spans() {
		if s.Trace != span.SpanContext().TraceID().String() {
			t.Errorf("outside: %+v", s)
		}
		names = append(names, s.Name)
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "get request sql.connector.connect" {
		t.Errorf("spans: %s", got)
	}
	if strings.Contains(collector.Text(), "the-key") {
		t.Errorf("a command's argument was sent")
	}
}

type failing struct{}

func (failing) Connect(context.Context) (driver.Conn, error) { return nil, os.ErrClosed }
func (failing) Driver() driver.Driver                        { return nil }

// TestSecretsStay: whatever a span holds of a secret is left out of what is sent.
func TestSecretsStay(t *testing.T) {
	to := &kept{}
	e := newExporter(to, t.Context(), []string{"", "hush", "p@ss"}, time.Now, slog.New(slog.DiscardHandler))
	provider := sdk.NewTracerProvider(sdk.WithSyncer(e))
	_, span := provider.Tracer("x").Start(t.Context(), "x")
	span.SetAttributes(attribute.String("a", "it is hush"), attribute.String("b", "plain"), attribute.Int("c", 1))
	span.RecordError(errors.New("unknown command AUTH p@ss"))
	span.SetStatus(codes.Error, "p@ss is wrong")
	span.End()
	if got := to.spans[0]; strings.Contains(got, "hush") || strings.Contains(got, "p@ss") || !strings.Contains(got, "it is …") || !strings.Contains(got, "plain") {
		t.Errorf("sent: %s", got)
	}
}

// kept keeps spans as text.
type kept struct{ spans []string }

func (k *kept) ExportSpans(_ context.Context, spans []sdk.ReadOnlySpan) error {
	for _, s := range spans {
		var b bytes.Buffer
		for _, a := range s.Attributes() {
			b.WriteString(a.Value.String() + "\n")
		}
		for _, ev := range s.Events() {
			for _, a := range ev.Attributes {
				b.WriteString(a.Value.String() + "\n")
			}
		}
		k.spans = append(k.spans, b.String()+s.Status().Description)
	}
	return nil
}

func (k *kept) Shutdown(context.Context) error { return nil }

// TestReports: what goes wrong is told at once and then once a minute, and that it
// went right again is told too; never with a secret.
func TestReports(t *testing.T) {
	clock := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == "time" || a.Key == "level" {
			return slog.Attr{}
		}
		return a
	}}))
	e := newExporter(tracetest.NewNoopExporter(), t.Context(), []string{"hush"}, func() time.Time { return clock }, logger)
	wrong := errors.New("no hush")
	for _, after := range []time.Duration{0, time.Second, 58 * time.Second, time.Second} {
		clock = clock.Add(after)
		e.report(wrong)
	}
	e.report(nil)
	e.report(nil)
	want := "msg=\"traces were not sent\" failed=1 detail=\"no …\"\n" +
		"msg=\"traces were not sent\" failed=3 detail=\"no …\"\n" +
		"msg=\"traces are sent again\" failed=0\n"
	if log.String() != want {
		t.Errorf("%s", &log)
	}
}
