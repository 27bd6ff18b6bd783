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
	"sync"
	"time"

	"shixian/api"
	pages "shixian/api/console"
	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/snapshot"
)

// The bounds on a connection. Streams lengthen their own reads and writes.
const (
	readTimeout  = 15 * time.Second // for the header, and for header and body together
	writeTimeout = 30 * time.Second
	idleTimeout  = 2 * time.Minute
	maxHeader    = 16 << 10
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
	log.Info("loaded", "version", version, "rules", len(catalogue.Rules), "notices", len(src.Notices))
	store, err := set.openStore(ctx, log)
	if err != nil {
		return err
	}
	defer store.Close()
	tokens, err := openTokens(ctx, set.Tokens, log)
	if err != nil {
		return err
	}
	keeper, closeSnapshots, err := newKeeper(set, src, store, log)
	if err != nil {
		return err
	}
	defer closeSnapshots()
	handler := api.New(api.Config{
		Tables: keeper, Keeper: keeper, Record: store, Catalogue: catalogue,
		Today: today, Now: now, Log: log,
		Tokens: tokens.current, FourEyes: bool(set.FourEyes), Stopping: ctx,
		Pages: &pages.Console{Version: version, Hold: new(thrift).hold},
	})
	listener, err := net.Listen("tcp", set.Addr)
	if err != nil {
		return fmt.Errorf("SHIXIAN_ADDR: %w", err)
	}
	log.Info("listening", "addr", listener.Addr().String())
	return keepAndServe(ctx, keeper, listener, handler, log)
}

// today is the civil date in Asia/Shanghai.
func today() holidays.Date { return holidays.DateOf(now().In(holidays.Shanghai)) }

// keepAndServe runs the keeper beside the server.
func keepAndServe(ctx context.Context, keeper *live.Keeper, l net.Listener, h http.Handler, log *slog.Logger) error {
	keeping, stop := context.WithCancel(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	wg.Go(func() { keeper.Run(keeping) })
	wg.Go(func() {
		if _, err := keeper.Wait(keeping, -1); err == nil {
			debug.FreeOSMemory() // checking the tables at start takes more than keeping them
			relaxCollector()
			log.Info("ready", "revision", keeper.State().Revision)
		}
	})
	defer wg.Wait()
	defer stop()
	return serve(ctx, l, newServer(h, log), log)
}

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

// newKeeper makes the keeper, with snapshots where there is a Redis.
func newKeeper(set settings, src *holidays.Source, store record.Store, log *slog.Logger) (k *live.Keeper, closeSnapshots func(), err error) {
	cfg := live.Config{Record: store, Embedded: src, Now: now, Log: log, Poll: set.Poll}
	closeSnapshots = func() {}
	if set.RedisURL != "" {
		version, err := snapshot.DataVersion(src)
		if err != nil {
			return nil, nil, err
		}
		snapshots, err := snapshot.Open(set.RedisURL, version)
		if err != nil {
			return nil, nil, fmt.Errorf("SHIXIAN_REDIS_URL: %w", err)
		}
		cfg.Snapshots = snapshots
		closeSnapshots = func() { _ = snapshots.Close() } // it is over anyway
	}
	return live.New(cfg), closeSnapshots, nil
}

// newServer returns a server of h with the bounds on its connections.
func newServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:        h,
		ReadTimeout:    readTimeout,
		WriteTimeout:   writeTimeout,
		IdleTimeout:    idleTimeout,
		MaxHeaderBytes: maxHeader,
		ErrorLog:       slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}

// serve answers on l until ctx ends.
func serve(ctx context.Context, l net.Listener, srv *http.Server, log *slog.Logger) error {
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(coarseListener{l}) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
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
