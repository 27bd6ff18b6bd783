// Package icalendar writes what is given to calendar programs (RFC 5545).
//
// Its assumptions: events are whole days without a time zone, as deadlines and holidays
// are; an alarm rings at nine by the clock of whoever has it.
package icalendar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"shixian/deadlines"
	"shixian/deadlines/explain"
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

// Due is the due day of an answer as an event.
type Due struct {
	// Key names the question, whatever the table that answers it, and Revision is that
	// table's: a calendar program that takes the event again moves it.
	Key      []byte
	Revision int64
	Answer   *deadlines.Answer
	Text     string // how the answer came about
	Link     string // to the answer; "" for none
	Told     Reminders
}

// Add adds the event to a calendar, in a language, zh or en. Now is when it is written.
func (d *Due) Add(cal *ics.Calendar, lang string, now time.Time) {
	sum := sha256.Sum256(d.Key)
	e := cal.AddEvent(hex.EncodeToString(sum[:12]) + "@shixian")
	e.SetDtStampTime(now)
	e.SetSequence(int(d.Revision))
	SetDays(e, holidays.Span{From: d.Answer.Due, To: d.Answer.Due})
	title := explain.In(lang).DueTitle(d.Answer)
	e.SetSummary(title)
	e.SetDescription(d.Text)
	if d.Link != "" {
		e.SetURL(d.Link)
	}
	e.SetTimeTransparency(ics.TransparencyTransparent)
	d.Told.AddTo(e, d.Answer.Due, d.Answer.Calendar, title)
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

// Reminders says when somebody is told of a due day.
type Reminders struct {
	// Before are the numbers of working days before it; 0 is the day itself.
	Before []int
	// RestDays says that a reminder may ring on a day off. If not, that of a due day which
	// is one rings on the working day before.
	RestDays bool
}

// Usual are the reminders of who did not choose: the working day before, and the day.
var Usual = Reminders{Before: []int{1, 0}}

// AddTo sets an alarm for each day on which the event of a due day is to be told of, once
// if two fall on one day. What lies before the calendar's first day is left out.
func (r Reminders) AddTo(e *ics.VEvent, due holidays.Date, cal *holidays.Calendar, text string) {
	var days []holidays.Date
	for _, before := range r.Before {
		day, err := due, error(nil)
		switch {
		case before > 0:
			day, err = cal.AddWorkdays(due, -before)
		case !r.RestDays:
			day, err = cal.PreviousWorking(due)
		}
		if err != nil || slices.Contains(days, day) {
			continue
		}
		days = append(days, day)
		AddAlarm(e, day.DaysUntil(due), text)
	}
}
