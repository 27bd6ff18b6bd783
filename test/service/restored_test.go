package service

import (
	"database/sql"
	"testing"

	"github.com/redis/go-redis/v9"

	"shixian/holidays/live"
	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// TestRestoredRecord takes the steps of the runbook for a database that was put back to
// an earlier time: empty Redis, restart the replicas one by one, publish what was lost
// again. The replica that still runs has nobody take over its table.
func TestRestoredRecord(t *testing.T) {
	tokens, auth := tokenFileOf(t, "p:publisher")
	database, server := testenv.Database(t), testenv.Redis(t)
	settings := []string{"SHIXIAN_DATABASE_URL=" + database, "SHIXIAN_REDIS_URL=" + server.URL(), "SHIXIAN_TOKENS=" + tokens, "SHIXIAN_POLL=50ms"}
	a, b := startReplica(t, settings...), startReplica(t, settings...)
	settled := func(r *replica, want string) {
		t.Helper()
		if got := r.want(200, "GET", "/v1/calendars/CN", "").field(t, "settled_through"); got != want {
			t.Errorf("settled through %v, want %s", got, want)
		}
	}
	publish := func(at, seenBy *replica) {
		t.Helper()
		told := seenBy.events()
		d := at.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
		at.want(200, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["p"], "If-Match", d.header.Get("ETag"))
		awaitEvent(t, told, "1")
		settled(seenBy, "2027-12-24")
	}
	publish(a, b)
	putBack(t, database)
	a.awaitFault(live.RecordBehind)
	b.awaitFault(live.RecordBehind)

	client := redis.NewClient(&redis.Options{Addr: server.Addr()})
	defer client.Close()
	if err := client.FlushDB(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	a.stop()
	a = startReplica(t, settings...)
	settled(a, "2026-12-24")
	settled(b, "2027-12-24")
	b.stop()
	b = startReplica(t, settings...)
	settled(b, "2026-12-24")
	publish(a, b)
	for _, r := range []*replica{a, b} {
		if status, codes := r.reasons(); status != 200 || len(codes) > 0 {
			t.Errorf("readiness says %d %v", status, codes)
		}
	}
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
