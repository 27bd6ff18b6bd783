package prometheus

import (
	"os"
	"path/filepath"
	"testing"

	"go.yaml.in/yaml/v4"
)

// rule is an alert or a recording rule.
type rule struct {
	Alert, Record, Expr, For string
	Labels, Annotations      map[string]string
}

// read decodes a YAML file and refuses what into has no place for.
func read(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err == nil {
		err = yaml.Load(text, into, yaml.WithKnownFields(), yaml.WithUniqueKeys())
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// files returns the files that match a pattern; there has to be one.
func files(t *testing.T, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(pattern)
	if err != nil || len(found) == 0 {
		t.Fatalf("%s: %v, %v", pattern, found, err)
	}
	return found
}

// allRules returns the rules of all files.
func allRules(t *testing.T) []rule {
	t.Helper()
	var out []rule
	for _, path := range files(t, "rules/*.yml") {
		var file struct {
			Groups []struct {
				Name  string
				Rules []rule
			}
		}
		read(t, path, &file)
		for _, g := range file.Groups {
			out = append(out, g.Rules...)
		}
	}
	return out
}

// alerts returns the alerts of all files by name.
func alerts(t *testing.T) map[string]rule {
	t.Helper()
	out := map[string]rule{}
	for _, r := range allRules(t) {
		if r.Alert == "" {
			continue
		}
		if _, twice := out[r.Alert]; twice {
			t.Errorf("%s is there twice", r.Alert)
		}
		out[r.Alert] = r
	}
	return out
}
