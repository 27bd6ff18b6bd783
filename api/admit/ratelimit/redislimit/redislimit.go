// Package redislimit keeps in Redis how many requests clients may make.
//
// Its assumptions: Redis keeps the time, so that the replicas' clocks do not
// matter; a key expires once its client may make all requests again; a Redis that
// is emptied gives every client all of them anew. The keys are
// rate:shixian:RATE:CLIENT, where the library puts rate: before ours; with the
// rate in it, what was counted by another rate does not count on.
package redislimit

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"

	"shixian/api/admit/ratelimit"
)

// Source keeps the counts. It implements [ratelimit.Source].
type Source struct {
	limiter *redis_rate.Limiter
	limit   redis_rate.Limit
	prefix  string
}

var _ ratelimit.Source = (*Source)(nil)

// New returns the counts of a rate, which is on. The client belongs to the caller,
// and waits no longer than a request can.
func New(client redis.UniversalClient, r ratelimit.Rate) *Source {
	return &Source{
		limiter: redis_rate.NewLimiter(client),
		limit:   redis_rate.Limit{Rate: r.Requests, Burst: r.Requests, Period: r.Period},
		prefix:  "shixian:" + r.String() + ":",
	}
}

// Grant takes n requests of a client's, or none. The error has no secrets.
func (s *Source) Grant(ctx context.Context, c ratelimit.Client, n int) (ratelimit.Decision, error) {
	// Not AllowAtMost: that takes what there is of a further request as well, and
	// gives nothing for it.
	res, err := s.limiter.AllowN(ctx, s.prefix+c.String(), s.limit, n)
	if err != nil {
		return ratelimit.Decision{}, fmt.Errorf("requests are not counted in Redis: %s", reason(err))
	}
	return ratelimit.Decision{Allowed: res.Allowed > 0, Remaining: res.Remaining, Reset: res.ResetAfter, Retry: max(0, res.RetryAfter)}, nil
}

// reason words an error. A server that does not know a command answers with its
// arguments, and AUTH has a password: only the code of its answer is told.
func reason(err error) string {
	var answer redis.Error
	var op *net.OpError
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	case errors.As(err, &op):
		return op.Error()
	case errors.As(err, &answer):
		code, _, _ := strings.Cut(answer.Error(), " ")
		return "it answers " + code
	}
	return "no connection"
}
