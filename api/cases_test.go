package api

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"shixian/deadlines"
)

// TestCases sends the cases of testdata/cases.jsonl as one batch. Each line has a
// question and those fields of its answer that counting decides; they were counted
// day by day, from the dates of the notices, by other means than this module's.
func TestCases(t *testing.T) {
	text, err := os.ReadFile("testdata/cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	type worked struct {
		Question json.RawMessage
		Want     map[string]any
	}
	var cases []worked
	var questions [][]byte
	for line := range bytes.Lines(text) {
		var c worked
		if err := unmarshalStrict(line, &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
		questions = append(questions, c.Question)
	}
	rec := post(newTestHandler(t, nil), "/v1/deadlines/batch", `{"items":[`+string(bytes.Join(questions, []byte(",")))+`]}`)
	var all struct{ Results []map[string]any }
	unmarshal(t, rec.Body.Bytes(), &all)
	if len(all.Results) != len(cases) || len(cases) < 60 {
		t.Fatalf("%d cases, %d results", len(cases), len(all.Results))
	}
	shapes := map[string]bool{}
	for i, c := range cases {
		got := all.Results[i]
		shape, _ := got["shape"].(string)
		shapes[shape] = true
		for field, want := range c.Want {
			if got[field] != want {
				t.Errorf("line %d, %s: %s is %v, want %v", i+1, c.Question, field, got[field], want)
			}
		}
		if _, open := c.Want["unsettled_from"]; !open && got["unsettled_from"] != nil {
			t.Errorf("line %d, %s: unsettled from %v", i+1, c.Question, got["unsettled_from"])
		}
	}
	for _, shape := range []deadlines.Shape{deadlines.Within, deadlines.Before, deadlines.Lead, deadlines.YearEnd, deadlines.Term,
		deadlines.Recurring, deadlines.Quota, deadlines.Threshold, deadlines.WeekdayWindow} {
		if !shapes[string(shape)] {
			t.Errorf("no case of the shape %s", shape)
		}
	}
}
