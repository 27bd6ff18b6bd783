package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shixian/api/wire/wiretest"
)

// TestSameAnswerHoweverAsked: GET, POST, a batch and NDJSON give one answer, or
// refuse for the same reason.
func TestSameAnswerHoweverAsked(t *testing.T) {
	h := newTestHandler(t, nil)
	_, cat := world()
	seen := map[string]int{}
	property := func(t *rapid.T) {
		q := wiretest.Spoilt(cat).Draw(t, "question")
		lang := rapid.SampledFrom([]string{"zh", "en"}).Draw(t, "language")
		byPost := post(h, "/v1/deadlines", q.JSON(), "Accept-Language", lang)
		byGet := get(h, "/v1/deadlines?"+q.Query(), "Accept-Language", lang)
		byBatch := post(h, "/v1/deadlines/batch", `{"items":[`+q.JSON()+`]}`, "Accept-Language", lang).Body.String()
		byLine := postLines(h, q.JSON()+"\n", "Accept-Language", lang).Body.String()

		alone := strings.TrimSuffix(strings.TrimPrefix(byBatch, `{"results":[`), `]}`)
		if byPost.Code == 200 {
			for _, other := range []string{byGet.Body.String(), alone, strings.TrimSuffix(byLine, "\n")} {
				if other != byPost.Body.String() {
					t.Fatalf("%s\nby POST %s\notherwise %s", q.JSON(), byPost.Body, other)
				}
			}
			seen["answered"]++
			return
		}
		want := without(byPost.Body.Bytes())
		seen[want["code"].(string)]++
		if byGet.Code != byPost.Code {
			t.Fatalf("%s\nby POST status %d, by GET %d %s", q.JSON(), byPost.Code, byGet.Code, byGet.Body)
		}
		for _, other := range []string{byGet.Body.String(), alone, byLine} {
			if got := without([]byte(other)); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s\nby POST %v\notherwise %v", q.JSON(), want, got)
			}
		}
	}
	enough := func() bool { return seen["answered"] >= 50 && len(seen) >= 6 }
	for round := 0; round < 5 || round < 50 && !enough(); round++ { // a short run draws less in each
		rapid.Check(t, property)
	}
	if !enough() {
		t.Errorf("too few kinds of outcome: %v", seen)
	}
}

// TestTraceByDefault: a question alone carries its trace, those of a batch do not.
func TestTraceByDefault(t *testing.T) {
	h := newTestHandler(t, nil)
	const body, query = `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`, "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09"
	cases := []struct {
		how, answer string
		trace       bool
	}{
		{"POST", post(h, "/v1/deadlines", body).Body.String(), true},
		{"GET", get(h, query).Body.String(), true},
		{"GET, trace=false", get(h, query+"&trace=false").Body.String(), false},
		{"status", post(h, "/v1/deadlines/status", body).Body.String(), true},
		{"batch", post(h, "/v1/deadlines/batch", `{"items":[`+body+`]}`).Body.String(), false},
		{"NDJSON", postLines(h, body).Body.String(), false},
	}
	for _, c := range cases {
		if !strings.Contains(c.answer, `"due":"2026-02-25"`) {
			t.Errorf("%s: %s", c.how, c.answer)
		}
		if got := strings.Contains(c.answer, `"trace":[`); got != c.trace {
			t.Errorf("%s: trace %v, want %v", c.how, got, c.trace)
		}
	}
}

// without returns the JSON object text without its request id, line and pointers, which
// tell one way of asking from another.
func without(text []byte) map[string]any {
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		panic(err)
	}
	delete(m, "request_id")
	delete(m, "errors")
	delete(m, "line")
	return m
}
