package api

import (
	"fmt"
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
)

// rule and trigger of a question that has an answer.
const good = `"rule":"xihe.countersign-reply","trigger":"2026-02-09"`

func nested(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

// TestStrictBodies: what is not a question, to the letter, is refused.
func TestStrictBodies(t *testing.T) {
	h := newTestHandler(t, nil)
	cases := []struct {
		body string
		want deadlines.Code
	}{
		// not JSON
		{"", problem.Malformed},
		{" \n", problem.Malformed},
		{"{", problem.Malformed},
		{`{` + good, problem.Malformed},
		{`{` + good + `,}`, problem.Malformed},
		{`{` + good + `]`, problem.Malformed},
		{`{"rule":"xihe`, problem.Malformed},
		{`{"rule"`, problem.Malformed},
		{`{"rule" "x"}`, problem.Malformed},
		{`{rule:"x"}`, problem.Malformed},
		{`{'rule':'x'}`, problem.Malformed},
		{`{null:1}`, problem.Malformed},
		{`{1:2}`, problem.Malformed},
		{"\ufeff\ufeff{" + good + "}", problem.Malformed},
		{`{` + good + `,"days":NaN}`, problem.Malformed},
		{`{` + good + `,"amount":+7}`, problem.Malformed},
		{`{` + good + `,"amount":07}`, problem.Malformed},
		{`{` + good + `,"amount":7.}`, problem.Malformed},
		{`{` + good + `,"amount":Infinity}`, problem.Malformed},
		{`{` + good + `,"trace":True}`, problem.Malformed},
		{`{` + good + `} // comment`, problem.Trailing},
		{`{/* comment */` + good + `}`, problem.Malformed},
		{"{\"rule\":\"a\nb\"}", problem.Malformed},
		{"{\"rule\":\"a\x00b\"}", problem.Malformed},
		{`{"rule":"\x41"}`, problem.Malformed},
		{`{"rule":"\ud800"}`, problem.Malformed},
		{`{"rule":"\udc00\ud800"}`, problem.Malformed},
		{`{"\ud800":1}`, problem.Malformed},
		{"{\"rule\":\"\xff\"}", problem.Malformed},
		{"{\"\xc3\x28\":1}", problem.Malformed},
		{"{\"rule\":\"\xed\xa0\x80\"}", problem.Malformed},
		{`{"x":` + nested(10_000) + `}`, problem.Malformed},
		{`{"history":` + nested(10_000) + `}`, problem.Malformed},
		{nested(10_000), problem.WrongType},
		{strings.Repeat("[", 10_001), problem.Malformed},
		{`{"x":` + nested(9_000) + `}`, problem.UnknownField},

		// more than one value
		{`{` + good + `}{}`, problem.Trailing},
		{`{` + good + `}x`, problem.Trailing},
		{`{` + good + `}` + strings.Repeat(" ", 9000) + `x`, problem.Trailing},
		{`{` + good + "}\x00", problem.Trailing},
		{`{` + good + `},`, problem.Trailing},
		{`{"ruel":1} x`, problem.Trailing},

		// not an object
		{`[{` + good + `}]`, problem.WrongType},
		{`"rule"`, problem.WrongType},
		{`null`, problem.WrongType},
		{`7`, problem.WrongType},
		{`true`, problem.WrongType},

		// keys
		{`{` + good + `,"Rule":"x"}`, problem.UnknownField},
		{`{` + good + `,"rule ":"x"}`, problem.UnknownField},
		{`{` + good + `,"":1}`, problem.UnknownField},
		{`{` + good + `,"` + strings.Repeat("键", 400) + `":1}`, problem.UnknownField},
		{`{` + good + `,"at":"2026-02-10"}`, problem.UnknownField},
		{`{` + good + `,"yellow":1}`, problem.UnknownField},
		{`{` + good + `,"rule":"xihe.countersign-reply"}`, problem.DuplicateField},
		{`{` + good + `,"\u0072ule":"xihe.countersign-reply"}`, problem.DuplicateField},
		{`{` + good + `,"trace":true,"tr\u0061ce":true}`, problem.DuplicateField},
		{`{` + good + `,"suspended":[{"from":"2026-02-10","from":"2026-02-10","to":"2026-02-10"}]}`, problem.DuplicateField},
		{`{` + good + `,"suspended":[{"from":"2026-02-10","to":"2026-02-10","t\u006f":"2026-02-10"}]}`, problem.DuplicateField},
		{`{` + good + `,"suspended":[],"suspended":[]}`, problem.DuplicateField},
		{`{` + good + `,"amount":null,"amount":null}`, problem.DuplicateField},
		{`{` + good + `,"suspended":[{"from":null,"from":"2026-02-10","to":"2026-02-10"}]}`, problem.DuplicateField},
		{`{` + good + `,"unknown":null}`, problem.UnknownField},
		{`{` + good + `,"suspended":[{"from":"2026-02-10","to":"2026-02-10","days":1}]}`, problem.UnknownField},

		// kinds of value
		{`{"rule":null}`, deadlines.CodeFieldMissing},
		{`{"rule":7}`, problem.WrongType},
		{`{"rule":["xihe.countersign-reply"]}`, problem.WrongType},
		{`{` + good + `,"trace":"true"}`, problem.WrongType},
		{`{` + good + `,"trace":1}`, problem.WrongType},
		{`{` + good + `,"as_of":20260209}`, problem.WrongType},
		{`{` + good + `,"suspended":{"from":"2026-02-10","to":"2026-02-10"}}`, problem.WrongType},
		{`{` + good + `,"suspended":["2026-02-10/2026-02-11"]}`, problem.WrongType},
		{`{` + good + `,"suspended":[{"from":null,"to":"2026-02-10"}]}`, deadlines.CodeFieldMissing},
		{`{` + good + `,"suspended":[{}]}`, deadlines.CodeFieldMissing},
		{`{` + good + `,"history":"2026-02-10"}`, problem.WrongType},
		{`{` + good + `,"history":[null]}`, problem.WrongType},

		// numbers
		{`{` + good + `,"amount":"7"}`, problem.WrongType},
		{`{` + good + `,"amount":7.5}`, problem.WrongType},
		{`{` + good + `,"amount":1e-1}`, problem.WrongType},
		{`{` + good + `,"amount":-0}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":1e4}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":0}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":-7}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":1001}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":4294967303}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":18446744073709551623}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":1` + strings.Repeat("0", 400) + `}`, deadlines.CodeAmountRange},
		{`{"rule":"tiexi.absence-approver","days":"2"}`, problem.WrongType},
		{`{"rule":"tiexi.absence-approver","days":1e400}`, deadlines.CodeDaysRange},
		{`{"rule":"tiexi.absence-approver","days":-1e400}`, deadlines.CodeDaysRange},
		{`{"rule":"tiexi.absence-approver","days":1e-400}`, deadlines.CodeDaysRange},
		{`{"rule":"tiexi.absence-approver","days":-0.0}`, deadlines.CodeDaysRange},
		{`{"rule":"tiexi.absence-approver","days":3660.5}`, deadlines.CodeDaysRange},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%.80q", c.body), func(t *testing.T) {
			p := problemIn(t, post(h, "/v1/deadlines", c.body))
			if p.Code != string(c.want) {
				t.Errorf("%s, want %s", p.Code, c.want)
			}
		})
	}
}

// TestLenientBodies: what JSON leaves free is free.
func TestLenientBodies(t *testing.T) {
	h := newTestHandler(t, nil)
	const want = `"due":"2026-02-25"`
	for _, body := range []string{
		" \t\r\n{" + good + "}\r\n\t ",
		`{ "trigger" : "2026-02-09" , "rule" : "xihe.countersign-reply" }`,
		`{"\u0072ule":"xihe\u002ecountersign-reply","trigger":"2026\u002d02-09"}`,
		`{` + good + `,"suspended":[],"history":[]}`,
		`{` + good + `}` + strings.Repeat(" ", 9000),
		`{` + good + `,"amount":7}`,
		`{` + good + `,"amount":7.0}`, // an integer to JSON Schema, and to programs that only have floats
		`{` + good + `,"amount":70e-1}`,
	} {
		if rec := post(h, "/v1/deadlines", body); rec.Code != 200 || !strings.Contains(rec.Body.String(), want) {
			t.Errorf("%.80q: %d %s", body, rec.Code, rec.Body)
		}
	}
	for days, want := range map[string]string{"1": "分管副区长", "1.0": "分管副区长", "1e0": "分管副区长", "0.5": "分管副区长", "1.0001": "区长", "3660": "区长", "36.6e2": "区长"} {
		a := ok[wire.Answer](t, post(h, "/v1/deadlines", `{"rule":"tiexi.absence-approver","days":`+days+`}`))
		if a.Approver != want {
			t.Errorf("%s days: %s, want %s", days, a.Approver, want)
		}
	}
}

// TestContentTypes: no type at all is taken for JSON, and parameters are passed over.
func TestContentTypes(t *testing.T) {
	h := newTestHandler(t, nil)
	for given, status := range map[string]int{
		"": 200, "application/json": 200, "application/json; charset=utf-8": 200, "Application/JSON": 200, "application/json;charset=UTF-8": 200,
		"text/json": 415, "application/json+x": 415, "application/jsonp": 415, "multipart/form-data": 415, "application/json; charset": 415, "*/*": 415,
	} {
		headers := []string{"Content-Type", given}
		if given == "" {
			headers = nil
		}
		if rec := do(h, "POST", "/v1/deadlines", "{"+good+"}", headers...); rec.Code != status {
			t.Errorf("%q: status %d, want %d", given, rec.Code, status)
		}
	}
	for _, given := range []string{"application/x-ndjson", "application/x-ndjson; charset=utf-8", "Application/X-NDJSON"} {
		if rec := do(h, "POST", "/v1/deadlines/batch", "{"+good+"}", "Content-Type", given); rec.Header().Get("Content-Type") != ndjsonType {
			t.Errorf("%q: %d %s", given, rec.Code, rec.Body)
		}
		if !sendsLines(newRequest("POST", "/v1/deadlines/batch", "", "Content-Type", given)) {
			t.Errorf("%q is not watched as one of lines", given)
		}
	}
}

// TestBOM: a byte order mark before a body is passed over, as before lines.
func TestBOM(t *testing.T) {
	h := newTestHandler(t, nil)
	for path, body := range map[string]string{
		"/v1/deadlines": "{" + good + "}", "/v1/deadlines/status": "{" + good + `,"at":"2026-02-09"}`,
		"/v1/deadlines/batch": `{"items":[{` + good + "}]}", "/v1/calendars/CN/days": `{"dates":["2026-02-14"]}`,
	} {
		if got, want := post(h, path, "\ufeff"+body), post(h, path, body); got.Code != 200 || got.Body.String() != want.Body.String() {
			t.Errorf("%s: %d %s", path, got.Code, got.Body)
		}
	}
}
