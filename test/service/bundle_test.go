package service

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/internal/app"
)

// exported is a service with a record, and the bundle that is exported of it.
type exported struct {
	*replica
	auth    string
	environ []string
	file    string // in which the bundle is
	key     string // the public key
}

func newExported(t *testing.T) *exported {
	t.Helper()
	environ := []string{"SHIXIAN_DATA=" + t.TempDir(), "SHIXIAN_RULES=" + regionFolder(t)}
	tokens, auth := tokenFileOf(t, "p:publisher")
	e := &exported{
		replica: startReplica(t, append(environ, "SHIXIAN_TOKENS="+tokens)...), auth: auth["p"],
		environ: environ, file: filepath.Join(t.TempDir(), "bundle.json"),
	}
	e.key = strings.TrimSpace(e.run(t, "key"))
	e.export(t)
	return e
}

func (e *exported) run(t *testing.T, args ...string) string {
	t.Helper()
	out, err := command(t, e.environ, args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (e *exported) export(t *testing.T) []byte {
	t.Helper()
	return e.exportTo(t, e.file)
}

// exportTo exports to a file which no replica follows, unless it is that of the bundle.
func (e *exported) exportTo(t *testing.T, file string) []byte {
	t.Helper()
	e.run(t, "bundle", "export", file)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func (e *exported) withdraw(notice string) {
	e.t.Helper()
	e.want(200, "POST", "/v1/admin/notices/"+notice+"/withdraw", `{"reason":"x","confirm_past":true}`, "Authorization", e.auth, "Content-Type", jsonBody)
}

// same asks two replicas the same questions.
func (e *exported) same(t *testing.T, other *replica) {
	t.Helper()
	for _, path := range []string{
		asked, asked + "&view=full&lang=en", "/v1/deadlines?rule=shili.countersign-reply&trigger=2026-03-18", "/v1/rules", "/v1/changes?since=-1",
		"/v1/calendars/CN-SL/table?year=2026", "/v1/checkpoint", asked + "&revision=0",
	} {
		here, there := e.call("GET", path, ""), other.call("GET", path, "")
		if here.status != there.status || !bytes.Equal(here.body, there.body) {
			t.Errorf("%s: %d %s\nwith the bundle: %d %s", path, here.status, here.body, there.status, there.body)
		}
	}
}

// TestBundle: a replica that has nothing but a bundle answers as the service that exported
// it, takes a newer one as it appears, keeps the last one if another does not verify and
// says so, and cannot be written to.
func TestBundle(t *testing.T) {
	t.Parallel()
	e := newExported(t)
	first := e.export(t)
	tokens, auth := tokenFileOf(t, "p:publisher")
	settings := []string{"SHIXIAN_BUNDLE=" + e.file, "SHIXIAN_BUNDLE_KEY=" + e.key, "SHIXIAN_POLL=50ms", "SHIXIAN_TOKENS=" + tokens, "SHIXIAN_DATA=" + t.TempDir()}
	r := startReplica(t, settings...)
	e.same(t, r)
	if out, err := command(t, settings, "rules", "--json"); err != nil || strings.TrimSpace(out) != string(r.want(200, "GET", "/v1/rules", "").body) {
		t.Errorf("the command lists other rules than the service has: %v, %.200s", err, out)
	}
	if a := r.want(200, "GET", "/readyz", ""); a.field(t, "status") != "ready" || a.field(t, "state.source") != "bundle" || a.field(t, "state.bundle.position") != e.position() {
		t.Errorf("%s", a.body)
	}
	for path, body := range map[string]string{
		"/v1/admin/notices/CN-2026/withdraw": `{"reason":"x","confirm_past":true}`,
		"/v1/admin/drafts":                   `{"withdraw":"CN-2026","reason":"x","confirm_past":true}`,
	} {
		if a := r.want(403, "POST", path, body, "Authorization", auth["p"], "Content-Type", jsonBody); !strings.Contains(string(a.body), "bundle_read_only") {
			t.Errorf("%s: %s", path, a.body)
		}
	}
	before := e.position()
	e.withdraw("CN-2026")
	newer := e.exportTo(t, filepath.Join(t.TempDir(), "newer"))
	if err := os.WriteFile(e.file, bytes.Replace(newer, []byte("CN-2026"), []byte("CN-2025"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	r.awaitFault(live.BundleRefused)
	if r.position() != before {
		t.Errorf("at %s", r.position())
	}
	if out := string(r.want(200, "GET", "/metrics", "").body); !strings.Contains(out, `shixian_bundle_info{made="`) || !strings.Contains(out, `shixian_replica_fault{code="bundle_refused"} 1`) || strings.Contains(out, "shixian_bundle_refused_total 0") {
		t.Errorf("%s", out)
	}
	e.export(t)
	r.logs.Await(t, "mended", live.BundleRefused)
	e.same(t, r)
	r.stop()

	if err := os.WriteFile(e.file, first, 0o600); err != nil {
		t.Fatal(err)
	}
	r = startReplica(t, settings...)
	r.awaitFault(live.BundleRefused)
	e.same(t, r)
	if _, err := command(t, append(settings[:1:1], "SHIXIAN_BUNDLE_KEY="+otherKey, "SHIXIAN_DATA="+t.TempDir()), "serve"); err == nil || !strings.Contains(err.Error(), "SHIXIAN_BUNDLE") {
		t.Errorf("with another key: %v", err)
	}
}

// otherKey is a public key of nobody here.
const otherKey = "shixian+ef94d33d+AYqI49079HQpxK8tAKLRRWqBrSSfbehGK/k2VALnd3Np"

// TestVerifyAnswer: a right answer is found to be right, whatever was asked, and a wrong one
// wrong, with what is wrong in it.
func TestVerifyAnswer(t *testing.T) {
	t.Parallel()
	e := newExported(t)
	old := e.want(200, "GET", asked, "").body
	e.withdraw("CN-2026")
	e.export(t)
	check := func(answer []byte, args ...string) (string, int) {
		t.Helper()
		file := filepath.Join(t.TempDir(), "answer.json")
		if err := os.WriteFile(file, answer, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := command(t, nil, append([]string{"verify-answer", file, "--bundle", e.file, "--key", e.key}, args...)...)
		status, say := app.ExitStatus(err)
		return out + say, status
	}
	right := func(query string, args ...string) []byte {
		t.Helper()
		answer := e.want(200, "GET", "/v1/deadlines?"+query, "").body
		if out, status := check(answer, args...); status != 0 || !strings.Contains(out, e.position()) {
			t.Errorf("%s: %d %s\n%s", query, status, out, answer)
		}
		return answer
	}
	const reply = "rule=xihe.countersign-reply&trigger=2026-02-09"
	answer := right(reply)
	right(reply + "&view=full&lang=en")
	right(reply + "&amount=3&calendar=CN-GX")
	right(reply + "&agreed=2026-02-20")
	right(reply + "&fields=rule,trigger,due,position,calendar")
	right(reply+"&readings=true&trace=false&ref=a&as_of=2025-10-01", "--as-of", "2025-10-01")
	right(reply+"&suspended=2026-02-10/2026-02-11", "--suspended", "2026-02-10/2026-02-11")
	right("rule=xihe.revise-decided-document&trigger=2026-04-03&view=full&readings=true&interpret=calendar_days:working_days&as_of=2026-03-01", "--as-of", "2026-03-01")
	right("rule=tiexi.absence-approver&days=2", "--days", "2")
	right("rule=xihe.countersign-reply&trigger=2026-02-09T10:00:00")
	if out, status := check(old); status != 0 || !strings.Contains(out, " 0.") {
		t.Errorf("an earlier answer: %d %s", status, out)
	}
	for from, to := range map[string]string{`"due":"2026-02`: `"due":"2026-03`, `"counted":0`: `"counted":1`, `"title":"`: `"title":"x`} {
		wrong := bytes.Replace(answer, []byte(from), []byte(to), 1)
		if out, status := check(wrong); status != 1 || bytes.Equal(wrong, answer) || !strings.Contains(out, "counted anew") {
			t.Errorf("%s: %d %s", to, status, out)
		}
	}
	for what, text := range map[string]string{"position": strings.Replace(string(answer), `"position":"1.`, `"position":"7.`, 1), "an answer": "{}", "JSON": "x"} {
		if out, status := check([]byte(text)); status != 2 || out == "" {
			t.Errorf("no %s: %d %s", what, status, out)
		}
	}
	if out, err := command(t, nil, "verify-answer", e.file, "--bundle", e.file, "--key", otherKey); err == nil {
		t.Errorf("another key: %s", out)
	}
	file := filepath.Join(t.TempDir(), "answer.json")
	if err := os.WriteFile(file, answer, 0o600); err != nil {
		t.Fatal(err)
	}
	unread, w := io.Pipe()
	unread.Close()
	err := app.Run(t.Context(), []string{"verify-answer", file, "--bundle", e.file, "--key", e.key}, app.Process{Now: time.Now, Stdout: w, Stderr: io.Discard})
	if status, _ := app.ExitStatus(err); status != 2 {
		t.Errorf("nobody reads what is said: %d %v", status, err)
	}
}
