package api

import (
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// TestRevisionInQueries: a request that names the revision in force is answered
// as one that names none; another revision is not guessed at, however it is spelt.
func TestRevisionInQueries(t *testing.T) {
	table, _ := world()
	at7, err := holidays.NewTable(table.Source(), 7, nil)
	if err != nil {
		t.Fatal(err)
	}
	h := newTestHandler(t, func(c *Config) { c.Tables = fixedTable{at7} })
	if ready := ok[Readiness](t, get(h, "/readyz")); ready.Revision != 7 {
		t.Errorf("ready at revision %d", ready.Revision)
	}
	requests := []struct{ method, target, body string }{
		{"GET", "/v1/deadlines?" + goodQuery, ""},
		{"GET", "/v1/calendars?", ""},
		{"GET", "/v1/calendars/CN?", ""},
		{"GET", "/v1/calendars/CN/days?from=2026-02-01&to=2026-02-28", ""},
		{"GET", "/v1/calendars/CN/days/2026-02-14?", ""},
		{"GET", "/v1/calendars/CN/workdays?from=2026-02-01&to=2026-02-28", ""},
		{"GET", "/v1/calendars/CN/add?date=2026-02-01&workdays=5", ""},
		{"POST", "/v1/deadlines?", "{" + good + "}"},
		{"POST", "/v1/deadlines/status?", "{" + good + "}"},
		{"POST", "/v1/deadlines/batch?", `{"items":[{` + good + `}]}`},
	}
	for _, r := range requests {
		want := do(h, r.method, r.target, r.body)
		if want.Code != 200 {
			t.Fatalf("%s %s: %s", r.method, r.target, want.Body)
		}
		for _, same := range []string{"revision=7", "%72evision=7", "revision=%37"} {
			if rec := do(h, r.method, r.target+"&"+same, r.body); rec.Body.String() != want.Body.String() {
				t.Errorf("%s %s&%s: %d %s", r.method, r.target, same, rec.Code, rec.Body)
			}
		}
		for query, code := range map[string]deadlines.Code{
			"revision=6": problem.RevisionUnknown, "%72evision=6": problem.RevisionUnknown, "revisio%6e=%36": problem.RevisionUnknown,
			"revision=": problem.InvalidParameter, "revision=-1": problem.InvalidParameter, "revision=x": problem.InvalidParameter,
			"revision=7.0": problem.InvalidParameter, "revision=%zz": problem.InvalidParameter, "revision=99999999999999999999": problem.InvalidParameter,
			"revision=7&revision=7": problem.DuplicateField, "revision=7&%72evision=7": problem.DuplicateField,
			"Revision=7": problem.UnknownField, "revisions=7": problem.UnknownField,
		} {
			p := problemIn(t, do(h, r.method, r.target+"&"+query, r.body))
			if p.Code != string(code) {
				t.Errorf("%s %s&%s: %s, want %s", r.method, r.target, query, p.Code, code)
			}
		}
	}
}

// TestRevisionInBodies: a question alone may name a revision, one of a batch may
// not: a batch sees one revision.
func TestRevisionInBodies(t *testing.T) {
	h := newTestHandler(t, nil)
	for _, path := range []string{"/v1/deadlines", "/v1/deadlines/status"} {
		want := post(h, path, "{"+good+"}").Body.String()
		for _, value := range []string{"0", `"0"`} {
			if rec := post(h, path, "{"+good+`,"revision":`+value+"}"); rec.Body.String() != want {
				t.Errorf("%s: %s", path, rec.Body)
			}
		}
		for value, code := range map[string]deadlines.Code{
			"1": problem.RevisionUnknown, "-1": problem.InvalidParameter, "0.0": problem.InvalidParameter, `"0.0"`: problem.InvalidParameter,
			`"0.00000000"`: problem.RevisionUnknown,
		} {
			p := problemIn(t, post(h, path, "{"+good+`,"revision":`+value+"}"))
			if p.Code != string(code) || p.Errors[0].Pointer != "/revision" {
				t.Errorf("%s, revision %s: %+v", path, value, p)
			}
		}
	}
	item := "{" + good + `,"revision":0}`
	for _, answer := range []string{post(h, "/v1/deadlines/batch", `{"items":[`+item+`]}`).Body.String(), postLines(h, item).Body.String()} {
		if !strings.Contains(answer, `"code":"unknown_field"`) {
			t.Errorf("in a batch: %s", answer)
		}
	}
}
