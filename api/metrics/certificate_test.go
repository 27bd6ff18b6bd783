package metrics_test

import (
	"testing"
	"time"
)

// TestCertificate: the end of the certificate in force is told, also of one that
// took its place; without HTTPS there is nothing to tell.
func TestCertificate(t *testing.T) {
	const name = "shixian_tls_certificate_expiry_timestamp_seconds"
	m := newMetrics(nil)
	if _, there := scrape(t, m)[name]; there {
		t.Error("told without HTTPS")
	}
	end := time.Date(2026, 12, 8, 4, 0, 0, 0, time.UTC)
	m.Certificate(func() time.Time { return end })
	for range 2 {
		if got := scrape(t, m)[name]; got != float64(end.Unix()) {
			t.Errorf("%v, want %v", got, end.Unix())
		}
		end = end.AddDate(1, 0, 0)
	}
}
