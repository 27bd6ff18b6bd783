package load

import (
	"net/http"
	"strings"
	"time"

	vegeta "github.com/tsenart/vegeta/v12/lib"
)

// The bounds on the client.
const (
	// maxWorkers is how many calls are in flight at most. A call that is due beyond
	// them waits, and the wait counts as latency.
	maxWorkers = 4000
	// timeout is how long an answer is waited for.
	timeout = 10 * time.Second
	// readBuffer is for each connection, in bytes: long answers take few reads.
	readBuffer = 32 << 10
)

// pacer is an even pace, from when the attack began.
type pacer struct {
	began time.Time
	each  time.Duration // between two calls
}

func newPacer(rate float64) *pacer {
	return &pacer{each: time.Duration(float64(time.Second) / rate)}
}

// Pace is called by one goroutine, and before any call is sent.
func (p *pacer) Pace(elapsed time.Duration, sent uint64) (wait time.Duration, stop bool) {
	if p.began.IsZero() {
		p.began = time.Now().Add(-elapsed)
	}
	return time.Duration(sent)*p.each - elapsed, false
}

// Rate returns the calls a second.
func (p *pacer) Rate(time.Duration) float64 { return float64(time.Second) / float64(p.each) }

// due returns when a call is due, counted from 0.
func (p *pacer) due(call uint64) time.Time { return p.began.Add(time.Duration(call) * p.each) }

// attack sends calls of the mix at a rate (calls a second) for a while, waits for
// the answers and adds them to the round.
func attack(m *Mix, url string, rate float64, length time.Duration, r *Round) {
	client := &http.Client{
		Timeout:       timeout,
		Transport:     &http.Transport{MaxIdleConnsPerHost: maxWorkers, ReadBufferSize: readBuffer, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer client.CloseIdleConnections()
	a := vegeta.NewAttacker(vegeta.Client(client), vegeta.MaxWorkers(maxWorkers), vegeta.MaxBody(0)) // read, but not kept
	p := newPacer(rate)
	for res := range a.Attack(m.targeter(url), p, length, "") {
		due, end := p.due(res.Seq), res.Timestamp.Add(res.Latency)
		r.add(answer{
			kind: res.URL[strings.LastIndexByte(res.URL, '#')+1:], code: int(res.Code), fault: res.Error,
			late: res.Timestamp.Sub(due), latency: end.Sub(due), end: end.Sub(p.began),
		})
	}
	r.finish(length)
}
