package ratelimit

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// maxRequests is the largest number in a rate.
const maxRequests = 1_000_000

// Rate is how many requests a client may make in a period, and at once. The zero
// Rate is no limit.
type Rate struct {
	Requests int           // at least 1
	Period   time.Duration // a second, a minute or an hour
}

var periods = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}

// On reports whether there is a limit.
func (r Rate) On() bool { return r.Requests > 0 }

// UnmarshalText reads off, or a number of requests and the period that they are
// for: 200/s, 6000/m, 100000/h.
func (r *Rate) UnmarshalText(text []byte) error {
	*r = Rate{}
	if string(text) == "off" {
		return nil
	}
	number, unit, _ := strings.Cut(string(text), "/")
	n, err := strconv.ParseUint(number, 10, 32)
	if err != nil || n == 0 || n > maxRequests || number[0] == '0' || periods[unit] == 0 {
		return fmt.Errorf("%q is neither off nor 1 to %d requests by s, m or h, such as 200/s", text, maxRequests)
	}
	*r = Rate{int(n), periods[unit]}
	return nil
}

// String returns the rate as [Rate.UnmarshalText] reads it.
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
