package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// operationSeconds are the classic buckets of what is asked of record and Redis.
var operationSeconds = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

type operations struct {
	now   func() time.Time
	total *prometheus.CounterVec
	took  *prometheus.HistogramVec
	// outcome classes what came of an operation.
	outcome func(error) string
}

// newOperations registers the metrics of a server called what, with a series for
// each operation and outcome.
func newOperations(to prometheus.Registerer, now func() time.Time, what, called string, names, outcomes []string, outcome func(error) string) *operations {
	o := &operations{
		now: now, outcome: outcome,
		total: counters(what+"_operations_total", "Operations on "+called+", by outcome.", "operation", "outcome"),
		took: prometheus.NewHistogramVec(seconds(what+"_operation_duration_seconds",
			"Time that operations on "+called+" took.", operationSeconds), []string{"operation"}),
	}
	to.MustRegister(o.total, o.took)
	for _, name := range names {
		o.took.WithLabelValues(name)
		for _, outcome := range outcomes {
			o.total.WithLabelValues(name, outcome)
		}
	}
	return o
}

// time begins an operation; what it returns ends it, with its error at err.
func (o *operations) time(name string, err *error) (done func()) {
	start := o.now()
	return func() {
		o.took.WithLabelValues(name).Observe(o.now().Sub(start).Seconds())
		o.total.WithLabelValues(name, o.outcome(*err)).Inc()
	}
}
