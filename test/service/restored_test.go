package service

import (
	"bufio"
	"database/sql"
	"net/http"
	"strings"
	"testing"

	"shixian/holidays/live"
	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// TestRestoredRecord takes the steps of the runbook for a database that was put back to
// an earlier time on purpose: restore without a file, and publish again what was lost. The
// replicas take the restored table over by themselves, and whoever follows changes learns
// that what was known before may never have held.
func TestRestoredRecord(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "p:publisher")
	database, server := testenv.Database(t), testenv.Redis(t)
	settings := []string{"SHIXIAN_DATABASE_URL=" + database, "SHIXIAN_REDIS_URL=" + server.URL(), "SHIXIAN_TOKENS=" + tokens, "SHIXIAN_POLL=50ms"}
	a, b := startReplica(t, settings...), startReplica(t, settings...)
	publish := func(at, seenBy *replica, revision string) {
		t.Helper()
		told := seenBy.events()
		d := at.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
		at.want(200, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["p"], "If-Match", d.header.Get("ETag"))
		awaitEvent(t, told, revision)
		seenBy.settledThrough("2027-12-24")
	}
	base := a.position()
	publish(a, b, "1")
	lost := a.position()
	told := b.events()
	putBack(t, database)
	a.awaitFault(live.RecordBehind)
	b.awaitFault(live.RecordBehind)
	a.settledThrough("2027-12-24") // until somebody says that it was on purpose

	if out, err := command(t, []string{"SHIXIAN_DATABASE_URL=" + database}, "restore"); err != nil || !strings.Contains(out, "the last is revision 1; no earlier position holds") {
		t.Fatalf("%q, %v", out, err)
	}
	awaitEvent(t, told, "1") // the reset
	for _, r := range []*replica{a, b} {
		r.logs.Await(t, "mended", live.RecordBehind)
		r.settledThrough("2026-12-24")
		r.gone(base, lost)
		if p := r.want(400, "GET", "/v1/changes?since=1", ""); p.field(t, "code") != "position_needed" {
			t.Errorf("%s", p.body)
		}
	}
	publish(a, b, "2")
	for _, r := range []*replica{a, b} {
		r.gone(base, lost)
		if status, codes := r.reasons(); status != 200 || len(codes) > 0 {
			t.Errorf("readiness says %d %v", status, codes)
		}
	}
	if a.position() != b.position() {
		t.Errorf("%s and %s", a.position(), b.position())
	}
}

// position returns the position in force.
func (r *replica) position() string {
	r.t.Helper()
	return r.want(200, "GET", "/readyz", "").field(r.t, "position").(string)
}

// settledThrough checks until when the nation's calendar is settled.
func (r *replica) settledThrough(want string) {
	r.t.Helper()
	if got := r.want(200, "GET", "/v1/calendars/CN", "").field(r.t, "settled_through"); got != want {
		r.t.Errorf("settled through %v, want %s", got, want)
	}
}

// gone checks that positions are told to be gone, in an answer and in a stream, with the
// position to go on from.
func (r *replica) gone(positions ...string) {
	r.t.Helper()
	for _, p := range positions {
		a := r.want(410, "GET", "/v1/changes?since="+p, "")
		if a.field(r.t, "code") != "position_unknown" || a.field(r.t, "head") != r.position() {
			r.t.Errorf("since %s: %s", p, a.body)
		}
		req, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.url+"/v1/changes/stream", nil)
		if err != nil {
			r.t.Fatal(err)
		}
		req.Header.Set("Last-Event-ID", p)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			r.t.Fatal(err)
		}
		lines := bufio.NewScanner(res.Body)
		var got []string
		for len(got) < 5 && lines.Scan() {
			got = append(got, lines.Text())
		}
		_ = res.Body.Close()
		text := strings.Join(got, "\n")
		if !strings.HasPrefix(text, "retry: 2000\n\nevent: reset\nid: "+r.position()+"\n") || !strings.Contains(text, `"parameter":"Last-Event-ID"`) {
			r.t.Errorf("a stream after %s begins with %q", p, text)
		}
	}
}

// TestSplitRecords: two instances have a record each. Any two answers tell, and so do the
// metrics.
func TestSplitRecords(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "p:publisher")
	a, b := startReplica(t, "SHIXIAN_TOKENS="+tokens), startReplica(t, "SHIXIAN_TOKENS="+tokens)
	positions := func(r *replica) []any {
		return []any{
			r.want(200, "GET", "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09", "").field(t, "position"),
			r.want(200, "GET", "/v1/calendars/CN", "").field(t, "position"),
			r.want(200, "GET", "/v1/changes?since=-1&wait=0", "").field(t, "position"), r.position(),
		}
	}
	apart := func() {
		t.Helper()
		ofA, ofB := positions(a), positions(b)
		for i := range ofA {
			if ofA[i] != ofA[0] || ofB[i] != ofB[0] || ofA[i] == ofB[i] {
				t.Errorf("%v and %v", ofA, ofB)
			}
		}
		for _, r := range []*replica{a, b} {
			if text := r.want(200, "GET", "/metrics", "").body; !strings.Contains(string(text), `shixian_table_info{position="`+r.position()+`",record="`) {
				t.Error("the metrics do not tell the position")
			}
		}
	}
	apart()
	for r, notice := range map[*replica]string{a: "CN-2026", b: "CN-2025"} {
		r.want(200, "POST", "/v1/admin/notices/"+notice+"/withdraw", `{"reason":"x","confirm_past":true}`, "Authorization", auth["p"], "Content-Type", jsonBody)
	}
	apart()
	a.gone(b.position())
}

// putBack leaves the record as it was at revision 0.
func putBack(t *testing.T, database string) {
	t.Helper()
	db, err := sql.Open("pgx", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), "ALTER TABLE events DISABLE TRIGGER USER;"+
		" DELETE FROM events WHERE revision > 0; ALTER TABLE events ENABLE TRIGGER USER"); err != nil {
		t.Fatal(err)
	}
}
