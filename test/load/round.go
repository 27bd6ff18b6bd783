package load

import (
	"cmp"
	"net/http"
	"slices"
	"time"
)

// Round is what was offered to a set-up at one rate, and what came of it.
type Round struct {
	// Offered is the rate at which calls were due, calls a second.
	Offered float64
	// Sent is how many were sent.
	Sent int
	// Asked is how many of each kind, those of the onset left out.
	Asked map[string]int
	// Codes counts the answers by status; 0 is no answer, or one that broke off.
	Codes map[int]int
	// Fault is the first error of a call without an answer.
	Fault string
	// Good are the latencies of what was answered with what was asked for, by kind
	// and, under "", all together, in order; under [Onset] those due in the onset.
	Good map[string][]time.Duration
	// Took is the time until the last answer, and at least the length of the round.
	Took time.Duration
	// Late is the 99th percentile of the time by which calls were sent too late.
	Late time.Duration
	// Use is what the servers took.
	Use Use
	// Client, Servers and Others are how many processors the client had, the servers
	// and whoever else runs on the machine, databases of the set-up among them.
	Client, Servers, Others float64

	late  []time.Duration
	onset time.Duration // the time at the beginning whose latencies are kept apart
}

// Onset is the name under which the latencies of the onset of an overload stand: of
// the time until it is noticed.
const Onset = "onset"

type answer struct {
	kind    string
	code    int // 0 if there is none
	fault   string
	late    time.Duration // between due and sent
	latency time.Duration // between due and the answer's end
	end     time.Duration // since the round began
}

func (r *Round) add(a answer) {
	if r.Codes == nil {
		r.Asked, r.Codes, r.Good = map[string]int{}, map[int]int{}, map[string][]time.Duration{}
	}
	r.Sent++
	r.late = append(r.late, a.late)
	r.Took = max(r.Took, a.end)
	if a.fault != "" && a.code < http.StatusBadRequest { // vegeta keeps the status of an answer that broke off
		a.code = 0
		r.Fault = cmp.Or(r.Fault, a.fault)
	}
	r.Codes[a.code]++
	if r.onset > 0 && a.end-a.latency < r.onset {
		if good(a.code) {
			r.Good[Onset] = append(r.Good[Onset], a.latency)
		}
		return
	}
	r.Asked[a.kind]++
	if good(a.code) {
		r.Good[""] = append(r.Good[""], a.latency)
		r.Good[a.kind] = append(r.Good[a.kind], a.latency)
	}
}

// good reports whether a status is that of an answer.
func good(code int) bool { return code == http.StatusOK || code == http.StatusNotModified }

// finish puts in order what was added. No round is shorter than length.
func (r *Round) finish(length time.Duration) {
	r.Took = max(r.Took, length)
	for _, l := range r.Good {
		slices.Sort(l)
	}
	slices.Sort(r.late)
	r.Late, r.late = percentile(r.late, 99), nil
}

// Achieved returns how many calls a second were answered with what was asked for.
func (r *Round) Achieved() float64 {
	return float64(len(r.Good[""])+len(r.Good[Onset])) / r.Took.Seconds()
}

// Share returns the share of the calls that were answered with one of the statuses.
func (r *Round) Share(codes ...int) float64 {
	return float64(r.Sent-r.Lost(codes...)) / float64(max(1, r.Sent))
}

// Lost returns how many calls had another outcome than the statuses.
func (r *Round) Lost(codes ...int) int {
	n := r.Sent
	for _, c := range codes {
		n -= r.Codes[c]
	}
	return n
}

// P returns a percentile of the latencies of a kind's good answers, "" for all.
func (r *Round) P(kind string, p float64) time.Duration { return percentile(r.Good[kind], p) }

// percentile returns the smallest value that p percent of the sorted values are not
// above, and 0 if there are none.
func percentile(sorted []time.Duration, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	n := int(float64(len(sorted))*p/100 + 0.999999)
	return sorted[min(max(n, 1), len(sorted))-1]
}

// The client is taken to be the limit if it had hardly a moment to spare, or sent
// too little or too late.
const (
	clientBusy  = 0.95
	clientShort = 0.97
	clientLate  = 25 * time.Millisecond
)

// ClientBound reports whether the round says more of the client than of the servers.
func (r *Round) ClientBound(length time.Duration) bool {
	return r.Client > clientBusy || r.Late > clientLate || float64(r.Sent) < clientShort*r.Offered*length.Seconds()
}

// PerCall returns the processor time that the servers took for each call sent.
func (r *Round) PerCall() time.Duration { return r.Use.CPU() / time.Duration(max(1, r.Sent)) }
