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
	until   context.Context // nothing is sent after it
	secrets []string
	hide    *strings.Replacer
	now     func() time.Time
	log     *slog.Logger

	mu       sync.Mutex
	failed   int       // since the last line
	reported time.Time // when the last line was written; zero while all is well
}

func newExporter(to sdk.SpanExporter, until context.Context, secrets []string, now func() time.Time, log *slog.Logger) *exporter {
	e := &exporter{SpanExporter: to, until: until, now: now, log: log}
	var pairs []string
	for _, s := range secrets {
		if s != "" {
			e.secrets = append(e.secrets, s)
			pairs = append(pairs, s, "…")
		}
	}
	e.hide = strings.NewReplacer(pairs...)
	return e
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

// holds says whether a text holds a secret.
func (e *exporter) holds(text string) bool {
	return slices.ContainsFunc(e.secrets, func(s string) bool { return strings.Contains(text, s) })
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
	events := h.ReadOnlySpan.Events()
	out := make([]sdk.Event, len(events))
	for i, ev := range events {
		ev.Attributes = h.e.clean(ev.Attributes)
		out[i] = ev
	}
	return out
}

// clean returns attributes without secrets; most have none, and stay as they are.
func (e *exporter) clean(attrs []attribute.KeyValue) []attribute.KeyValue {
	out := attrs
	for i, a := range attrs {
		if a.Value.Type() != attribute.STRING || !e.holds(a.Value.AsString()) {
			continue
		}
		if &out[0] == &attrs[0] {
			out = append([]attribute.KeyValue(nil), attrs...)
		}
		out[i].Value = attribute.StringValue(e.hide.Replace(a.Value.AsString()))
	}
	return out
}
