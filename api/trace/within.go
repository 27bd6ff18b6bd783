package trace

import (
	"context"

	api "go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// within makes tracers whose spans all belong to a request that is traced. A call
// that the service makes by itself has none, whatever the sampler says.
type within struct{ api.TracerProvider }

// Tracer returns such a tracer.
func (p within) Tracer(name string, options ...api.TracerOption) api.Tracer {
	return withinTracer{p.TracerProvider.Tracer(name, options...)}
}

type withinTracer struct{ api.Tracer }

// Start begins a span if ctx is within one that is sampled.
func (t withinTracer) Start(ctx context.Context, name string, options ...api.SpanStartOption) (context.Context, api.Span) {
	if !api.SpanContextFromContext(ctx).IsSampled() {
		return ctx, noop.Span{}
	}
	return t.Tracer.Start(ctx, name, options...)
}
