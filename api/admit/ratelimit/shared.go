package ratelimit

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

const (
	// LotLifetime is how long what is left of a lot may be spent.
	LotLifetime = time.Second
	// SourcePause is how long a source that failed is not asked.
	SourcePause = 3 * time.Second

	quiet         = time.Minute           // how long the log says no more of a source that comes and goes
	lotWorth      = 50 * time.Millisecond // what the largest lot is worth
	sourceTimeout = 50 * time.Millisecond // how long the source is waited for
)

// errFuture is a source whose clock was set back, or to which somebody else has written: it would
// refuse a client until its clock is where it was.
var errFuture = errors.New("it has what was counted in the future")

// Source has the requests that the clients of all replicas may make.
type Source interface {
	// Grant takes n requests of a client's, or none if fewer are left; Retry is
	// then the time until there are n. Any error means that it is away.
	Grant(ctx context.Context, c Client, n int) (Decision, error)
}

// Shared limits the requests of clients at all replicas together.
type Shared struct {
	rate     Rate
	lot      int // the largest
	source   Source
	local    *Local // counts while the source is away
	log      *slog.Logger
	accounts *lru.Cache[Client, *account]
	away     atomic.Int64 // until when the source is not asked, in Unix ns; 0 if it answered
	told     atomic.Int64 // when the log said that it is away, in Unix ns
	open     atomic.Bool  // the log has not said since that it is back
}

// account is what a client has at this replica.
type account struct {
	mu      sync.Mutex
	lot     int       // the size of the last one
	held    int       // what is left of it
	behind  int       // what the source had left then
	lapses  time.Time // when the lot lapses
	refused time.Time // until when the source has no lot
}

// NewShared returns a limiter of a rate, which is on, that takes requests from a
// source. It logs when the source goes away and when it is back.
func NewShared(r Rate, source Source, log *slog.Logger) *Shared {
	return &Shared{rate: r, lot: r.lot(), source: source, local: NewLocal(r), log: log, accounts: remember[*account]()}
}

// Take spends a request of a client's, if it has one. It waits for the source
// for a short while at most, whether ctx ends or not: the next request asks anyway.
func (s *Shared) Take(ctx context.Context, c Client, now time.Time) Decision {
	a := recall(s.accounts, c, func() *account { return &account{} })
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case a.held > 0 && now.Before(a.lapses):
		a.held--
		return s.allowed(a)
	case now.Before(a.refused):
		return s.denied(a.refused.Sub(now))
	case !s.mayAsk(now):
		return s.local.Take(ctx, c, now)
	}
	return s.take(ctx, a, c, now)
}

// take takes a lot from the source, and a request from the lot.
func (s *Shared) take(ctx context.Context, a *account, c Client, now time.Time) Decision {
	a.held, a.lot = 0, s.nextLot(a, now)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sourceTimeout)
	defer cancel()
	d, err := s.source.Grant(ctx, c, a.lot)
	if err == nil && !d.Allowed && (d.Retry <= 0 || d.Retry > s.rate.Period+LotLifetime) {
		err = errFuture
	}
	s.heard(err, now)
	if err != nil {
		return s.local.Take(ctx, c, now)
	}
	if !d.Allowed {
		a.refused = now.Add(d.Retry)
		return s.denied(d.Retry)
	}
	a.held, a.behind, a.lapses = a.lot-1, d.Remaining, now.Add(LotLifetime)
	return s.allowed(a)
}

// nextLot is twice the last lot if that was spent before it lapsed, the same
// if it was refused, and else one.
func (s *Shared) nextLot(a *account, now time.Time) int {
	switch {
	case !a.refused.IsZero() && now.Sub(a.refused) < LotLifetime:
		a.refused = time.Time{}
		return max(1, a.lot)
	case a.held == 0 && now.Before(a.lapses):
		return min(2*a.lot, s.lot)
	}
	return 1
}

func (s *Shared) allowed(a *account) Decision {
	return s.rate.decision(true, float64(a.held+a.behind))
}

func (s *Shared) denied(retry time.Duration) Decision {
	return Decision{Reset: s.rate.Period, Retry: retry}
}

// mayAsk reports whether to ask the source. Of those who come when it was away
// long enough, one asks, and the others do not wait.
func (s *Shared) mayAsk(now time.Time) bool {
	until := s.away.Load()
	return until == 0 || now.UnixNano() >= until && s.away.CompareAndSwap(until, now.Add(SourcePause).UnixNano())
}

// heard notes whether the source answered.
func (s *Shared) heard(err error, now time.Time) {
	if err == nil {
		if s.away.Swap(0) != 0 && s.open.Swap(false) {
			s.log.Info("rate limits are shared again")
		}
		return
	}
	s.away.Store(now.Add(SourcePause).UnixNano())
	told := s.told.Load()
	if !s.open.Load() && (told == 0 || now.UnixNano()-told >= int64(quiet)) && s.told.CompareAndSwap(told, now.UnixNano()) {
		s.open.Store(true)
		s.log.Warn("rate limits are counted here alone", "detail", err.Error())
	}
}
