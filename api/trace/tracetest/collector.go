// Package tracetest is an OpenTelemetry collector for tests: it takes spans over HTTP
// as protobuf, and keeps them.
//
// Its assumption: a sender is told to stop, and so sends what it has left, before a
// test looks at what has come.
package tracetest

import (
	"compress/gzip"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	common "go.opentelemetry.io/proto/otlp/common/v1"
	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
)

// Collector keeps the spans that it was sent.
type Collector struct {
	// URL is what OTEL_EXPORTER_OTLP_ENDPOINT names.
	URL string

	t    testing.TB
	mu   sync.Mutex
	got  []*collector.ExportTraceServiceRequest
	head []http.Header
}

// Span is a span as it was sent. Kind is such as SPAN_KIND_SERVER; Parent is "" if
// the trace begins.
type Span struct {
	Trace, ID, Parent, Name, Kind, Scope string
	Attributes                           map[string]string
}

// New returns a collector that listens until the test ends.
func New(t testing.TB) *Collector {
	t.Helper()
	c := &Collector{t: t}
	s := httptest.NewServer(c)
	t.Cleanup(s.Close)
	c.URL = s.URL
	return c
}

// ServeHTTP takes spans.
func (c *Collector) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		unzip, err := gzip.NewReader(body)
		if err != nil {
			c.t.Errorf("collector: %v", err)
			return
		}
		body = unzip
	}
	text, err := io.ReadAll(body)
	var got collector.ExportTraceServiceRequest
	if err == nil {
		err = proto.Unmarshal(text, &got)
	}
	if err != nil || r.Method != http.MethodPost || r.URL.Path != "/v1/traces" {
		c.t.Errorf("collector: %s %s: %v", r.Method, r.URL, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.got = append(c.got, &got)
	c.head = append(c.head, r.Header.Clone())
}

// Text returns all that was sent, as text.
func (c *Collector) Text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []byte
	for _, r := range c.got {
		all = append(all, prototext.Format(r)...)
	}
	return string(all)
}

// Headers returns the headers of each message.
func (c *Collector) Headers() []http.Header {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]http.Header(nil), c.head...)
}

// Resource returns what the sender of the first message says of itself.
func (c *Collector) Resource() map[string]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, r := range c.got {
		for _, rs := range r.ResourceSpans {
			return attributes(rs.Resource.Attributes)
		}
	}
	return nil
}

// Spans returns the spans that have come.
func (c *Collector) Spans() []Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []Span
	for _, r := range c.got {
		for _, rs := range r.ResourceSpans {
			for _, ss := range rs.ScopeSpans {
				for _, s := range ss.Spans {
					out = append(out, newSpan(ss.Scope.Name, s))
				}
			}
		}
	}
	return out
}

func newSpan(scope string, s *otlp.Span) Span {
	return Span{
		hex.EncodeToString(s.TraceId), hex.EncodeToString(s.SpanId), hex.EncodeToString(s.ParentSpanId),
		s.Name, s.Kind.String(), scope, attributes(s.Attributes),
	}
}

func attributes(list []*common.KeyValue) map[string]string {
	out := map[string]string{}
	for _, a := range list {
		if s, ok := a.Value.Value.(*common.AnyValue_StringValue); ok {
			out[a.Key] = s.StringValue
		} else {
			out[a.Key] = a.Value.String()
		}
	}
	return out
}
