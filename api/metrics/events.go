package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"shixian/api"
)

// events count what happens seldom.
type events struct {
	published, withdrawn, overridden, authFailed, shed *prometheus.CounterVec
	rolledBack, limited                                prometheus.Counter
}

func (e *events) register(to prometheus.Registerer, calendars []string) {
	e.published = counters("publishes_total", "Notices published through this replica.", "calendar")
	e.withdrawn = counters("withdrawals_total", "Notices withdrawn through this replica.", "calendar")
	e.overridden = counters("checks_overridden_total", "Failed checks that publishers overrode through this replica.", "check")
	e.authFailed = counters("auth_failures_total", "Callers who were not let in.", "reason")
	e.shed = counters("shed_requests_total", "Requests refused because the service had too much to do.", "reason")
	e.rolledBack = prometheus.NewCounter(prometheus.CounterOpts{
		Namespace: namespace, Name: "rollbacks_total", Help: "Rollbacks of the table through this replica."})
	e.limited = prometheus.NewCounter(prometheus.CounterOpts{
		Namespace: namespace, Name: "rate_limited_requests_total", Help: "Requests refused because their caller asked too often."})
	to.MustRegister(e.published, e.withdrawn, e.overridden, e.authFailed, e.shed, e.rolledBack, e.limited)
	// All are there from the start, so that the first is seen as an increase.
	for _, id := range calendars {
		e.published.WithLabelValues(id)
		e.withdrawn.WithLabelValues(id)
	}
	for _, why := range authFailures {
		e.authFailed.WithLabelValues(string(why))
	}
	for _, reason := range shedReasons {
		e.shed.WithLabelValues(reason)
	}
}

var (
	authFailures = []api.AuthFailure{api.AuthMissing, api.AuthUnknown, api.AuthForbidden, api.AuthThrottled}
	shedReasons  = []string{api.ShedConcurrency, api.ShedQueue}
)

// AuthFailed implements [api.Observer].
func (e *events) AuthFailed(why api.AuthFailure) { e.authFailed.WithLabelValues(string(why)).Inc() }

// RateLimited implements [api.Observer].
func (e *events) RateLimited() { e.limited.Inc() }

// Shed implements [api.Observer].
func (e *events) Shed(reason string) { e.shed.WithLabelValues(reason).Inc() }

// Published implements [api.Observer].
func (e *events) Published(calendar string) { e.published.WithLabelValues(calendar).Inc() }

// Withdrawn implements [api.Observer].
func (e *events) Withdrawn(calendar string) { e.withdrawn.WithLabelValues(calendar).Inc() }

// RolledBack implements [api.Observer].
func (e *events) RolledBack() { e.rolledBack.Inc() }

// Overridden implements [api.Observer].
func (e *events) Overridden(check string) { e.overridden.WithLabelValues(check).Inc() }
