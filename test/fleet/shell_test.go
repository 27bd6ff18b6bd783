package fleet

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// shell is that of an operator who works by the runbook: it has the variables that the pages
// ask for, and runs in a folder like that of the repository, on the machine of the first replica.
type shell struct {
	t      *testing.T
	f      *Fleet
	folder string
	env    []string // beyond what the fleet was started with
	book   *runbook // nil if nothing is noted
}

func newShell(t *testing.T, f *Fleet) *shell {
	t.Helper()
	module := moduleFolder(t)
	d := &shell{t: t, f: f, folder: t.TempDir()}
	for _, err := range []error{
		os.Symlink(f.Program(), filepath.Join(d.folder, "shixian")),
		os.Symlink(filepath.Join(module, "deploy"), filepath.Join(d.folder, "deploy")),
		os.Symlink(filepath.Join(module, "deploy", "prometheus", "rules"), filepath.Join(d.folder, "rules")),
		os.Symlink(filepath.Join(module, "deploy", "prometheus", "prometheus.yml"), filepath.Join(d.folder, "prometheus.yml")),
		os.WriteFile(filepath.Join(d.folder, "notice.txt"), []byte(notice2027.Text), 0o600),
		// Without systemd the log is a file.
		os.WriteFile(filepath.Join(d.folder, "journalctl"), []byte("#!/bin/sh\nexec cat "+filepath.Join(f.Replicas[0].Folder(), "log")+"\n"), 0o700),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// try runs a command as a page has it.
func (d *shell) try(command string) (out string, err error) {
	d.t.Helper()
	first := d.f.Replicas[0]
	cmd := exec.Command("bash", "-euc", command)
	cmd.Dir = d.folder
	cmd.Env = append(withoutSettings(os.Environ()), "PATH="+d.folder+":"+os.Getenv("PATH"), "API="+d.f.URL(), "OPS="+first.OpsURL(),
		"EDITOR_TOKEN="+d.f.Token("editor"), "PUBLISHER_TOKEN="+d.f.Token("publisher"),
		"SHIXIAN_ADDR="+first.Addr(), "SHIXIAN_TOKENS="+d.f.tokens.file, "SHIXIAN_DATA="+filepath.Join(first.Folder(), "data"))
	if d.f.Postgres != nil {
		cmd.Env = append(cmd.Env, "SHIXIAN_DATABASE_URL="+d.f.Postgres.URL(), "SHIXIAN_DATA="+d.folder)
	}
	if d.f.Redis != nil {
		cmd.Env = append(cmd.Env, "SHIXIAN_REDIS_URL="+d.f.Redis.URL())
	}
	if d.f.Prometheus != nil {
		cmd.Env = append(cmd.Env, "PROMETHEUS="+d.f.Prometheus.URL())
	}
	cmd.Env = append(cmd.Env, d.env...)
	return testenv.Output(cmd)
}

// run runs a command that has to succeed, and returns what it prints.
func (d *shell) run(command string) string {
	d.t.Helper()
	out, err := d.try(command)
	if err != nil || strings.Contains(out, `"urn:shixian:problem`) || strings.Contains(out, `"type":"/docs/errors#`) {
		d.t.Errorf("%s: %v\n%s", command, err, out)
	}
	return out
}

// take takes a step of the runbook: it runs the commands that stand there, with what
// stands in capitals for a value filled in, and returns what they print. What a step says in
// words is done before or after it.
func (d *shell) take(alert string, step int, fill ...string) (out string) {
	d.t.Helper()
	steps := d.book.steps[alert]
	if step > len(steps) {
		d.t.Fatalf("%s has no step %d", alert, step)
	}
	d.book.take(alert, step)
	for _, command := range commandsIn(steps[step-1]) {
		out += d.run(strings.NewReplacer(fill...).Replace(command))
	}
	return out
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

// says waits until a replica says that something is wrong, and that it goes on answering.
func (d *shell) says(r *Replica, code string) {
	d.t.Helper()
	d.await(r, code, true)
	want(d.t, 200, "GET", r.URL()+asked, "")
	d.book.say(code)
}

// mended waits until a replica no longer says that something is wrong.
func (d *shell) mended(r *Replica, code string) {
	d.t.Helper()
	d.await(r, code, false)
	want(d.t, 200, "GET", r.URL()+asked, "")
}

func (d *shell) await(r *Replica, code string, there bool) {
	d.t.Helper()
	testenv.Await(d.t, func() error {
		if got := codes(d.t, r); slices.Contains(got, code) != there {
			return fmt.Errorf("%s: %q", r.Name, got)
		}
		return nil
	})
}

// field returns a field of a replica's readiness.
func (d *shell) field(r *Replica, name string) string {
	d.t.Helper()
	var ready struct {
		Position string
		Revision int
		State    struct {
			RecordID string `json:"record_id"`
		}
	}
	if err := json.Unmarshal([]byte(call(d.t, "GET", r.OpsURL()+"/readyz", "").body), &ready); err != nil {
		d.t.Fatal(err)
	}
	return map[string]string{"position": ready.Position, "revision": fmt.Sprint(ready.Revision), "record_id": ready.State.RecordID}[name]
}

// agree waits until both replicas have one position.
func (d *shell) agree() {
	d.t.Helper()
	testenv.Await(d.t, func() error {
		a, b := d.field(d.f.Replicas[0], "position"), d.field(d.f.Replicas[1], "position")
		if a != b || a == "" {
			return fmt.Errorf("%q and %q", a, b)
		}
		return nil
	})
}

// reload has the replicas read the token file again.
func (d *shell) reload() {
	d.t.Helper()
	for _, r := range d.f.Replicas {
		before := strings.Count(r.Log(), "the token file was read again")
		if err := syscall.Kill(r.PID(), syscall.SIGHUP); err != nil {
			d.t.Fatal(err)
		}
		testenv.Await(d.t, func() error {
			if strings.Count(r.Log(), "the token file was read again") == before {
				return fmt.Errorf("%s has not read it", r.Name)
			}
			return nil
		})
	}
}

// sql has the database's administrator run statements.
func (d *shell) sql(statements string) string {
	d.t.Helper()
	return d.run(`psql -v ON_ERROR_STOP=1 -qAt "$SHIXIAN_DATABASE_URL" <<'END'` + "\n" + statements + "\nEND")
}
