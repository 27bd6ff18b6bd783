package metrics

import dto "github.com/prometheus/client_model/go"

// Gather implements [prometheus.Gatherer].
func (m *Metrics) Gather() ([]*dto.MetricFamily, error) { return m.registry.Gather() }
