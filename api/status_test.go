package api

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"shixian/api/wire"
	"shixian/api/wire/wiretest"
	"shixian/deadlines"
	"shixian/holidays"
)

// The countersignature of 2026-02-09 is due on Wednesday 2026-02-25; the Spring
// Festival holiday ends on the 23rd.
func TestStatus(t *testing.T) {
	h := newTestHandler(t, nil)
	cases := []struct {
		fields string // beside rule and trigger
		state  deadlines.State
		light  deadlines.Light
		left   int
		over   int
		deemed string
	}{
		{`,"at":"2026-02-09"`, "pending", "green", 7, -1, ""},
		{`,"at":"2026-02-13"`, "pending", "green", 3, -1, ""},
		{`,"at":"2026-02-14"`, "pending", "yellow", 2, -1, ""},
		{`,"at":"2026-02-23"`, "pending", "yellow", 2, -1, ""},
		{`,"at":"2026-02-24"`, "pending", "yellow", 1, -1, ""},
		{`,"at":"2026-02-25"`, "due_today", "yellow", 0, -1, ""},
		{`,"at":"2026-02-26"`, "overdue", "red", -1, 1, "2026-02-26"},
		{`,"at":"2026-03-01"`, "overdue", "red", -1, 3, "2026-02-26"},
		{`,"at":"2026-02-01"`, "pending", "green", 13, -1, ""},
		// a light of one's own
		{`,"at":"2026-02-13","yellow":3`, "pending", "yellow", 3, -1, ""},
		{`,"at":"2026-02-24","yellow":0`, "pending", "green", 1, -1, ""},
		{`,"at":"2026-02-25","yellow":0`, "due_today", "yellow", 0, -1, ""},
		{`,"at":"2026-02-09","yellow":1000`, "pending", "yellow", 7, -1, ""},
		// done: the clock stopped then
		{`,"at":"2026-03-20","done":"2026-02-13"`, "done", "green", 3, -1, ""},
		{`,"at":"2026-02-10","done":"2026-02-25"`, "done", "green", 0, -1, ""},
		{`,"done":"2026-02-27"`, "done_late", "red", -1, 2, "2026-02-26"},
		// instants stand for their day in Shanghai
		{`,"at":"2026-02-25T15:59:59Z"`, "due_today", "yellow", 0, -1, ""},
		{`,"at":"2026-02-25T16:00:00Z"`, "overdue", "red", -1, 1, "2026-02-26"},
		{`,"done":"2026-02-25T23:59:59+08:00"`, "done", "green", 0, -1, ""},
		{`,"done":"2026-02-26T00:00:00+08:00"`, "done_late", "red", -1, 1, "2026-02-26"},
	}
	for _, c := range cases {
		got := ok[wire.StatusAnswer](t, post(h, "/v1/deadlines/status", "{"+good+c.fields+"}"))
		if got.State != c.state || got.Light != c.light || number(got.WorkingDaysLeft) != c.left || number(got.WorkingDaysOver) != c.over ||
			got.DeemedNoObjection != (c.deemed != "") || got.DeemedSince.String() != c.deemed || got.Due.String() != "2026-02-25" {
			t.Errorf("%s: %s %s, left %d, over %d, deemed %v %s; want %+v", c.fields, got.State, got.Light,
				number(got.WorkingDaysLeft), number(got.WorkingDaysOver), got.DeemedNoObjection, got.DeemedSince, c)
		}
	}
}

// number is -1 for a number that is not there.
func number(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

// TestStatusToday: the day of the look is today, which is handed in.
func TestStatusToday(t *testing.T) {
	for _, today := range []holidays.Date{testToday, holidays.NewDate(2026, 2, 25), holidays.NewDate(2026, 2, 10)} {
		h := newTestHandler(t, func(c *Config) { c.Today = func() holidays.Date { return today } })
		byDefault := post(h, "/v1/deadlines/status", "{"+good+"}").Body.String()
		given := post(h, "/v1/deadlines/status", "{"+good+`,"at":"`+today.String()+`"}`).Body.String()
		if got := decode[wire.StatusAnswer](t, []byte(byDefault)); byDefault != given || got.At != today || !got.Done.IsZero() {
			t.Errorf("on %s: %s\nwant %s", today, byDefault, given)
		}
	}
}

// TestStatusOfOtherRules: silence is consent only if the rule says so, and a
// rule without a due day has no standing.
func TestStatusOfOtherRules(t *testing.T) {
	h := newTestHandler(t, nil)
	_, cat := world()
	for _, r := range cat.Rules {
		trigger := fmt.Sprintf(`,"trigger":%q`, r.EffectiveFrom())
		if r.Shape == deadlines.Threshold {
			trigger = `,"days":1`
		}
		rec := post(h, "/v1/deadlines/status", fmt.Sprintf(`{"rule":%q%s,"at":"2049-12-31"}`, r.ID, trigger))
		if !r.HasDue() {
			if p := problemIn(t, rec); p.Code != string(deadlines.CodeNoDueDate) || p.Errors[0].Pointer != "/rule" {
				t.Errorf("%s: %+v", r.ID, p)
			}
			continue
		}
		got := ok[wire.StatusAnswer](t, rec)
		if got.State != "overdue" || got.Light != "red" || number(got.WorkingDaysOver) <= 0 || got.WorkingDaysLeft != nil {
			t.Errorf("%s: %+v", r.ID, got)
		}
		if silence := r.Silence == deadlines.DeemedNoObjection; got.DeemedNoObjection != silence || !got.DeemedSince.IsZero() != silence {
			t.Errorf("%s: deemed %v since %s", r.ID, got.DeemedNoObjection, got.DeemedSince)
		}
	}
}

// TestStatusIsTheAnswer: a status carries the answer to the same question, and its
// numbers are the working days that /workdays counts.
func TestStatusIsTheAnswer(t *testing.T) {
	h := newTestHandler(t, nil)
	_, cat := world()
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(cat.Rules).Draw(t, "rule")
		if !r.HasDue() {
			t.Skip("no due day")
		}
		q := wiretest.Questions(r, rapid.Bool().Draw(t, "trace")).Draw(t, "question")
		q.AsOf = "" // /workdays counts by what is known now
		rec := post(h, "/v1/deadlines", q.JSON())
		if rec.Code != 200 {
			t.Skip(rec.Body)
		}
		due := dateIn(rec.Body.Bytes(), "due")
		at := due.AddDays(rapid.IntRange(-60, 60).Draw(t, "days after due"))
		standing := post(h, "/v1/deadlines/status", q.JSON()[:len(q.JSON())-1]+`,"at":"`+at.String()+`"}`)
		answer, status := without(rec.Body.Bytes()), without(standing.Body.Bytes())
		from, to, field := at, due, "working_days_left"
		if at.After(due) {
			from, to, field = due, at, "working_days_over"
		}
		counted := without(get(h, fmt.Sprintf("/v1/calendars/%s/workdays?from=%s&to=%s", answer["calendar"], from, to)).Body.Bytes())
		if status[field] != counted["workdays"] {
			t.Fatalf("%s %v, and between %s and %s there are %v", field, status[field], from, to, counted["workdays"])
		}
		for _, own := range []string{"at", "state", "light", "working_days_left", "working_days_over", "deemed_no_objection", "deemed_since",
			"working_days_certainty", "working_days_least", "working_days_most", "light_certainty"} {
			delete(status, own)
		}
		if got, want := string(mustJSON(status)), string(mustJSON(answer)); got != want {
			t.Fatalf("the status has\n%s\nand the answer is\n%s", got, want)
		}
	})
}

// dateIn returns the date in a field of a JSON object.
func dateIn(text []byte, field string) holidays.Date {
	d, err := holidays.ParseDate(without(text)[field].(string))
	if err != nil {
		panic(err)
	}
	return d
}
