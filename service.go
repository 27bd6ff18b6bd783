package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"shixian/api"
	pages "shixian/api/console"
	"shixian/api/metrics"
	"shixian/api/trace"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/snapshot"
)

// service is the parts of a service that runs.
type service struct {
	settings
	source    *holidays.Source
	catalogue *deadlines.Catalogue
	log       *slog.Logger

	tracing  *trace.Tracing
	cert     *certificate // nil where HTTP is spoken
	observed *metrics.Metrics
	store    record.Store
	tokens   *tokenFile
	keeper   *live.Follower
	limits   limits
	drain    *drain

	closing []func() // what to close, in the order in which it was opened
}

// close closes what was opened, the last first.
func (s *service) close() {
	for _, f := range slices.Backward(s.closing) {
		f()
	}
}

// open opens the parts. What it has opened when it fails, close closes.
func (s *service) open(ctx context.Context, environ []string) (err error) {
	if s.tracing, err = s.startTracing(ctx, environ, s.log); err != nil {
		return err
	}
	s.closing = append(s.closing, func() { stopTracing(ctx, s.tracing) })
	if s.cert, err = s.openCertificate(now, s.log); err != nil {
		return err
	}
	store, err := s.openStore(ctx, s.tracing)
	if err != nil {
		return err
	}
	s.closing = append(s.closing, func() { _ = store.Close() }) // every event in it is on disk
	s.observed = newMetrics(s.catalogue, s.source, s.log)
	if s.cert != nil {
		s.observed.Certificate(s.cert.NotAfter)
	}
	s.store = countedStore(s.observed, store)
	if s.tokens, err = openTokens(ctx, s.Tokens, s.log); err != nil {
		return err
	}
	if err := s.openKeeper(); err != nil {
		return err
	}
	s.observed.Follow(s.keeper, s.store)
	if s.limits, err = startLimits(ctx, s.settings, s.tracing, s.log); err != nil {
		return err
	}
	s.closing = append(s.closing, s.limits.stop)
	s.drain = newDrain(ctx, s.Drain)
	return nil
}

// openKeeper makes the keeper, with snapshots where there is a Redis.
func (s *service) openKeeper() error {
	cfg := live.Config{Record: s.store, Embedded: s.source, Now: now, Log: s.log, Poll: s.Poll}
	if s.RedisURL != "" {
		version, err := snapshot.DataVersion(s.source)
		if err != nil {
			return err
		}
		snapshots, err := snapshot.Open(s.RedisURL, version, s.tracing.Redis())
		if err != nil {
			return fmt.Errorf("SHIXIAN_REDIS_URL: %w", err)
		}
		s.closing = append(s.closing, func() { _ = snapshots.Close() }) // it is over anyway
		cfg.Snapshots = s.observed.Snapshots(snapshots)
	}
	s.keeper = live.New(cfg)
	return nil
}

// api returns what answers.
func (s *service) api() http.Handler {
	return api.New(s.limits.of(api.Config{
		Tables: s.keeper, Keeper: s.keeper, Record: s.store, Catalogue: s.catalogue,
		Today: today, Now: now, Log: s.log,
		Tokens: s.tokens.current, FourEyes: bool(s.FourEyes),
		Draining: s.drain.begun.Load, Stopping: s.drain.over,
		Pages:    &pages.Console{Version: built().version, SessionKey: s.sessionKey(s.log), Hold: new(thrift).hold},
		Observer: s.observed, Metrics: s.onMain(s.observed),
		Version: built().version, Around: s.tracing.Requests(), TraceID: s.tracing.ID(),
	}))
}

// firstTable is how long requests are left waiting for the first table. Longer than
// that it is away, and readiness says why.
const firstTable = time.Second

// awaitTable waits for the first table, so that a service that is asked as soon as it
// listens does not refuse what it can answer some milliseconds later.
func (s *service) awaitTable(ctx context.Context) {
	first, stop := context.WithTimeout(ctx, firstTable)
	defer stop()
	_, _ = s.keeper.Wait(first, -1) // without a table it serves too
}

// serve runs the keeper beside the server, until ctx ends and the drain is over.
func (s *service) serve(ctx context.Context, l net.Listener, srv *http.Server) error {
	keeping, stop := context.WithCancel(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	wg.Go(func() { s.keeper.Run(keeping) })
	wg.Go(func() {
		if _, err := s.keeper.Wait(keeping, -1); err == nil {
			debug.FreeOSMemory() // checking the tables at start takes more than keeping them
			relaxCollector()
			s.log.Info("ready", "revision", s.keeper.State().Revision)
		}
	})
	defer wg.Wait()
	defer stop()
	s.awaitTable(keeping)
	return serve(ctx, l, s.drain, srv, s.log)
}
