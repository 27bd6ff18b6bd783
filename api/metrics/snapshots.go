package metrics

import (
	"context"
	"errors"

	"github.com/prometheus/client_golang/prometheus"

	"shixian/holidays/live"
)

// The operations on the snapshots, and what comes of them. ahead and behind say
// that the snapshots are of a newer or an older revision than this replica.
var (
	redisOperations = []string{"load", "check", "put", "rewrite", "announce"}
	redisOutcomes   = []string{"ok", "miss", "ahead", "behind", "unreachable", "error"}
	loadResults     = []string{"hit", "miss", "error"}
)

// Snapshots returns snapshots that count and time what is asked of s. It is called
// once, if there is a Redis.
func (m *Metrics) Snapshots(s live.Snapshots) live.Snapshots {
	c := &countedSnapshots{
		Snapshots: s,
		ops:       newOperations(m.registry, m.cfg.Now, "redis", "Redis", redisOperations, redisOutcomes),
		loads:     counters("snapshot_loads_total", "Attempts to load a snapshot of the table: it was there (hit), it was not (miss), or it could not be used (error).", "result"),
	}
	m.registry.MustRegister(c.loads)
	for _, result := range loadResults {
		c.loads.WithLabelValues(result)
	}
	return c
}

// countedSnapshots are snapshots whose operations are counted. Listening lasts as
// long as the replica runs, and is not.
type countedSnapshots struct {
	live.Snapshots
	ops   *operations
	loads *prometheus.CounterVec
}

func (s *countedSnapshots) begin(name string) (done func(error)) {
	end := s.ops.begin(name)
	return func(err error) { end(redisOutcome(err)) }
}

func redisOutcome(err error) string {
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, live.ErrMissing), errors.Is(err, live.ErrOtherVersion):
		return "miss"
	case errors.Is(err, live.ErrAhead):
		return "ahead"
	case errors.Is(err, live.ErrBehind):
		return "behind"
	case errors.Is(err, live.ErrUnreachable):
		return "unreachable"
	}
	return "error"
}

func (s *countedSnapshots) Load(ctx context.Context, record string) (*live.Snapshot, error) {
	done := s.begin("load")
	found, err := s.Snapshots.Load(ctx, record)
	done(err)
	switch redisOutcome(err) {
	case "ok":
		s.loads.WithLabelValues("hit").Inc()
	case "miss":
		s.loads.WithLabelValues("miss").Inc()
	default:
		s.loads.WithLabelValues("error").Inc()
	}
	return found, err
}

func (s *countedSnapshots) Check(ctx context.Context, of *live.Snapshot) error {
	done := s.begin("check")
	err := s.Snapshots.Check(ctx, of)
	done(err)
	return err
}

func (s *countedSnapshots) Put(ctx context.Context, of *live.Snapshot) (bool, error) {
	done := s.begin("put")
	moved, err := s.Snapshots.Put(ctx, of)
	done(err)
	return moved, err
}

func (s *countedSnapshots) Rewrite(ctx context.Context, of *live.Snapshot) (bool, error) {
	done := s.begin("rewrite")
	moved, err := s.Snapshots.Rewrite(ctx, of)
	done(err)
	return moved, err
}

func (s *countedSnapshots) Announce(ctx context.Context, record string, revision int64) error {
	done := s.begin("announce")
	err := s.Snapshots.Announce(ctx, record, revision)
	done(err)
	return err
}
