package api

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/internal/charset"
)

// seeds are bodies to begin fuzzing from.
var seeds = []string{
	`{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`,
	`{"rule":"xihe.countersign-reply","trigger":"2026-02-09T17:30:00+08:00","amount":3,"roll":"next","as_of":"2025-10-31","calendar":"CN-GX","trace":false}`,
	`{"rule":"shuangta.710-complex","trigger":"2024-01-31","suspended":[{"from":"2024-02-01","to":"2049-12-31"}]}`,
	`{"rule":"xiangshan.district-meeting-quota","trigger":"2026-02-09","history":["2026-01-05","9999-12-31"]}`,
	`{"rule":"tiexi.absence-approver","days":1.5e0}`,
	`{"rule":"tiexi.term","trigger":"2024-02-29","at":"2029-03-01","done":"2029-02-28","yellow":5}`,
	`{"\u0072ule":"\ud83d\ude00","trigger":null,"suspended":[{}],"history":[[]],"days":-0.0,"revision":0}`,
	`{"rule":"tiexi.field-research-days","trigger":"2050-12-31"}`,
	"\ufeff{}", `{"a":{"b":[1,2,{"c":null}]}}`, `[]`, `{} {}`, "{\"rule\":\"\xff\"}",
}

// checkAnswer holds an answer to anything at all against what every answer is: a
// success that is documented, or a problem that is the caller's.
func checkAnswer[T any](t *testing.T, rec *httptest.ResponseRecorder) {
	t.Helper()
	if rec.Code == 200 {
		decode[T](t, rec.Body.Bytes())
		return
	}
	p := problemIn(t, rec)
	checkProblem(t, p)
	if p.RequestID == "" || rec.Header().Get("Content-Type") != problemJSON {
		t.Fatalf("%v %+v", rec.Header(), p)
	}
}

func checkProblem(t *testing.T, p problem.Problem) {
	t.Helper()
	m := problem.Of(problem.New(deadlines.Code(p.Code), ""), holidays.Chinese)
	if m.Code != p.Code || p.Status != m.Status || p.Status < 400 || p.Status > 499 || p.Type != m.Type || p.Title == "" || p.Detail == "" {
		t.Fatalf("%+v", p)
	}
}

func FuzzBody(f *testing.F) {
	h := newTestHandler(f, nil)
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		rec := post(h, "/v1/deadlines", string(body))
		checkAnswer[wire.Answer](t, rec)
		if !json.Valid(charset.TrimBOM(body)) && len(body) <= maxQuestionBytes {
			if code := problemIn(t, rec).Code; code != string(problem.Malformed) && code != string(problem.Trailing) {
				t.Fatalf("%q is not JSON, and is told %s", body, code)
			}
		}
		checkAnswer[wire.StatusAnswer](t, post(h, "/v1/deadlines/status", string(body)))
	})
}

// either is one result of a batch, or one line of NDJSON.
func either(t *testing.T, text []byte) {
	t.Helper()
	var both struct{ Code *string }
	unmarshal(t, text, &both)
	if both.Code == nil {
		decode[wire.StatusAnswer](t, text) // which has all that an answer has
	} else {
		checkProblem(t, decode[problem.Problem](t, text))
	}
}

func FuzzBatch(f *testing.F) {
	h := newTestHandler(f, nil)
	for _, s := range seeds {
		f.Add([]byte(`{"items":[` + s + `]}`))
	}
	f.Add([]byte(`{"items":[` + seeds[0] + `,` + seeds[1] + `,{}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		rec := post(h, "/v1/deadlines/batch", string(body))
		if rec.Code != 200 {
			checkAnswer[wire.BatchAnswer](t, rec)
			return
		}
		var asked struct{ Items []json.RawMessage }
		var answered struct{ Results []json.RawMessage }
		unmarshal(t, body, &asked)
		unmarshal(t, rec.Body.Bytes(), &answered)
		if len(asked.Items) != len(answered.Results) {
			t.Fatalf("%d items, %d results", len(asked.Items), len(answered.Results))
		}
		for _, r := range answered.Results {
			either(t, r)
		}
	})
}

func FuzzLine(f *testing.F) {
	h := newTestHandler(f, nil)
	f.Add([]byte(strings.Join(seeds, "\n")))
	f.Add([]byte("\r\n \n" + seeds[0] + "\r\n\n" + seeds[0]))
	f.Fuzz(func(t *testing.T, body []byte) {
		rec := postLines(h, string(body))
		if rec.Code != 200 {
			t.Fatalf("%d %s", rec.Code, rec.Body)
		}
		asked, answered := 0, 0
		for range bytes.Lines(body) {
			asked++
		}
		for line := range bytes.Lines(rec.Body.Bytes()) {
			either(t, line)
			answered++
		}
		if asked != answered {
			t.Fatalf("%d lines, %d answers", asked, answered)
		}
	})
}

func FuzzQuery(f *testing.F) {
	h := newTestHandler(f, nil)
	for _, query := range []string{
		goodQuery, "rule=tiexi.absence-approver&days=1.5&ref=A", "rule=xiangshan.district-meeting-quota&trigger=2026-02-09&history=2026-01-05,2026-01-06",
		"rule=xihe.travel-notice&trigger=2026-10-09T08:00:00%2B08:00&roll=next&suspended=2026-01-01/2026-01-02&suspended=2026-01-02/2026-01-03&trace=false",
		"from=2026-01-01&to=2026-12-31", "date=2026-01-01&workdays=+5", "jurisdiction=xihe&shape=within&q=%E5%9B%9E", "%72ule=%zz&&=;", "revision=0&amount=7",
	} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		checkAnswer[wire.Answer](t, get(h, "/v1/deadlines?"+query))
		checkAnswer[wire.Rules](t, get(h, "/v1/rules?"+query))
		checkAnswer[wire.Days](t, get(h, "/v1/calendars/CN-GX/days?"+query))
		checkAnswer[wire.WorkdayCount](t, get(h, "/v1/calendars/CN/workdays?"+query))
		checkAnswer[wire.WorkdayStep](t, get(h, "/v1/calendars/CN/add?"+query))
	})
}
