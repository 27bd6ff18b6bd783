package soak

import (
	"time"

	"shixian/test/load"
)

// growth is one measure of one replica, at the beginning and at the end.
type growth struct {
	replica     string
	measure     *measure
	first, last int64 // medians
}

// allowed returns by how much the measure may grow: a tenth, or what is fixed for it.
func (g growth) allowed() int64 { return max(g.first/10, g.measure.allowed) }

// pass reports whether it has not grown.
func (g growth) pass() bool { return g.last <= g.first+g.allowed() }

// compare compares the samples of a replica over a while after the warm-up with those
// over as long at the end. None in either is not a comparison.
func (p Plan) compare(replica string, samples []sample) (out []growth, enough bool) {
	for i := range measures {
		var first, last []int64
		for _, s := range samples {
			if p.inFirst(s.at) {
				first = append(first, s.values[i])
			}
			if p.inLast(s.at) {
				last = append(last, s.values[i])
			}
		}
		if len(first) == 0 || len(last) == 0 {
			return nil, false
		}
		out = append(out, growth{replica, &measures[i], load.Median(first), load.Median(last)})
	}
	return out, true
}

func (p Plan) inFirst(at time.Duration) bool { return at >= p.Window && at < 2*p.Window }
func (p Plan) inLast(at time.Duration) bool  { return at >= p.Length-p.Window && at < p.Length }
