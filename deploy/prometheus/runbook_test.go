package prometheus

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestRunbook: each alert has an entry in both languages, with all its parts, and
// there is no entry of an alert that is gone.
func TestRunbook(t *testing.T) {
	all := alerts(t)
	for file, parts := range map[string][]string{
		"runbook.md":    {"**含义**：", "**先看**：", "**处理**：", "**上报**："},
		"runbook.en.md": {"**Means**:", "**Look**:", "**Do**:", "**Escalate**:"},
	} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", "operations", file))
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, entry := range strings.Split(string(text), "\n### ")[1:] {
			name, body, _ := strings.Cut(entry, "\n")
			body, _, _ = strings.Cut(body, "\n## ")
			if seen[name] = true; all[name].Alert == "" {
				t.Errorf("%s: there is no alert %q", file, name)
			}
			at := 0
			for _, part := range parts {
				i := strings.Index(body[at:], part)
				if i < 0 {
					t.Errorf("%s: %s: there is no %s, or it is not in its place", file, name, part)
					break
				}
				at += i
			}
			if severity := all[name].Labels["severity"]; !strings.Contains(body, "`"+severity+"`") {
				t.Errorf("%s: %s does not say that it is %s", file, name, severity)
			}
		}
		for name := range all {
			if !seen[name] {
				t.Errorf("%s: %s has no entry", file, name)
			}
		}
	}
}

// named are the panels that a runbook sends its reader to.
var named = map[string]*regexp.Regexp{
	"runbook.md":    regexp.MustCompile(`「([^」]+)」`),
	"runbook.en.md": regexp.MustCompile(`\b_([^_` + "`" + `]+)_\b`),
}

// TestPanels: a panel that a runbook names is on a dashboard, under that title.
func TestPanels(t *testing.T) {
	titles := map[string]bool{}
	for _, path := range files(t, "../grafana/dashboards/*.json") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var board struct{ Panels []struct{ Title string } }
		if err := json.Unmarshal(text, &board); err != nil {
			t.Fatal(err)
		}
		for _, p := range board.Panels {
			zh, en, _ := strings.Cut(p.Title, " / ")
			titles["runbook.md "+zh] = true
			titles["runbook.en.md "+en] = true
			if en == "" {
				titles["runbook.en.md "+zh] = true
			}
		}
	}
	for file, panel := range named {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", "operations", file))
		if err != nil {
			t.Fatal(err)
		}
		found := panel.FindAllStringSubmatch(string(text), -1)
		if len(found) < 50 {
			t.Errorf("%s names only %d panels", file, len(found))
		}
		for _, m := range found {
			if !titles[file+" "+m[1]] {
				t.Errorf("%s: there is no panel %q", file, m[1])
			}
		}
	}
}
