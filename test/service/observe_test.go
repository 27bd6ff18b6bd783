package service

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/test/notice2027"
	"shixian/test/testenv"
)

const anyPort = "SHIXIAN_OPS_ADDR=127.0.0.1:0"

// ops returns the operations address of a replica.
func (r *replica) ops() *replica {
	r.t.Helper()
	return &replica{t: r.t, url: "http://" + r.logs.Await(r.t, "operations")["addr"].(string), logs: r.logs}
}

// series are what a scrape answers, by name and labels.
type series map[string]float64

// scrape scrapes a replica.
func (r *replica) scrape() series {
	r.t.Helper()
	out := series{}
	for line := range strings.Lines(string(r.want(200, "GET", "/metrics", "").body)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		at := strings.LastIndexByte(line, ' ')
		v, err := strconv.ParseFloat(strings.TrimSpace(line[at+1:]), 64)
		if err != nil {
			r.t.Fatal(err)
		}
		out[line[:at]] = v
	}
	return out
}

// absent is the value of a series that is not there.
const absent = -12345

// has checks the values of series.
func (s series) has(t testing.TB, want series) {
	t.Helper()
	for name, v := range want {
		if got, there := s[name]; there == (v == absent) || there && got != v {
			t.Errorf("%s is %v (there: %v), want %v", name, got, there, v)
		}
	}
}

// TestOperationsAddress: what is for operations is there, and nothing else; the main
// address has none of it but health.
func TestOperationsAddress(t *testing.T) {
	t.Parallel()
	r := startReplica(t, anyPort)
	ops := r.ops()
	for path, want := range map[string][2]int{
		"/metrics": {200, 404}, "/healthz": {200, 200}, "/readyz": {200, 200}, "/debug/pprof/": {200, 404},
		"/debug/pprof/heap": {200, 404}, "/debug/pprof/goroutine?debug=1": {200, 404}, "/debug/pprof/cmdline": {200, 404},
		"/debug/pprof/profile?seconds=1": {200, 404}, "/debug/pprof/trace?seconds=0.01": {200, 404}, "/debug/pprof/symbol": {200, 404},
		asked: {404, 200}, "/": {404, 200}, "/v1/admin/log": {404, 403}, "/debug/vars": {404, 404},
	} {
		if got := [2]int{ops.call("GET", path, "").status, r.call("GET", path, "").status}; got != want {
			t.Errorf("%s: %v on the operations address and on the main one, want %v", path, got, want)
		}
	}
	if a := ops.call("POST", "/metrics", ""); a.status != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", a.status)
	}
	r.stop()
	if _, err := http.Get(ops.url + "/healthz"); err == nil {
		t.Error("the operations address outlives the service")
	}
}

// TestMetricsOnMainAddress: without an operations address metrics are on the main
// one, and profiles nowhere.
func TestMetricsOnMainAddress(t *testing.T) {
	t.Parallel()
	r := startReplica(t)
	r.want(404, "GET", "/debug/pprof/", "")
	r.scrape().has(t, series{"shixian_replica_ready": 1, "shixian_http_requests_in_flight": 1})
	r.scrape().has(t, series{`shixian_http_requests_total{code="200",method="GET",route="/metrics"}`: 1})
}

// TestOperationsAddressTaken stops the start.
func TestOperationsAddressTaken(t *testing.T) {
	t.Parallel()
	r := startReplica(t, anyPort)
	taken := strings.TrimPrefix(r.ops().url, "http://")
	for _, addr := range []string{taken, "nowhere", "127.0.0.1:x"} {
		err := run(t.Context(), []string{"SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATA=" + t.TempDir(), "SHIXIAN_OPS_ADDR=" + addr}, io.Discard)
		if err == nil || !strings.Contains(err.Error(), "SHIXIAN_OPS_ADDR") {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// TestRequestsAreCounted: calls of all kinds, and what the metrics say of them.
func TestRequestsAreCounted(t *testing.T) {
	t.Parallel()
	r := startReplica(t, anyPort)
	const (
		far  = `{"rule":"xihe.countersign-reply","trigger":"2026-12-24"}`
		none = `{"rule":"no.such.rule","trigger":"2026-02-09"}`
	)
	r.want(200, "GET", asked, "")
	r.want(200, "GET", asked+"&trace=false", "")
	r.want(200, "HEAD", asked, "")
	r.want(404, "GET", "/v1/deadlines?rule=no.such.rule&trigger=2026-02-09", "")
	r.want(200, "POST", "/v1/deadlines", far, "Content-Type", jsonBody)
	r.want(200, "POST", "/v1/deadlines/batch", `{"items":[`+question+`,`+question+`,`+far+`,`+none+`]}`, "Content-Type", jsonBody)
	r.want(200, "POST", "/v1/deadlines/batch", question+"\n"+far+"\n{\n", "Content-Type", "application/x-ndjson")
	r.want(200, "POST", "/v1/deadlines/status", question, "Content-Type", jsonBody)
	r.want(404, "GET", "/v1/somewhere/else", "")
	r.want(405, "DELETE", "/v1/rules", "")
	r.want(200, "GET", "/v1/calendars/CN/days/2026-02-14", "")
	const rule = `rule="xihe.countersign-reply"`
	r.ops().scrape().has(t, series{
		`shixian_http_requests_total{code="200",method="GET",route="/v1/deadlines"}`:                 2,
		`shixian_http_requests_total{code="200",method="HEAD",route="/v1/deadlines"}`:                1,
		`shixian_http_requests_total{code="404",method="GET",route="/v1/deadlines"}`:                 1,
		`shixian_http_requests_total{code="200",method="POST",route="/v1/deadlines"}`:                1,
		`shixian_http_requests_total{code="200",method="POST",route="/v1/deadlines/batch"}`:          2,
		`shixian_http_requests_total{code="404",method="GET",route="unmatched"}`:                     1,
		`shixian_http_requests_total{code="405",method="DELETE",route="unmatched"}`:                  1,
		`shixian_http_requests_total{code="200",method="GET",route="/v1/calendars/:id/days/:date"}`:  1,
		`shixian_http_request_duration_seconds_count{method="GET",route="/v1/deadlines"}`:            3,
		`shixian_http_request_duration_seconds_bucket{method="GET",route="/v1/deadlines",le="+Inf"}`: 3,
		`shixian_http_request_size_bytes_sum{method="POST",route="/v1/deadlines"}`:                   float64(len(far)),
		`shixian_http_response_size_bytes_count{method="POST",route="/v1/deadlines/status"}`:         1,
		`shixian_http_requests_in_flight`:                                                            0,
		`shixian_deadlines_total{outcome="settled",` + rule + `}`:                                    7,
		`shixian_deadlines_total{outcome="provisional",` + rule + `}`:                                3,
		`shixian_deadlines_total{outcome="rule_unknown",rule=""}`:                                    2,
		`shixian_deadlines_total{outcome="malformed_json",rule=""}`:                                  1,
		`shixian_table_revision`:       0,
		`shixian_record_up{op="read"}`: 1,
		`shixian_redis_up`:             absent,
		`shixian_calendar_settled_through_timestamp_seconds{calendar="CN"}`: float64(time.Date(2026, 12, 24, 0, 0, 0, 0, holidays.Shanghai).Unix()),
		`shixian_record_operations_total{operation="append",outcome="ok"}`:  1,
		`go_sql_max_open_connections{db_name="record"}`:                     1,
	})
}

// TestChangesAreCounted: what administrators do to the table, and who is not let in.
func TestChangesAreCounted(t *testing.T) {
	t.Parallel()
	r, auth := admin(t, anyPort)
	ops := r.ops()
	publisher := []string{"Authorization", auth["p"], "Content-Type", jsonBody}
	d := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["e"], "Content-Type", plainText)
	ops.scrape().has(t, series{
		`shixian_drafts_waiting{calendar="CN"}`: 1, `shixian_drafts_waiting{calendar="CN-GX"}`: 0,
		`shixian_draft_longest_wait_workdays{calendar="CN"}`: 0, `shixian_publishes_total{calendar="CN"}`: 0,
	})
	r.want(403, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["e"])
	r.want(401, "GET", "/v1/admin/log", "")
	r.want(401, "GET", "/v1/admin/log", "", "Authorization", "Bearer wrong")
	r.want(401, "GET", "/v1/admin/log", "", "Authorization", "Bearer wrong")
	r.want(200, "POST", d.header.Get("Location")+"/publish", "", append(publisher, "If-Match", d.header.Get("ETag"), "Idempotency-Key", "k")...)
	ops.scrape().has(t, series{
		`shixian_publishes_total{calendar="CN"}`: 1, `shixian_publishes_total{calendar="CN-GX"}`: 0,
		`shixian_table_revision`: 1, `shixian_calendar_revision{calendar="CN"}`: 1, `shixian_record_lag_revisions`: 0,
		`shixian_calendar_settled_through_timestamp_seconds{calendar="CN"}`: float64(time.Date(2027, 12, 24, 0, 0, 0, 0, holidays.Shanghai).Unix()),
		`shixian_auth_failures_total{reason="forbidden"}`:                   1, `shixian_auth_failures_total{reason="missing"}`: 1,
		`shixian_auth_failures_total{reason="unknown"}`: 2, `shixian_auth_failures_total{reason="throttled"}`: 0,
		`shixian_record_operations_total{operation="publish",outcome="ok"}`: 1,
	})
	r.want(200, "POST", "/v1/admin/notices/CN-2027/withdraw", `{"reason":"x"}`, publisher...)
	r.want(200, "POST", "/v1/admin/rollback", `{"to":1,"reason":"x"}`, publisher...)
	for range 6 { // one more than is free
		r.call("GET", "/v1/admin/log", "", "Authorization", "Bearer wrong")
	}
	r.want(429, "GET", "/v1/admin/log", "", "Authorization", "Bearer wrong")
	r.want(200, "GET", "/v1/admin/log", "", "Authorization", auth["v"]) // a right one never waits
	ops.scrape().has(t, series{
		`shixian_publishes_total{calendar="CN"}`: 1, `shixian_withdrawals_total{calendar="CN"}`: 1, `shixian_rollbacks_total`: 1,
		`shixian_table_revision`: 3, `shixian_auth_failures_total{reason="throttled"}`: 1,
	})
}

// TestOverridesAreCounted: a check that was in the way and overridden is counted
// under its name.
func TestOverridesAreCounted(t *testing.T) {
	t.Parallel()
	r, auth := admin(t, anyPort)
	d := r.want(201, "POST", "/v1/admin/drafts?calendar=CN", strings.Replace(notice2027.Text, "2月20日（周六）上班。", "", 1),
		"Authorization", auth["e"], "Content-Type", plainText)
	var failed []string
	for _, c := range d.field(t, "checks").([]any) {
		if c := c.(map[string]any); c["ok"] == false && c["overridable"] == true {
			failed = append(failed, c["code"].(string))
		}
	}
	if len(failed) == 0 {
		t.Fatalf("no check fails: %s", d.body)
	}
	want, overrides := series{}, []string{}
	for _, code := range failed {
		want[`shixian_checks_overridden_total{check="`+code+`"}`] = 1
		overrides = append(overrides, `{"check":"`+code+`","reason":"x"}`)
	}
	r.want(200, "POST", d.header.Get("Location")+"/publish", `{"overrides":[`+strings.Join(overrides, ",")+`]}`,
		"Authorization", auth["p"], "If-Match", d.header.Get("ETag"), "Content-Type", jsonBody)
	r.ops().scrape().has(t, want)
}

// TestMetricsWithoutRecord: a scrape is answered while the record is down, before the
// record was first there, and tells both.
func TestMetricsWithoutRecord(t *testing.T) {
	t.Parallel()
	server := testenv.Postgres(t)
	settings := []string{"SHIXIAN_DATABASE_URL=" + server.URL(), "SHIXIAN_POLL=50ms", anyPort}
	r := startReplica(t, settings...)
	const connections = `go_sql_max_open_connections{db_name="record"}`
	r.ops().scrape().has(t, series{`shixian_record_up{op="read"}`: 1, `shixian_drafts_waiting{calendar="CN"}`: 0, connections: 8})
	server.Kill()
	r.logs.Await(t, "fault", live.RecordUnreachable)
	r.ops().scrape().has(t, series{
		`shixian_record_up{op="read"}`: 0, "shixian_replica_ready": 1, "shixian_table_revision": 0,
		`shixian_replica_fault{code="record_unreachable"}`: 1, `shixian_drafts_waiting{calendar="CN"}`: 0,
	})
	late := launchReplica(t, settings...)
	late.logs.Await(t, "fault", live.RecordUnreachable)
	late.ops().scrape().has(t, series{
		`shixian_record_up{op="read"}`: 0, "shixian_replica_ready": 0, "shixian_table_revision": -1,
		`shixian_replica_fault{code="table_unknown"}`: 1, `shixian_drafts_waiting{calendar="CN"}`: absent, connections: 8,
	})
	server.Restart()
	late.logs.Await(t, "ready")
	late.ops().scrape().has(t, series{`shixian_record_up{op="read"}`: 1, "shixian_replica_ready": 1, connections: 8})
}

// TestMetricsWithRedis: a first replica finds no snapshot, a second one finds it.
func TestMetricsWithRedis(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	settings := []string{"SHIXIAN_DATABASE_URL=" + testenv.Database(t), "SHIXIAN_REDIS_URL=" + server.URL(), "SHIXIAN_POLL=50ms", anyPort}
	first := startReplica(t, settings...)
	first.logs.Await(t, "announced")
	first.ops().scrape().has(t, series{
		`shixian_redis_up`: 1, `shixian_snapshot_loads_total{result="miss"}`: 1, `shixian_snapshot_loads_total{result="hit"}`: 0,
		`shixian_redis_operations_total{operation="load",outcome="miss"}`:      1,
		`shixian_redis_operation_duration_seconds_count{operation="announce"}`: 1,
	})
	second := startReplica(t, settings...)
	second.ops().scrape().has(t, series{`shixian_snapshot_loads_total{result="hit"}`: 1, `shixian_redis_up`: 1})
	server.Kill()
	second.logs.Await(t, "fault", live.RedisUnreachable)
	got := second.ops().scrape()
	got.has(t, series{`shixian_redis_up`: 0, `shixian_record_up{op="read"}`: 1, `shixian_replica_ready`: 1})
	if got[`shixian_redis_operations_total{operation="check",outcome="unreachable"}`] < 1 {
		t.Error("no check was found to be unreachable")
	}
}
