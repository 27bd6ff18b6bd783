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

	mu    sync.Mutex // held while series are added
	known atomic.Pointer[map[exchange]*series]
}

// exchange is what requests are told apart by.
type exchange struct {
	method, route string
	status        int
}

type series struct {
	count                prometheus.Counter
	took, received, sent prometheus.Observer
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
	r.known.Store(&map[exchange]*series{})
}

// Begin implements [api.Observer].
func (r *requests) Begin() { r.inFlight.Add(1) }

// Observe implements [api.Observer].
func (r *requests) Observe(e api.Exchange) {
	r.inFlight.Add(-1)
	key := exchange{knownMethod(e.Method), e.Route, knownStatus(e.Status)}
	s := (*r.known.Load())[key]
	if s == nil {
		s = r.add(key)
	}
	s.count.Inc()
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

// add resolves the series of an exchange, and those of failures beside it, so that the first
// failure is seen as an increase.
func (r *requests) add(key exchange) *series {
	r.mu.Lock()
	defer r.mu.Unlock()
	more := maps.Clone(*r.known.Load())
	route := cmp.Or(key.route, unmatched)
	for _, status := range []int{key.status, http.StatusInternalServerError, http.StatusServiceUnavailable} {
		code := other
		if status != 0 {
			code = strconv.Itoa(status)
		}
		more[exchange{key.method, key.route, status}] = &series{
			count:    r.count.WithLabelValues(key.method, route, code),
			took:     r.took.WithLabelValues(key.method, route),
			received: r.received.WithLabelValues(key.method, route),
			sent:     r.sent.WithLabelValues(key.method, route),
		}
	}
	r.known.Store(&more)
	return more[key]
}

// other stands for a method or a status that is not known.
const other = "other"

// knownMethod returns the method if it is one that is told apart.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return other
}

// knownStatus returns the status if there is such a one, or else 0.
func knownStatus(status int) int {
	if http.StatusText(status) == "" && status != api.StatusCallerGone {
		return 0
	}
	return status
}
