package service

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shixian/holidays/live"
	"shixian/test/testenv"
)

// recordID returns the id of a record, as the command prints it.
func recordID(t *testing.T, setting string) string {
	t.Helper()
	id, err := command(t, []string{setting}, "record", "id")
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(id)
}

// TestNewRecordSaysSo: the start that makes a record says so, until somebody publishes or it
// is named in the settings.
func TestNewRecordSaysSo(t *testing.T) {
	t.Parallel()
	data := "SHIXIAN_DATA=" + t.TempDir()
	tokens, auth := tokenFileOf(t, "p:publisher")
	r := startReplica(t, data, anyPort)
	if line := r.logs.Await(t, "fault", live.RecordNew); line["level"] != "WARN" {
		t.Errorf("%v", line)
	}
	r.ops().scrape().has(t, series{"shixian_record_new": 1, `shixian_record_up{op="write"}`: 1, "shixian_replica_ready": 1})
	r.stop()
	pinned := startReplica(t, data, anyPort, "SHIXIAN_RECORD_ID="+recordID(t, data))
	if a := pinned.want(200, "GET", "/readyz", ""); a.field(t, "status") != "ready" {
		t.Errorf("%s", a.body)
	}
	pinned.ops().scrape().has(t, series{"shixian_record_new": 0})
	pinned.stop()
	r = startReplica(t, data, "SHIXIAN_TOKENS="+tokens, "SHIXIAN_POLL=50ms")
	r.logs.Await(t, "fault", live.RecordNew)
	r.want(200, "POST", "/v1/admin/notices/CN-2026/withdraw", `{"reason":"x","confirm_past":true}`, "Authorization", auth["p"], "Content-Type", jsonBody)
	until(t, func() bool { return r.want(200, "GET", "/readyz", "").field(t, "status") == "ready" })
}

// TestPinStopsStart: a record that is empty, missing or another one than the settings name
// stops the start, and nothing is made in its place.
func TestPinStopsStart(t *testing.T) {
	t.Parallel()
	full := t.TempDir()
	startReplica(t, "SHIXIAN_DATA="+full).stop()
	id := recordID(t, "SHIXIAN_DATA="+full)
	hollow := t.TempDir()
	if err := os.WriteFile(filepath.Join(hollow, "shixian.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(t.TempDir(), "not mounted")
	for name, c := range map[string]struct {
		where, pin string
		want       []string
	}{
		"another":        {"SHIXIAN_DATA=" + full, "no-such-record", []string{"no-such-record", id, "却是记录", "holds the record"}},
		"no folder":      {"SHIXIAN_DATA=" + missing, id, []string{id, "却没有记录", "there is none"}},
		"an empty file":  {"SHIXIAN_DATA=" + hollow, id, []string{id, "却没有记录", "there is none"}},
		"an empty table": {"SHIXIAN_DATABASE_URL=" + testenv.Database(t), id, []string{id, "却没有记录", "there is none"}},
	} {
		err := run(t.Context(), []string{"SHIXIAN_ADDR=127.0.0.1:0", c.where, "SHIXIAN_RECORD_ID=" + c.pin}, io.Discard)
		if err == nil {
			t.Errorf("%s: it started", name)
			continue
		}
		for _, part := range append(c.want, "SHIXIAN_RECORD_ID") {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q is not in: %v", name, part, err)
			}
		}
	}
	if _, err := os.Stat(missing); !os.IsNotExist(err) {
		t.Errorf("a folder was made: %v", err)
	}
	if info, err := os.Stat(filepath.Join(hollow, "shixian.db")); err != nil || info.Size() != 0 {
		t.Errorf("a record was made: %v", err)
	}
	if _, err := command(t, []string{"SHIXIAN_DATA=" + missing}, "record", "id"); err == nil || !strings.Contains(err.Error(), "no record") {
		t.Errorf("the id of no record: %v", err)
	}
}

// TestPinOfLateRecord: a record that cannot be reached does not stop the start, and is
// compared when it can.
func TestPinOfLateRecord(t *testing.T) {
	t.Parallel()
	server := testenv.Postgres(t)
	where := "SHIXIAN_DATABASE_URL=" + server.URL()
	startReplica(t, where).stop()
	id := recordID(t, where)
	server.Stop()
	right := launchReplica(t, where, "SHIXIAN_POLL=50ms", "SHIXIAN_RECORD_ID="+id)
	wrong := launchReplica(t, where, "SHIXIAN_POLL=50ms", "SHIXIAN_RECORD_ID=other")
	right.logs.Await(t, "fault", live.RecordUnreachable)
	server.Restart()
	right.logs.Await(t, "ready")
	wrong.logs.Await(t, "fault", live.RecordOther)
	if a := wrong.want(503, "GET", "/readyz", ""); !strings.Contains(string(a.body), id) {
		t.Errorf("%s", a.body)
	}
}
