package metrics_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"shixian/api"
	"shixian/api/admit"
	"shixian/api/answers"
)

const labels = `method="GET",route="/v1/deadlines"`

// TestRequests: each request is counted once, under its route, method and status,
// with its time and its sizes.
func TestRequests(t *testing.T) {
	m := newMetrics(nil)
	for _, e := range []api.Exchange{
		{Method: "GET", Route: "/v1/deadlines", Status: 200, Sent: 1000, Took: 20 * time.Microsecond},
		{Method: "GET", Route: "/v1/deadlines", Status: 200, Sent: 2000, Took: 25 * time.Millisecond},
		{Method: "GET", Route: "/v1/deadlines", Status: 422, Sent: 300, Took: 26 * time.Millisecond},
		{Method: "POST", Route: "/v1/deadlines", Status: 503, Received: 5000, Took: time.Second},
		{Method: "GET", Status: 404},
		{Method: "BREW", Status: 405},
		{Method: "GET", Route: "/v1/rules", Status: 999},
		{Method: "GET", Route: "/v1/rules", Status: -1},
	} {
		m.Begin()
		m.Observe(e)
	}
	m.Begin()
	scrape(t, m).has(t, exposition{
		`shixian_http_requests_total{code="200",` + labels + `}`:                                     2,
		`shixian_http_requests_total{code="422",` + labels + `}`:                                     1,
		`shixian_http_requests_total{code="500",` + labels + `}`:                                     0, // there before the first
		`shixian_http_requests_total{code="404",` + labels + `}`:                                     absent,
		`shixian_http_requests_total{code="503",method="POST",route="/v1/deadlines"}`:                1,
		`shixian_http_requests_total{code="404",method="GET",route="unmatched"}`:                     1,
		`shixian_http_requests_total{code="405",method="other",route="unmatched"}`:                   1,
		`shixian_http_requests_total{code="other",method="GET",route="/v1/rules"}`:                   2,
		`shixian_http_request_duration_seconds_count{` + labels + `}`:                                3,
		`shixian_http_request_duration_seconds_bucket{` + labels + `,le="0.0001"}`:                   1,
		`shixian_http_request_duration_seconds_bucket{` + labels + `,le="0.025"}`:                    2,
		`shixian_http_request_duration_seconds_bucket{` + labels + `,le="0.05"}`:                     3,
		`shixian_http_request_duration_seconds_sum{method="POST",route="/v1/deadlines"}`:             1,
		`shixian_http_response_size_bytes_sum{` + labels + `}`:                                       3300,
		`shixian_http_response_size_bytes_bucket{` + labels + `,le="1024"}`:                          2,
		`shixian_http_request_size_bytes_bucket{method="POST",route="/v1/deadlines",le="4096"}`:      0,
		`shixian_http_request_size_bytes_bucket{method="POST",route="/v1/deadlines",le="16384"}`:     1,
		`shixian_http_request_size_bytes_sum{method="POST",route="/v1/deadlines"}`:                   5000,
		`shixian_http_requests_in_flight`:                                                            1,
		`shixian_http_request_duration_seconds_bucket{method="GET",route="/v1/calendars",le="+Inf"}`: absent,
	})
}

// TestEveryStatus has a label of its own, and so many have room.
func TestEveryStatus(t *testing.T) {
	m := newMetrics(nil)
	for status := range 700 {
		m.Observe(api.Exchange{Method: "GET", Status: status})
	}
	got := scrape(t, m)
	known := 0
	for status := range 700 {
		if http.StatusText(status) != "" || status == api.StatusCallerGone {
			known++
			got.has(t, exposition{fmt.Sprintf(`shixian_http_requests_total{code="%d",method="GET",route="unmatched"}`, status): 1})
		}
	}
	got.has(t, exposition{`shixian_http_requests_total{code="other",method="GET",route="unmatched"}`: float64(700 - known)})
}

// TestNoLabelIsMadeUp: whatever callers make up, there are as many series after
// 10,000 requests as after one of each kind that there is.
func TestNoLabelIsMadeUp(t *testing.T) {
	m := newMetrics(nil)
	kinds := func(method, rule, outcome string, status int) {
		m.Begin()
		m.Observe(api.Exchange{Method: method, Status: status})
		m.Deadline(rule, answers.Settled)
		m.Deadline(rule, "rule_unknown")
		m.AuthFailed(admit.AuthFailure(outcome))
		m.Shed(outcome)
		m.Published(outcome)
		m.Withdrawn(outcome)
	}
	kinds("BREW", "", "", 999)
	before := len(scrape(t, m))
	for i := range 10_000 {
		kinds(fmt.Sprint("M", i), fmt.Sprint("rule.", i), fmt.Sprint("x", i), 1000+i)
	}
	if after := len(scrape(t, m)); after != before {
		t.Errorf("%d series, and %d before", after, before)
	}
}

// TestAtOnce counts from many goroutines at once, with series that are not there
// yet, while it is scraped.
func TestAtOnce(t *testing.T) {
	m := newMetrics(nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 500 {
				m.Begin()
				m.Deadline(rule, "rule_unknown")
				m.Observe(api.Exchange{Method: "GET", Route: fmt.Sprint("/", i%7), Status: 200 + i%3})
			}
		})
	}
	wg.Go(func() { _ = text(t, m) })
	wg.Wait()
	var sum float64
	got := scrape(t, m)
	for name, v := range got {
		if strings.HasPrefix(name, "shixian_http_requests_total") {
			sum += v
		}
	}
	if sum != 4000 {
		t.Errorf("%v requests, want 4000", sum)
	}
	got.has(t, exposition{
		`shixian_deadlines_total{outcome="rule_unknown",rule="` + rule + `"}`: 4000,
		`shixian_http_requests_in_flight`:                                     0,
	})
}

// TestRequestAllocatesNothing: counting a request leaves nothing for the collector.
func TestRequestAllocatesNothing(t *testing.T) {
	m := newMetrics(nil)
	count := func() {
		m.Begin()
		m.Deadline(rule, answers.Provisional)
		m.Deadline("no.such", "rule_unknown")
		m.Observe(exchange)
	}
	count() // resolves the series
	if n := testing.AllocsPerRun(1000, count); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
