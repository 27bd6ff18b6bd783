package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Certificate tells when the certificate in force expires, which notAfter returns at
// each scrape. Without a call there is no such metric.
func (m *Metrics) Certificate(notAfter func() time.Time) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Namespace: namespace, Name: "tls_certificate_expiry_timestamp_seconds",
		Help: "When the certificate that HTTPS is served with expires.",
	}, func() float64 { return float64(notAfter().Unix()) }))
}
