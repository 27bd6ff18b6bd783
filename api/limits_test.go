package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
)

// padded is an object of exactly n bytes.
func padded(object string, n int) string { return object + strings.Repeat(" ", n-len(object)) }

// TestBodyLimits: a body may be as long as the limit, and not a byte longer,
// whether its length is known beforehand or not.
func TestBodyLimits(t *testing.T) {
	h := newTestHandler(t, nil)
	cases := []struct {
		path, body string
		limit      int
	}{
		{"/v1/deadlines", "{" + good + "}", maxQuestionBytes},
		{"/v1/deadlines/status", "{" + good + "}", maxQuestionBytes},
		{"/v1/deadlines/batch", `{"items":[{` + good + `}]}`, maxBatchBytes},
	}
	for _, c := range cases {
		for _, known := range []bool{true, false} {
			for over, want := range []int{http.StatusOK, http.StatusRequestEntityTooLarge} {
				req := newRequest("POST", c.path, padded(c.body, c.limit+over))
				if !known {
					req.ContentLength = -1
				}
				rec := serve(h, req)
				if rec.Code != want {
					t.Errorf("%s, %d bytes, length known %v: %d %.200s", c.path, c.limit+over, known, rec.Code, rec.Body)
				}
				if want != http.StatusOK && !strings.Contains(problemIn(t, rec).Detail, fmt.Sprint(c.limit)) {
					t.Errorf("%s: the limit is not told: %s", c.path, rec.Body)
				}
			}
		}
		claimed := newRequest("POST", c.path, c.body)
		claimed.ContentLength = 1 << 40
		if rec := serve(h, claimed); rec.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("%s, a terabyte claimed: %d", c.path, rec.Code)
		}
	}
}

// TestBatchLimits: 10,000 items, answered in their order, and no more.
func TestBatchLimits(t *testing.T) {
	h := newTestHandler(t, nil)
	var body strings.Builder
	body.WriteString(`{"items":[`)
	for i := range wire.MaxItems {
		if i > 0 {
			body.WriteByte(',')
		}
		if i%1000 == 999 {
			fmt.Fprintf(&body, `{"rule":"nothing.%d"}`, i)
		} else {
			fmt.Fprintf(&body, `{"rule":"xihe.countersign-reply","trigger":%q}`, testToday.AddDays(-i%2000))
		}
	}
	type result struct {
		Trigger, Detail string
		Errors          []problem.FieldError
	}
	rec := post(h, "/v1/deadlines/batch", body.String()+"]}")
	var all struct{ Results []result }
	unmarshal(t, rec.Body.Bytes(), &all)
	if len(all.Results) != wire.MaxItems {
		t.Fatalf("status %d, %d results", rec.Code, len(all.Results))
	}
	for i, r := range all.Results {
		if i%1000 == 999 {
			if want := fmt.Sprintf("#/items/%d/rule", i); len(r.Errors) != 1 || r.Errors[0].Pointer != want || !strings.Contains(r.Detail, fmt.Sprintf("nothing.%d", i)) {
				t.Errorf("item %d: %+v", i, r)
			}
		} else if r.Trigger != testToday.AddDays(-i%2000).String() {
			t.Fatalf("item %d is answered for %s", i, r.Trigger)
		}
	}
	rec = post(h, "/v1/deadlines/batch", body.String()+",{}]}")
	if p := problemIn(t, rec); p.Code != string(problem.TooManyItems) || rec.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("10,001 items: %+v", p)
	}
	if rec = post(h, "/v1/deadlines/batch", `{"items":[]}`); rec.Code != 200 || rec.Body.String() != `{"results":[]}` {
		t.Errorf("no items: %d %s", rec.Code, rec.Body)
	}
}

// TestBatchAsAWhole: a batch that is no JSON to its end, or no batch, is refused
// before anything is answered.
func TestBatchAsAWhole(t *testing.T) {
	h := newTestHandler(t, nil)
	one := "{" + good + "}"
	for body, want := range map[string]deadlines.Code{
		`{"items":[` + one + `,{"rule"`:                    problem.Malformed,
		`{"items":[` + one + `]`:                           problem.Malformed,
		`{"items":[` + one + `]}x`:                         problem.Trailing,
		`{"items":[` + one + `],"items":[]}`:               problem.DuplicateField,
		`{"items":[` + one + `],"\u0069tems":[]}`:          problem.DuplicateField,
		`{"items":[` + one + `],"item":[]}`:                problem.UnknownField,
		`{"items":null}`:                                   deadlines.CodeFieldMissing,
		`{"items":7}`:                                      problem.WrongType,
		`[` + one + `]`:                                    problem.WrongType,
		`{}`:                                               deadlines.CodeFieldMissing,
		``:                                                 problem.Malformed,
		one + "\n" + one:                                   problem.UnknownField,
		`{"items":[` + one + `,]}`:                         problem.Malformed,
		`{"items":[` + one + ` ` + one + `]}`:              problem.Malformed,
		`{"items":[{"rule":"` + "\xff" + `"}]}`:            problem.Malformed,
		`{"items":[` + nested(10_000) + `]}`:               problem.Malformed,
		`{"ITEMS":[` + one + `]}`:                          problem.UnknownField,
		`{"items":[],"` + strings.Repeat("a", 99) + `":1}`: problem.UnknownField,
	} {
		want := string(want)
		rec := post(h, "/v1/deadlines/batch", body)
		if got := problemIn(t, rec).Code; got != want && !(want == string(problem.UnknownField) && got == string(problem.Trailing)) {
			t.Errorf("%.80s: %s, want %s", body, got, want)
		}
	}
	rec := post(h, "/v1/deadlines/batch", `{"items":[1,null,`+one+`,[]]}`)
	var all struct{ Results []struct{ Code, Due string } }
	unmarshal(t, rec.Body.Bytes(), &all)
	if got := fmt.Sprint(all.Results); got != "[{wrong_type } {wrong_type } { 2026-02-25} {wrong_type }]" {
		t.Errorf("items that are no objects: %s", got)
	}
}

// TestCountLimits: as many spans and dates as the limit says, and not one more.
func TestCountLimits(t *testing.T) {
	h := newTestHandler(t, nil)
	spans := func(n int) string {
		return strings.TrimSuffix(strings.Repeat(`{"from":"2026-02-10","to":"2026-02-10"},`, n), ",")
	}
	days := func(n int) string { return strings.TrimSuffix(strings.Repeat(`"2026-02-10",`, n), ",") }
	const quota = `"rule":"xiangshan.district-meeting-quota","trigger":"2026-02-09"`
	cases := []struct {
		what   string
		under  *http.Request
		over   *http.Request
		code   deadlines.Code
		answer string
	}{
		{"spans by POST", newRequest("POST", "/v1/deadlines", `{`+good+`,"suspended":[`+spans(64)+`]}`),
			newRequest("POST", "/v1/deadlines", `{`+good+`,"suspended":[`+spans(65)+`]}`), deadlines.CodeTooManySpans, `"due":"2026-02-26"`},
		{"spans by GET", newRequest("GET", "/v1/deadlines?"+goodQuery+strings.Repeat("&suspended=2026-02-10/2026-02-10", 64), ""),
			newRequest("GET", "/v1/deadlines?"+goodQuery+strings.Repeat("&suspended=2026-02-10/2026-02-10", 65), ""), deadlines.CodeTooManySpans, `"due":"2026-02-26"`},
		{"history by POST", newRequest("POST", "/v1/deadlines", `{`+quota+`,"history":[`+days(1000)+`]}`),
			newRequest("POST", "/v1/deadlines", `{`+quota+`,"history":[`+days(1001)+`]}`), deadlines.CodeTooManySpans, `"used":1000`},
		{"a long query", newRequest("GET", "/v1/rules?q="+strings.Repeat("a", wire.MaxQueryBytes-2), ""),
			newRequest("GET", "/v1/rules?q="+strings.Repeat("a", wire.MaxQueryBytes-1), ""), problem.InvalidParameter, `{"rules":[],`},
		{"days of four years", newRequest("GET", "/v1/calendars/CN/days?from=2023-01-01&to=2026-12-31", ""),
			newRequest("GET", "/v1/calendars/CN/days?from=2023-01-01&to=2027-01-01", ""), problem.RangeTooLong, `"date":"2026-12-31"`},
	}
	for _, c := range cases {
		if rec := serve(h, c.under); rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), c.answer) {
			t.Errorf("%s, at the limit: %d %.300s", c.what, rec.Code, rec.Body)
		}
		if p := problemIn(t, serve(h, c.over)); p.Code != string(c.code) {
			t.Errorf("%s, over the limit: %+v", c.what, p)
		}
	}
}

// TestLineLimits: a line that is too long is answered so, and the next one is
// answered too.
func TestLineLimits(t *testing.T) {
	h := newTestHandler(t, nil)
	one := "{" + good + "}"
	cases := []struct {
		what, body, want string
	}{
		{"at the limit", padded(one, wire.MaxLineBytes) + "\n" + one, "[due due]"},
		{"at the limit, last", one + "\n" + padded(one, wire.MaxLineBytes), "[due due]"},
		{"one byte over", padded(one, wire.MaxLineBytes+1) + "\n" + one + "\n", "[line_too_long due]"},
		{"one byte over, last", one + "\n" + padded(one, wire.MaxLineBytes+1), "[due line_too_long]"},
		{"many times over", strings.Repeat("x", 10*wire.MaxLineBytes) + "\n" + one + "\n" + strings.Repeat("x", 10*wire.MaxLineBytes), "[line_too_long due line_too_long]"},
		{"over and ended", strings.Repeat("x", 2*wire.MaxLineBytes+2) + "\n", "[line_too_long]"},
	}
	for _, c := range cases {
		if got := fmt.Sprint(outcomes(t, postLines(h, c.body).Body.String())); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// outcomes returns for each line of an NDJSON answer its code, or "due".
func outcomes(t *testing.T, lines string) []string {
	t.Helper()
	var out []string
	for line := range strings.Lines(lines) {
		var a struct{ Code, Due string }
		unmarshal(t, []byte(line), &a)
		if a.Due != "" {
			a.Code = "due"
		}
		out = append(out, a.Code)
	}
	return out
}
