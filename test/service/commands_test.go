package service

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/internal/app"
	"shixian/test/testenv"
)

// command runs one of the program's commands and returns what it answers.
func command(t *testing.T, environ []string, args ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := app.Run(t.Context(), args, app.Process{Environ: environ, Now: time.Now, Stdout: &out, Stderr: io.Discard})
	return out.String(), err
}

// TestHealth: the command says that the service is ready, waits for one that
// starts, and fails once it has stopped. After a first start it says what to do.
func TestHealth(t *testing.T) {
	t.Parallel()
	r := launchReplica(t)
	environ := []string{"SHIXIAN_ADDR=" + strings.TrimPrefix(r.url, "http://")}
	for _, args := range [][]string{{"health", "--wait", testenv.Wait.String()}, {"health"}} {
		out, err := command(t, environ, args...)
		status, reason, _ := strings.Cut(out, "\n")
		if err != nil || status != "degraded, revision 0" || !strings.HasPrefix(reason, live.RecordNew+": ") || !strings.Contains(reason, "set SHIXIAN_RECORD_ID=") {
			t.Fatalf("%q, %v", out, err)
		}
	}
	r.stop()
	if out, err := command(t, environ, "health"); err == nil || out != "" {
		t.Errorf("of a service that has stopped: %q, %v", out, err)
	}
}

// TestBackup backs up the record of a service that runs, checks it, and restores it
// for another service.
func TestBackup(t *testing.T) {
	t.Parallel()
	from, to := "SHIXIAN_DATA="+t.TempDir(), "SHIXIAN_DATA="+t.TempDir()
	file := filepath.Join(t.TempDir(), "copy.db")
	tokens, auth := tokenFileOf(t, "p:publisher")
	r := startReplica(t, from, "SHIXIAN_TOKENS="+tokens)
	r.want(200, "POST", "/v1/admin/notices/CN-2026/withdraw", `{"reason":"x","confirm_past":true}`, "Authorization", auth["p"], "Content-Type", jsonBody)
	const never = "shixian_backup_timestamp_seconds 0\n"
	if a := r.want(200, "GET", "/metrics", ""); !strings.Contains(string(a.body), never) {
		t.Error("a backup is told that was not made")
	}
	if out, err := command(t, []string{from}, "backup", file); err != nil || out != file+"\n" {
		t.Fatalf("%q, %v", out, err)
	}
	if a := r.want(200, "GET", "/metrics", ""); strings.Contains(string(a.body), never) {
		t.Error("the backup is not told")
	}
	if _, err := command(t, []string{from, "SHIXIAN_DATABASE_URL=postgres://x"}, "backup", file); err == nil || !strings.Contains(err.Error(), "pg_dump") {
		t.Errorf("PostgreSQL: %v", err)
	}
	if out, err := command(t, []string{from}, "restore"); err == nil || !strings.Contains(err.Error(), "name the backup") {
		t.Errorf("a restore of nothing: %q, %v", out, err)
	}
	if out, err := command(t, []string{to}, "restore", file); err != nil || !strings.Contains(out, "3 events, the last is revision 2; no earlier position holds") {
		t.Errorf("%q, %v", out, err)
	}
	for data, last := range map[string]string{from: "1", to: "2"} {
		if out, err := command(t, []string{data}, "verify"); err != nil || !strings.Contains(out, "unbroken, the last is revision "+last+"\n") {
			t.Errorf("%q, %v", out, err)
		}
	}
	if a := startReplica(t, to).want(200, "GET", "/readyz", ""); a.field(t, "revision") != 2.0 {
		t.Errorf("%s", a.body)
	}
}

// TestOffline: what counts without a service reads the record of one that runs, changes
// nothing of it, and says so.
func TestOffline(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	data := "SHIXIAN_DATA=" + folder
	tokens, auth := tokenFileOf(t, "p:publisher")
	r := startReplica(t, data, "SHIXIAN_TOKENS="+tokens)
	r.want(200, "POST", "/v1/admin/notices/CN-2026/withdraw", `{"reason":"x","confirm_past":true}`, "Authorization", auth["p"], "Content-Type", jsonBody)
	inFolder := func() string {
		files, err := filepath.Glob(filepath.Join(folder, "*"))
		return fmt.Sprint(files, err)
	}
	before := inFolder()
	ask := []string{"due", "xihe.countersign-reply", "2026-02-09", "--json"}
	byRecord, err := command(t, []string{data}, ask...)
	if err != nil || !strings.Contains(byRecord, `"calendar_revision":1`) || !strings.Contains(byRecord, `"certainty":"provisional"`) {
		t.Errorf("by the record: %s, %v", byRecord, err)
	}
	if served := r.want(200, "GET", "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09", ""); strings.TrimSpace(byRecord) != string(served.body) {
		t.Errorf("the service answers %s\nthe command %s", served.body, byRecord)
	}
	embedded, err := command(t, []string{data}, append(ask, "--embedded")...)
	if err != nil || !strings.Contains(embedded, `"certainty":"settled"`) {
		t.Errorf("by the tables in the program: %s, %v", embedded, err)
	}
	if after := inFolder(); after != before {
		t.Errorf("%s in the folder, and before %s", after, before)
	}
	if _, err := command(t, []string{data, "SHIXIAN_DATABASE_URL=postgres://x"}, ask...); err == nil || !strings.Contains(err.Error(), "--embedded") {
		t.Errorf("PostgreSQL: %v", err)
	}
}
