package api

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
)

// TestDates: a date is written YYYY-MM-DD and exists, wherever one is asked for.
func TestDates(t *testing.T) {
	h := newTestHandler(t, nil)
	bad := []string{
		"2026-2-9", "2026-02-30", "2026-02-29", "20260209", "2026-02-09 ", " 2026-02-09", "２０２６-02-09", "2026-02-0９",
		"2026/02/09", "09-02-2026", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01", "-026-01-01", "+026-01-01", "2026-W07-1",
		"02026-02-09", "Today", "2026-02-09\n", "2026-02-09Z", "2026年2月9日",
	}
	for _, date := range bad {
		quoted := string(mustJSON(date))
		cases := map[string]deadlines.Code{
			`{"as_of":` + quoted + `}`:                                   problem.InvalidDate,
			`{"history":[` + quoted + `]}`:                               problem.InvalidDate,
			`{"suspended":[{"from":` + quoted + `}]}`:                    problem.InvalidDate,
			`{"suspended":[{"to":` + quoted + `}]}`:                      problem.InvalidDate,
			`{"rule":"xihe.countersign-reply","trigger":` + quoted + `}`: problem.InvalidTrigger,
		}
		for body, want := range cases {
			if p := problemIn(t, post(h, "/v1/deadlines", body)); p.Code != string(want) {
				t.Errorf("%s: %s, want %s", body, p.Code, want)
			}
		}
		escaped := url.QueryEscape(date)
		for _, target := range []string{
			"/v1/deadlines?as_of=" + escaped, "/v1/deadlines?history=" + escaped, "/v1/deadlines?suspended=" + escaped + "/2026-02-10",
			"/v1/calendars/CN/days?to=2026-01-01&from=" + escaped, "/v1/calendars/CN/days/" + url.PathEscape(date),
			"/v1/calendars/CN/add?workdays=1&date=" + escaped, "/v1/calendars/CN/workdays?from=2026-01-01&to=" + escaped,
		} {
			// A slash in the date is one in the path.
			if p := problemIn(t, get(h, target)); p.Code != string(problem.InvalidDate) && p.Code != string(problem.NotFound) {
				t.Errorf("%s: %s", target, p.Code)
			}
		}
	}
}

// TestInstants: an instant stands for the day on which it falls in Shanghai.
func TestInstants(t *testing.T) {
	h := newTestHandler(t, nil)
	good := map[string]string{
		"2026-02-09":                          "2026-02-09",
		"2026-02-09T00:00:00+08:00":           "2026-02-09",
		"2026-02-09T23:59:59.999999999+08:00": "2026-02-09",
		"2026-02-08T16:00:00Z":                "2026-02-09",
		"2026-02-09T15:59:59Z":                "2026-02-09",
		"2026-02-09T16:00:00Z":                "2026-02-10",
		"2026-02-08T23:30:00-12:00":           "2026-02-09",
		"2026-02-10T00:00:00+14:00":           "2026-02-09",
		"2026-02-09T12:00:00-00:00":           "2026-02-09",
		"2026-02-09T16:30Z":                   "2026-02-10",
		"2026-02-09 16:30:00Z":                "2026-02-10",
		"2026-02-10T00:30+09:00":              "2026-02-09",
	}
	for trigger, want := range good {
		a := ok[wire.Answer](t, post(h, "/v1/deadlines", `{"rule":"xihe.countersign-reply","trigger":"`+trigger+`"}`))
		if a.Trigger.String() != want {
			t.Errorf("%s falls on %s, want %s", trigger, a.Trigger, want)
		}
		a = ok[wire.Answer](t, get(h, "/v1/deadlines?rule=xihe.countersign-reply&trigger="+url.QueryEscape(trigger)))
		if a.Trigger.String() != want {
			t.Errorf("%s falls on %s, want %s (GET)", trigger, a.Trigger, want)
		}
		s := ok[wire.StatusAnswer](t, post(h, "/v1/deadlines/status", `{"rule":"xihe.countersign-reply","trigger":"2026-02-09","at":"`+trigger+`","done":"`+trigger+`"}`))
		if s.At.String() != want || s.Done.String() != want {
			t.Errorf("%s: at %s and done %s, want %s", trigger, s.At, s.Done, want)
		}
	}
	bad := []string{
		"", "2026-02-09T17", "2026-02-09T17:30.5", "2026-02-09T17:30:00+", "2026-02-09  17:30:00+08:00", "2026-02-09+17:30", "2026-02-09T17:30:00+0800", "2026-02-09T17:30:00+08",
		"2026-02-09T24:00:00Z", "2026-02-09T23:60:00Z", "2026-02-09T23:59:60Z", "2026-02-30T00:00:00Z", "2026-02-09t00:00:00z",
		"2026-02-09T00:00:00+25:00", "0000-12-31T00:00:00Z", "9999-12-31T23:00:00Z", "1770000000", "2026-02-09T00:00:00Z ", "T00:00:00Z",
	}
	for _, trigger := range bad {
		for _, field := range []string{"trigger", "at", "done"} {
			p := problemIn(t, post(h, "/v1/deadlines/status", `{"`+field+`":"`+trigger+`"}`))
			if p.Code != string(problem.InvalidTrigger) || p.Errors[0].Pointer != "/"+field {
				t.Errorf("%s %q: %+v", field, trigger, p)
			}
		}
	}
}

// TestLocalTimes: a time without an offset is Beijing time, and the answer says so, however
// it is written and wherever it stands.
func TestLocalTimes(t *testing.T) {
	h := newTestHandler(t, nil)
	const local = `"code":"beijing_time"`
	for _, at := range []string{"2026-02-09T17:30:00", "2026-02-09T17:30", "2026-02-09 17:30", "2026-02-09 23:59:59.999"} {
		one := `{"rule":"xihe.countersign-reply","trigger":"` + at + `"}`
		inQuery := "rule=xihe.countersign-reply&trigger=" + url.QueryEscape(at)
		for _, rec := range []*httptest.ResponseRecorder{
			post(h, "/v1/deadlines", one), get(h, "/v1/deadlines?"+inQuery), postLines(h, one),
			post(h, "/v1/deadlines/status", `{`+good+`,"done":"`+at+`"}`),
			post(h, "/v1/deadlines/batch?done="+url.QueryEscape(at), `{"items":[{`+good+`}]}`),
			get(h, "/v1/deadlines?"+goodQuery+"&agreed="+url.QueryEscape(at)),
		} {
			if got := rec.Body.String(); rec.Code != http.StatusOK || !strings.Contains(got, local) {
				t.Errorf("%s: %d %s", at, rec.Code, got)
			}
		}
	}
	got := get(h, "/v1/deadlines?"+goodQuery+"&agreed=2026-02-10T00:30:00+09:00").Body.String() // a plus sign by hand
	if !strings.Contains(got, `"due":"2026-02-09"`) || strings.Contains(got, local) {
		t.Errorf("agreed: %s", got)
	}
}
