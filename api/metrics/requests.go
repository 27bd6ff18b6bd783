package metrics

import (
	"cmp"
	"maps"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"shixian/api"
)

// The classic buckets. An answer takes some 20 µs, a batch of 10,000 some 10 ms;
// 25 ms is the limit that the service is held to.
var (
	requestSeconds = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 30}
	requestBytes   = []float64{256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20}
)

// unmatched stands for the route of a request that no route took.
const unmatched = "unmatched"

type requests struct {
	inFlight             atomic.Int64
	count                *prometheus.CounterVec
	took, received, sent *prometheus.HistogramVec

	mu     sync.Mutex // held while a route is added
	routes atomic.Pointer[map[string]*route]
}

// route has the series of a route, by method; nil if it was not asked so yet.
type route [len(methods)]atomic.Pointer[series]

type series struct {
	took, received, sent prometheus.Observer
	codes                [len(statuses)]atomic.Pointer[prometheus.Counter]
}

func (r *requests) register(to prometheus.Registerer) {
	r.count = counters("http_requests_total", "Requests answered, by route template and status.", "method", "route", "code")
	labels := []string{"method", "route"}
	r.took = prometheus.NewHistogramVec(seconds("http_request_duration_seconds",
		"Time from a request's header to the end of its answer. Long polls and streams last as long as their callers wish.", requestSeconds), labels)
	r.received = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Namespace: namespace, Name: "http_request_size_bytes", Help: "Bodies of requests.", Buckets: requestBytes}, labels)
	r.sent = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Namespace: namespace, Name: "http_response_size_bytes", Help: "Bodies of answers.", Buckets: requestBytes}, labels)
	inFlight := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Namespace: namespace, Name: "http_requests_in_flight", Help: "Requests that are being answered, callers who wait for changes included.",
	}, func() float64 { return float64(r.inFlight.Load()) })
	to.MustRegister(r.count, r.took, r.received, r.sent, inFlight)
	r.routes.Store(&map[string]*route{})
}

// Begin implements [api.Observer].
func (r *requests) Begin() { r.inFlight.Add(1) }

// Observe implements [api.Observer].
func (r *requests) Observe(e api.Exchange) {
	r.inFlight.Add(-1)
	at := (*r.routes.Load())[e.Route]
	if at == nil {
		at = r.addRoute(e.Route)
	}
	method := methodIndex(e.Method)
	s := at[method].Load()
	if s == nil {
		s = r.addSeries(at, e.Route, method)
	}
	status := statusIndex(e.Status)
	n := s.codes[status].Load()
	if n == nil {
		n = r.addCode(s, e.Route, method, status)
	}
	(*n).Inc()
	observe(s.took, e.Took.Seconds(), e.Trace)
	s.received.Observe(float64(e.Received))
	s.sent.Observe(float64(e.Sent))
}

// observe adds a value, with the trace that tells of it as its exemplar.
func observe(to prometheus.Observer, value float64, trace string) {
	if with, ok := to.(prometheus.ExemplarObserver); ok && trace != "" {
		with.ObserveWithExemplar(value, prometheus.Labels{"trace_id": trace})
		return
	}
	to.Observe(value)
}

func (r *requests) addRoute(name string) *route {
	r.mu.Lock()
	defer r.mu.Unlock()
	known := *r.routes.Load()
	if at := known[name]; at != nil {
		return at
	}
	more := maps.Clone(known)
	more[name] = &route{}
	r.routes.Store(&more)
	return more[name]
}

// addSeries resolves the series of a route and a method, those of failures among
// them, so that the first failure is seen as an increase. Two that do so at the same time
// resolve the same ones.
func (r *requests) addSeries(at *route, name string, method int) *series {
	labels := []string{methods[method], routeLabel(name)}
	s := &series{
		took:     r.took.WithLabelValues(labels...),
		received: r.received.WithLabelValues(labels...),
		sent:     r.sent.WithLabelValues(labels...),
	}
	for _, status := range []int{http.StatusInternalServerError, http.StatusServiceUnavailable} {
		r.addCode(s, name, method, statusIndex(status))
	}
	if !at[method].CompareAndSwap(nil, s) {
		return at[method].Load()
	}
	return s
}

func (r *requests) addCode(s *series, name string, method, status int) *prometheus.Counter {
	n := r.count.WithLabelValues(methods[method], routeLabel(name), statusLabel(status))
	s.codes[status].Store(&n)
	return &n
}

func routeLabel(name string) string { return cmp.Or(name, unmatched) }

// other stands for a method or a status that is not known.
const other = "other"

// methods are the methods that are told apart.
var methods = [...]string{
	other, http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions,
}

func methodIndex(method string) int {
	for i := 1; i < len(methods); i++ {
		if methods[i] == method {
			return i
		}
	}
	return 0
}

// statuses are the statuses that are told apart, after one place for others; and
// indexOf has the place of each.
var (
	statuses = [64]int{}
	indexOf  = [600]uint8{}
)

func init() {
	next := 1
	for status := range indexOf {
		if (http.StatusText(status) != "" || status == api.StatusCallerGone) && next < len(statuses) {
			statuses[next], indexOf[status] = status, uint8(next)
			next++
		}
	}
}

func statusIndex(status int) int {
	if status < 0 || status >= len(indexOf) {
		return 0
	}
	return int(indexOf[status])
}

func statusLabel(index int) string {
	if index == 0 {
		return other
	}
	return strconv.Itoa(statuses[index])
}
