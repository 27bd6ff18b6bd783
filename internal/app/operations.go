package app

import (
	"errors"
	"net/http"
	"net/http/pprof"

	"shixian/api/metrics"
	"shixian/internal/server"
)

func newMetrics(s *service) *metrics.Metrics {
	cfg := metrics.Config{Version: s.Build.Version, Revision: s.Build.Revision, Now: s.Now, Today: s.today, Log: s.log}
	for _, r := range s.catalogue.Rules {
		cfg.Rules = append(cfg.Rules, r.ID)
	}
	for _, d := range s.source.Definitions {
		cfg.Calendars = append(cfg.Calendars, d.ID)
	}
	m := metrics.New(cfg)
	if s.cert != nil {
		m.Certificate(s.cert.NotAfter)
	}
	return m
}

// serveOperations serves metrics, profiles and the health of api on the operations
// address, if there is one. stop ends that, and what is still asked there.
func (s *service) serveOperations(api http.Handler) (stop func(), err error) {
	if s.settings.OpsAddr == "" {
		return func() {}, nil
	}
	l, err := listen("SHIXIAN_OPS_ADDR", s.settings.OpsAddr)
	if err != nil {
		return nil, err
	}
	srv := server.New(operations(s.metrics.Handler(), api), nil, s.log)
	s.log.Info("operations", "addr", l.Addr().String())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("operations are not served any more", "detail", err.Error())
		}
	}()
	return func() {
		_ = srv.Close() // a scrape or a profile that is cut short is nobody's loss
		<-ended
	}, nil
}

// operations serves what operations need, and nothing else. Package pprof lengthens
// the time to write by that of the profile asked for.
func operations(metrics, api http.Handler) http.Handler {
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
