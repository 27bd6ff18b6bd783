package dashboards

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"testing"
	"time"

	v1 "github.com/prometheus/client_golang/api/prometheus/v1"
	"github.com/prometheus/common/model"
	"go.uber.org/goleak"

	"shixian/test/fleet"
	"shixian/test/notice2027"
	"shixian/test/testenv"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(fleet.Main(m), testenv.Leaks()...) }

// TestDashboards asks all that the dashboards ask of a Prometheus that has scraped two
// replicas, HAProxy and itself: each query has to return numbers, in health too.
func TestDashboards(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	f := fleet.Start(t, fleet.Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true, Prometheus: true, Faults: true,
		Env: []string{"SHIXIAN_SHED_DELAY=off"}})
	c := caller{t, f}
	c.round() // makes the series
	f.Prometheus.AwaitScrapes(2)
	c.publish(notice2027.Text)
	awaitValue(t, f, "min(shixian_table_revision)", 1)
	c.publish(unbalanced, "festival_balance", "year_working_days")
	c.draft(notice2027.Text) // it waits
	c.round()                // makes the series rise
	awaitValue(t, f, `min(shixian_table_revision) + max(shixian_drafts_waiting{calendar="CN"})`, 3)
	at := time.Now()
	for _, q := range queries(t) {
		numbers(t, f, q, at)
	}
	t.Run("values", func(t *testing.T) { values(t, f, at) })
	t.Run("variables", func(t *testing.T) { variables(t, f, at) })
	t.Run("rules", func(t *testing.T) { rules(t, f) })
	t.Run("alarm", func(t *testing.T) { alarm(t, f) })
	t.Run("names", func(t *testing.T) { names(t, f) })
}

// awaitValue waits until the one sample of an expression has a value.
func awaitValue(t *testing.T, f *fleet.Fleet, expr string, want model.SampleValue) {
	t.Helper()
	testenv.Await(t, func() error {
		if got := f.Prometheus.Query(expr); len(got) != 1 || got[0].Value != want {
			return fmt.Errorf("%s is %v, want %v", expr, got, want)
		}
		return nil
	})
}

// numbers fails the test if a query returns none.
func numbers(t *testing.T, f *fleet.Fleet, q query, at time.Time) {
	t.Helper()
	found, err := ask(t, f, q, at)
	if err != nil {
		t.Errorf("%s: %v\n%s", q.from, err, q.expr)
		return
	}
	finite := slices.ContainsFunc(found, func(v model.SampleValue) bool { return !math.IsNaN(float64(v)) && !math.IsInf(float64(v), 0) })
	if !finite {
		t.Errorf("%s: no number among %v\n%s", q.from, found, q.expr)
	}
}

// ask returns the values of a query, as Grafana asks it: of a moment, or of a range.
func ask(t *testing.T, f *fleet.Fleet, q query, at time.Time) (found []model.SampleValue, err error) {
	if !q.instant {
		value, warnings, _, err := f.Prometheus.API.QueryRange(t.Context(), q.expr, v1.Range{Start: at.Add(-3 * time.Second), End: at, Step: time.Second})
		if err != nil || len(warnings) > 0 {
			return nil, errors.Join(err, fmt.Errorf("warnings: %v", warnings))
		}
		matrix, ok := value.(model.Matrix)
		if !ok {
			return nil, fmt.Errorf("a range is a %s", value.Type())
		}
		for _, stream := range matrix {
			for _, pair := range stream.Values {
				found = append(found, pair.Value)
			}
		}
		return found, nil
	}
	value, warnings, _, err := f.Prometheus.API.Query(t.Context(), q.expr, at)
	if err != nil || len(warnings) > 0 {
		return nil, errors.Join(err, fmt.Errorf("warnings: %v", warnings))
	}
	vector, ok := value.(model.Vector)
	if !ok {
		return nil, fmt.Errorf("a moment is a %s", value.Type())
	}
	for _, s := range vector {
		found = append(found, s.Value)
	}
	return found, nil
}

// values: what some panels show is what was done.
func values(t *testing.T, f *fleet.Fleet, at time.Time) {
	for _, c := range []struct {
		panel     string // the end of from
		low, high float64
	}{
		{"就绪副本 / Replicas ready: A", 2, 2},
		{"最近的未定之日 / Settled for: A", 1, 10000},
		{"位置个数 / Positions: A", 1, 1},
		{"完整性 / Integrity: A", 0, 0},
		{"5xx 比例 / 5xx: A", 0, 0},
		{"30 天 5xx 余额 / Error budget left: A", 1, 1},
		{"今天上班吗 / Working day today: A", 0, 1},
		{"副本间相差 / Replicas apart: A", 0, 0},
		{"现行版本，按副本 / Revision by replica: A", 2, 2},
		{"暂定答案的比例 / Share of provisional answers: A", 0.2, 0.9},
		{"越过的检查 / Checks overridden: A", 0, 2},
		{"记录 / Record: A", 1, 1},
		{"Redis: A", 1, 1},
		{"落后记录 / Behind the record: A", 0, 0},
		{"服务器 / Servers: A", 1, 1},
		{"日历表变更 / Table changes", 0, 1},
	} {
		q := one(t, c.panel)
		found, err := ask(t, f, q, at)
		if err != nil {
			t.Errorf("%s: %v", c.panel, err)
		}
		last := float64(found[len(found)-1])
		if last < c.low || last > c.high {
			t.Errorf("%s is %v, want %v to %v", c.panel, last, c.low, c.high)
		}
	}
	whole := query{expr: filled.Replace("max_over_time((max(changes(shixian_calendar_revision[$__interval])) > bool 0)[1m:1s])"), instant: true}
	if found, err := ask(t, f, whole, at); err != nil || !slices.Equal(found, []model.SampleValue{1}) {
		t.Errorf("the publish is no annotation: %v, %v", found, err)
	}
}

// one returns the query of a panel.
func one(t *testing.T, panel string) query {
	t.Helper()
	for _, q := range queries(t) {
		if regexp.MustCompile(`: ` + regexp.QuoteMeta(panel) + `$`).MatchString(q.from) {
			return q
		}
	}
	t.Fatalf("there is no panel %s", panel)
	return query{}
}

var labelValues = regexp.MustCompile(`^label_values\((.*), (\w+)\)$`)

// variables: what readers choose from is there.
func variables(t *testing.T, f *fleet.Fleet, at time.Time) {
	want := map[string]string{"namespace": "fleet", "job": "shixian", "instance": "replica2", "route": "/v1/deadlines/batch", "calendar": "CN-GX"}
	for _, d := range dashboards(t) {
		for _, v := range d.Templating.List {
			if v.Type != "query" {
				continue
			}
			m := labelValues.FindStringSubmatch(filled.Replace(v.Definition))
			if m == nil || m[2] != v.Name {
				t.Errorf("%s: %s is %q", d.Title, v.Name, v.Definition)
				continue
			}
			got, _, _, err := f.Prometheus.API.LabelValues(t.Context(), m[2], []string{m[1]}, at.Add(-time.Minute), at)
			if err != nil || !slices.Contains(got, model.LabelValue(want[v.Name])) {
				t.Errorf("%s: %s is one of %q, %v", d.Title, v.Name, got, err)
			}
		}
	}
}

// rules: Prometheus evaluates all of them, and no alert begins but those that depend on
// today's date or on how busy this machine is.
func rules(t *testing.T, f *fleet.Fleet) {
	all, err := f.Prometheus.API.Rules(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, g := range all.Groups {
		for _, r := range g.Rules {
			switch r := r.(type) {
			case v1.AlertingRule:
				n++
				if r.Health != v1.RuleHealthGood {
					t.Errorf("%s: %s %s", r.Name, r.Health, r.LastError)
				}
				if len(r.Alerts) > 0 && !regexp.MustCompile(`^Shixian(LatencyBudget\w+|NextYear\w+|SpringNotice\w+)$`).MatchString(r.Name) {
					t.Errorf("%s: %+v", r.Name, r.Alerts[0])
				}
			case v1.RecordingRule:
				n++
				if r.Health != v1.RuleHealthGood {
					t.Errorf("%s: %s %s", r.Name, r.Health, r.LastError)
				}
			}
		}
	}
	if want := len(ruleExprs(t)); n != want {
		t.Errorf("Prometheus has %d rules, not %d", n, want)
	}
}

// alarm: without Redis its alert begins, and the fault is told.
func alarm(t *testing.T, f *fleet.Fleet) {
	f.Redis.Kill()
	testenv.Await(t, func() error {
		if got := f.Prometheus.Query(`ALERTS{alertname="ShixianRedisDown"}`); len(got) != 2 {
			return fmt.Errorf("%v", got)
		}
		if got := f.Prometheus.Query(`shixian_replica_fault{code="redis_unreachable"}`); len(got) != 2 {
			return fmt.Errorf("%v", got)
		}
		return nil
	})
}

// elsewhere are shown only if the service itself serves HTTPS, or its record is a SQLite,
// which is not so of the fleet's replicas. Their own tests are with the metrics.
var elsewhere = []string{"shixian_tls_certificate_expiry_timestamp_seconds", "shixian_backup_timestamp_seconds"}

// names: every metric that a rule or a dashboard names has been seen.
func names(t *testing.T, f *fleet.Fleet) {
	seen, _, _, err := f.Prometheus.API.LabelValues(t.Context(), "__name__", nil, time.Now().Add(-time.Hour), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	exprs := ruleExprs(t)
	for _, q := range queries(t) {
		exprs = append(exprs, q.expr)
	}
	named := 0
	for _, expr := range exprs {
		for _, name := range metrics(expr) {
			named++
			if !slices.Contains(elsewhere, name) && !slices.Contains(seen, model.LabelValue(name)) {
				t.Errorf("nobody shows %s\n%s", name, expr)
			}
		}
	}
	if named < 150 {
		t.Errorf("only %d metrics were found in %d expressions", named, len(exprs))
	}
}
