// Package wiretest draws questions for property tests, and spells them as callers do.
package wiretest

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// Asked is a question with its trace, as a test puts it in one of the spellings.
type Asked struct{ wire.Question }

// JSON is the question as a body.
func (a Asked) JSON() string { return encoded(a.Question) }

// Query is the question as a query string.
func (a Asked) Query() string {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Add(name, value)
		}
	}
	set("rule", a.Rule)
	set("trigger", a.Trigger)
	set("roll", a.Roll)
	set("as_of", a.AsOf)
	set("calendar", a.Calendar)
	set("history", strings.Join(a.History, ","))
	if a.Amount != 0 {
		set("amount", strconv.Itoa(a.Amount))
	}
	if a.Days != 0 {
		set("days", encoded(a.Days))
	}
	if a.Trace != nil {
		set("trace", strconv.FormatBool(*a.Trace))
	}
	for _, s := range a.Suspended {
		set("suspended", s.From.String()+"/"+s.To.String())
	}
	return v.Encode()
}

// Dates draws dates from from to to.
func Dates(from, to holidays.Date) *rapid.Generator[holidays.Date] {
	return rapid.Map(rapid.IntRange(0, from.DaysUntil(to)), from.AddDays)
}

var someDay = holidays.NewDate(2026, 11, 23)

// lastTrigger leaves room for the longest count before the calendars end.
var lastTrigger = holidays.NewDate(2038, time.December, 31)

// Questions draws questions to r, with as many of the fields as r takes, whose
// dates lie in its time. They have an answer, but for a suspension or a count back
// that goes out of the calendar.
func Questions(r *deadlines.Rule, trace bool) *rapid.Generator[Asked] {
	return rapid.Custom(func(t *rapid.T) Asked {
		q := Asked{wire.Question{Rule: r.ID, Trace: &trace}}
		maybe := func(what string) bool { return rapid.IntRange(0, 3).Draw(t, what) == 0 }
		if maybe("with as_of") {
			q.AsOf = Dates(holidays.NewDate(2018, 1, 1), holidays.NewDate(2027, 12, 31)).Draw(t, "as_of").String()
		}
		if maybe("with calendar") {
			q.Calendar = rapid.SampledFrom([]string{"CN", "CN-GX", "CN-LN", "CN-JL"}).Draw(t, "calendar")
		}
		if r.Shape == deadlines.Threshold {
			q.Days = rapid.OneOf(rapid.Float64Range(0.25, deadlines.MaxDays), rapid.Just(float64(r.Amount))).Draw(t, "days")
			return q
		}
		trigger := Dates(r.EffectiveFrom(), lastTrigger).Draw(t, "trigger")
		q.Trigger = spelling(t, trigger)
		if r.Overridable && maybe("with amount") {
			q.Amount = rapid.IntRange(1, deadlines.MaxAmount).Draw(t, "amount")
		}
		if r.HasDue() && maybe("with roll") {
			q.Roll = rapid.SampledFrom([]string{"none", "next", "previous"}).Draw(t, "roll")
		}
		near := Dates(trigger.AddDays(-90), trigger.AddDays(90))
		if r.HasDue() && maybe("with suspended") {
			q.Suspended = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) holidays.Span {
				from := near.Draw(t, "from")
				return holidays.Span{From: from, To: from.AddDays(rapid.IntRange(0, 40).Draw(t, "length"))}
			}), 1, 6).Draw(t, "suspended")
		}
		if r.Shape == deadlines.Quota && maybe("with history") {
			for _, d := range rapid.SliceOfN(Dates(trigger.AddDays(-400), trigger.AddDays(800)), 1, 40).Draw(t, "history") {
				q.History = append(q.History, d.String())
			}
		}
		return q
	})
}

// spelling writes a trigger as a date, or as an instant of that day in Shanghai.
func spelling(t *rapid.T, d holidays.Date) string {
	y, m, day := d.Civil()
	second := rapid.IntRange(0, 24*60*60-1).Draw(t, "second")
	at := time.Date(y, m, day, 0, 0, second, 0, holidays.Shanghai)
	return rapid.SampledFrom([]string{
		d.String(),
		at.Format(time.RFC3339),
		at.UTC().Format(time.RFC3339),
		at.In(time.FixedZone("", -9*60*60-30*60)).Format("2006-01-02T15:04:05.123Z07:00"),
	}).Draw(t, "spelling")
}

// Spoilt draws questions to any rule, some of which mean nothing.
func Spoilt(cat *deadlines.Catalogue) *rapid.Generator[Asked] {
	return rapid.Custom(func(t *rapid.T) Asked {
		q := Questions(rapid.SampledFrom(cat.Rules).Draw(t, "rule"), true).Draw(t, "question")
		other := Questions(rapid.SampledFrom(cat.Rules).Draw(t, "other rule"), true).Draw(t, "other question")
		switch rapid.IntRange(0, 15).Draw(t, "spoil") {
		case 0:
			q.Rule = rapid.SampledFrom([]string{"", "nowhere.nothing", other.Rule}).Draw(t, "rule id")
		case 1:
			q.Trigger = rapid.SampledFrom([]string{"", "2026-2-9", "2001-01-01", "2050-12-31", "2051-01-01", other.Trigger}).Draw(t, "bad trigger")
		case 2:
			q.Amount = rapid.SampledFrom([]int{-1, 7, 1001, 1 << 40}).Draw(t, "bad amount")
		case 3:
			q.Roll = "later"
		case 4:
			q.Calendar = "CN-XX"
		case 5:
			q.History = append(other.History, "2026-05-05")
		case 6:
			q.Days = rapid.SampledFrom([]float64{-1, 1, 3661, 1e300}).Draw(t, "bad days")
		case 7:
			q.Suspended = []holidays.Span{{From: someDay, To: someDay.AddDays(-1)}}
		}
		return q
	})
}

func encoded(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(b)
}
