package metrics_test

import (
	"testing"
	"time"

	"shixian/api/metrics"
	"shixian/holidays"
	"shixian/holidays/live"
)

// TestReplica tells how a replica stands, as its keeper does.
func TestReplica(t *testing.T) {
	all := func(change func(*live.State)) live.State {
		s := ready().state
		change(&s)
		return s
	}
	for what, c := range map[string]struct {
		state live.State
		want  exposition
	}{
		"all is well": {ready().state, exposition{
			"shixian_table_revision": 7, "shixian_replica_ready": 1, "shixian_record_lag_revisions": 0,
			`shixian_record_up{op="read"}`: 1, `shixian_record_up{op="write"}`: 1, "shixian_redis_up": 1,
			"shixian_record_new": 0, "shixian_record_verified": absent, "shixian_record_verified_timestamp_seconds": absent,
		}},
		"cannot be written to": {all(func(s *live.State) { s.Record = live.Unwritable }), exposition{
			`shixian_record_up{op="read"}`: 1, `shixian_record_up{op="write"}`: 0,
		}},
		"new": {all(func(s *live.State) { s.Reasons = []live.Reason{{Code: live.RecordNew}} }), exposition{"shixian_record_new": 1}},
		"verified": {all(func(s *live.State) { s.Verified = &live.Verified{At: time.Unix(1780000000, 0), OK: true} }), exposition{
			"shixian_record_verified": 1, "shixian_record_verified_timestamp_seconds": 1780000000,
		}},
		"tampered with": {all(func(s *live.State) { s.Verified = &live.Verified{At: time.Unix(1780000000, 0)} }), exposition{
			"shixian_record_verified": 0, "shixian_record_verified_timestamp_seconds": 1780000000,
		}},
		"no Redis": {all(func(s *live.State) { s.Redis = live.Off }), exposition{"shixian_redis_up": absent}},
		"behind": {all(func(s *live.State) { s.Known, s.Status = 9, live.Degraded }), exposition{
			"shixian_record_lag_revisions": 2, "shixian_replica_ready": 1,
		}},
		"nothing to be reached": {all(func(s *live.State) {
			s.Status, s.Record, s.Redis = live.Degraded, live.Unreachable, live.Unreachable
			s.Reasons = []live.Reason{{Code: live.RecordUnreachable}, {Code: live.RedisUnsubscribed}, {Code: live.RedisUnreachable}}
			s.Mended = []live.Reason{{Code: live.RedisMissing}}
		}), exposition{
			`shixian_record_up{op="read"}`: 0, `shixian_record_up{op="write"}`: 0, "shixian_redis_up": 0, "shixian_replica_ready": 1,
			`shixian_replica_fault{code="record_unreachable"}`: 1, `shixian_replica_fault{code="redis_deaf"}`: 1,
			`shixian_replica_fault{code="redis_missing"}`: absent,
		}},
		"not tried yet": {all(func(s *live.State) { s.Record, s.Redis = live.Unknown, live.Unknown }), exposition{
			`shixian_record_up{op="read"}`: 0, `shixian_record_up{op="write"}`: 0, "shixian_redis_up": 0,
		}},
	} {
		t.Run(what, func(t *testing.T) {
			m := newMetrics(nil)
			k := ready()
			k.state = c.state
			m.Follow(k, &drafts{})
			scrape(t, m).has(t, c.want)
		})
	}
}

// TestNoTable: a replica without a table tells no calendar and no draft.
func TestNoTable(t *testing.T) {
	m := newMetrics(nil)
	k := &keeper{nil, live.State{Status: live.NotReady, Revision: -1, Known: 4, Record: live.OK, Redis: live.Off}}
	m.Follow(k, &drafts{})
	scrape(t, m).has(t, exposition{
		"shixian_table_revision": -1, "shixian_replica_ready": 0, "shixian_record_lag_revisions": 5,
		`shixian_calendar_revision{calendar="CN"}`: absent, `shixian_drafts_waiting{calendar="CN"}`: absent,
	})
	k.table, k.state = table(), ready().state
	scrape(t, m).has(t, exposition{`shixian_calendar_revision{calendar="CN"}`: 0, `shixian_drafts_waiting{calendar="CN"}`: 0})
}

// TestCalendars tells of each calendar of the table in force, on different days.
func TestCalendars(t *testing.T) {
	// 24 December 2026 in Asia/Shanghai begins at 16:00 UTC on the 23rd.
	settled := float64(time.Date(2026, 12, 23, 16, 0, 0, 0, time.UTC).Unix())
	due := float64(time.Date(2027, 3, 14, 16, 0, 0, 0, time.UTC).Unix()) // Guangxi has its notice for 2026
	for day, working := range map[holidays.Date]float64{
		holidays.NewDate(2026, 11, 26): 1, // a Thursday
		holidays.NewDate(2026, 11, 28): 0, // a Saturday
		holidays.NewDate(2026, 2, 14):  1, // a Saturday that is worked
		holidays.NewDate(2026, 10, 1):  0, // a Thursday off
		holidays.NewDate(1990, 1, 1):   absent,
	} {
		m := newMetrics(func(c *metrics.Config) { c.Today = func() holidays.Date { return day } })
		m.Follow(ready(), &drafts{})
		scrape(t, m).has(t, exposition{
			`shixian_calendar_working_day_today{calendar="CN"}`: working, `shixian_calendar_working_day_today{calendar="CN-LN"}`: working,
			`shixian_calendar_revision{calendar="CN"}`: 0, `shixian_calendar_revision{calendar="CN-GX"}`: 5,
			`shixian_calendar_settled_through_timestamp_seconds{calendar="CN"}`:   settled,
			`shixian_calendar_own_notice_due_timestamp_seconds{calendar="CN"}`:    absent,
			`shixian_calendar_own_notice_due_timestamp_seconds{calendar="CN-GX"}`: due,
		})
	}
}
