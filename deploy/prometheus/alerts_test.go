package prometheus

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shixian/docs"
)

var (
	han   = regexp.MustCompile(`\p{Han}`)
	latin = regexp.MustCompile(`[A-Za-z]{3}`)
)

// TestAlerts: each alert has what whoever is woken by it needs.
func TestAlerts(t *testing.T) {
	all := alerts(t)
	if len(all) < 25 {
		t.Errorf("there are only %d alerts", len(all))
	}
	for name, a := range all {
		if !regexp.MustCompile(`^Shixian[A-Z][A-Za-z]+$`).MatchString(name) {
			t.Errorf("%s is no name for an alert", name)
		}
		if severity := a.Labels["severity"]; severity != "critical" && severity != "warning" {
			t.Errorf("%s: its severity is %q", name, severity)
		}
		if a.For == "" {
			t.Errorf("%s does not say for how long", name)
		}
		for _, what := range []string{"summary", "description"} {
			if text := a.Annotations[what]; !han.MatchString(text) || !latin.MatchString(text) {
				t.Errorf("%s: %s is not Chinese and English: %q", name, what, text)
			}
		}
		if want := `{{ or $externalLabels.runbook "docs/operations/runbook.md" }}#` + strings.ToLower(name); a.Annotations["runbook_url"] != want {
			t.Errorf("%s: runbook_url is %q, want %q", name, a.Annotations["runbook_url"], want)
		}
	}
}

// aggregated is an aggregation in an expression, and by what.
var aggregated = regexp.MustCompile(`\b(sum|min|max|avg|count|group|absent)(?: by \(([a-z, ]*)\))? ?\(`)

// TestKeyed: nothing is added up over deployments, so that staging hides nothing of
// production. What callers see comes from proxy or replicas, so it is of no job.
func TestKeyed(t *testing.T) {
	for _, r := range allRules(t) {
		for _, m := range aggregated.FindAllStringSubmatch(r.Expr, -1) {
			want := "namespace, job"
			if r.Labels["slo"] == "errors" {
				want = "namespace"
			}
			if m[1] != "absent" && !strings.HasPrefix(m[2], want) {
				t.Errorf("%s%s: %s is not by %s", r.Alert, r.Record, m[0], want)
			}
		}
	}
}

// TestTested: for each alert there is a unit test in which it fires, and one in which
// it does not.
func TestTested(t *testing.T) {
	type expected struct {
		AlertName string `yaml:"alertname"`
		EvalTime  string `yaml:"eval_time"`
		ExpAlerts []any  `yaml:"exp_alerts"`
	}
	fires, quiet := map[string]bool{}, map[string]bool{}
	for _, path := range files(t, "tests/*.yml") {
		var file struct {
			RuleFiles          []string `yaml:"rule_files"`
			EvaluationInterval string   `yaml:"evaluation_interval"`
			Tests              []struct {
				Name, Interval string
				InputSeries    []any             `yaml:"input_series"`
				ExternalLabels map[string]string `yaml:"external_labels"`
				AlertRuleTest  []expected        `yaml:"alert_rule_test"`
				PromqlExprTest []any             `yaml:"promql_expr_test"`
			}
		}
		read(t, path, &file)
		for _, test := range file.Tests {
			for _, e := range test.AlertRuleTest {
				if len(e.ExpAlerts) > 0 {
					fires[e.AlertName] = true
				} else {
					quiet[e.AlertName] = true
				}
			}
		}
	}
	for name := range alerts(t) {
		if !fires[name] || !quiet[name] {
			t.Errorf("%s: tested that it fires: %t, that it does not: %t", name, fires[name], quiet[name])
		}
	}
}

// metricName is a metric of the service, of its process or of Go in an expression.
var metricName = regexp.MustCompile(`\b(?:shixian|process)_[a-z_]+\b`)

// mayBeMissing are the metrics that are not there in health, or not in every set-up.
var mayBeMissing = []string{
	"shixian_redis_up",                                 // if there is no Redis
	"shixian_backup_timestamp_seconds",                 // if the record is a PostgreSQL
	"shixian_tls_certificate_expiry_timestamp_seconds", // if a proxy serves HTTPS
	"shixian_replica_fault",                            // while nothing is wrong
	"shixian_auth_failures_total",                      // counters that are there from the start,
	"shixian_shed_requests_total",                      // like those that are looked for
	"shixian_rate_limited_requests_total",              //
	"process_max_fds",                                  // beside process_open_fds
}

// TestMissing: a metric that an alert rests on is looked for itself.
func TestMissing(t *testing.T) {
	guard := alerts(t)["ShixianMetricsMissing"].Expr
	for _, r := range allRules(t) {
		for _, name := range metricName.FindAllString(r.Expr, -1) {
			name = strings.Replace(name, "duration_seconds_count", "duration_seconds_bucket", 1)
			if !slices.Contains(mayBeMissing, name) && !regexp.MustCompile(`unless group by \(namespace, job\) \(`+name+`\b`).MatchString(guard) {
				t.Errorf("%s%s rests on %s, and nothing looks whether it is there", r.Alert, r.Record, name)
			}
		}
	}
}

var routeSelector = regexp.MustCompile(`le="0\.025",(?:[a-z]+=~"\$[a-z]+",)*route=~"([^"]*)"`)

// TestLatencyRoutes: the objective for latency is over the same routes everywhere,
// each of which the service has; and over no long poll, stream, batch or list.
func TestLatencyRoutes(t *testing.T) {
	rules, err := os.ReadFile("rules/slo.yml")
	if err != nil {
		t.Fatal(err)
	}
	board, err := os.ReadFile("../grafana/dashboards/shixian-service.json")
	if err != nil {
		t.Fatal(err)
	}
	found := routeSelector.FindAllStringSubmatch(string(rules)+strings.ReplaceAll(string(board), `\"`, `"`), -1)
	if len(found) < 13 {
		t.Fatalf("only %d selectors", len(found))
	}
	for _, m := range found {
		if m[1] != found[0][1] {
			t.Errorf("%s is not %s", m[1], found[0][1])
		}
	}
	var api struct{ Paths map[string]any }
	if err := json.Unmarshal(docs.OpenAPI, &api); err != nil {
		t.Fatal(err)
	}
	var got []string
	for path := range api.Paths {
		route := regexp.MustCompile(`\{(\w+)\}`).ReplaceAllString(path, ":$1")
		if regexp.MustCompile("^(?:" + found[0][1] + ")$").MatchString(route) {
			got = append(got, route)
		}
	}
	slices.Sort(got)
	want := []string{
		"/v1/calendars/:id/add", "/v1/calendars/:id/days/:date", "/v1/calendars/:id/workdays",
		"/v1/calendars/:id/workdays/nth", "/v1/deadlines", "/v1/deadlines/latest-trigger", "/v1/deadlines/status",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the routes are %q, want %q", got, want)
	}
}
