package dashboards

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// query is what a dashboard asks, with its variables filled in.
type query struct {
	from    string // dashboard, panel and name of the query
	expr    string
	instant bool // of one moment, not of a range
}

// filled takes the place of the variables of Grafana and of the dashboards. Prometheus
// scrapes every half second here.
var filled = strings.NewReplacer(
	"$__rate_interval", "1m", "$__interval", "5s", "$__range", "1m",
	"$namespace", ".*", "$job", ".*", "$instance", ".*", "$route", ".*", "$calendar", ".*",
)

// dashboard is what this test needs of one.
type dashboard struct {
	Title  string
	Panels []struct {
		Title   string
		Targets []struct {
			Expr, RefID string
			Instant     bool
		}
	}
	Annotations struct{ List []struct{ Name, Expr string } }
	Templating  struct {
		List []struct {
			Name, Type string
			Definition string
		}
	}
}

// dashboards returns all of them.
func dashboards(t *testing.T) []dashboard {
	t.Helper()
	names, err := filepath.Glob("../../deploy/grafana/dashboards/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("%q, %v", names, err)
	}
	var out []dashboard
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var d dashboard
		if err := json.Unmarshal(text, &d); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, d)
	}
	return out
}

// queries returns all that the dashboards ask of Prometheus.
func queries(t *testing.T) []query {
	t.Helper()
	var out []query
	for _, d := range dashboards(t) {
		for _, p := range d.Panels {
			for _, q := range p.Targets {
				out = append(out, query{d.Title + ": " + p.Title + ": " + q.RefID, filled.Replace(q.Expr), q.Instant})
			}
		}
		for _, a := range d.Annotations.List {
			out = append(out, query{d.Title + ": " + a.Name, filled.Replace(a.Expr), false})
		}
	}
	for _, q := range out {
		if strings.Contains(q.expr, "$") {
			t.Errorf("%s: a variable is left in %s", q.from, q.expr)
		}
	}
	return out
}

// ruleExprs returns the expressions of the rules of deploy/prometheus.
func ruleExprs(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("../../deploy/prometheus/rules/*.yml")
	if err != nil || len(names) == 0 {
		t.Fatalf("%q, %v", names, err)
	}
	var out []string
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct {
			Groups []struct{ Rules []struct{ Expr string } }
		}
		if err := yaml.Load(text, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, g := range file.Groups {
			for _, r := range g.Rules {
				out = append(out, r.Expr)
			}
		}
	}
	return out
}

var (
	quoted = regexp.MustCompile(`"[^"]*"`)
	// metricName is one of the service's, of its rules, its process, Go, HAProxy's or
	// Prometheus's own.
	metricName = regexp.MustCompile(`\b(?:(?:shixian|process|go|haproxy|prometheus)_[a-z0-9_]+|shixian:[a-z0-9_:]+|up|ALERTS)\b`)
)

// metrics returns the names of metrics in an expression.
func metrics(expr string) []string {
	return metricName.FindAllString(quoted.ReplaceAllString(expr, `""`), -1)
}
