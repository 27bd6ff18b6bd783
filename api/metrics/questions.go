package metrics

import (
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"shixian/api/answers"
	"shixian/api/problem"
	"shixian/deadlines"
)

type questions struct {
	total    *prometheus.CounterVec
	outcomes map[deadlines.Code]int // the place of each in a rule's counters
	rules    map[string]*rule       // "" stands for every rule that is not known
}

// rule has a rule's counters by outcome; nil if there was none yet.
type rule struct {
	id       string
	counters []atomic.Pointer[prometheus.Counter]
}

func (q *questions) register(to prometheus.Registerer, ids []string, codes []deadlines.Code) {
	q.total = counters("deadlines_total",
		"Questions, by rule and by what came of them: settled, provisional or a problem's code. A batch that is refused as a whole is one.", "rule", "outcome")
	to.MustRegister(q.total)
	q.outcomes = map[deadlines.Code]int{answers.Settled: 0, answers.Provisional: 1}
	for _, code := range codes {
		q.outcomes[code] = len(q.outcomes)
	}
	q.rules = map[string]*rule{"": {counters: make([]atomic.Pointer[prometheus.Counter], len(q.outcomes))}}
	for _, id := range ids {
		r := &rule{id: id, counters: make([]atomic.Pointer[prometheus.Counter], len(q.outcomes))}
		q.rules[id] = r
		// The two are there from the start, so that the first is seen as an increase.
		q.add(r, answers.Settled)
		q.add(r, answers.Provisional)
	}
}

// Deadline implements [api.Observer].
func (q *questions) Deadline(id string, outcome deadlines.Code) {
	r := q.rules[id]
	if r == nil {
		r = q.rules[""]
	}
	at := 0
	switch outcome {
	case answers.Settled:
	case answers.Provisional:
		at = 1
	default:
		var known bool
		if at, known = q.outcomes[outcome]; !known {
			outcome = problem.Internal
			at = q.outcomes[outcome]
		}
	}
	n := r.counters[at].Load()
	if n == nil {
		n = q.add(r, outcome)
	}
	(*n).Inc()
}

func (q *questions) add(r *rule, outcome deadlines.Code) *prometheus.Counter {
	n := q.total.WithLabelValues(r.id, string(outcome))
	r.counters[q.outcomes[outcome]].Store(&n)
	return &n
}
