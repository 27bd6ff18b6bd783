package service

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestReadme makes the call of each README, and compares the answer.
func TestReadme(t *testing.T) {
	t.Parallel()
	r := startReplica(t)
	for file, language := range map[string]string{"README.md": "", "README.en.md": "en"} {
		text, err := os.ReadFile(filepath.Join("..", "..", file))
		if err != nil {
			t.Fatal(err)
		}
		_, rest, found := strings.Cut(string(text), "http://127.0.0.1:8080/v1/")
		path, rest, _ := strings.Cut(rest, "'")
		_, rest, block := strings.Cut(rest, "```json\n")
		printed, _, closed := strings.Cut(rest, "```")
		if !found || !block || !closed {
			t.Fatalf("%s: no call with its answer", file)
		}
		var want, got any
		if err := json.Unmarshal([]byte(printed), &want); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		answer := r.want(200, "GET", "/v1/"+path, "", "Accept-Language", language)
		if err := json.Unmarshal(answer.body, &got); err != nil {
			t.Fatal(err)
		}
		for _, a := range []any{got, want} { // each record has another, by the time at which it was made
			if fields := a.(map[string]any); fields["position"] == nil {
				t.Errorf("%s: there is no position in %v", file, fields)
			} else {
				delete(fields, "position")
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s prints another answer than\n%s", file, answer.body)
		}
	}
}
