package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Backup tells when the record was backed up last, which at returns at each scrape; the
// Unix epoch if it never was. Without a call there is no such metric.
func (m *Metrics) Backup(at func() time.Time) {
	m.instant("backup_timestamp_seconds", "When shixian backup last copied the record; 0 if it never did.", at)
}

// Certificate tells when the certificate in force expires, which notAfter returns at
// each scrape. Without a call there is no such metric.
func (m *Metrics) Certificate(notAfter func() time.Time) {
	m.instant("tls_certificate_expiry_timestamp_seconds", "When the certificate that HTTPS is served with expires.", notAfter)
}

func (m *Metrics) instant(name, help string, at func() time.Time) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help},
		func() float64 { return float64(at().Unix()) }))
}
