package integer_test

import (
	"testing"

	"github.com/go-json-experiment/json"

	"shixian/internal/integer"
)

func TestPlain(t *testing.T) {
	for number, want := range map[string]string{
		"7": "7", "7.0": "7", "7e0": "7", "70E-1": "7", "0.7e+1": "7", "-7.00": "-7", "-0.0": "-0", "1e3": "1000",
		"1e20": "100000000000000000000", "7.5": "7.5", "1e-1": "1e-1", "1e400": "1e400",
	} {
		if got := string(integer.Plain([]byte(number))); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
}

func TestUnmarshalers(t *testing.T) {
	type body struct {
		Year int    `json:"year"`
		To   *int64 `json:"to"`
	}
	var got body
	if err := json.Unmarshal([]byte(`{"year":2027.0,"to":12e0}`), &got, json.WithUnmarshalers(integer.Unmarshalers)); err != nil || got.Year != 2027 || *got.To != 12 {
		t.Errorf("%+v, %v", got, err)
	}
	got = body{Year: 1}
	if err := json.Unmarshal([]byte(`{"year":null,"to":null}`), &got, json.WithUnmarshalers(integer.Unmarshalers)); err != nil || got.Year != 0 || got.To != nil {
		t.Errorf("null: %+v, %v", got, err)
	}
	for _, wrong := range []string{`{"year":2027.5}`, `{"year":"2027"}`, `{"to":1e30}`, `{"year":01}`, `{"year":`} {
		if err := json.Unmarshal([]byte(wrong), &got, json.WithUnmarshalers(integer.Unmarshalers)); err == nil {
			t.Errorf("%s: %+v", wrong, got)
		}
	}
}
