// Package trace sends traces to an OpenTelemetry collector: of requests, and of the
// calls to databases and to Redis that they make.
//
// Its assumptions:
//
//   - The settings are the standard OTEL_ variables of the process's environment,
//     which the OpenTelemetry libraries read themselves. If none of them names a
//     collector, nothing here runs: [Start] returns nil, and the hooks of a nil
//     [Tracing] are nil.
//   - A trace begins with a request, here or at the caller. What the service does
//     by itself, its looks at the record among it, is counted and not traced.
//   - Spans hold no query string, no body and no argument of a statement or
//     command, and none of the secrets that are handed in.
//   - A collector that is slow or away costs spans. Requests never wait for it.
package trace

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"log/slog"
	"time"

	"github.com/XSAM/otelsql"
	"github.com/gin-gonic/gin"
	"github.com/go-logr/logr"
	"github.com/redis/go-redis/extra/redisotel/v9"
	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/contrib/instrumentation/github.com/gin-gonic/gin/otelgin"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	api "go.opentelemetry.io/otel/trace"
)

// Config is what tracing needs.
type Config struct {
	// Environ is the process's environment, as NAME=value.
	Environ []string
	// Service and Version name the service, if the environment does not.
	Service, Version string
	// Secrets never reach the collector or the log, wherever they turn up.
	Secrets []string
	Now     func() time.Time
	Log     *slog.Logger
}

// Tracing sends spans while it is not stopped. A nil one is off.
type Tracing struct {
	provider *sdk.TracerProvider
	giveUp   context.CancelFunc // ends what is being sent
}

// Start begins to send, if the environment names a collector; else it returns
// nil. The error names the variable that is wrong.
func Start(ctx context.Context, cfg Config) (*Tracing, error) {
	env, err := readEnvironment(cfg.Environ)
	if err != nil || !env.on {
		return nil, err
	}
	otel.SetLogger(logr.Discard()) // it quotes what it does not understand, secrets too
	otlp, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_…: %w", err)
	}
	about, err := resource.New(ctx,
		resource.WithHost(), resource.WithTelemetrySDK(),
		resource.WithAttributes(attribute.String("service.name", cfg.Service), attribute.String("service.version", cfg.Version)),
		resource.WithFromEnv()) // the last one wins
	if err != nil {
		return nil, fmt.Errorf("OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	until, giveUp := context.WithCancel(context.WithoutCancel(ctx))
	e := newExporter(otlp, until, append(env.secrets, cfg.Secrets...), cfg.Now, cfg.Log)
	otel.SetErrorHandler(otel.ErrorHandlerFunc(e.report)) // else it writes to standard error
	return &Tracing{sdk.NewTracerProvider(sdk.WithResource(about), sdk.WithBatcher(e)), giveUp}, nil
}

// Stop sends what is left until ctx ends, and then gives up.
func (t *Tracing) Stop(ctx context.Context) {
	if t == nil {
		return
	}
	defer t.giveUp()
	_ = t.provider.Shutdown(ctx) // what could not be sent was reported
}

// untraced are routes that are asked all the time, by probes and Prometheus.
var untraced = map[string]bool{"/healthz": true, "/readyz": true, "/metrics": true}

// Requests returns what traces requests. It goes on with a caller's trace.
func (t *Tracing) Requests() gin.HandlerFunc {
	if t == nil {
		return nil
	}
	return otelgin.Middleware("",
		otelgin.WithTracerProvider(t.provider), otelgin.WithMeterProvider(noop.NewMeterProvider()),
		otelgin.WithPropagators(propagation.TraceContext{}),
		otelgin.WithGinFilter(func(c *gin.Context) bool { return !untraced[c.FullPath()] }))
}

// Kept returns the function that says in which trace a request is, "" if that is not
// sampled, or if there is none.
func (t *Tracing) Kept() func(context.Context) string { return t.traceOf(api.SpanContext.IsSampled) }

// ID returns the function that says in which trace a request is: 32 hexadecimal
// digits, or "" if it is in none.
func (t *Tracing) ID() func(context.Context) string { return t.traceOf(api.SpanContext.HasTraceID) }

func (t *Tracing) traceOf(is func(api.SpanContext) bool) func(context.Context) string {
	if t == nil {
		return nil
	}
	return func(ctx context.Context) string {
		if s := api.SpanContextFromContext(ctx); is(s) {
			return s.TraceID().String()
		}
		return ""
	}
}

// OpenDB returns what opens a database whose statements are traced, in the place of
// [sql.OpenDB]. system is its name, such as postgresql.
func (t *Tracing) OpenDB(system string) func(driver.Connector) *sql.DB {
	if t == nil {
		return nil
	}
	return func(c driver.Connector) *sql.DB {
		return otelsql.OpenDB(c,
			otelsql.WithTracerProvider(within{t.provider}), otelsql.WithMeterProvider(noop.NewMeterProvider()),
			otelsql.WithAttributes(attribute.String("db.system.name", system)),
			otelsql.WithSpanOptions(otelsql.SpanOptions{
				DisableErrSkip: true, OmitConnResetSession: true, OmitConnPrepare: true, OmitRows: true,
			}))
	}
}

// Redis returns what has a client's commands traced. Their arguments are left out.
func (t *Tracing) Redis() func(redis.UniversalClient) error {
	if t == nil {
		return nil
	}
	return func(c redis.UniversalClient) error {
		return redisotel.InstrumentTracing(c, redisotel.WithTracerProvider(within{t.provider}),
			redisotel.WithDBStatement(false), redisotel.WithCallerEnabled(false))
	}
}
