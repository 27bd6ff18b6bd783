package api

import (
	"fmt"
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
)

// TestRef: what a question calls itself comes back in its answer and in its problem, in
// whatever call it is asked.
func TestRef(t *testing.T) {
	h := newTestHandler(t, nil)
	const query = "rule=xihe.countersign-reply&trigger=2026-02-09"
	for _, c := range []struct{ what, got string }{
		{"GET", get(h, "/v1/deadlines?ref=A%2017&"+query).Body.String()},
		{"GET, a wrong trigger before it", get(h, "/v1/deadlines?rule=xihe.countersign-reply&trigger=x&ref=A+17").Body.String()},
		{"GET, a name that is not encoded before it", get(h, "/v1/deadlines?%zz=1&%72ef=A+17").Body.String()},
		{"latest trigger", get(h, "/v1/deadlines/latest-trigger?rule=xihe.countersign-reply&due=2026-02-25&ref=A%2017").Body.String()},
		{"latest trigger, a problem", get(h, "/v1/deadlines/latest-trigger?rule=x&due=x&ref=A%2017").Body.String()},
		{"latest trigger, no such revision", get(h, "/v1/deadlines/latest-trigger?revision=9&rule=x&due=2026-02-25&ref=A%2017").Body.String()},
		{"GET, no such revision", get(h, "/v1/deadlines?revision=9&ref=A%2017&"+query).Body.String()},
		{"POST", post(h, "/v1/deadlines", `{`+good+`,"ref":"A 17"}`).Body.String()},
		{"POST, an unknown field before it", post(h, "/v1/deadlines", `{"x":1,"ref":"A 17"}`).Body.String()},
		{"POST, an unknown parameter", post(h, "/v1/deadlines?x=1", `{`+good+`,"ref":"A 17"}`).Body.String()},
		{"POST, a parameter that stands twice", post(h, "/v1/deadlines?view=brief&view=brief", `{`+good+`,"ref":"A 17"}`).Body.String()},
		{"POST, no such language", post(h, "/v1/deadlines?lang=fr", `{`+good+`,"ref":"A 17"}`).Body.String()},
		{"POST, a name that is not encoded", post(h, "/v1/deadlines?%zz=1", `{`+good+`,"ref":"A 17"}`).Body.String()},
		{"POST, no such rule", post(h, "/v1/deadlines", `{"rule":"x","trigger":"2026-02-09","ref":"A 17"}`).Body.String()},
		{"status", post(h, "/v1/deadlines/status", `{`+good+`,"ref":"A 17"}`).Body.String()},
		{"status, an unknown parameter", post(h, "/v1/deadlines/status?x=1", `{`+good+`,"ref":"A 17"}`).Body.String()},
		{"status, done too early", post(h, "/v1/deadlines/status", `{`+good+`,"ref":"A 17","done":"2020-01-01"}`).Body.String()},
		{"batch", post(h, "/v1/deadlines/batch", `{"items":[{`+good+`,"ref":"A 17"}]}`).Body.String()},
		{"batch, a problem", post(h, "/v1/deadlines/batch", `{"items":[{"rule":7,"ref":"A 17"}]}`).Body.String()},
		{"batch, a status", post(h, "/v1/deadlines/batch", `{"items":[{`+good+`,"ref":"A 17","at":"2026-02-10"}]}`).Body.String()},
		{"NDJSON", postLines(h, `{`+good+`,"ref":"A 17"}`).Body.String()},
		{"NDJSON, a problem", postLines(h, `{"ref":"A 17"}`).Body.String()},
	} {
		if strings.Count(c.got, `"ref":"A 17"`) != 1 {
			t.Errorf("%s: %s", c.what, c.got)
		}
	}
	for _, ref := range []string{strings.Repeat("号", wire.MaxRefLength), `"\</` + "\u2028", strings.Repeat("a", wire.MaxRefLength)} {
		a := ok[wire.Answer](t, post(h, "/v1/deadlines", `{`+good+`,"ref":`+string(mustJSON(ref))+`}`))
		if a.Ref != ref {
			t.Errorf("%q came back as %q", ref, a.Ref)
		}
	}
	for _, target := range []string{"/v1/deadlines?" + query + "&ref=%ff", "/v1/rules?q=%ed%a0%80"} {
		if p := problemIn(t, get(h, target)); p.Code != string(problem.InvalidParameter) {
			t.Errorf("%s, which is no UTF-8: %+v", target, p)
		}
	}
	for ref, want := range map[string]string{
		`"` + strings.Repeat("号", wire.MaxRefLength+1) + `"`: string(problem.InvalidParameter),
		`7`: string(problem.WrongType), `{}`: string(problem.WrongType),
	} {
		if p := problemIn(t, post(h, "/v1/deadlines", `{`+good+`,"ref":`+ref+`}`)); p.Code != want || p.Ref != "" {
			t.Errorf("%.20s: %+v", ref, p)
		}
	}
}

// TestLineNumbers: a problem in NDJSON bears the number of the line that it answers,
// blank lines counted.
func TestLineNumbers(t *testing.T) {
	h := newTestHandler(t, nil)
	var got []string
	for line := range strings.Lines(postLines(h, "\ufeff"+ask25+"\n\n{}\n"+ask25+"\n"+strings.Repeat("x", wire.MaxLineBytes+1)+"\nx").Body.String()) {
		var p problem.Problem
		unmarshal(t, []byte(line), &p)
		got = append(got, fmt.Sprint(p.Line, p.Code))
	}
	if fmt.Sprint(got) != "[0 2line_empty 3field_missing 0 5line_too_long 6malformed_json]" {
		t.Error(got)
	}
}

// TestStatusInBatches: an item with at, done or yellow is answered with where its matter
// stands, and so is every item if the query has one; the item's own wins.
func TestStatusInBatches(t *testing.T) {
	h := newTestHandler(t, nil)
	const plain, own = `{` + good + `}`, `{` + good + `,"at":"2026-03-02"}`
	states := func(query string, items ...string) string {
		type result struct{ State, At, Light, Code string }
		var all struct{ Results []result }
		unmarshal(t, post(h, "/v1/deadlines/batch"+query, `{"items":[`+strings.Join(items, ",")+`]}`).Body.Bytes(), &all)
		var lines []result
		for line := range strings.Lines(postLinesTo(h, query, strings.Join(items, "\n")).Body.String()) {
			var r result
			unmarshal(t, []byte(line), &r)
			lines = append(lines, r)
		}
		if fmt.Sprint(lines) != fmt.Sprint(all.Results) {
			t.Errorf("NDJSON answers %v, a document %v", lines, all.Results)
		}
		return fmt.Sprint(all.Results)
	}
	for _, c := range []struct {
		query string
		items []string
		want  string
	}{
		{"", []string{plain, own}, "[{   } {overdue 2026-03-02 red }]"},
		{"?at=2026-02-24", []string{plain, own}, "[{pending 2026-02-24 yellow } {overdue 2026-03-02 red }]"},
		{"?at=2026-02-24T23:00:00+08:00&yellow=0", []string{plain, `{` + good + `,"yellow":5}`}, "[{pending 2026-02-24 green } {pending 2026-02-24 yellow }]"},
		{"?done=2026-02-20", []string{plain, `{` + good + `,"done":"2026-02-26"}`}, "[{done " + testToday.String() + " green } {done_late " + testToday.String() + " red }]"},
		{"", []string{`{` + good + `,"yellow":1}`}, "[{overdue " + testToday.String() + " red }]"},
		{"?at=2026-02-24", []string{`{"rule":"tiexi.absence-approver","days":1}`}, "[{   no_due_date}]"},
	} {
		if got := states(c.query, c.items...); got != c.want {
			t.Errorf("%s %v: %s, want %s", c.query, c.items, got, c.want)
		}
	}
	for query, want := range map[string]string{"?at=x": "invalid_trigger", "?yellow=x": "wrong_type", "?yellow=1001": "invalid_parameter", "?trigger=2026-01-01": "unknown_field", "?at=2026-01-01&at=2026-01-01": "duplicate_field"} {
		if p := problemIn(t, post(h, "/v1/deadlines/batch"+query, `{"items":[]}`)); p.Code != want {
			t.Errorf("%s: %s", query, p.Code)
		}
	}
}

// TestStatusOfQueryWrong: what the query gives every question is named as its parameter if it
// does not fit one, and what a question has itself by its pointer.
func TestStatusOfQueryWrong(t *testing.T) {
	h := newTestHandler(t, nil)
	for _, c := range []struct{ query, item, parameter, pointer string }{
		{"?done=2026-02-01", `{` + good + `}`, "done", ""},
		{"?at=2051-01-01", `{` + good + `}`, "at", ""},
		{"?at=2026-02-24", `{` + good + `,"done":"2026-02-01"}`, "", "/done"},
		{"?done=2026-02-24", `{` + good + `,"at":"2026-02-24","done":"2026-02-01"}`, "", "/done"},
	} {
		var all struct{ Results []problem.Problem }
		unmarshal(t, post(h, "/v1/deadlines/batch"+c.query, `{"items":[`+c.item+`]}`).Body.Bytes(), &all)
		var line problem.Problem
		unmarshal(t, postLinesTo(h, c.query, c.item).Body.Bytes(), &line)
		for within, p := range map[string]problem.Problem{"#/items/0": all.Results[0], "#": line} {
			want := problem.FieldError{Parameter: c.parameter, Detail: p.Detail}
			if c.pointer != "" {
				want.Pointer = within + c.pointer
			}
			if len(p.Errors) != 1 || p.Errors[0] != want {
				t.Errorf("%s %s: %+v, want %+v", c.query, c.item, p.Errors, want)
			}
		}
	}
}
