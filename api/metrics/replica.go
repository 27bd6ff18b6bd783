package metrics

import (
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"shixian/holidays"
	"shixian/holidays/live"
)

// Keeper tells of the table in force; every [live.Follower] is one. Its methods do
// not wait.
type Keeper interface {
	// Table returns the table in force, or nil while there is none.
	Table() *holidays.Table
	// State says how things stand.
	State() live.State
}

// Follow adds what k knows of the replica, and what drafts wait in the record. It
// is called once.
func (m *Metrics) Follow(k Keeper, drafts Drafts) {
	m.registry.MustRegister(&replica{k, m.cfg.Today}, &waiting{keeper: k, drafts: drafts, cfg: m.cfg})
}

// replica tells of the table in force and of what it depends on, when it is
// scraped.
type replica struct {
	keeper Keeper
	today  func() holidays.Date
}

// The metrics of a replica.
var (
	tableRevision  = describe("table_revision", "The revision in force at this replica, -1 where there is none.")
	tableInfo      = describe("table_info", "1 for the position in force at this replica, and the record that it is of.", "position", "record")
	checkpointInfo = describe("checkpoint_info", "1 for the last signed checkpoint that this replica has verified: the beginning of its tree's root.", "root")
	replicaReady   = describe("replica_ready", "Whether this replica answers: 1 or 0.")
	recordLag      = describe("record_lag_revisions", "How many revisions the record is known to have that are not in force at this replica.")
	recordUp       = describe("record_up", "Whether the record could be read, or written to, last: 1 or 0.", "op")
	recordNew      = describe("record_new", "Whether the record was just made, nobody having published anything: 1 or 0.")
	recordOK       = describe("record_verified", "Whether the last reading of the whole record found every event as it was written: 1 or 0.")
	recordRead     = describe("record_verified_timestamp_seconds", "When the whole record was last read.")
	bundleInfo     = describe("bundle_info", "1 for the bundle that this replica answers from: its position, and when it was made. Absent where there is none.", "position", "made")
	bundleRefused  = describe("bundle_refused_total", "How many files this replica has not taken for its bundle since it started. Absent where there is none.")
	redisUp        = describe("redis_up", "Whether Redis answered last: 1 or 0. Absent where none is configured.")
	replicaFault   = describe("replica_fault", "1 for each thing that is wrong, while it lasts.", "code")

	calendarRevision = describe("calendar_revision", "The event that last changed the calendar in force.", "calendar")
	calendarSettled  = describe("calendar_settled_through_timestamp_seconds",
		"00:00 in Asia/Shanghai on the last day that no notice to come can change.", "calendar")
	calendarToday = describe("calendar_working_day_today", "Whether today is a working day in Asia/Shanghai: 1 or 0.", "calendar")
	calendarOwn   = describe("calendar_own_notice_due_timestamp_seconds",
		"00:00 in Asia/Shanghai on the day by which the first yearly notice of its own that a region lacks is usually out.", "calendar")
)

func describe(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(prometheus.BuildFQName(namespace, "", name), help, labels, nil)
}

func gauge(d *prometheus.Desc, v float64, labels ...string) prometheus.Metric {
	return prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
}

func flag(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// Describe implements [prometheus.Collector].
func (*replica) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{
		tableRevision, tableInfo, checkpointInfo, replicaReady, recordLag, recordUp, recordNew, recordOK, recordRead, bundleInfo, bundleRefused, redisUp, replicaFault,
		calendarRevision, calendarSettled, calendarToday, calendarOwn,
	} {
		to <- d
	}
}

// Collect implements [prometheus.Collector].
func (r *replica) Collect(to chan<- prometheus.Metric) {
	s := r.keeper.State()
	to <- gauge(tableRevision, float64(s.Revision))
	if s.Revision >= 0 {
		to <- gauge(tableInfo, 1, s.Position, s.RecordID)
	}
	if s.Checkpoint != "" {
		to <- gauge(checkpointInfo, 1, s.Checkpoint)
	}
	to <- gauge(replicaReady, flag(s.Status != live.NotReady))
	to <- gauge(recordLag, float64(s.Known-s.Revision))
	r.record(to, &s)
	if b := s.Bundle; b != nil {
		to <- gauge(bundleInfo, 1, b.Position, b.Made.UTC().Format(time.RFC3339))
		to <- prometheus.MustNewConstMetric(bundleRefused, prometheus.CounterValue, float64(b.Refused))
	}
	if s.Redis != live.Off {
		to <- gauge(redisUp, flag(s.Redis == live.OK))
	}
	for _, reason := range s.Reasons {
		to <- gauge(replicaFault, 1, reason.Code)
	}
	if t := r.keeper.Table(); t != nil {
		for _, id := range t.IDs() {
			r.calendar(to, t.Calendar(id))
		}
	}
}

func (*replica) record(to chan<- prometheus.Metric, s *live.State) {
	to <- gauge(recordUp, flag(s.Record.Readable()), "read")
	to <- gauge(recordUp, flag(s.Record == live.OK), "write")
	to <- gauge(recordNew, flag(slices.ContainsFunc(s.Reasons, func(r live.Reason) bool { return r.Code == live.RecordNew })))
	if s.Verified != nil {
		to <- gauge(recordOK, flag(s.Verified.OK))
		to <- gauge(recordRead, float64(s.Verified.At.Unix()))
	}
}

func (r *replica) calendar(to chan<- prometheus.Metric, c *holidays.Calendar) {
	id, today := c.ID(), r.today()
	to <- gauge(calendarRevision, float64(c.Revision()), id)
	to <- gauge(calendarSettled, float64(midnight(c.SettledThrough()).Unix()), id)
	if due, ok := c.NoticeDue(); ok && c.Definition().OwnNotice != nil {
		to <- gauge(calendarOwn, float64(midnight(due).Unix()), id)
	}
	if c.Covers(today) {
		to <- gauge(calendarToday, flag(c.IsWorking(today)), id)
	}
}

// midnight is when a day begins in Asia/Shanghai.
func midnight(d holidays.Date) time.Time {
	year, month, day := d.Civil()
	return time.Date(year, month, day, 0, 0, 0, 0, holidays.Shanghai)
}
