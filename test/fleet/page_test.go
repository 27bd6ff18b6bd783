package fleet

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	// commandSpan is a command of a page that needs nothing but a shell and the programs of
	// a machine with the service; those of systemd and of containers are not run here, but that the log is read in its place.
	commandSpan = regexp.MustCompile("`((?:curl|(?:time )?shixian (?:health|verify|record id|backup|restore|token)|redis-cli|psql|prlimit|df -h|sed|haproxy|promtool|journalctl|REPLICA1=)\\b[^`]*)`")
	stepStart   = regexp.MustCompile(`(?m)^[0-9]+\. `)
	shellBlock  = regexp.MustCompile("(?ms)^ *```sh\n(.*?)^ *```$")
)

// page returns the text of a page in docs.
func page(t *testing.T, name string) string {
	t.Helper()
	module := moduleFolder(t)
	text, err := os.ReadFile(filepath.Join(module, "docs", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// block returns the command block that stands after a text on a page.
func block(t *testing.T, name, after string) string {
	t.Helper()
	_, rest, found := strings.Cut(page(t, name), after)
	m := shellBlock.FindStringSubmatch(rest)
	if !found || m == nil {
		t.Fatalf("%s: no commands after %q", name, after)
	}
	return m[1]
}

// commandsIn returns the commands of a text, each once, in its order.
func commandsIn(text string) (out []string) {
	for _, m := range commandSpan.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// runbookSteps returns what the runbook says to do, by alert.
func runbookSteps(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, entry := range strings.Split(page(t, "operations/runbook.en.md"), "\n### ")[1:] {
		alert, body, _ := strings.Cut(entry, "\n")
		_, body, _ = strings.Cut(body, "**Do**:\n")
		body, _, found := strings.Cut(body, "\n**Escalate**")
		if !found {
			t.Fatalf("%s has no steps", alert)
		}
		out[alert] = stepStart.Split(body, -1)[1:]
	}
	return out
}
