package fleet

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// runbook is what was done of the runbook, by those who go through it. It is safe for concurrent
// use.
type runbook struct {
	steps map[string][]string // by alert

	sync.Mutex
	taken map[string]bool // "ALERT STEP"
	said  map[string]bool // reasons of readiness that were brought about and mended
}

func place(alert string, step int) string { return fmt.Sprint(alert, " ", step) }

// take notes that a step was taken.
func (b *runbook) take(alert string, step int) {
	b.Lock()
	defer b.Unlock()
	b.taken[place(alert, step)] = true
}

// say notes that a reason was brought about and mended.
func (b *runbook) say(reason string) {
	b.Lock()
	defer b.Unlock()
	b.said[reason] = true
}

// TestRunbook breaks one thing after another, takes the steps of the runbook with the
// commands as they stand there, and sees that each mends it. No step and no reason of
// readiness is left out without it being said who goes through it instead.
func TestRunbook(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	b := &runbook{steps: runbookSteps(t), taken: map[string]bool{}, said: map[string]bool{}}
	groups := map[string]func(*shell){"several": several, "changed": changed, "alone": alone, "watched": watched}
	options := map[string]Options{
		"several": {Replicas: 2, Postgres: true, Redis: true, Proxy: true, Env: []string{admitAll, "SHIXIAN_POLL=200ms", "SHIXIAN_FOUR_EYES=on"}},
		"changed": {Replicas: 2, Postgres: true, Redis: true, Env: []string{admitAll, "SHIXIAN_POLL=200ms"}},
		"watched": {Replicas: 2, Postgres: true, Proxy: true, Prometheus: true, Faults: true, Env: []string{admitAll, "SHIXIAN_POLL=200ms"}},
		"alone":   {Env: []string{admitAll, "SHIXIAN_POLL=200ms"}},
	}
	ran := 0
	t.Run("groups", func(t *testing.T) {
		for name, run := range groups {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				d := newShell(t, Start(t, options[name]))
				d.book = b
				run(d)
				b.Lock()
				defer b.Unlock()
				ran++
			})
		}
	})
	if ran < len(groups) { // some were left out, or broke off
		return
	}
	b.complete(t)
}

// complete checks that every step and every reason has somebody who goes through it.
func (b *runbook) complete(t *testing.T) {
	tests := testsOf(t)
	for alert, steps := range b.steps {
		for i := range steps {
			at := place(alert, i+1)
			test, other := elsewhere[at]
			words := byPeople[at]
			switch {
			case !b.taken[at] && !other && !words:
				t.Errorf("%s is not taken: %s", at, steps[i])
			case other && !tests[test]:
				t.Errorf("%s: there is no test %s", at, test)
			}
		}
	}
	for _, at := range slices.Concat(slices.Collect(maps.Keys(elsewhere)), slices.Collect(maps.Keys(byPeople))) {
		alert, step, _ := strings.Cut(at, " ")
		if n := len(b.steps[alert]); b.taken[at] || n == 0 || step > fmt.Sprint(n) {
			t.Errorf("%s is taken here, or is no step", at)
		}
	}
	for _, reason := range reasons(t) {
		if test := reasonsElsewhere[reason]; !b.said[reason] && !tests[test] {
			t.Errorf("nobody brings %s about (%q)", reason, test)
		}
	}
}

// reasons are those that readiness can give.
func reasons(t *testing.T) (out []string) {
	t.Helper()
	module := moduleFolder(t)
	source, err := os.ReadFile(filepath.Join(module, "holidays", "live", "state.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`= "((?:table|record|redis|bundle)_\w+)"`).FindAllSubmatch(source, -1) {
		out = append(out, string(m[1]))
	}
	if len(out) < 25 {
		t.Fatalf("only %d reasons", len(out))
	}
	return out
}

var testFunction = regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)

// testsOf returns the tests of the module as package.Test.
func testsOf(t *testing.T) map[string]bool {
	t.Helper()
	module := moduleFolder(t)
	out := map[string]bool{}
	err := filepath.WalkDir(module, func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range testFunction.FindAllSubmatch(text, -1) {
			out[filepath.Base(filepath.Dir(path))+"."+string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// notLooked are commands of the runbook that change what is there, or need what is not.
var notLooked = map[string]bool{
	"shixian backup":                                   true, // of SQLite alone: TestRunbook
	"shixian backup evidence.db":                       true,
	"shixian restore":                                  true,
	"shixian verify --against checkpoint.txt":          true, // service.TestRewrittenRecord
	`redis-cli -u "$SHIXIAN_REDIS_URL" FLUSHDB`:        true,
	"prlimit --pid PID --nofile=65536":                 true, // TestRunbook
	`journalctl -u shixian -o cat | grep '"status":5'`: true, // of which there are none here
}

// TestRunbookCommands: every command of the runbook that looks at the service, or changes a
// draft, does so as it stands there.
func TestRunbookCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	f := Start(t, Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true, Prometheus: true, Env: []string{admitAll}})
	d := newShell(t, f)
	draft := ""
	commands := commandsIn(page(t, "operations/runbook.en.md"))
	if len(commands) < 15 {
		t.Fatalf("only %d commands: %q", len(commands), commands)
	}
	// A draft is made before it is listed or dropped, whatever the order of the alerts.
	slices.SortStableFunc(commands, func(a, b string) int { return strings.Count(b, "notice.txt") - strings.Count(a, "notice.txt") })
	for _, command := range commands {
		if notLooked[command] {
			continue
		}
		out := d.run(strings.NewReplacer("drafts/ID", "drafts/"+draft, "grep NAME", "grep shixian", "seconds=20", "seconds=1").Replace(command))
		if strings.Contains(command, "notice.txt") {
			draft = draftIn(out)
		}
	}
	if draft == "" {
		t.Error("no draft was made")
	}
}

// draftIn returns the id of the draft that an answer has made.
func draftIn(answer string) string {
	_, after, _ := strings.Cut(answer, "/v1/admin/drafts/")
	id, _, _ := strings.Cut(after, "\r")
	return id
}
