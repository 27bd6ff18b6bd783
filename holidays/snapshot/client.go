package snapshot

import (
	"time"

	"github.com/redis/go-redis/v9"
)

// Client returns a client of the Redis that a URL names, in the forms that [Open]
// takes. It does not connect yet, waits no longer than patience for anything, and
// tries nothing again. The error is [ErrURL].
func Client(url string, patience time.Duration) (redis.UniversalClient, error) {
	opt, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	bound(opt, patience)
	return redis.NewUniversalClient(opt), nil
}
