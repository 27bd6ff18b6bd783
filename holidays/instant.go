package holidays

import (
	"errors"
	"slices"
	"strings"
	"time"
)

// Shanghai is Chinese standard time, UTC+8 without summer time, as it has been
// since 1992: every calendar of this package begins later.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// ErrInstant is returned for text that is no instant written as RFC 3339 with an
// offset, or that falls outside the years that a [Date] can be written in.
var ErrInstant = errors.New("not an instant written as RFC 3339 with an offset")

// ParseInstant returns the date on which an instant, written as RFC 3339 with an
// offset, falls in Asia/Shanghai. A space may stand for the T, and the seconds may be
// missing: databases and Java write instants so, but none without both, so that
// 2026-09-29 09:00-11:00 is two hours of a meeting. The error is [ErrInstant].
func ParseInstant(s string) (Date, error) {
	const day, minute = len("2006-01-02"), len("2006-01-02T15:04")
	text, offsets := []byte(s), "Z+-"
	if len(text) > minute && text[day] == ' ' {
		text[day], offsets = 'T', "Z+"
	}
	if len(text) > minute && strings.IndexByte(offsets, text[minute]) >= 0 {
		text = slices.Insert(text, minute, []byte(":00")...)
	}
	var t time.Time
	if err := t.UnmarshalText(text); err != nil || !strict(string(text)) {
		return Date{}, ErrInstant
	}
	d := DateOf(t.In(Shanghai))
	if d.Before(minDate) || d.After(maxDate) {
		return Date{}, ErrInstant
	}
	return d, nil
}

// strict refuses what package time takes as RFC 3339 and is not (go.dev/issue/54580):
// an hour of one digit, a comma before the fraction, an offset of a day or more.
func strict(s string) bool {
	if s[len("2006-01-02T15")] != ':' || s[len("2006-01-02T15:04:05")] == ',' {
		return false
	}
	zone := s[len(s)-len("+08:00"):]
	return s[len(s)-1] == 'Z' || zone[1:3] <= "23" && zone[4:] <= "59"
}
