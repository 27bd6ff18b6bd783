package metrics

import (
	"slices"

	"github.com/prometheus/client_golang/prometheus"

	"shixian/api/admit"
)

type events struct {
	published, withdrawn, authFailed, shed bounded
	overridden                             *prometheus.CounterVec // a check's name is the program's own
	rolledBack, limited                    prometheus.Counter
}

func (e *events) register(to prometheus.Registerer, calendars []string) {
	e.published = newBounded(to, "publishes_total", "Notices published through this replica.", "calendar", calendars...)
	e.withdrawn = newBounded(to, "withdrawals_total", "Notices withdrawn through this replica.", "calendar", calendars...)
	e.overridden = counters("checks_overridden_total", "Failed checks that publishers overrode through this replica.", "check")
	e.authFailed = newBounded(to, "auth_failures_total", "Callers who were not let in.", "reason",
		string(admit.AuthMissing), string(admit.AuthUnknown), string(admit.AuthForbidden), string(admit.AuthThrottled))
	e.shed = newBounded(to, "shed_requests_total", "Requests refused because the service had too much to do.", "reason",
		admit.ShedConcurrency, admit.ShedQueue, admit.ShedShare)
	e.rolledBack = prometheus.NewCounter(prometheus.CounterOpts{
		Namespace: namespace, Name: "rollbacks_total", Help: "Rollbacks of the table through this replica."})
	e.limited = prometheus.NewCounter(prometheus.CounterOpts{
		Namespace: namespace, Name: "rate_limited_requests_total", Help: "Requests refused because their caller asked too often."})
	to.MustRegister(e.overridden, e.rolledBack, e.limited)
}

// bounded is a counter with one label, which takes these values or other. They are
// there from the start, so that the first is seen as an increase.
type bounded struct {
	vec    *prometheus.CounterVec
	values []string
}

func newBounded(to prometheus.Registerer, name, help, label string, values ...string) bounded {
	b := bounded{counters(name, help, label), values}
	to.MustRegister(b.vec)
	for _, v := range values {
		b.vec.WithLabelValues(v)
	}
	return b
}

// inc counts a value, or other if it is none of them.
func (b bounded) inc(value string) {
	if !slices.Contains(b.values, value) {
		value = other
	}
	b.vec.WithLabelValues(value).Inc()
}

// AuthFailed implements [api.Observer].
func (e *events) AuthFailed(why admit.AuthFailure) { e.authFailed.inc(string(why)) }

// Forbidden implements [api.Observer].
func (e *events) Forbidden() { e.AuthFailed(admit.AuthForbidden) }

// RateLimited implements [api.Observer].
func (e *events) RateLimited() { e.limited.Inc() }

// Shed implements [api.Observer].
func (e *events) Shed(reason string) { e.shed.inc(reason) }

// Published implements [api.Observer].
func (e *events) Published(calendar string) { e.published.inc(calendar) }

// Withdrawn implements [api.Observer].
func (e *events) Withdrawn(calendar string) { e.withdrawn.inc(calendar) }

// RolledBack implements [api.Observer].
func (e *events) RolledBack() { e.rolledBack.Inc() }

// Overridden implements [api.Observer].
func (e *events) Overridden(check string) { e.overridden.WithLabelValues(check).Inc() }
