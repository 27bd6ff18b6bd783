package api

import (
	"fmt"
	"strings"
	"testing"

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
		{"", codeMalformed},
		{" \n", codeMalformed},
		{"{", codeMalformed},
		{`{` + good, codeMalformed},
		{`{` + good + `,}`, codeMalformed},
		{`{` + good + `]`, codeMalformed},
		{`{"rule":"xihe`, codeMalformed},
		{`{"rule"`, codeMalformed},
		{`{"rule" "x"}`, codeMalformed},
		{`{rule:"x"}`, codeMalformed},
		{`{'rule':'x'}`, codeMalformed},
		{`{null:1}`, codeMalformed},
		{`{1:2}`, codeMalformed},
		{"\ufeff{" + good + "}", codeMalformed},
		{`{` + good + `,"days":NaN}`, codeMalformed},
		{`{` + good + `,"amount":+7}`, codeMalformed},
		{`{` + good + `,"amount":07}`, codeMalformed},
		{`{` + good + `,"amount":7.}`, codeMalformed},
		{`{` + good + `,"amount":Infinity}`, codeMalformed},
		{`{` + good + `,"trace":True}`, codeMalformed},
		{`{` + good + `} // comment`, codeTrailing},
		{`{/* comment */` + good + `}`, codeMalformed},
		{"{\"rule\":\"a\nb\"}", codeMalformed},
		{"{\"rule\":\"a\x00b\"}", codeMalformed},
		{`{"rule":"\x41"}`, codeMalformed},
		{`{"rule":"\ud800"}`, codeMalformed},
		{`{"rule":"\udc00\ud800"}`, codeMalformed},
		{`{"\ud800":1}`, codeMalformed},
		{"{\"rule\":\"\xff\"}", codeMalformed},
		{"{\"\xc3\x28\":1}", codeMalformed},
		{"{\"rule\":\"\xed\xa0\x80\"}", codeMalformed},
		{`{"x":` + nested(10_000) + `}`, codeMalformed},
		{`{"history":` + nested(10_000) + `}`, codeMalformed},
		{nested(10_000), codeWrongType},
		{strings.Repeat("[", 10_001), codeMalformed},
		{`{"x":` + nested(9_000) + `}`, codeUnknownField},

		// more than one value
		{`{` + good + `}{}`, codeTrailing},
		{`{` + good + `}x`, codeTrailing},
		{`{` + good + `}` + strings.Repeat(" ", 9000) + `x`, codeTrailing},
		{`{` + good + "}\x00", codeTrailing},
		{`{` + good + `},`, codeTrailing},
		{`{"ruel":1} x`, codeTrailing},

		// not an object
		{`[{` + good + `}]`, codeWrongType},
		{`"rule"`, codeWrongType},
		{`null`, codeWrongType},
		{`7`, codeWrongType},
		{`true`, codeWrongType},

		// keys
		{`{` + good + `,"Rule":"x"}`, codeUnknownField},
		{`{` + good + `,"rule ":"x"}`, codeUnknownField},
		{`{` + good + `,"":1}`, codeUnknownField},
		{`{` + good + `,"` + strings.Repeat("键", 400) + `":1}`, codeUnknownField},
		{`{` + good + `,"at":"2026-02-10"}`, codeUnknownField},
		{`{` + good + `,"yellow":1}`, codeUnknownField},
		{`{` + good + `,"rule":"xihe.countersign-reply"}`, codeDuplicateField},
		{`{` + good + `,"\u0072ule":"xihe.countersign-reply"}`, codeDuplicateField},
		{`{` + good + `,"trace":true,"tr\u0061ce":true}`, codeDuplicateField},
		{`{` + good + `,"suspended":[{"from":"2026-02-10","from":"2026-02-10","to":"2026-02-10"}]}`, codeDuplicateField},
		{`{` + good + `,"suspended":[{"from":"2026-02-10","to":"2026-02-10","t\u006f":"2026-02-10"}]}`, codeDuplicateField},
		{`{` + good + `,"suspended":[],"suspended":[]}`, codeDuplicateField},
		{`{` + good + `,"suspended":[{"from":"2026-02-10","to":"2026-02-10","days":1}]}`, codeUnknownField},

		// kinds of value
		{`{"rule":null}`, codeWrongType},
		{`{"rule":7}`, codeWrongType},
		{`{"rule":["xihe.countersign-reply"]}`, codeWrongType},
		{`{` + good + `,"trace":null}`, codeWrongType},
		{`{` + good + `,"trace":"true"}`, codeWrongType},
		{`{` + good + `,"trace":1}`, codeWrongType},
		{`{` + good + `,"roll":null}`, codeWrongType},
		{`{` + good + `,"calendar":null}`, codeWrongType},
		{`{` + good + `,"as_of":20260209}`, codeWrongType},
		{`{` + good + `,"suspended":null}`, codeWrongType},
		{`{` + good + `,"suspended":{"from":"2026-02-10","to":"2026-02-10"}}`, codeWrongType},
		{`{` + good + `,"suspended":["2026-02-10/2026-02-11"]}`, codeWrongType},
		{`{` + good + `,"suspended":[{"from":null,"to":"2026-02-10"}]}`, codeWrongType},
		{`{` + good + `,"suspended":[{}]}`, deadlines.CodeFieldMissing},
		{`{` + good + `,"history":null}`, codeWrongType},
		{`{` + good + `,"history":"2026-02-10"}`, codeWrongType},
		{`{` + good + `,"history":[null]}`, codeWrongType},

		// numbers
		{`{` + good + `,"amount":null}`, codeWrongType},
		{`{` + good + `,"amount":"7"}`, codeWrongType},
		{`{` + good + `,"amount":7.0}`, codeWrongType},
		{`{` + good + `,"amount":1e2}`, codeWrongType},
		{`{` + good + `,"amount":-0}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":0}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":-7}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":1001}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":4294967303}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":18446744073709551623}`, deadlines.CodeAmountRange},
		{`{` + good + `,"amount":1` + strings.Repeat("0", 400) + `}`, deadlines.CodeAmountRange},
		{`{"rule":"tiexi.absence-approver","days":"2"}`, codeWrongType},
		{`{"rule":"tiexi.absence-approver","days":null}`, codeWrongType},
		{`{"rule":"tiexi.absence-approver","days":1e400}`, deadlines.CodeDaysRange},
		{`{"rule":"tiexi.absence-approver","days":-1e400}`, deadlines.CodeDaysRange},
		{`{"rule":"tiexi.absence-approver","days":1e-400}`, deadlines.CodeDaysRange},
		{`{"rule":"tiexi.absence-approver","days":-0.0}`, deadlines.CodeDaysRange},
		{`{"rule":"tiexi.absence-approver","days":3660.5}`, deadlines.CodeDaysRange},
	}
	for _, c := range cases {
		t.Run(fmt.Sprintf("%.80q", c.body), func(t *testing.T) {
			p := problem(t, post(h, "/v1/deadlines", c.body))
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
	} {
		if rec := post(h, "/v1/deadlines", body); rec.Code != 200 || !strings.Contains(rec.Body.String(), want) {
			t.Errorf("%.80q: %d %s", body, rec.Code, rec.Body)
		}
	}
	for days, want := range map[string]string{"1": "分管副区长", "1.0": "分管副区长", "1e0": "分管副区长", "0.5": "分管副区长", "1.0001": "区长", "3660": "区长", "36.6e2": "区长"} {
		a := ok[Answer](t, post(h, "/v1/deadlines", `{"rule":"tiexi.absence-approver","days":`+days+`}`))
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
	}
}
