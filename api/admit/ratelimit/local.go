package ratelimit

import (
	"context"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// MaxClients is how many clients are remembered. One takes some 300 bytes.
const MaxClients = 10_000

// Local limits the requests of clients at this replica.
type Local struct {
	rate    Rate
	buckets *lru.Cache[Client, *rate.Limiter]
}

// NewLocal returns a limiter of a rate, which is on.
func NewLocal(r Rate) *Local { return &Local{r, remember[*rate.Limiter]()} }

// remember returns a memory of [MaxClients] clients.
func remember[V any]() *lru.Cache[Client, V] {
	c, err := lru.New[Client, V](MaxClients)
	if err != nil {
		panic(err) // only for a size below 1
	}
	return c
}

// recall returns what is remembered of a client, or else remembers what fresh makes.
func recall[V any](memory *lru.Cache[Client, V], c Client, fresh func() V) V {
	if v, ok := memory.Get(c); ok {
		return v
	}
	v := fresh()
	if earlier, ok, _ := memory.PeekOrAdd(c, v); ok {
		return earlier
	}
	return v
}

// Take spends a request of a client's, if it has one.
func (l *Local) Take(_ context.Context, c Client, now time.Time) Decision {
	b := recall(l.buckets, c, func() *rate.Limiter {
		return rate.NewLimiter(rate.Limit(float64(l.rate.Requests)/l.rate.Period.Seconds()), l.rate.Requests)
	})
	allowed := b.AllowN(now, 1)
	return l.rate.decision(allowed, b.TokensAt(now))
}

// decision is what follows from a bucket with so many requests left.
func (r Rate) decision(allowed bool, left float64) Decision {
	left = max(0, left)
	each := float64(r.each())
	d := Decision{Allowed: allowed, Reset: time.Duration((float64(r.Requests) - left) * each)}
	if allowed {
		d.Remaining = int(left)
	} else {
		d.Retry = time.Duration(max(0, 1-left) * each)
	}
	return d
}
