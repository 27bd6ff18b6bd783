package prometheus

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"shixian/test/testenv"
)

// wrong are metrics of a service with which everything is wrong; {n} is how often they
// were asked for. What is missing is wrong too.
const wrong = `
shixian_http_requests_total{route="/v1/deadlines",code="503"} {n}000
shixian_http_request_duration_seconds_bucket{le="0.025",route="/v1/deadlines"} 0
shixian_http_request_duration_seconds_count{route="/v1/deadlines"} {n}000
shixian_calendar_settled_through_timestamp_seconds{calendar="CN"} 0
shixian_table_revision{replica="a"} 2
shixian_table_revision{replica="b"} {falling}
shixian_table_info{position="2.9f3c41aa",record="r"} 1
shixian_table_info{position="2.0d77e1b2",record="r"} 1
shixian_replica_ready 0
shixian_replica_fault{code="record_broken"} 1
shixian_replica_fault{code="record_rewritten"} 1
shixian_replica_fault{code="redis_checksum"} 1
shixian_replica_fault{code="bundle_refused"} 1
shixian_record_lag_revisions 1
shixian_record_up{op="read",replica="a"} 0
shixian_record_up{op="write",replica="b"} 0
shixian_record_up{op="read",replica="b"} 1
shixian_record_new 1
shixian_record_verified 0
shixian_record_verified_timestamp_seconds 0
shixian_backup_timestamp_seconds 0
shixian_redis_up 0
shixian_tls_certificate_expiry_timestamp_seconds 0
shixian_draft_longest_wait_workdays 3
shixian_calendar_own_notice_due_timestamp_seconds{calendar="CN-GX"} 0
shixian_auth_failures_total{reason="unknown"} {n}00
shixian_shed_requests_total{reason="queue"} {n}00
shixian_rate_limited_requests_total {n}000
process_start_time_seconds {n}
process_open_fds 90
process_max_fds 100
haproxy_server_status{proxy="replicas",server="replica1",state="UP"} 0
haproxy_backend_current_queue{proxy="replicas"} 1
prometheus_rule_evaluation_failures_total{rule_group="g"} {n}
`

// added are metrics of a service to which a calendar was added without its notice.
const added = `
shixian_calendar_settled_through_timestamp_seconds{calendar="CN"} 4e9
shixian_calendar_settled_through_timestamp_seconds{calendar="CN-XZ"} 0
`

// span is a time in the rules.
var span = regexp.MustCompile(`\[[0-9]+[smhd]\]`)

// firing has Prometheus look at everything often, and for as long as a few scrapes, so
// that what is said of days shows in seconds.
const firing = `
global: {scrape_interval: 200ms, evaluation_interval: 200ms}
rule_files: [rules/*.yml]
scrape_configs:
- job_name: shixian
  static_configs:
  - {targets: ["%[1]s"], labels: {namespace: production, __metrics_path__: /wrong}}
  - {targets: ["%[1]s"], labels: {namespace: added, __metrics_path__: /added}}
  - {targets: ["127.0.0.1:1"], labels: {namespace: down}}
- job_name: haproxy
  static_configs: [{targets: ["127.0.0.1:1"], labels: {namespace: down}}]
`

// TestEachFires: every alert is fired by a real Prometheus, which scrapes a service with
// which everything is wrong.
func TestEachFires(t *testing.T) {
	var scrapes atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := scrapes.Add(1)
		text := strings.ReplaceAll(wrong, "{n}", fmt.Sprint(n))
		if r.URL.Path == "/added" {
			text = added
		}
		falling := 1
		if n < 20 {
			falling = 9
		}
		w.Header().Set("Content-Type", "text/plain; version=0.0.4")
		_, _ = fmt.Fprint(w, strings.ReplaceAll(text, "{falling}", fmt.Sprint(falling)))
	}))
	t.Cleanup(srv.Close)
	p := testenv.Start(t, testenv.Spec{
		Name: "prometheus", Program: "prometheus", Package: "prometheus", Ports: 1,
		Says:  "Server is ready to receive web requests",
		Files: func(folder string, _ int) error { return hurriedRules(folder, srv.Listener.Addr().String()) },
		Command: func(cmd *exec.Cmd, folder string, port int) {
			cmd.Args = append(cmd.Args, "--config.file="+filepath.Join(folder, "prometheus.yml"),
				"--storage.tsdb.path="+filepath.Join(folder, "data"), "--web.listen-address="+testenv.Address(port))
		},
		Ready: func(ctx context.Context, addr string) error {
			_, err := firedAt(ctx, "http://"+addr)
			return err
		},
	})
	seen := map[string]bool{}
	testenv.Await(t, func() error {
		names, err := firedAt(t.Context(), p.URL())
		if err != nil {
			return err
		}
		for _, name := range names {
			seen[name] = true
		}
		var missing []string
		for name := range alerts(t) {
			if !seen[name] {
				missing = append(missing, name)
			}
		}
		if slices.Sort(missing); len(missing) > 0 {
			return fmt.Errorf("not fired: %s", missing)
		}
		return nil
	})
}

// hurriedRules writes the configuration, and a copy of the rules in which nothing lasts.
func hurriedRules(folder, target string) error {
	files, err := filepath.Glob("rules/*.yml")
	if err == nil {
		err = os.MkdirAll(filepath.Join(folder, "rules"), 0o700)
	}
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		hurried := regexp.MustCompile(`(?m)^( +for:) .*$`).ReplaceAll(span.ReplaceAll(text, []byte("[5s]")), []byte("$1 0s"))
		if err := os.WriteFile(filepath.Join(folder, file), hurried, 0o600); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(folder, "prometheus.yml"), fmt.Appendf(nil, firing, target), 0o600)
}

// firedAt returns the names of the alerts that a Prometheus fires now.
func firedAt(ctx context.Context, url string) (names []string, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/api/v1/alerts", http.NoBody)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	var answer struct {
		Data struct {
			Alerts []struct {
				State  string
				Labels map[string]string
			}
		}
	}
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		return nil, err
	}
	for _, a := range answer.Data.Alerts {
		if a.State == "firing" {
			names = append(names, a.Labels["alertname"])
		}
	}
	return names, nil
}
