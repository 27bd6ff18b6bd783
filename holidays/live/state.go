package live

import (
	"cmp"
	"log/slog"
	"slices"
	"time"
)

// Status says whether the replica answers.
type Status string

// The statuses.
const (
	Ready    Status = "ready"
	Degraded Status = "degraded"  // it answers, and something is amiss
	NotReady Status = "not_ready" // it must not be asked
)

// Reach says whether something outside can be reached.
type Reach string

// What is known of the record and of Redis.
const (
	OK          Reach = "ok"
	Unreachable Reach = "unreachable"
	Unknown     Reach = "unknown" // not tried yet
	Off         Reach = "off"     // not configured
)

// Source says where the table in force came from.
type Source string

// The sources. There is none while there is no table.
const (
	FromRecord   Source = "record"
	FromSnapshot Source = "snapshot"
)

// The codes of [Reason].
const (
	TableUnknown      = "table_unknown"       // neither record nor snapshot was read yet
	TableRejected     = "table_rejected"      // no calendars can be built from the record
	RecordUnreachable = "record_unreachable"  // the record cannot be read
	RecordUnwritable  = "record_unwritable"   // the embedded notices cannot be added to the record
	RecordBroken      = "record_broken"       // an event was changed, or does not follow the one before it
	RecordDiffers     = "record_differs"      // the record does not contain the event that the table follows
	RecordBehind      = "record_behind"       // the record ends before the revision in force
	RedisUnreachable  = "redis_unreachable"   // Redis cannot be reached, or refuses
	RedisUnsubscribed = "redis_deaf"          // announcements are not heard
	RedisMissing      = "redis_missing"       // the snapshot, or a part of it, is gone
	RedisRubbish      = "redis_rubbish"       // something that is no snapshot stands in its place
	RedisChecksum     = "redis_checksum"      // a snapshot is damaged
	RedisOtherVersion = "redis_other_version" // only snapshots of programs with other embedded data
	RedisOtherRecord  = "redis_other_record"  // Redis belongs to another record
	RedisDiffers      = "redis_differs"       // Redis holds another event of the same revision
)

// blocking are the reasons for which a replica with a table is not ready: it, or
// the others that share its Redis, were given the wrong record.
var blocking = []string{RedisOtherRecord}

// Reason says what is amiss, or was.
type Reason struct {
	Code   string    `json:"code"`
	Detail string    `json:"detail"`
	Since  time.Time `json:"since"`
	// Until is when it ended; zero while it lasts.
	Until time.Time `json:"until,omitzero"`
}

// State is what readiness tells of the follower.
type State struct {
	Status   Status    `json:"status"`
	Revision int64     `json:"revision"`        // in force; -1 where there is none
	Known    int64     `json:"known_revision"`  // the last that the record is known to have; -1 where none
	Source   Source    `json:"source"`          // of the table in force
	Since    time.Time `json:"since,omitzero"`  // when the table came into force here
	RecordID string    `json:"record_id"`       // empty where not known yet
	Record   Reach     `json:"record"`          // whether it could be read last
	Redis    Reach     `json:"redis"`           // whether it answered last
	Reasons  []Reason  `json:"reasons"`         // what is amiss now, in order of code
	Mended   []Reason  `json:"mended,omitzero"` // what was: the last of each code, newest first
}

// State returns the state now.
func (k *Follower) State() State {
	k.mu.Lock()
	defer k.mu.Unlock()
	s := State{
		Status:   Ready,
		Revision: k.held.fold.Revision,
		Known:    max(k.known, k.held.fold.Revision),
		Source:   k.held.source,
		Since:    k.held.since,
		RecordID: k.id,
		Record:   k.recordIs,
		Redis:    k.redisIs,
		Reasons:  k.faults.list(),
		Mended:   k.faults.ended(),
	}
	if k.held.table == nil {
		s.Reasons = append(s.Reasons, Reason{Code: TableUnknown, Detail: "neither the record nor a snapshot of it has been read"})
	}
	for _, r := range s.Reasons {
		if r.Code == TableUnknown || slices.Contains(blocking, r.Code) {
			s.Status = NotReady
		} else if s.Status == Ready {
			s.Status = Degraded
		}
	}
	return s
}

// recordCodes and redisCodes are the reasons of which at most one holds at a time.
var (
	recordCodes = []string{RecordUnreachable, RecordUnwritable, RecordBroken, RecordDiffers, RecordBehind}
	redisCodes  = []string{
		RedisUnreachable, RedisMissing, RedisRubbish, RedisChecksum, RedisOtherVersion, RedisOtherRecord, RedisDiffers,
	}
)

// amiss notes that code holds, and no other of its group; the empty code says
// that none does.
func (k *Follower) amiss(group []string, code string, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, other := range group {
		if other != code {
			k.faults.end(other)
		}
	}
	if code != "" {
		k.faults.begin(code, err)
	}
}

// faults are what is amiss, and the last of each that was. They are logged when
// they begin and when they end.
type faults struct {
	log     *slog.Logger
	now     func() time.Time
	present map[string]Reason
	past    map[string]Reason
}

func newFaults(log *slog.Logger, now func() time.Time) faults {
	return faults{log, now, map[string]Reason{}, map[string]Reason{}}
}

func (f *faults) begin(code string, err error) {
	r, there := f.present[code]
	r.Detail = err.Error()
	if !there {
		r.Code, r.Since = code, f.now()
		f.log.Warn("amiss", "code", code, "detail", r.Detail)
	}
	f.present[code] = r
}

func (f *faults) end(code string) {
	r, there := f.present[code]
	if !there {
		return
	}
	r.Until = f.now()
	delete(f.present, code)
	f.past[code] = r
	f.log.Info("mended", "code", code)
}

func (f *faults) list() []Reason {
	out := make([]Reason, 0, len(f.present)+1)
	for _, r := range f.present {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Reason) int { return cmp.Compare(a.Code, b.Code) })
	return out
}

func (f *faults) ended() []Reason {
	var out []Reason
	for _, r := range f.past {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Reason) int {
		return cmp.Or(b.Until.Compare(a.Until), cmp.Compare(a.Code, b.Code))
	})
	return out
}
