package main

import (
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"

	"shixian/api/metrics"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/record"
)

// newMetrics returns the metrics of a service with these rules and calendars.
func newMetrics(catalogue *deadlines.Catalogue, src *holidays.Source, log *slog.Logger) *metrics.Metrics {
	cfg := metrics.Config{Version: built().version, Revision: built().revision, Now: now, Today: today, Log: log}
	for _, r := range catalogue.Rules {
		cfg.Rules = append(cfg.Rules, r.ID)
	}
	for _, d := range src.Definitions {
		cfg.Calendars = append(cfg.Calendars, d.ID)
	}
	return metrics.New(cfg)
}

// countedStore returns store with its operations and its connections counted.
func countedStore(m *metrics.Metrics, store record.Store) record.Store {
	if s, ok := store.(interface{ Database() *sql.DB }); ok {
		m.Database(s.Database())
	}
	return m.Record(store)
}

// onMain returns what answers /metrics on the main address: nothing where
// operations have an address of their own.
func (s *settings) onMain(m *metrics.Metrics) http.Handler {
	if s.OpsAddr != "" {
		return nil
	}
	return m.Handler()
}

// serveOps serves metrics, profiles and the health of api on the operations
// address, where there is one. stop ends that, and what is still asked there.
func (s *settings) serveOps(m *metrics.Metrics, api http.Handler, log *slog.Logger) (stop func(), err error) {
	if s.OpsAddr == "" {
		return func() {}, nil
	}
	l, err := net.Listen("tcp", s.OpsAddr)
	if err != nil {
		return nil, fmt.Errorf("SHIXIAN_OPS_ADDR: %w", err)
	}
	srv := newServer(opsHandler(m.Handler(), api), nil, log)
	log.Info("operations", "addr", l.Addr().String())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("operations are not served any more", "detail", err.Error())
		}
	}()
	return func() {
		_ = srv.Close() // a scrape or a profile that is cut short is nobody's loss
		<-ended
	}, nil
}

// opsHandler serves what operations need, and nothing else. Package pprof lengthens
// the time to write by that of the profile asked for.
func opsHandler(metrics, api http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", metrics)
	mux.Handle("GET /healthz", api)
	mux.Handle("GET /readyz", api)
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return mux
}
