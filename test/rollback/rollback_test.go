package rollback

import (
	"encoding/json"
	"net/http"
	"os/exec"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"shixian/test/fleet"
	"shixian/test/notice2027"
	"shixian/test/testenv"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(fleet.Main(m), testenv.Leaks()...) }

// before is the commit whose program a rollback goes back to: the last one before
// packages, drafts and checkpoints were laid out as they are now.
const before = "6a46800"

// asked is a question whose answer the published notice changes.
const asked = "/v1/deadlines?rule=xihe.countersign-reply&trigger=2027-02-03"

// older builds the program of that commit.
func older(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds the whole of an older program: make prove")
	}
	if out, err := exec.Command("git", "cat-file", "-e", before+"^{commit}").CombinedOutput(); err != nil {
		t.Skipf("the history does not reach back to %s (a shallow clone? git fetch --unshallow): %v %s", before, err, out)
	}
	folder := t.TempDir()
	run(t, "", "sh", "-c", "cd \"$(git rev-parse --show-toplevel)\" && git archive "+before+" | tar -x -C '"+folder+"'")
	program := filepath.Join(folder, "shixian-before")
	run(t, folder, "go", "build", "-buildvcs=false", "-o", program, ".")
	return program
}

func run(t *testing.T, folder, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = folder
	if _, err := testenv.Output(cmd); err != nil {
		t.Fatal(err)
	}
}

// step is one program on the record, until it ends.
type step struct {
	t *testing.T
	*fleet.Fleet
}

// on starts a program, "" for today's, on a record.
func on(t *testing.T, program, record string) step {
	t.Helper()
	return step{t, fleet.Start(t, fleet.Options{Program: program, Env: []string{record}})}
}

func (s step) want(status int, method, path, body string, headers ...string) fleet.Reply {
	s.t.Helper()
	headers = append(headers, "Authorization", "Bearer "+s.Token("publisher"))
	r, err := fleet.Do(s.t.Context(), nil, method, s.Fleet.URL()+path, body, headers...)
	if err != nil || r.Status != status {
		s.t.Fatalf("%s %s: %d, %v: %s", method, path, r.Status, err, r.Body)
	}
	return r
}

// state is what a program answers, and by which revision.
type state struct {
	Due         string
	Provisional bool
	Revision    float64
}

func (s step) state() (a state) {
	s.t.Helper()
	for _, path := range []string{asked, "/readyz"} {
		if err := json.Unmarshal(s.want(http.StatusOK, "GET", path, "").Body, &a); err != nil {
			s.t.Fatal(err)
		}
	}
	return a
}

// publish publishes the notice, and returns its id.
func (s step) publish() string {
	s.t.Helper()
	d := s.want(http.StatusCreated, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Content-Type", "text/plain; charset=utf-8")
	r := s.want(http.StatusOK, "POST", d.Header.Get("Location")+"/publish", "", "If-Match", d.Header.Get("ETag"))
	var published struct{ Notice string }
	if err := json.Unmarshal(r.Body, &published); err != nil || published.Notice == "" {
		s.t.Fatalf("%v: %s", err, r.Body)
	}
	return published.Notice
}

func (s step) withdraw(notice string) {
	s.t.Helper()
	s.want(http.StatusOK, "POST", "/v1/admin/notices/"+notice+"/withdraw", `{"reason":"rollback"}`, "Content-Type", "application/json")
}

// TestRollback goes from the older program to this one, back, and on again. Each answers
// by what the others have written, and writes after them.
func TestRollback(t *testing.T) {
	program := older(t)
	steps := []struct{ what, program string }{
		{"the older one", program}, {"the upgrade", ""}, {"the rollback", program}, {"the upgrade after it", ""},
	}
	t.Run("postgres", func(t *testing.T) { take(t, "SHIXIAN_DATABASE_URL="+testenv.Database(t), steps) })
	// With SQLite today's program signs what is recorded, and takes over what the older one
	// wrote without a signature when somebody has accepted it.
	t.Run("sqlite", func(t *testing.T) { take(t, "SHIXIAN_DATA="+t.TempDir(), steps[:3]) })
}

// take runs the programs one after the other on a record.
func take(t *testing.T, record string, steps []struct{ what, program string }) {
	t.Helper()
	notice, last := "", state{}
	for _, c := range steps {
		s := on(t, c.program, record)
		if got := s.state(); notice != "" && got != last {
			t.Errorf("%s answers %+v; want %+v", c.what, got, last)
		}
		if notice != "" {
			s.withdraw(notice)
		}
		if got := s.state(); !got.Provisional {
			t.Errorf("%s: without the notice: %+v", c.what, got)
		}
		notice = s.publish()
		if last = s.state(); last.Provisional {
			t.Errorf("%s: with the notice: %+v", c.what, last)
		}
		s.Replicas[0].Stop()
	}
}
