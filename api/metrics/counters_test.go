package metrics_test

import (
	"testing"

	"shixian/api/admit"
	"shixian/api/answers"
	"shixian/api/problem"
	"shixian/deadlines"
)

// TestQuestions: by rule and outcome; rules and outcomes that do not exist are not
// told apart, or not told.
func TestQuestions(t *testing.T) {
	m := newMetrics(nil)
	scrape(t, m).has(t, exposition{
		`shixian_deadlines_total{outcome="settled",rule="` + rule + `"}`:        0, // there before the first
		`shixian_deadlines_total{outcome="provisional",rule="tiexi.term"}`:      0,
		`shixian_deadlines_total{outcome="invalid_date",rule="tiexi.term"}`:     absent,
		`shixian_deadlines_total{outcome="settled",rule=""}`:                    absent,
		`shixian_deadlines_total{outcome="malformed_json",rule="` + rule + `"}`: absent,
	})
	for _, q := range []struct {
		rule    string
		outcome deadlines.Code
	}{
		{rule, answers.Settled}, {rule, answers.Settled}, {rule, answers.Provisional}, {"tiexi.term", "invalid_date"},
		{"made.up", deadlines.CodeRuleUnknown}, {"made.up.too", deadlines.CodeRuleUnknown}, {"", "malformed_json"}, {rule, "made_up"},
	} {
		m.Deadline(q.rule, q.outcome)
	}
	scrape(t, m).has(t, exposition{
		`shixian_deadlines_total{outcome="settled",rule="` + rule + `"}`:        2,
		`shixian_deadlines_total{outcome="provisional",rule="` + rule + `"}`:    1,
		`shixian_deadlines_total{outcome="invalid_date",rule="tiexi.term"}`:     1,
		`shixian_deadlines_total{outcome="rule_unknown",rule=""}`:               2,
		`shixian_deadlines_total{outcome="malformed_json",rule=""}`:             1,
		`shixian_deadlines_total{outcome="rule_unknown",rule="made.up"}`:        absent,
		`shixian_deadlines_total{outcome="made_up",rule="` + rule + `"}`:        absent,
		`shixian_deadlines_total{outcome="internal_error",rule="` + rule + `"}`: 1,
	})
}

// TestEveryCode of the API is an outcome.
func TestEveryCode(t *testing.T) {
	m := newMetrics(nil)
	codes := problem.Codes()
	if len(codes) < 40 {
		t.Fatalf("%d codes", len(codes))
	}
	for _, code := range codes {
		m.Deadline(rule, code)
	}
	got := scrape(t, m)
	for _, code := range codes {
		got.has(t, exposition{`shixian_deadlines_total{outcome="` + string(code) + `",rule="` + rule + `"}`: 1})
	}
}

// TestEvents: what happens seldom is 0 before it happens, and then counted.
func TestEvents(t *testing.T) {
	m := newMetrics(nil)
	scrape(t, m).has(t, exposition{
		`shixian_auth_failures_total{reason="missing"}`: 0, `shixian_auth_failures_total{reason="unknown"}`: 0,
		`shixian_auth_failures_total{reason="forbidden"}`: 0, `shixian_auth_failures_total{reason="throttled"}`: 0,
		`shixian_rate_limited_requests_total`: 0, `shixian_shed_requests_total{reason="concurrency"}`: 0,
		`shixian_shed_requests_total{reason="queue"}`: 0, `shixian_publishes_total{calendar="CN"}`: 0,
		`shixian_withdrawals_total{calendar="CN-GX"}`: 0, `shixian_rollbacks_total`: 0,
	})
	m.AuthFailed(admit.AuthUnknown)
	m.AuthFailed(admit.AuthThrottled)
	m.AuthFailed(admit.AuthThrottled)
	m.RateLimited()
	m.Shed(admit.ShedQueue)
	m.Published("CN")
	m.Withdrawn("CN-GX")
	m.RolledBack()
	m.Overridden("festival_balance")
	scrape(t, m).has(t, exposition{
		`shixian_auth_failures_total{reason="unknown"}`: 1, `shixian_auth_failures_total{reason="throttled"}`: 2,
		`shixian_auth_failures_total{reason="missing"}`: 0,
		`shixian_rate_limited_requests_total`:           1, `shixian_shed_requests_total{reason="queue"}`: 1,
		`shixian_shed_requests_total{reason="concurrency"}`: 0,
		`shixian_publishes_total{calendar="CN"}`:            1, `shixian_publishes_total{calendar="CN-GX"}`: 0,
		`shixian_withdrawals_total{calendar="CN-GX"}`: 1, `shixian_rollbacks_total`: 1,
		`shixian_checks_overridden_total{check="festival_balance"}`: 1,
	})
}
