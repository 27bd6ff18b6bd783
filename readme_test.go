package main

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestReadme makes the call of each README, and compares the answer.
func TestReadme(t *testing.T) {
	r := startReplica(t)
	for file, language := range map[string]string{"README.md": "", "README.en.md": "en"} {
		text, err := os.ReadFile(file)
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
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s prints another answer than\n%s", file, answer.body)
		}
	}
}

// TestSettingsListed: both languages list every setting, with its default.
func TestSettingsListed(t *testing.T) {
	typ := reflect.TypeFor[settings]()
	for _, file := range []string{"docs/operations/README.md", "docs/operations/README.en.md"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := range typ.NumField() {
			tag := typ.Field(i).Tag
			row := "| `" + settingPrefix + tag.Get("env") + "` | "
			if def := tag.Get("envDefault"); def != "" {
				row += "`" + def + "` |"
			} else {
				row += "|"
			}
			if !strings.Contains(string(text), row) {
				t.Errorf("%s has no row %q", file, row)
			}
		}
	}
}
