package service

import (
	"database/sql"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shixian/holidays/live"
	"shixian/holidays/record/sqlstore"
	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// TestRewrittenRecord: somebody who can write to the database changes an event that is in
// force and computes the chain anew. The replica that runs goes on with the table that it
// has verified and says so, one that is started does not take the record over, and whoever
// has kept a checkpoint finds it. Two people accept it in the end.
func TestRewrittenRecord(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "a:publisher", "b:publisher")
	database, data := testenv.Database(t), t.TempDir()
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte(strings.Repeat("0f", 32)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	settings := []string{"SHIXIAN_DATABASE_URL=" + database, "SHIXIAN_TOKENS=" + tokens, "SHIXIAN_POLL=50ms", "SHIXIAN_DATA=" + data, "SHIXIAN_SIGNING_KEY_FILE=" + key}
	r := startReplica(t, append(settings, "SHIXIAN_FOUR_EYES=on")...)
	d := r.want(201, "POST", "/v1/admin/drafts", `{"withdraw":"CN-2026","reason":"x","confirm_past":true}`, "Authorization", auth["a"], "Content-Type", jsonBody+"; charset=utf-8")
	r.want(200, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["b"], "If-Match", d.header.Get("ETag"))
	signed := r.want(200, "GET", "/v1/checkpoint", "").body
	file := filepath.Join(t.TempDir(), "checkpoint.txt")
	if err := os.WriteFile(file, signed, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := r.want(200, "GET", "/v1/checkpoint/1", "").body; string(got) != string(signed) {
		t.Errorf("%s\nis not\n%s", got, signed)
	}
	environ := []string{"SHIXIAN_DATABASE_URL=" + database, "SHIXIAN_DATA=" + data, "SHIXIAN_SIGNING_KEY_FILE=" + key}
	if out, err := command(t, environ, "verify", "--against", file); err != nil || !strings.Contains(out, "every checkpoint since revision 0 is signed") {
		t.Errorf("%q, %v", out, err)
	}
	position := r.position()

	other := startReplica(t, append(settings, "SHIXIAN_FOUR_EYES=on", "SHIXIAN_DATA="+t.TempDir())...)
	rewrite(t, database)
	r.awaitFault(live.RecordRewritten)
	other.awaitFault(live.RecordRewritten)
	if r.position() != position {
		t.Errorf("from %s to %s", position, r.position())
	}
	if _, err := command(t, environ, "verify", "--against", file); err == nil {
		t.Error("verify --against finds nothing")
	}
	head := headOf(t, database)
	accept := `{"position":"` + head + `","reason":"x"}`
	r.want(202, "POST", "/v1/admin/record/accept", accept, "Authorization", auth["a"], "Content-Type", jsonBody)
	first := r.want(202, "POST", "/v1/admin/record/accept", accept, "Authorization", auth["a"], "Content-Type", jsonBody)
	acceptance, err := json.Marshal(first.field(t, "acceptance"))
	if err != nil {
		t.Fatal(err)
	}
	second := strings.Replace(accept, "}", `,"acceptance":`+string(acceptance)+"}", 1)
	other.want(202, "POST", "/v1/admin/record/accept", second, "Authorization", auth["a"], "Content-Type", jsonBody)
	other.want(400, "POST", "/v1/admin/record/accept", strings.Replace(second, "x", "y", 1)[:len(accept)-1]+`,"acceptance":"x"}`, "Authorization", auth["b"], "Content-Type", jsonBody)
	done := other.want(200, "POST", "/v1/admin/record/accept", second, "Authorization", auth["b"], "Content-Type", jsonBody)
	r.logs.Await(t, "mended", live.RecordRewritten)
	if done.field(t, "position") != r.position() || r.position() == position {
		t.Errorf("%s, at %s", done.body, r.position())
	}
	if status, codes := r.reasons(); status != 200 || len(codes) > 0 {
		t.Errorf("readiness says %d %v", status, codes)
	}
	if out, err := command(t, environ, "verify"); err != nil || !strings.Contains(out, "since revision 2 is signed") {
		t.Errorf("%q, %v", out, err)
	}
	r.gone(position)
	change(t, database, "ALTER TABLE checkpoints DISABLE TRIGGER USER; DELETE FROM checkpoints; ALTER TABLE checkpoints ENABLE TRIGGER USER")
	if out, err := command(t, environ, "verify"); err == nil || !strings.Contains(err.Error(), "no checkpoint is signed") {
		t.Errorf("all checkpoints were deleted: %q, %v", out, err)
	}
}

// change changes a database behind the service's back.
func change(t *testing.T, database, query string) {
	t.Helper()
	db, err := sql.Open("pgx", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

// rewrite drops the last event and adds another in its place, as somebody can who has the
// database's password and not the key.
func rewrite(t *testing.T, database string) {
	t.Helper()
	db, err := sql.Open("pgx", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var body string
	if err := db.QueryRowContext(t.Context(), "SELECT body FROM events WHERE revision = 1").Scan(&body); err != nil {
		t.Fatal(err)
	}
	body = strings.Replace(body, `"who":"b"`, `"who":"c"`, 1)
	change(t, database, "ALTER TABLE events DISABLE TRIGGER USER;"+
		" UPDATE events SET body = '"+body+"', hash = encode(sha256(convert_to('"+body+"', 'UTF8')), 'hex') WHERE revision = 1;"+
		" ALTER TABLE events ENABLE TRIGGER USER")
}

// headOf returns the position of a database's last event.
func headOf(t *testing.T, database string) (position string) {
	t.Helper()
	db, err := sql.Open("pgx", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRowContext(t.Context(), "SELECT revision || '.' || left(hash, 8) FROM events ORDER BY revision DESC LIMIT 1").Scan(&position); err != nil {
		t.Fatal(err)
	}
	return position
}

// TestVerifyKnowsTheLastCheckpoint: the replica of a data folder kept the last checkpoint
// there, so that rows dropped at the end are found without anything else. A record that was
// restored since goes on all the same.
func TestVerifyKnowsTheLastCheckpoint(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	environ, backup := []string{"SHIXIAN_DATA=" + data}, filepath.Join(t.TempDir(), "copy.db")
	tokens, auth := tokenFileOf(t, "p:publisher")
	r := startReplica(t, environ[0], "SHIXIAN_TOKENS="+tokens)
	if _, err := command(t, environ, "backup", backup); err != nil {
		t.Fatal(err)
	}
	r.want(200, "POST", "/v1/admin/notices/CN-2026/withdraw", `{"reason":"x","confirm_past":true}`, "Authorization", auth["p"], "Content-Type", jsonBody)
	r.stop()
	if out, err := command(t, environ, "verify"); err != nil {
		t.Fatalf("%q, %v", out, err)
	}
	file := filepath.Join(data, sqlstore.FileName)
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), "DROP TRIGGER events_no_delete; DELETE FROM events WHERE revision = 1"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if out, err := command(t, environ, "verify"); err == nil || !strings.Contains(err.Error(), "it has 1 events, and there were 2") {
		t.Errorf("the last event was deleted: %q, %v", out, err)
	}
	for _, part := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(file + part); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if out, err := command(t, environ, "restore", backup); err != nil {
		t.Fatalf("%q, %v", out, err)
	}
	if out, err := command(t, environ, "verify"); err != nil {
		t.Errorf("the record was restored: %q, %v", out, err)
	}
}

// TestVerifyReadsDrafts: a draft of what was published that was changed, moved to another
// event or deleted is found.
func TestVerifyReadsDrafts(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	environ := []string{"SHIXIAN_DATA=" + data}
	tokens, auth := tokenFileOf(t, "p:publisher")
	r := startReplica(t, environ[0], "SHIXIAN_TOKENS="+tokens)
	publish := func(address, media, draft string) {
		d := r.want(201, "POST", address, draft, "Authorization", auth["p"], "Content-Type", media)
		r.want(200, "POST", d.header.Get("Location")+"/publish", `{"reason":"x"}`, "Authorization", auth["p"], "Content-Type", jsonBody, "If-Match", `"v1"`)
	}
	publish("/v1/admin/drafts?calendar=CN", plainText, notice2027.Text)
	publish("/v1/admin/drafts", jsonBody, `{"withdraw":"CN-2027","reason":"x"}`)
	r.want(200, "POST", "/v1/admin/rollback", `{"to":1,"reason":"x"}`, "Authorization", auth["p"], "Content-Type", jsonBody) // has no draft
	publish("/v1/admin/drafts?calendar=CN-GX", jsonBody, `{"calendar":"CN-GX","year":2027,"document":"","issued":"2026-11-26","entries":[{"festival":"广西三月三","kind":"off","from":"2027-04-09","to":"2027-04-12"}]}`)
	r.stop()
	if out, err := command(t, environ, "verify"); err != nil {
		t.Fatalf("%q, %v", out, err)
	}
	db, err := sql.Open("sqlite", filepath.Join(data, sqlstore.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const free = "DROP TRIGGER IF EXISTS published_drafts_no_update; DROP TRIGGER IF EXISTS published_drafts_no_delete; "
	for _, c := range []struct{ change, back, want string }{
		{"UPDATE published_drafts SET body = CAST(replace(CAST(body AS TEXT), '2027-05-05', '2027-05-04') AS BLOB)",
			"UPDATE published_drafts SET body = CAST(replace(CAST(body AS TEXT), '2027-05-04', '2027-05-05') AS BLOB)", "of revision 1 has been changed"},
		{"UPDATE published_drafts SET body = CAST(replace(CAST(body AS TEXT), 'CN-2027\",\"reason', 'CN-2026\",\"reason') AS BLOB)",
			"UPDATE published_drafts SET body = CAST(replace(CAST(body AS TEXT), 'CN-2026\",\"reason', 'CN-2027\",\"reason') AS BLOB)", "of revision 2 has been changed"},
		{"UPDATE published_drafts SET revision = 3 WHERE revision = 2", "UPDATE published_drafts SET revision = 2 WHERE revision = 3", "of revision 3 has been changed"},
		{"UPDATE published_drafts SET revision = 9 WHERE revision = 2", "UPDATE published_drafts SET revision = 2 WHERE revision = 9", "is said to be of revision 9"},
		{"DELETE FROM published_drafts WHERE revision = 1", "", "the draft of revision 1 is gone"},
	} {
		if _, err := db.ExecContext(t.Context(), free+c.change); err != nil {
			t.Fatal(err)
		}
		if out, err := command(t, environ, "verify"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %q, %v, want %s", c.change, out, err, c.want)
		}
		if _, err := db.ExecContext(t.Context(), c.back); err != nil {
			t.Fatal(err)
		}
	}
	// Of a record that is not signed, what is before the first draft may be of an early program.
	if err := os.Remove(filepath.Join(data, "signing.key")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ change, want string }{
		{"DROP TRIGGER checkpoints_no_delete; DELETE FROM checkpoints", ""},
		{"DELETE FROM published_drafts WHERE revision = 4", "the draft of revision 4 is gone"},
		{"DELETE FROM published_drafts", ""},
	} {
		if _, err := db.ExecContext(t.Context(), c.change); err != nil {
			t.Fatal(err)
		}
		if out, err := command(t, environ, "verify"); c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %q, %v, want %q", c.change, out, err, c.want)
		}
	}
}
