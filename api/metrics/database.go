package metrics

import (
	"database/sql"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Database adds the statistics of the record's connections. get returns nil while
// the database is not open yet. It is called once.
func (m *Metrics) Database(get func() *sql.DB) { m.registry.MustRegister(pool{get}) }

// pool tells of a database that may open late.
type pool struct{ get func() *sql.DB }

const poolName = "record"

// Describe implements [prometheus.Collector].
func (pool) Describe(to chan<- *prometheus.Desc) {
	collectors.NewDBStatsCollector(nil, poolName).Describe(to)
}

// Collect implements [prometheus.Collector].
func (p pool) Collect(to chan<- prometheus.Metric) {
	if db := p.get(); db != nil {
		collectors.NewDBStatsCollector(db, poolName).Collect(to)
	}
}
