// Package icalendar writes what is given to calendar programs (RFC 5545).
//
// Its assumptions: events are whole days without a time zone, as deadlines and holidays
// are; an alarm rings at nine by the clock of whoever has it.
package icalendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"shixian/holidays"
)

// MediaType is what a file of iCalendar is sent as.
const MediaType = "text/calendar; charset=utf-8"

// New returns an empty calendar of this service, in a language, zh or en.
func New(lang string) *ics.Calendar {
	cal := ics.NewCalendar()
	cal.SetProductId("-//shixian//" + strings.ToUpper(lang) + "//" + strings.ToUpper(lang))
	cal.SetMethod(ics.MethodPublish)
	cal.SetCalscale("GREGORIAN")
	return cal
}

// SetDays sets an event to a run of whole days.
func SetDays(e *ics.VEvent, s holidays.Span) {
	at := func(d holidays.Date) time.Time {
		y, m, day := d.Civil()
		return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
	}
	e.SetAllDayStartAt(at(s.From))
	e.SetAllDayEndAt(at(s.To.AddDays(1)))
}

// AddAlarm sets an alarm at nine in the morning, some days before the event's day.
func AddAlarm(e *ics.VEvent, daysBefore int, text string) {
	const nine = 9
	trigger := "PT" + strconv.Itoa(nine) + "H"
	if daysBefore > 0 {
		trigger = fmt.Sprintf("-PT%dH", daysBefore*24-nine)
	}
	alarm := e.AddAlarm()
	alarm.SetAction(ics.ActionDisplay)
	alarm.SetTrigger(trigger)
	alarm.SetDescription(text)
}
