package trace

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// reportEvery is the least time between two log lines of spans that were not sent.
const reportEvery = time.Minute

// exporter sends spans without the secrets, and says in the log once in a while that
// it could not.
type exporter struct {
	sdk.SpanExporter
	until context.Context // nothing is sent after it
	hide  *strings.Replacer
	now   func() time.Time
	log   *slog.Logger

	mu       sync.Mutex
	failed   int       // since the last line
	reported time.Time // when the last line was written; zero while all is well
}

func newExporter(to sdk.SpanExporter, until context.Context, secrets []string, now func() time.Time, log *slog.Logger) *exporter {
	var pairs []string
	for _, s := range secrets {
		if s != "" {
			pairs = append(pairs, s, "…")
		}
	}
	return &exporter{SpanExporter: to, until: until, hide: strings.NewReplacer(pairs...), now: now, log: log}
}

// ExportSpans sends spans. It never fails: what goes wrong is reported.
func (e *exporter) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(e.until, cancel)()
	sent := make([]sdk.ReadOnlySpan, len(spans))
	for i, s := range spans {
		sent[i] = hidden{s, e}
	}
	e.report(e.SpanExporter.ExportSpans(ctx, sent))
	return nil
}

// report says in the log what went wrong, once in a while, and that all is well
// again.
func (e *exporter) report(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.now()
	switch {
	case err == nil && !e.reported.IsZero():
		e.log.Info("traces are sent again", "failed", e.failed)
		e.failed, e.reported = 0, time.Time{}
	case err == nil:
	case e.reported.IsZero() || now.Sub(e.reported) >= reportEvery:
		e.log.Warn("traces were not sent", "failed", e.failed+1, "detail", e.hide.Replace(err.Error()))
		e.failed, e.reported = 0, now
	default:
		e.failed++
	}
}

// hidden is a span whose texts hold no secret. A server that does not know a command
// repeats it in its error, password and all.
type hidden struct {
	sdk.ReadOnlySpan
	e *exporter
}

// Attributes returns the span's attributes.
func (h hidden) Attributes() []attribute.KeyValue { return h.e.clean(h.ReadOnlySpan.Attributes()) }

// Status returns the span's status.
func (h hidden) Status() sdk.Status {
	s := h.ReadOnlySpan.Status()
	s.Description = h.e.hide.Replace(s.Description)
	return s
}

// Events returns the span's events, errors among them.
func (h hidden) Events() []sdk.Event {
	out := slices.Clone(h.ReadOnlySpan.Events())
	for i := range out {
		out[i].Attributes = h.e.clean(out[i].Attributes)
	}
	return out
}

// clean returns attributes without secrets.
func (e *exporter) clean(attrs []attribute.KeyValue) []attribute.KeyValue {
	out := slices.Clone(attrs)
	for i, a := range out {
		if a.Value.Type() == attribute.STRING {
			out[i].Value = attribute.StringValue(e.hide.Replace(a.Value.AsString()))
		}
	}
	return out
}
