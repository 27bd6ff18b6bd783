package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"shixian/api/audit"
	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/holidays"
	"shixian/holidays/data"
)

// The bounds on a connection. Streams lengthen their own reads and writes.
const (
	readTimeout  = 15 * time.Second // for the header, and for header and body together
	writeTimeout = 30 * time.Second
	idleTimeout  = 2 * time.Minute
	maxHeader    = 16 << 10
	maxStreams   = 100 // of HTTP/2, at once on one connection
	stopTimeout  = 30 * time.Second
)

type serveCommand struct{}

// Run serves until ctx ends.
func (serveCommand) Run(ctx context.Context, con *console) error {
	return run(ctx, con.environ, con.err)
}

// run serves until ctx ends, and then finishes what is in flight.
func run(ctx context.Context, environ []string, logTo io.Writer) error {
	set, err := readSettings(environ)
	if err != nil {
		return err
	}
	logs := newLogWriter(logTo)
	defer logs.Close()
	log := set.logger(logs)
	src, catalogue, err := loadData(set)
	if err != nil {
		return err
	}
	log.Info("loaded", "version", built().version, "rules", len(catalogue.Rules), "notices", len(src.Notices))
	audit.New(log, now).Write(ctx, "", "started", set.described())
	return assemble(ctx, set, environ, src, catalogue, log)
}

// assemble puts the service together and serves.
func assemble(ctx context.Context, set settings, environ []string, src *holidays.Source, catalogue *deadlines.Catalogue, log *slog.Logger) error {
	s := &service{settings: set, source: src, catalogue: catalogue, log: log}
	defer s.close()
	if err := s.open(ctx, environ); err != nil {
		return err
	}
	handler := s.api()
	stopOps, err := set.serveOps(s.observed, handler, log)
	if err != nil {
		return err
	}
	defer stopOps()
	listener, err := net.Listen("tcp", set.Addr)
	if err != nil {
		return fmt.Errorf("SHIXIAN_ADDR: %w", err)
	}
	log.Info("listening", "addr", listener.Addr().String(), "tls", s.cert != nil)
	return s.serve(ctx, listener, newServer(s.drain.handler(handler), s.cert, log))
}

// today is the civil date in Asia/Shanghai.
func today() holidays.Date { return holidays.DateOf(now().In(holidays.Shanghai)) }

// relaxCollector lets the heap, which is small, grow to some 16 MiB between
// collections: at tens of thousands of requests a second the default collects as
// many times a second as there are megabytes allocated. GOGC takes precedence.
func relaxCollector() {
	if _, set := os.LookupEnv("GOGC"); !set {
		debug.SetGCPercent(400)
	}
}

// loadData loads and checks the embedded notices and all rules.
func loadData(set settings) (*holidays.Source, *deadlines.Catalogue, error) {
	src, err := data.Embedded()
	if err != nil {
		return nil, nil, fmt.Errorf("embedded notices: %w", err)
	}
	// The rules' own cases are run on the embedded notices, whatever is recorded.
	table, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		return nil, nil, err
	}
	var packs []rules.Pack
	if set.Rules != "" {
		packs = append(packs, rules.Pack{Name: filepath.ToSlash(set.Rules), FS: os.DirFS(set.Rules)})
	}
	catalogue, err := rules.Load(table, packs...)
	if err != nil {
		return nil, nil, fmt.Errorf("rules: %w", err)
	}
	return src, catalogue, nil
}

// newServer returns a server of h with the bounds on its connections; of HTTPS where
// there is a certificate.
func newServer(h http.Handler, cert *certificate, log *slog.Logger) *http.Server {
	srv := &http.Server{
		Handler:        h,
		ReadTimeout:    readTimeout,
		WriteTimeout:   writeTimeout,
		IdleTimeout:    idleTimeout,
		MaxHeaderBytes: maxHeader,
		ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		HTTP2: &http.HTTP2Config{ // which is spoken under TLS only
			MaxConcurrentStreams: maxStreams,
			SendPingTimeout:      readTimeout, // of quiet, before the other side is asked whether it is there
			PingTimeout:          readTimeout,
			WriteByteTimeout:     writeTimeout,
		},
	}
	if cert != nil {
		srv.TLSConfig = cert.config()
	}
	return srv
}

// answer answers on l until srv is told to stop.
func answer(srv *http.Server, l net.Listener) error {
	if srv.TLSConfig == nil {
		return srv.Serve(coarseListener{l})
	}
	// HTTP/2 lifts the deadlines of a connection and bounds each stream by itself; a
	// coarse connection would keep them, and break off.
	return srv.ServeTLS(l, "", "")
}

// serve answers on l until ctx ends, and while d lasts.
func serve(ctx context.Context, l net.Listener, d *drain, srv *http.Server, log *slog.Logger) error {
	defer d.end()
	failed := make(chan error, 1)
	go func() { failed <- answer(srv, l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	if err := d.wait(failed, log); err != nil {
		return err
	}
	log.Info("stopping")
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	if err := srv.Shutdown(stopping); err != nil {
		return fmt.Errorf("requests were still in flight after %s: %w", stopTimeout, errors.Join(err, srv.Close()))
	}
	log.Info("stopped")
	return nil
}
