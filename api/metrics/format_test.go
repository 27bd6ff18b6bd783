package metrics_test

import (
	"bytes"
	"errors"
	"io"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"

	"shixian/api/metrics"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/sqlstore"
)

// whole returns metrics of which every one has a value.
func whole(t *testing.T) *metrics.Metrics {
	t.Helper()
	store, err := sqlstore.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	m := newMetrics(nil)
	m.Database(store.Database())
	m.Record(store)
	m.Snapshots(shelf{})
	k := ready()
	k.state.Reasons = []live.Reason{{Code: live.RedisUnsubscribed}}
	k.state.Verified = &live.Verified{At: time.Now(), OK: true}
	k.state.Bundle = &live.Bundle{Position: "0.1a2b3c4d", Made: time.Now()}
	m.Follow(k, &drafts{list: []record.Draft{changed("CN", "2026-11-25T09:00:00+08:00")}})
	m.Begin()
	m.Observe(exchange)
	m.Overridden("festival_balance")
	return m
}

// everything are the names that dashboards and alerts are made of.
var everything = strings.Fields(`
	shixian_build_info shixian_http_requests_total shixian_http_request_duration_seconds shixian_http_requests_in_flight
	shixian_http_request_size_bytes shixian_http_response_size_bytes shixian_deadlines_total
	shixian_calendar_revision shixian_calendar_settled_through_timestamp_seconds shixian_calendar_working_day_today
	shixian_calendar_own_notice_due_timestamp_seconds shixian_table_revision shixian_table_info shixian_replica_ready shixian_record_lag_revisions
	shixian_record_up shixian_record_new shixian_record_verified shixian_record_verified_timestamp_seconds shixian_bundle_info shixian_bundle_refused_total shixian_redis_up shixian_replica_fault
	shixian_record_operations_total shixian_record_operation_duration_seconds
	shixian_redis_operations_total shixian_redis_operation_duration_seconds shixian_snapshot_loads_total
	shixian_drafts_waiting shixian_draft_longest_wait_workdays shixian_publishes_total shixian_withdrawals_total
	shixian_rollbacks_total shixian_checks_overridden_total shixian_auth_failures_total
	shixian_rate_limited_requests_total shixian_shed_requests_total
	go_goroutines go_sched_latencies_seconds process_resident_memory_bytes go_sql_open_connections`)

// TestLint: every metric is there, and follows the rules for names and help.
func TestLint(t *testing.T) {
	m := whole(t)
	problems, err := testutil.GatherAndLint(m)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
	families, err := m.Gather()
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, f := range families {
		there[f.GetName()] = true
	}
	for _, name := range everything {
		if !there[name] {
			t.Errorf("there is no %s", name)
		}
		delete(there, name)
	}
	for name := range there {
		if strings.HasPrefix(name, "shixian_") {
			t.Errorf("%s is not in the list", name)
		}
	}
}

// TestPromtool: Prometheus' own tool finds nothing either.
func TestPromtool(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "promtool", "check", "metrics")
	cmd.Stdin = strings.NewReader(text(t, whole(t)))
	if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v: %s (make deps installs promtool)", err, out)
	}
}

// negotiated scrapes m with an Accept header.
func negotiated(t *testing.T, m *metrics.Metrics, accept string) (body []byte, format expfmt.Format) {
	t.Helper()
	req := httptest.NewRequest("GET", "/metrics", nil)
	req.Header.Set("Accept", accept)
	rec := httptest.NewRecorder()
	m.Handler().ServeHTTP(rec, req)
	if rec.Code != 200 {
		t.Fatalf("%d %s", rec.Code, rec.Body)
	}
	return rec.Body.Bytes(), expfmt.ResponseFormat(rec.Header())
}

// decoded returns the families of a scrape, by name.
func decoded(t *testing.T, body []byte, format expfmt.Format) map[string]*dto.MetricFamily {
	t.Helper()
	out := map[string]*dto.MetricFamily{}
	dec := expfmt.NewDecoder(bytes.NewReader(body), format)
	for {
		f := &dto.MetricFamily{}
		err := dec.Decode(f)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out[f.GetName()] = f
	}
}

// TestFormats: the text, and the protobuf that alone has native histograms, say the
// same; OpenMetrics is answered whole.
func TestFormats(t *testing.T) {
	m := whole(t)
	body, format := negotiated(t, m, "text/plain;version=0.0.4")
	plain := decoded(t, body, format)
	body, format = negotiated(t, m, "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited")
	binary := decoded(t, body, format)
	for _, name := range everything {
		if plain[name] == nil || binary[name] == nil || plain[name].GetType() != binary[name].GetType() || len(plain[name].Metric) != len(binary[name].Metric) {
			t.Errorf("%s is %v as text and %v as protobuf", name, plain[name], binary[name])
		}
	}
	for _, name := range []string{
		"shixian_http_request_duration_seconds", "shixian_record_operation_duration_seconds", "shixian_redis_operation_duration_seconds",
	} {
		h := binary[name].Metric[0].GetHistogram()
		if h == nil || h.Schema == nil || h.GetSchema() < 3 || len(h.GetBucket()) < 10 {
			t.Errorf("%s has not both kinds of buckets: %v", name, h)
		}
	}
	h := binary["shixian_http_request_duration_seconds"].Metric[0].GetHistogram()
	if len(h.GetPositiveSpan()) != 1 || h.GetSampleCount() != 1 {
		t.Errorf("a request of 16 µs is in no native bucket: %v", h)
	}
	body, _ = negotiated(t, m, "application/openmetrics-text;version=1.0.0")
	if !bytes.Contains(body, []byte("# TYPE shixian_http_requests counter\n")) || !bytes.HasSuffix(body, []byte("\n# EOF\n")) {
		t.Errorf("no OpenMetrics: %.500s", body)
	}
}

// TestBuildInfo says which program it is.
func TestBuildInfo(t *testing.T) {
	for name, v := range scrape(t, newMetrics(nil)) {
		if strings.HasPrefix(name, "shixian_build_info{") {
			if v != 1 || !strings.Contains(name, `version="v1"`) || !strings.Contains(name, `goversion="go1.`) || !strings.Contains(name, `revision="`) {
				t.Errorf("%s %v", name, v)
			}
			return
		}
	}
	t.Error("there is none")
}
