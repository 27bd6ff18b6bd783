// Package metrics counts what the service does and says how it stands, for
// Prometheus.
//
// Its assumptions:
//
//   - The registry is its own; nothing is registered with the default one.
//   - Requests pay for atomic additions only: series are resolved when a route,
//     method, status, rule or outcome is first seen, never while it is counted.
//   - No label takes a value that a caller makes up. Routes are templates, methods,
//     statuses, rules and outcomes those that exist, and anything else is one value.
//   - What others keep, the table in force and what is known of the record, is asked
//     for when it is scraped, without waiting. Drafts are read from the record, at
//     most once in a while and in bounded time.
//   - Clocks are handed in.
package metrics

import (
	"log/slog"
	"net/http"
	"regexp"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"shixian/api"
	"shixian/api/problem"
	"shixian/holidays"
)

const namespace = "shixian"

// Config is what the metrics are given.
type Config struct {
	// Version is the program's, and Revision the commit that it was built from.
	Version, Revision string
	// Rules and Calendars are the ids of all that there are.
	Rules, Calendars []string
	// Now times operations; Today is the civil date in Asia/Shanghai.
	Now   func() time.Time
	Today func() holidays.Date
	Log   *slog.Logger
}

// Metrics are the metrics of one replica. They are its [api.Observer].
type Metrics struct {
	cfg      Config
	registry *prometheus.Registry
	requests
	questions
	events
}

var _ api.Observer = (*Metrics)(nil)

// New returns metrics that count nothing yet.
func New(cfg Config) *Metrics {
	m := &Metrics{cfg: cfg, registry: prometheus.NewRegistry()}
	m.registry.MustRegister(
		buildInfo(cfg.Version, cfg.Revision),
		collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(runtimeMetrics)),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	m.requests.register(m.registry)
	m.questions.register(m.registry, cfg.Rules, problem.Codes())
	m.events.register(m.registry, cfg.Calendars)
	return m
}

// runtimeMetrics are those that tell of a machine that is too small: how long
// goroutines wait for a processor, and the world for the collector.
var runtimeMetrics = collectors.GoRuntimeMetricsRule{
	Matcher: regexp.MustCompile(`^/sched/latencies:seconds$|^/sched/pauses/total/gc:seconds$`),
}

// buildInfo is 1, and says which program it is.
func buildInfo(version, revision string) prometheus.Collector {
	g := prometheus.NewGauge(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "The program that runs; always 1.",
		ConstLabels: prometheus.Labels{"version": version, "revision": revision, "goversion": runtime.Version()},
	})
	g.Set(1)
	return g
}

// Handler answers a scrape, in the format that it asks for. A metric that cannot be
// gathered is left out, and logged.
func (m *Metrics) Handler() http.Handler {
	opts := promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, EnableOpenMetrics: true,
		MaxRequestsInFlight: maxScrapes,
	}
	if m.cfg.Log != nil {
		opts.ErrorLog = slog.NewLogLogger(m.cfg.Log.Handler(), slog.LevelWarn)
	}
	return promhttp.HandlerFor(m.registry, opts)
}

// maxScrapes bounds the scrapes in progress; more are answered 503.
const maxScrapes = 8

// The bounds on native histograms: each bucket is at most a tenth wider than the
// one before, and what has too many starts again.
const (
	nativeFactor  = 1.1
	nativeBuckets = 100
	nativeReset   = time.Hour
)

// seconds returns the options of a histogram of durations, classic and native.
func seconds(name, help string, buckets []float64) prometheus.HistogramOpts {
	return prometheus.HistogramOpts{
		Namespace: namespace, Name: name, Help: help, Buckets: buckets,
		NativeHistogramBucketFactor:     nativeFactor,
		NativeHistogramMaxBucketNumber:  nativeBuckets,
		NativeHistogramMinResetDuration: nativeReset,
	}
}

func counters(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, labels)
}
