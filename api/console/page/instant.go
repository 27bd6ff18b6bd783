package page

import (
	"time"

	"shixian/holidays"
)

// Instant writes a point in time as the clocks in China show it.
func (v *View) Instant(t time.Time) string {
	t = t.In(holidays.Shanghai)
	return v.Date(holidays.DateOf(t)) + " " + t.Format("15:04")
}

// Stamp writes a time of the log as the clocks in China show it.
func (v *View) Stamp(stamp string) string {
	t, err := time.Parse(time.RFC3339Nano, stamp)
	if err != nil {
		return stamp
	}
	return v.Instant(t)
}
