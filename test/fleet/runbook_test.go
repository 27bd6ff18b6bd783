package fleet

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// desk is where somebody works by the runbook: a shell with the variables that it asks for,
// on the machine of a replica.
type desk struct {
	t      *testing.T
	f      *Fleet
	folder string
}

func newDesk(t *testing.T, f *Fleet) *desk {
	t.Helper()
	d := &desk{t, f, t.TempDir()}
	for _, err := range []error{
		os.Symlink(f.Program(), filepath.Join(d.folder, "shixian")),
		os.WriteFile(filepath.Join(d.folder, "notice.txt"), []byte(notice2027.Text), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// run runs a command as the runbook has it, and returns what it prints.
func (d *desk) run(command string) string {
	d.t.Helper()
	cmd := exec.Command("sh", "-euc", command)
	cmd.Dir = d.folder
	cmd.Env = append(withoutSettings(os.Environ()), "PATH="+d.folder+":"+os.Getenv("PATH"),
		"API="+d.f.URL(), "OPS="+d.f.Replicas[0].OpsURL(), "EDITOR_TOKEN="+d.f.Token("publisher"), "SHIXIAN_DATA="+d.folder,
		"SHIXIAN_ADDR="+d.f.Replicas[0].Addr())
	if d.f.Postgres != nil {
		cmd.Env = append(cmd.Env, "SHIXIAN_DATABASE_URL="+d.f.Postgres.URL())
	}
	if d.f.Redis != nil {
		cmd.Env = append(cmd.Env, "SHIXIAN_REDIS_URL="+d.f.Redis.URL())
	}
	out, err := testenv.Output(cmd)
	if err != nil {
		d.t.Errorf("%s: %v\n%s", command, err, out)
	}
	return out
}

// commandSpan is a command of the runbook that needs nothing but a shell.
var commandSpan = regexp.MustCompile("`((?:curl|shixian (?:health|verify|record id|backup)|redis-cli|df -h)\\b[^`]*)`")

// runbookCommands are those of the page, each once, in its order.
func runbookCommands(t *testing.T) (out []string) {
	t.Helper()
	module, err := moduleFolder()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(module, "docs", "operations", "runbook.en.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range commandSpan.FindAllStringSubmatch(string(text), -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// notHere are commands of the runbook that other tests run, or that take what is theirs.
var notHere = []string{
	"shixian backup",                            // without a file: a name in a sentence
	"shixian backup evidence.db",                // of SQLite: TestRunbookBackup
	"shixian verify --against checkpoint.txt",   // in package service, with signatures
	`redis-cli -u "$SHIXIAN_REDIS_URL" FLUSHDB`, // TestRunbookRedis
}

// TestRunbookCommands: every command of the runbook that looks at the service, or changes a
// draft, does so as it stands there.
func TestRunbookCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	f := Start(t, Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true, Env: []string{admitAll}})
	d := newDesk(t, f)
	draft := ""
	commands := runbookCommands(t)
	if len(commands) < 15 {
		t.Fatalf("only %d commands: %q", len(commands), commands)
	}
	// A draft is made before it is listed or dropped, whatever the order of the alerts.
	slices.SortStableFunc(commands, func(a, b string) int { return strings.Count(b, "notice.txt") - strings.Count(a, "notice.txt") })
	for _, command := range commands {
		if slices.Contains(notHere, command) {
			continue
		}
		out := d.run(strings.NewReplacer("drafts/ID", "drafts/"+draft, "grep NAME", "grep shixian", "seconds=20", "seconds=1").Replace(command))
		if strings.Contains(out, `"urn:shixian:problem`) {
			t.Errorf("%s: %s", command, out)
		}
		if strings.Contains(command, "notice.txt") {
			_, after, _ := strings.Cut(out, "/v1/admin/drafts/")
			draft, _, _ = strings.Cut(after, "\r")
		}
	}
	if draft == "" {
		t.Error("no draft was made")
	}
}

// codes returns the codes of what is wrong at a replica.
func codes(t *testing.T, r *Replica) (out []string) {
	t.Helper()
	var ready struct {
		State struct{ Reasons []struct{ Code string } }
	}
	if err := json.Unmarshal([]byte(call(t, "GET", r.OpsURL()+"/readyz", "").body), &ready); err != nil {
		t.Fatal(err)
	}
	for _, reason := range ready.State.Reasons {
		out = append(out, reason.Code)
	}
	return out
}

// awaitCode waits until a replica says that something is wrong, or no longer does.
func awaitCode(t *testing.T, r *Replica, code string, there bool) {
	t.Helper()
	testenv.Await(t, func() error {
		if got := codes(t, r); slices.Contains(got, code) != there {
			return fmt.Errorf("%s: %q", r.Name, got)
		}
		return nil
	})
}

// TestRunbookRedis: ShixianSnapshotRefused: somebody has changed shixian:record; what the
// runbook says mends it.
func TestRunbookRedis(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	f := Start(t, Options{Postgres: true, Redis: true, Env: []string{admitAll, "SHIXIAN_POLL=200ms"}})
	d := newDesk(t, f)
	d.run(`redis-cli -u "$SHIXIAN_REDIS_URL" HSET shixian:record id another`)
	awaitCode(t, f.Replicas[0], "redis_other_record", true)
	d.run(`redis-cli -u "$SHIXIAN_REDIS_URL" FLUSHDB`)
	awaitCode(t, f.Replicas[0], "redis_other_record", false)
}

// TestRunbookBackup: what is to be kept before a record is mended, of SQLite: a copy that
// verifies.
func TestRunbookBackup(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	f := Start(t, Options{Env: []string{admitAll}})
	d := newDesk(t, f)
	data := "SHIXIAN_DATA=" + filepath.Join(f.Replicas[0].Folder(), "data")
	d.run(data + " shixian backup evidence.db")
	d.run(data + " shixian verify")
	d.run("mkdir restored; SHIXIAN_DATA=restored shixian restore evidence.db; SHIXIAN_DATA=restored shixian verify")
}
