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
		ops:       newOperations(m.registry, m.cfg.Now, "redis", "Redis", redisOperations, redisOutcomes, redisOutcome),
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

func (s *countedSnapshots) Load(ctx context.Context, record string) (found *live.Snapshot, err error) {
	defer s.ops.time("load", &err)()
	found, err = s.Snapshots.Load(ctx, record)
	result := "error"
	switch redisOutcome(err) {
	case "ok":
		result = "hit"
	case "miss":
		result = "miss"
	}
	s.loads.WithLabelValues(result).Inc()
	return found, err
}

func (s *countedSnapshots) Check(ctx context.Context, of *live.Snapshot) (err error) {
	defer s.ops.time("check", &err)()
	return s.Snapshots.Check(ctx, of)
}

func (s *countedSnapshots) Put(ctx context.Context, of *live.Snapshot) (moved bool, err error) {
	defer s.ops.time("put", &err)()
	return s.Snapshots.Put(ctx, of)
}

func (s *countedSnapshots) Rewrite(ctx context.Context, of *live.Snapshot) (moved bool, err error) {
	defer s.ops.time("rewrite", &err)()
	return s.Snapshots.Rewrite(ctx, of)
}

func (s *countedSnapshots) Announce(ctx context.Context, record string, revision int64) (err error) {
	defer s.ops.time("announce", &err)()
	return s.Snapshots.Announce(ctx, record, revision)
}
