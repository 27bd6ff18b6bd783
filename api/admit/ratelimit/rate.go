package ratelimit

import (
	"fmt"
	"strconv"
	"time"
)

// Rate is how many requests a client may make in a period, and in one go. The zero
// Rate is no limit.
type Rate struct {
	Requests int           // at least 1
	Period   time.Duration // a second, a minute or an hour
}

var periods = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}

// On reports whether there is a limit.
func (r Rate) On() bool { return r.Requests > 0 }

// String returns the rate as people write it, such as 200/s, or off.
func (r Rate) String() string {
	for unit, period := range periods {
		if r.On() && r.Period == period {
			return strconv.Itoa(r.Requests) + "/" + unit
		}
	}
	return "off"
}

// Policy returns the value of the RateLimit-Policy header
// (draft-ietf-httpapi-ratelimit-headers-11).
func (r Rate) Policy() string {
	return fmt.Sprintf(`"default";q=%d;w=%d`, r.Requests, int(r.Period/time.Second))
}

// each is the time for which one request is due.
func (r Rate) each() time.Duration { return r.Period / time.Duration(r.Requests) }

// lot is how many requests are worth lotWorth, at least one.
func (r Rate) lot() int {
	return max(1, int(int64(r.Requests)*int64(lotWorth)/int64(r.Period)))
}
