package app

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"shixian/api"
	"shixian/api/admit"
	pages "shixian/api/console"
	"shixian/api/console/page"
	"shixian/api/metrics"
	"shixian/api/trace"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/bundlefile"
	"shixian/holidays/snapshot"
	"shixian/internal/config"
	"shixian/internal/redis"
	"shixian/internal/server"
)

// service is the parts of a service that runs.
type service struct {
	Process
	settings  config.Settings
	source    *holidays.Source
	catalogue *deadlines.Catalogue
	bundle    *bundlefile.Store // nil if there is a record
	log       *slog.Logger
	audit     *slog.Logger // the same without a stream of its own
	logTo     io.Writer    // what log writes to
	office    page.Office

	tracing *trace.Tracing
	cert    *server.Certificate // nil for HTTP
	metrics *metrics.Metrics
	record  record.Store
	tokens  *tokenFile
	keeper  *live.Follower
	ended   *endedSessions
	limits  admit.Limits
	drain   *server.Drain
	gc      gcTuner

	closing []func() // what to close, in the order in which it was opened
}

// onClose has f called when the service is closed.
func (s *service) onClose(f func()) { s.closing = append(s.closing, f) }

// close closes what was opened, the last first.
func (s *service) close() {
	for _, f := range slices.Backward(s.closing) {
		f()
	}
}

// open opens the parts. What it has opened when it fails, close closes.
func (s *service) open(ctx context.Context) error {
	s.onClose(s.gc.stop)
	s.drain = server.NewDrain(ctx, s.settings.Drain)
	for _, open := range []func(context.Context) error{
		s.startTracing, s.openCertificate, s.openRecord, s.openTokens, s.openKeeper, s.startLimits,
	} {
		if err := open(ctx); err != nil {
			return err
		}
	}
	return nil
}

// openCertificate reads the certificate, if the settings name one.
func (s *service) openCertificate(context.Context) (err error) {
	if s.settings.TLSCert == "" {
		return nil
	}
	s.cert, err = server.OpenCertificate(s.settings.TLSCert, s.settings.TLSKey, s.Now, s.log)
	if err != nil {
		return fmt.Errorf("SHIXIAN_TLS_CERT, SHIXIAN_TLS_KEY: %w", err)
	}
	return nil
}

// openRecord opens the record, and counts what is done with it.
func (s *service) openRecord(ctx context.Context) error {
	s.metrics = newMetrics(s)
	if s.bundle != nil {
		s.record = s.metrics.Record(s.bundle)
		return nil
	}
	if err := checkPinnedFile(&s.settings); err != nil {
		return err
	}
	store, err := openRecord(ctx, &s.settings, s.tracing)
	if err != nil {
		return err
	}
	s.onClose(func() { _ = store.Close() }) // every event in it is on disk
	if err := checkPin(ctx, store, s.settings.RecordID); err != nil {
		return err
	}
	s.metrics.Database(store.Database())
	s.record = s.metrics.Record(store)
	return nil
}

// openKeeper makes the keeper of the table, of a bundle or of the record.
func (s *service) openKeeper(context.Context) (err error) {
	cfg := live.Config{Record: s.record, RecordID: s.settings.RecordID, Embedded: s.source, Now: s.Now, Log: s.log, Poll: s.settings.Poll}
	if s.bundle != nil {
		cfg.Bundle, cfg.RecordID = s.bundle, s.bundle.Current().Record
		cfg.Keys, err = bundleKeys(s.settings.BundleKey)
	} else {
		err = s.followRecord(&cfg)
	}
	if err != nil {
		return err
	}
	s.keeper = live.New(cfg)
	s.metrics.Follow(s.keeper, s.record)
	return nil
}

// followRecord says how the record is followed, with snapshots if there is a Redis.
func (s *service) followRecord(cfg *live.Config) (err error) {
	if cfg.Keys, err = openKeys(&s.settings, true, s.log); err != nil {
		return err
	}
	cfg.LastSeen = keptCheckpoint(filepath.Join(s.settings.Data, checkpointFile))
	if s.settings.DatabaseURL == "" {
		s.metrics.Backup(func() time.Time { return backedUp(s.settings.Data) })
	}
	if s.settings.RedisURL == "" {
		return nil
	}
	version, err := snapshot.DataVersion(s.source)
	if err != nil {
		return err
	}
	client, err := s.openRedis(snapshot.Timeout)
	if err != nil {
		return err
	}
	cfg.Snapshots = s.metrics.Snapshots(snapshot.New(client, version, s.snapshotKey()))
	return nil
}

// snapshotKey returns what gives the snapshots' key: the one that is set, or the record's.
func (s *service) snapshotKey() snapshot.Key {
	if s.settings.SnapshotKey != nil {
		return snapshot.FixedKey(s.settings.SnapshotKey)
	}
	return s.record.SnapshotKey
}

// openRedis opens the Redis that the settings name, with calls that take no longer
// than timeout and are traced.
func (s *service) openRedis(timeout time.Duration) (*redis.Client, error) {
	client, err := redis.Open(s.settings.RedisURL, timeout)
	if err != nil {
		return nil, fmt.Errorf("SHIXIAN_REDIS_URL: %w", err)
	}
	s.onClose(func() { _ = client.Close() }) // it is over anyway
	if trace := s.tracing.Redis(); trace != nil {
		if err := trace(client.UniversalClient); err != nil {
			return nil, fmt.Errorf("tracing of Redis: %w", err)
		}
	}
	return client, nil
}

func (s *service) handler() http.Handler {
	s.ended = newEndedSessions(s.record)
	cfg := api.Config{
		Tables: s.keeper, Keeper: s.keeper, Record: s.record, Catalogue: s.catalogue,
		Today: s.today, Now: s.Now, Log: s.log, Audit: s.audit,
		Tokens: s.tokens.current, FourEyes: s.settings.FourEyes.On(),
		Draining: s.drain.Begun, Stopping: s.drain.Over(),
		Pages: &pages.Console{
			Version: s.Build.Version, SessionKey: s.sessionKey(), Ended: s.ended,
			District: s.settings.District, DistrictOnly: s.settings.DistrictOnly.On(), Office: s.office,
		},
		Observer: s.metrics,
		Version:  s.Build.Version, Around: s.tracing.Requests(), TraceID: s.tracing.ID(), TraceKept: s.tracing.Kept(),
		RequireKey: s.settings.RequireKey.On(), TrustedProxies: s.settings.TrustedProxies,
		PublicURL: string(s.settings.PublicURL), CORSOrigins: s.settings.CORSOrigins, Limits: s.limits,
	}
	if s.settings.OpsAddr == "" {
		cfg.Metrics = s.metrics.Handler()
	}
	if s.settings.LogFormat == config.FormatJSON {
		cfg.AccessJSON = s.logTo
	}
	return api.New(cfg)
}

// sessionKey returns the key that is set, or a new one.
func (s *service) sessionKey() []byte {
	if s.settings.SessionKey != nil {
		return s.settings.SessionKey
	}
	if s.settings.Tokens != "" {
		s.log.Info("sessions of the pages end with this process, and are not shared; SHIXIAN_SESSION_KEY or SHIXIAN_SESSION_KEY_FILE changes that")
	}
	key := make([]byte, config.SecretKeyBytes)
	_, _ = rand.Read(key) // cannot fail
	return key
}

// listenAndServe answers on the addresses of the settings until ctx ends.
func (s *service) listenAndServe(ctx context.Context) error {
	handler := s.handler()
	stopOps, err := s.serveOperations(handler)
	if err != nil {
		return err
	}
	defer stopOps()
	l, err := listen("SHIXIAN_ADDR", s.settings.Addr)
	if err != nil {
		return err
	}
	s.log.Info("listening", "addr", l.Addr().String(), "tls", s.cert != nil)
	stopKeeper := s.runKeeper(ctx)
	defer stopKeeper()
	return server.Serve(ctx, l, s.drain, server.New(s.drain.Handler(handler), s.cert, s.log), s.log)
}

// firstTableWait is how long requests are left waiting for the first table. Longer
// than that it is away, and readiness says why.
const firstTableWait = time.Second

// runKeeper runs the keeper until stop is called, which is once the drain is over. It
// returns when there is a table, so that a service that is asked as soon as it listens
// does not refuse what it can answer some milliseconds later.
func (s *service) runKeeper(ctx context.Context) (stop func()) {
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	var wg sync.WaitGroup
	wg.Go(func() { s.keeper.Run(running) })
	wg.Go(func() { s.ended.run(running) })
	wg.Go(func() {
		if _, err := s.keeper.Wait(running, record.Beginning); err == nil {
			// Starting takes more than serving. A pool gives back what it holds with the second
			// collection: reading the migrations leaves 8 MiB in one.
			runtime.GC()
			debug.FreeOSMemory()
			s.gc.start(s.Environ)
			if err := returnProgram(); err != nil {
				s.log.Debug("what starting read of the program stays in memory", "detail", err)
			}
			state := s.keeper.State()
			s.log.Info("ready", "revision", state.Revision, "position", state.Position)
		}
	})
	first, done := context.WithTimeout(running, firstTableWait)
	defer done()
	_, _ = s.keeper.Wait(first, record.Beginning) // without a table it serves too
	return func() { cancel(); wg.Wait() }
}
