package chaos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// call is a request of the load, and what its answer has to be.
type call struct {
	method, path, body, media string
	at                        int64 // the revision that it asks for; -1: the one in force
	want                      func(*holidays.Table, named) ([]byte, error)
}

func (c *call) String() string { return fmt.Sprintf("%s %s %.200s", c.method, c.path, c.body) }

// triggers are days from which the notices that the writer publishes are reached.
var triggers = []holidays.Date{
	holidays.NewDate(2027, time.January, 29),
	holidays.NewDate(2027, time.February, 17),
	holidays.NewDate(2027, time.April, 28),
	holidays.NewDate(2027, time.September, 24),
}

// calls returns the mix of the load. A question that no table can answer is left out.
func (o *oracle) calls() ([]*call, error) {
	table, err := holidays.NewTable(o.src, 0, nil)
	if err != nil {
		return nil, err
	}
	var all []*call
	for _, trigger := range triggers {
		var batch []deadlines.Question
		for _, r := range o.catalogue.Rules {
			q := deadlines.Question{Rule: r.ID, Request: deadlines.Request{Trigger: trigger}}
			if _, err := o.catalogue.Ask(table, &q); err != nil {
				continue // a threshold asks for a length, and no trigger
			}
			batch = append(batch, q)
			all = append(all, o.single(q, -1), o.posted(q))
			if r.HasDue() {
				all = append(all, o.status(q))
			}
			if trigger == triggers[0] {
				all = append(all, o.single(q, 0))
			}
		}
		many := []*call{o.batch(batch), o.lines(batch)}
		all = append(all, slices.Repeat(many, 20)...) // one call in five or so
	}
	spans := []*call{days("CN"), days("CN-GX"), workdays("CN"), workdays("CN-LN")}
	return append(all, slices.Repeat(spans, 10)...), nil
}

// single asks one question in a query string, with its trace, at a revision or by
// the table in force.
func (o *oracle) single(q deadlines.Question, at int64) *call {
	q.Trace = true
	v := url.Values{"rule": {q.Rule}, "trigger": {q.Trigger.String()}}
	if at >= 0 {
		v.Set("revision", fmt.Sprint(at))
	}
	return &call{method: "GET", path: "/v1/deadlines?" + v.Encode(), at: at, want: func(table *holidays.Table, _ named) ([]byte, error) {
		return o.answer(table, q)
	}}
}

func (o *oracle) posted(q deadlines.Question) *call {
	body := fmt.Sprintf(`{"rule":%q,"trigger":%q,"trace":false}`, q.Rule, q.Trigger)
	return &call{method: "POST", path: "/v1/deadlines", body: body, media: "application/json", at: -1,
		want: func(table *holidays.Table, _ named) ([]byte, error) { return o.answer(table, q) }}
}

// status asks where a matter stands on the day of the replica's clock, which the
// answer names.
func (o *oracle) status(q deadlines.Question) *call {
	body := fmt.Sprintf(`{"rule":%q,"trigger":%q,"trace":false}`, q.Rule, q.Trigger)
	return &call{method: "POST", path: "/v1/deadlines/status", body: body, media: "application/json", at: -1,
		want: func(table *holidays.Table, n named) ([]byte, error) { return o.standing(table, q, n.At) }}
}

// batch asks many questions in one request, which sees one revision.
func (o *oracle) batch(qs []deadlines.Question) *call {
	return &call{method: "POST", path: "/v1/deadlines/batch", body: `{"items":[` + strings.Join(questions(qs), ",") + `]}`, media: "application/json", at: -1,
		want: func(table *holidays.Table, _ named) ([]byte, error) {
			all, err := o.answers(table, qs)
			return slices.Concat([]byte(`{"results":[`), bytes.Join(all, []byte(",")), []byte(`]}`)), err
		}}
}

// lines asks many questions as a stream of lines.
func (o *oracle) lines(qs []deadlines.Question) *call {
	return &call{method: "POST", path: "/v1/deadlines/batch", body: strings.Join(questions(qs), "\n") + "\n", media: "application/x-ndjson", at: -1,
		want: func(table *holidays.Table, _ named) ([]byte, error) {
			all, err := o.answers(table, qs)
			return append(bytes.Join(all, []byte("\n")), '\n'), err
		}}
}

func (o *oracle) answers(table *holidays.Table, qs []deadlines.Question) (all [][]byte, err error) {
	for _, q := range qs {
		a, err := o.answer(table, q)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}

func questions(qs []deadlines.Question) (out []string) {
	for _, q := range qs {
		out = append(out, fmt.Sprintf(`{"rule":%q,"trigger":%q}`, q.Rule, q.Trigger))
	}
	return out
}

// The span of days that is asked for.
var (
	firstDay = holidays.NewDate(2027, time.January, 25)
	lastDay  = holidays.NewDate(2027, time.October, 20)
)

func days(id string) *call {
	return &call{method: "GET", path: fmt.Sprintf("/v1/calendars/%s/days?from=%s&to=%s", id, firstDay, lastDay), at: -1,
		want: func(table *holidays.Table, _ named) ([]byte, error) {
			cal := table.Calendar(id)
			out := wire.Days{Table: wire.Table{Calendar: id, CalendarRevision: cal.Revision()}}
			for d := firstDay; !d.After(lastDay); d = d.AddDays(1) {
				day, err := cal.Day(d)
				if err != nil {
					return nil, err
				}
				out.Days = append(out.Days, wire.NewDay(day))
			}
			return json.Marshal(out)
		}}
}

func workdays(id string) *call {
	return &call{method: "GET", path: fmt.Sprintf("/v1/calendars/%s/workdays?from=%s&to=%s", id, firstDay, lastDay), at: -1,
		want: func(table *holidays.Table, _ named) ([]byte, error) {
			cal := table.Calendar(id)
			out := wire.WorkdayCount{Table: wire.Table{Calendar: id, CalendarRevision: cal.Revision()}, From: firstDay, To: lastDay, ToIncluded: true}
			for d := firstDay.AddDays(1); !d.After(lastDay); d = d.AddDays(1) {
				if cal.IsWorking(d) {
					out.Workdays++
				}
				if day, err := cal.Day(d); err != nil {
					return nil, err
				} else if !day.Settled && out.UnsettledFrom.IsZero() {
					out.UnsettledFrom = d
				}
			}
			out.Certainty = "settled"
			if !out.UnsettledFrom.IsZero() {
				least, most := cal.Bounds(firstDay, lastDay)
				out.Least, out.Most, out.Certainty, out.Provisional = &least, &most, "bounded", least != most
				if out.Provisional {
					out.Certainty = "provisional"
				}
			}
			return json.Marshal(out)
		}}
}
