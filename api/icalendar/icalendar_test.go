package icalendar_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"shixian/api/icalendar"
	"shixian/holidays"
)

func date(y int, m time.Month, d int) holidays.Date { return holidays.NewDate(y, m, d) }

// written is a calendar with one event, as a file.
func written(lang string, s holidays.Span, daysBefore int) string {
	cal := icalendar.New(lang)
	e := cal.AddEvent("one@example")
	icalendar.SetDays(e, s)
	icalendar.AddAlarm(e, daysBefore, "明天到期")
	return cal.Serialize(ics.WithNewLineWindows)
}

// TestEvent: an event ends before the day after its last (RFC 5545, 3.6.1), also at the end
// of a month and of a year, and an alarm rings at nine.
func TestEvent(t *testing.T) {
	for _, c := range []struct {
		lang   string
		span   holidays.Span
		before int
		want   string
	}{
		{"zh", holidays.Span{From: date(2026, 2, 25), To: date(2026, 2, 25)}, 1,
			"PRODID:-//shixian//ZH//ZH|METHOD:PUBLISH|CALSCALE:GREGORIAN|DTSTART;VALUE=DATE:20260225|DTEND;VALUE=DATE:20260226|TRIGGER:-PT15H|DESCRIPTION:明天到期"},
		{"en", holidays.Span{From: date(2026, 2, 15), To: date(2026, 2, 28)}, 0,
			"PRODID:-//shixian//EN//EN|DTSTART;VALUE=DATE:20260215|DTEND;VALUE=DATE:20260301|ACTION:DISPLAY|TRIGGER:PT9H"},
		{"zh", holidays.Span{From: date(2027, 12, 31), To: date(2027, 12, 31)}, 3,
			"DTSTART;VALUE=DATE:20271231|DTEND;VALUE=DATE:20280101|TRIGGER:-PT63H"},
	} {
		lines := strings.Split(written(c.lang, c.span, c.before), "\r\n")
		for want := range strings.SplitSeq(c.want, "|") {
			if !slices.Contains(lines, want) {
				t.Errorf("%v: there is no line %q in\n%s", c.span, want, strings.Join(lines, "\n"))
			}
		}
	}
}
