package check

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// dashboardFiles are the texts of the dashboards, by name.
func dashboardFiles(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../grafana/dashboards/*.json")
	if err != nil || len(files) != 3 {
		t.Fatalf("%q, %v", files, err)
	}
	out := map[string]string{}
	for _, file := range files {
		out[strings.TrimSuffix(filepath.Base(file), ".json")] = read(t, file)
	}
	return out
}

func TestDashboards(t *testing.T) {
	for name, text := range dashboardFiles(t) {
		for _, problem := range Dashboard(name, []byte(text)) {
			t.Errorf("%s: %s", name, problem)
		}
	}
}

// TestBustedDashboard: each defect is found, by the schema or by the checks.
func TestBustedDashboard(t *testing.T) {
	const name = "shixian-tables"
	text := dashboardFiles(t)[name]
	for _, b := range []busted{
		{`"schemaVersion"`, `"schemaVerson"`, "schemaVerson"},
		{`"colorMode": "value"`, `"colorMode": "values"`, "/options/colorMode"},
		{`"type": "bargauge"`, `"type": "bargauges"`, "/panels"},
		{`"w": 8,`, `"w": "8",`, "/gridPos/w"},
		{`"displayMode": "gradient",`, ``, "displayMode"},
		{`"uid": "shixian-tables"`, `"uid": "shixian-table"`, "the uid is"},
		{`"timezone": "Asia/Shanghai"`, `"timezone": "browser"`, "time zone"},
		{"    \"shixian\"\n  ],\n  \"templating\"", "    \"shixia\"\n  ],\n  \"templating\"", "the tag is missing"},
		{`"id": 3,`, `"id": 2,`, "panel 2: the id is there twice"},
		{"\"w\": 8,\n        \"x\": 8,", "\"w\": 8,\n        \"x\": 7,", "lies over panel"},
		{"\"w\": 8,\n        \"x\": 16,", "\"w\": 9,\n        \"x\": 16,", "lies outside"},
		{"已定到 / Settled through", "Settled through / 已定到", "is not Chinese / English"},
		{"已定到 / Settled through", "已定到", "is not Chinese / English"},
		{"The last settled day of each calendar, by the most cautious replica.", "", "is not Chinese, then English"},
		{`"unit": "d"`, `"unit": ""`, "has no unit"},
		{"\"value\": 60", "\"value\": 20", "do not rise"},
		{`"refId": "B"`, `"refId": "A"`, `the query "A" is there twice`},
		{"\"uid\": \"${ds}\"\n          },\n          \"editorMode\"", "\"uid\": \"prometheus\"\n          },\n          \"editorMode\"", "asks {prometheus prometheus}"},
		{`"instant": true`, `"instant": false`, "neither a range nor a moment"},
		{`instance=~\"$instance\"`, `instance=~\"$replica\"`, "there is no variable replica"},
		{`"name": "calendar"`, `"name": "kalender"`, "nothing uses the variable kalender"},
		{`"url": "${runbook:raw}"`, `"url": "${logs:raw}"`, "no link leads to the runbook"},
		{`"name": "traces"`, `"name": "trace"`, "there is no variable traces"},
		{`"name": "ds"`, `"name": "source"`, "the first variable is not ds"},
		{"日历 / Calendar\"", "日历\"", `the label "日历"`},
		{"日历表变更 / Table changes", "日历表变更", "is not whole"},
	} {
		if found := Dashboard(name, []byte(b.in(t, text))); !b.found(found) {
			t.Errorf("%q for %q: %q", b.new, b.old, found)
		}
	}
}

func TestProvisioning(t *testing.T) {
	const scraped = "scrape_interval: "
	m := regexp.MustCompile(`(?m)^  ` + scraped + `(\S+)$`).FindStringSubmatch(read(t, "../prometheus/prometheus.yml"))
	if m == nil {
		t.Fatal("prometheus.yml does not say how often it scrapes")
	}
	sources, folders := read(t, "../grafana/provisioning/datasources/prometheus.yaml"), read(t, "../grafana/provisioning/dashboards/shixian.yaml")
	for _, problem := range Provisioning([]byte(sources), []byte(folders), m[1]) {
		t.Error(problem)
	}
	for _, b := range []busted{
		{"apiVersion: 1\ndatasources", "apiVersion: 2\ndatasources", "version"},
		{"isDefault: true", "isDefalt: true", "isDefalt"},
		{"uid: prometheus", "uid: prom", "not the one that dashboards ask"},
		{"timeInterval: 15s", "timeInterval: 30s", "scraped every 30s"},
		{"allowUiUpdates: false", "allowUiUpdates: true", "not from files"},
		{"      path:", "      paths:", "paths"},
		{"  - name: Prometheus\n", "  - name: A\n  - name: Prometheus\n", "more or less than one"},
	} {
		both := b.in(t, sources+"\x00"+folders)
		s, f, _ := strings.Cut(both, "\x00")
		if found := Provisioning([]byte(s), []byte(f), m[1]); !b.found(found) {
			t.Errorf("%q for %q: %q", b.new, b.old, found)
		}
	}
}
