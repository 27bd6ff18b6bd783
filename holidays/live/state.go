package live

import (
	"time"

	"shixian/holidays/record"
)

// Status says whether the replica answers.
type Status string

// The statuses.
const (
	Ready    Status = "ready"
	Degraded Status = "degraded"  // it answers, and something is wrong
	NotReady Status = "not_ready" // it must not be asked
)

// Reach says whether something outside can be reached.
type Reach string

// What is known of the record and of Redis.
const (
	OK          Reach = "ok"
	Unwritable  Reach = "unwritable" // it answers, and nothing can be written to it
	Unreachable Reach = "unreachable"
	Unknown     Reach = "unknown" // not tried yet
	Off         Reach = "off"     // not configured
)

// Readable says whether it answers.
func (r Reach) Readable() bool { return r == OK || r == Unwritable }

// Source says where the table in force came from.
type Source string

// The sources. There is none while there is no table.
const (
	FromRecord   Source = "record"
	FromSnapshot Source = "snapshot"
	FromBundle   Source = "bundle"
)

// The codes of [Reason].
const (
	TableUnknown      = "table_unknown"       // neither record nor snapshot was read yet
	TableRejected     = "table_rejected"      // no calendars can be built from the record
	RecordUnreachable = "record_unreachable"  // the record cannot be read
	RecordAccess      = "record_access"       // its database refuses the user or the password
	RecordTLS         = "record_tls"          // no TLS connection to its database
	RecordNoDatabase  = "record_no_database"  // there is no such database
	RecordConnections = "record_connections"  // its database has no connection left for the user
	RecordSchema      = "record_schema"       // its tables cannot be made, or are not this program's
	RecordNewer       = "record_newer"        // it goes on with an event that this program does not understand
	RecordReplaced    = "record_replaced"     // its file was moved, deleted, or exchanged for another record's
	RecordOther       = "record_other"        // it is not the record that the settings name; it is not used
	RecordReadOnly    = "record_read_only"    // it can be read, and is read-only
	RecordNoSpace     = "record_no_space"     // it can be read, and its disk is full
	RecordUnwritable  = "record_unwritable"   // it can be read, and not be written to for another reason
	RecordNew         = "record_new"          // it was made less than a day ago, and nobody has published anything
	RecordTampered    = "record_tampered"     // reading all of it found an event that was changed, or is missing
	RecordBroken      = "record_broken"       // an event was changed, or does not follow the one before it
	RecordDiffers     = "record_differs"      // the record does not contain the event that the table follows
	RecordRewritten   = "record_rewritten"    // it is not a signed continuation of the last checkpoint seen
	BundleRefused     = "bundle_refused"      // the bundle's file does not verify, is older, or waits for a restart
	RecordBehind      = "record_behind"       // the record ends before the revision in force
	RedisUnreachable  = "redis_unreachable"   // Redis cannot be reached, or refuses
	RedisUnsubscribed = "redis_deaf"          // announcements are not received
	RedisNoKey        = "redis_no_key"        // the snapshots' key is not known, so that none is used
	RedisMissing      = "redis_missing"       // the snapshot, or a part of it, is gone
	RedisRubbish      = "redis_rubbish"       // something that is no snapshot stands in its place
	RedisChecksum     = "redis_checksum"      // a snapshot is damaged or forged, or was made with another key
	RedisOtherVersion = "redis_other_version" // only snapshots of programs with other embedded data
	RedisOtherRecord  = "redis_other_record"  // Redis belongs to another record, and is not used
	RedisDiffers      = "redis_differs"       // Redis holds another event of the same revision
)

// Reason says what is wrong, or was.
type Reason struct {
	Code   string    `json:"code"`
	Detail string    `json:"detail"`
	Since  time.Time `json:"since"`
	// Until is when it ended; zero while it lasts.
	Until time.Time `json:"until,omitzero"`
}

// Bundle is the bundle that the table comes from.
type Bundle struct {
	Position string    `json:"position"`
	Made     time.Time `json:"made"`    // when it was exported
	Program  string    `json:"program"` // the version of the program that made it
	// Refused counts the files that were not taken since the start.
	Refused int64 `json:"refused"`
}

// State is what readiness tells of the follower.
type State struct {
	Status   Status        `json:"status"`
	Revision int64         `json:"revision"` // in force; -1 if there is none
	Position string        `json:"position"` // of the table in force; -1 if there is none
	Epochs   record.Epochs `json:"-"`
	Known    int64         `json:"known_revision"` // the last that the record was seen to have; -1 if none
	Source   Source        `json:"source"`         // of the table in force
	Since    time.Time     `json:"since,omitzero"` // when the table came into force here
	RecordID string        `json:"record_id"`      // empty if not known yet
	// Signing says whether checkpoints are signed here: on, verified (by others' keys) or off.
	Signing string `json:"signing"`
	// Checkpoint is the root of the last signed checkpoint that was verified, in hex,
	// shortened; empty if there is none.
	Checkpoint string `json:"checkpoint,omitempty"`
	Record     Reach  `json:"record"` // whether it could be read and written to last
	Redis      Reach  `json:"redis"`  // whether it answered last
	// Bundle is the one that is answered from; nil if it is none.
	Bundle *Bundle `json:"bundle,omitempty"`
	// Verified is what the last reading of the whole record came to; nil before the first.
	Verified *Verified `json:"verified,omitempty"`
	Reasons  []Reason  `json:"reasons"`         // what is wrong now, in order of code
	Mended   []Reason  `json:"mended,omitzero"` // what was: the last of each code, newest first
}

// State returns the state now.
func (f *Follower) State() State {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := State{
		Status:   Ready,
		Revision: f.inForce.state.Revision,
		Position: f.inForce.state.Position().String(),
		Epochs:   f.inForce.state.Epochs,
		Known:    max(f.known, f.inForce.state.Revision),
		Source:   f.inForce.source,
		Since:    f.inForce.since,
		RecordID: f.id,
		Signing:  f.signing(),
		Record:   f.record,
		Redis:    f.redis,
		Reasons:  f.faults.list(),
		Mended:   f.faults.ended(),
	}
	if v := &f.verified; !v.at.IsZero() {
		s.Verified = &Verified{At: v.at, OK: v.err == nil}
	}
	if f.cfg.Bundle != nil {
		in, _ := f.cfg.Bundle.State() // why a file is refused is among the reasons
		s.Bundle = &in
		if s.Source == FromRecord {
			s.Source = FromBundle
		}
	}
	if f.trust.last.Size > 0 {
		s.Checkpoint = f.trust.last.Sum()
	}
	if f.record == OK && f.unwritable {
		s.Record = Unwritable
	}
	if f.inForce.table == nil {
		s.Reasons = append(s.Reasons, Reason{Code: TableUnknown, Detail: "neither the record nor a snapshot of it has been read"})
	}
	for _, r := range s.Reasons {
		if r.Code == TableUnknown {
			s.Status = NotReady
		} else if s.Status == Ready {
			s.Status = Degraded
		}
	}
	return s
}
