package service

import (
	"strings"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/test/testenv"
)

// TestTablesMetLate: a database that was away at the start, and then has tables of
// somebody else's, is told of in readiness, and in the log once and not with every try.
func TestTablesMetLate(t *testing.T) {
	t.Parallel()
	server := testenv.Postgres(t)
	statement(t, server.URL(), "CREATE TABLE events (mine int)")
	server.Stop()
	r := launchReplica(t, "SHIXIAN_DATABASE_URL="+server.URL(), "SHIXIAN_POLL=50ms", anyPort)
	r.logs.Await(t, "fault", live.RecordUnreachable)
	server.Restart()
	const cause = "already exists"
	until(t, func() bool { return strings.Contains(string(r.call("GET", "/readyz", "").body), cause) })
	tries := func() float64 {
		return r.ops().scrape()[`shixian_record_operations_total{operation="id",outcome="unavailable"}`]
	}
	for enough := tries() + 3; tries() < enough; {
		before := tries()
		until(t, func() bool { return tries() > before })
	}
	told := 0
	for _, line := range r.logs.Lines() {
		if detail, _ := line["detail"].(string); strings.Contains(detail, cause) {
			told++
		}
	}
	if told != 1 {
		t.Errorf("the log tells the cause %d times: %s", told, r.logs.Text())
	}
}

// until waits for a condition that comes.
func until(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(testenv.Wait); !holds(); {
		if time.Now().After(end) {
			t.Fatal("it does not come")
		}
	}
}
