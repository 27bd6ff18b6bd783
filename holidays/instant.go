package holidays

import (
	"errors"
	"time"
)

// Shanghai is Chinese standard time, UTC+8 without summer time, as it has been
// since 1992: every calendar of this package begins later.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// ErrInstant is returned for text that is no instant written as RFC 3339 with an
// offset, or that falls outside the years that a [Date] can be written in.
var ErrInstant = errors.New("not an instant written as RFC 3339 with an offset")

// ParseInstant returns the date on which an instant, written as RFC 3339 with an
// offset, falls in Asia/Shanghai. The error is [ErrInstant].
func ParseInstant(s string) (Date, error) {
	var t time.Time
	if err := t.UnmarshalText([]byte(s)); err != nil {
		return Date{}, ErrInstant
	}
	d := DateOf(t.In(Shanghai))
	if d.Before(minDate) || d.After(maxDate) {
		return Date{}, ErrInstant
	}
	return d, nil
}
