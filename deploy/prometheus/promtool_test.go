package prometheus

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// promtool runs it and returns what it says.
func promtool(t *testing.T, args ...string) (string, error) {
	t.Helper()
	path, err := exec.LookPath("promtool")
	if err != nil {
		t.Fatalf("promtool is not installed: run make deps, or apt-get install prometheus")
	}
	out, err := exec.Command(path, args...).CombinedOutput()
	return string(out), err
}

// TestConfig: Prometheus loads the configuration and the rules, and the linter of
// rules finds nothing.
func TestConfig(t *testing.T) {
	if out, err := promtool(t, "check", "config", "--lint=all", "--lint-fatal", "prometheus.yml"); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestUnits runs the unit tests of the alerts.
func TestUnits(t *testing.T) {
	for _, path := range files(t, "tests/*.yml") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			if out, err := promtool(t, "test", "rules", path); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// The last settled days, as the tables have them: with the nation's notice for a
// year 24 December of it. And the days by which a region's own notice is usually out,
// the first that it lacks: Guangxi's is for 三月三, another's comes with the nation's.
const (
	through2025 = "2025-12-24"
	through2026 = "2026-12-24"
	through2027 = "2027-12-24"
	through2028 = "2028-12-24"
	spring2026  = "2026-03-15"
	spring2027  = "2027-03-15"
	spring2028  = "2028-03-15"
	spring2029  = "2029-03-15"
	winter2026  = "2026-12-31"
)

// TestDates puts the clock and the alerts together at moments of real years, in
// China's time: which of the alerts on notices begin.
func TestDates(t *testing.T) {
	const (
		soon   = "ShixianNextYearNotSettled"
		urgent = "ShixianNextYearNotSettledUrgent"
		region = "ShixianRegionNoticeMissing"
	)
	for _, c := range []struct {
		at          string
		nation, due string
		want        []string
	}{
		{"2026-11-14T23:59:59", through2026, spring2027, nil},
		{"2026-11-15T00:00:00", through2026, spring2027, []string{soon}},
		{"2026-12-04T23:59:59", through2026, spring2027, []string{soon}},
		{"2026-12-05T00:00:00", through2026, spring2027, []string{soon, urgent}},
		{"2026-12-31T23:59:59", through2026, spring2027, []string{soon, urgent}},
		{"2027-01-01T00:00:00", through2026, spring2027, []string{soon, urgent}},
		{"2027-06-30T12:00:00", through2026, spring2028, []string{soon, urgent}},
		{"2026-12-31T23:59:59", through2027, spring2027, nil},
		{"2026-12-30T23:59:59", through2027, winter2026, nil},
		{"2026-12-31T00:00:00", through2027, winter2026, []string{region}},
		{"2027-01-01T00:00:00", through2027, spring2027, nil},
		{"2027-03-14T23:59:59", through2027, spring2027, nil},
		{"2027-03-15T00:00:00", through2027, spring2027, []string{region}},
		{"2027-03-15T00:00:00", through2027, spring2028, nil},
		{"2027-08-01T00:00:00", through2027, spring2027, []string{region}},
		{"2027-12-05T00:00:00", through2028, spring2027, []string{region}},
		{"2027-12-05T00:00:00", through2028, spring2028, nil},
		{"2028-02-29T12:00:00", through2028, spring2028, nil}, // a leap year
		{"2028-03-14T23:59:59", through2028, spring2028, nil},
		{"2028-03-15T00:00:00", through2028, spring2028, []string{region}},
		{"2028-11-14T23:59:59", through2028, spring2029, nil},
		{"2028-11-15T00:00:00", through2028, spring2029, []string{soon}},
		{"2026-03-15T00:00:00", through2026, spring2026, []string{region}},
		{"2026-03-15T00:00:00", through2025, spring2026, []string{soon, urgent, region}},
	} {
		t.Run(fmt.Sprintf("%s/%s/%s", c.at, c.nation, c.due), func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "dates.yml")
			if err := os.WriteFile(path, []byte(dateTest(t, c.at, c.nation, c.due, c.want)), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := promtool(t, "test", "rules", path); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// dateTest returns a unit test that looks once, at a moment of China's time. Unit
// tests begin in 1970, so the time between two looks is all the time since.
func dateTest(t *testing.T, at, nation, due string, want []string) string {
	t.Helper()
	rules, err := filepath.Abs("rules")
	if err != nil {
		t.Fatal(err)
	}
	since := fmt.Sprintf("%ds", unix(t, at))
	var b strings.Builder
	fmt.Fprintf(&b, "rule_files: [%s/clock.yml, %s/tables.yml]\n", rules, rules)
	fmt.Fprintf(&b, "group_eval_order: [shixian-clock, shixian-tables]\nevaluation_interval: %s\ntests:\n- interval: %s\n  input_series:\n", since, since)
	for _, calendar := range []string{"CN", "CN-LN", "CN-GX"} {
		fmt.Fprintf(&b, "  - {series: 'shixian_calendar_settled_through_timestamp_seconds{calendar=%q}', values: %dx1}\n", calendar, unix(t, nation+"T00:00:00"))
	}
	fmt.Fprintf(&b, "  - {series: 'shixian_calendar_own_notice_due_timestamp_seconds{calendar=\"CN-GX\"}', values: %dx1}\n", unix(t, due+"T00:00:00"))
	fmt.Fprintf(&b, "  promql_expr_test:\n  - expr: count by (alertname) (ALERTS)\n    eval_time: %s\n    exp_samples:\n", since)
	for _, name := range want {
		fmt.Fprintf(&b, "    - {labels: '{alertname=%q}', value: 1}\n", name)
	}
	return b.String()
}

// unix returns the seconds from 1970 to a moment of China's time.
func unix(t *testing.T, at string) int64 {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02T15:04:05", at, time.FixedZone("UTC+8", 8*3600))
	if err != nil {
		t.Fatal(err)
	}
	return moment.Unix()
}
