// Package record is the log of table events: the notices that were published and
// withdrawn, by whom and why.
//
// Its assumptions:
//
//   - The log is append-only. Revision N is the state after the events 0 to N; a
//     calendar at revision N is the fold of the notices active then. Nothing that
//     an older revision answered ever changes.
//   - Revision 0 holds the notices embedded in the program that made the record.
//   - Each event carries the hash of the one before it, so that tampering shows.
//   - Programs of several versions may use one record. What a later one adds to events
//     an earlier one keeps and verifies, and does not take into force.
//   - Time and identity are handed in. Stores (package sqlstore) are adapters.
package record

import (
	"context"
	"errors"
	"time"

	"shixian/holidays"
)

// Action says what kind of event it is.
type Action string

// The actions.
const (
	Baseline Action = "baseline" // revision 0: the embedded notices
	Embed    Action = "embed"    // a later program embeds notices that the record lacks
	Publish  Action = "publish"
	Withdraw Action = "withdraw"
	Rollback Action = "rollback" // back to the notices of an earlier revision
	Restore  Action = "restore"  // the events before are those of a backup; a new epoch begins
)

// Event is one entry of the log. It is never changed or removed.
type Event struct {
	Revision int64     `json:"revision"`
	Action   Action    `json:"action"`
	Time     time.Time `json:"time"` // UTC, whole microseconds
	Who      string    `json:"who"`
	Why      string    `json:"why"`
	// Published are the notices that the event brings into force, in order.
	Published []holidays.Notice `json:"published,omitempty"`
	// Withdrawn are the IDs of the notices that it takes out of force, before it
	// brings in those of Published.
	Withdrawn []string `json:"withdrawn,omitempty"`
	// Overrides are the failed checks that the publisher overrode.
	Overrides []Override `json:"overrides,omitempty"`
	// Restored says what a restore goes on from; nil for another event.
	Restored *Restored `json:"restored,omitempty"`
	// Prev is the hash of the event before, empty for revision 0; Hash is the
	// event's own: SHA-256 in hex over its text, see [Encode].
	Prev string `json:"prev"`
	Hash string `json:"hash"`
	// Text is the event's text if this program does not understand it: a newer one has
	// written it, of another kind or with other fields. Published, Withdrawn and
	// Overrides are then unknown. It is empty otherwise.
	Text string `json:"-"`
	// Checkpoint is the signed checkpoint of the state after the event, which is kept
	// beside it; empty if it was not signed. Package checkpoint reads it.
	Checkpoint string `json:"-"`
}

// Restored is the end of the backup that a restore goes on from.
type Restored struct {
	Position string `json:"position"`
	// Root is the hash of the Merkle tree of the backup's events, see package checkpoint,
	// in base64.
	Root string `json:"root"`
}

// Override is a failed check that a publisher overrode, and why.
type Override struct {
	Check  string `json:"check"`
	Reason string `json:"reason"`
}

// The errors of a [Store] and of those who follow it. Implementations wrap them.
var (
	// ErrConflict says that the log has moved on past the base given, or that the
	// draft has changed.
	ErrConflict = errors.New("the record has changed since")
	// ErrNotFound says that there is no such draft.
	ErrNotFound = errors.New("not found")
	// ErrFull says that as many drafts are open as can be.
	ErrFull = errors.New("too many drafts are open")
	// ErrNewer says that the log goes on with an event that this program does not
	// understand. Nothing is appended after it.
	ErrNewer = errors.New("记录中有本程序读不懂的事件，需要更新程序 / the record goes on with an event that this program does not understand; update the program")
	// ErrUnavailable says that the store cannot be reached now; nothing was changed,
	// unless it comes with ErrUnsure.
	ErrUnavailable = errors.New("the record cannot be reached")
	// ErrDamaged says that an event is not as it was written: its hash does not fit.
	ErrDamaged = errors.New("记录中的事件被改动 / an event of the record has been changed")
	// ErrBundle says that the store only reads a bundle: changes are made where that was
	// exported.
	ErrBundle = errors.New("由离线包应答，不能更改 / what is answered from is a bundle, which cannot be changed")
	// ErrUnsure says that the store went away while it made a change durable, so that
	// nobody knows whether it did. It comes together with ErrUnavailable.
	ErrUnsure = errors.New("whether it was written is not known")
)

// Why a store is unavailable, if it is known and does not pass by itself. One of these
// then comes together with ErrUnavailable. The texts are for those who run the service.
var (
	// ErrAccess says that the database refuses the user or the password.
	ErrAccess = errors.New("数据库拒绝这个用户或密码 / the database refuses the user or the password")
	// ErrTLS says that no TLS connection to the database can be made.
	ErrTLS = errors.New("与数据库的 TLS 连接失败 / no TLS connection to the database")
	// ErrNoDatabase says that the server has no such database.
	ErrNoDatabase = errors.New("没有这个数据库 / there is no such database")
	// ErrConnections says that the database has no connection left for the user.
	ErrConnections = errors.New("数据库没有多余的连接 / the database has no connection left")
	// ErrSchema says that the tables cannot be made, or are not this program's.
	ErrSchema = errors.New("数据表无法建立或不相符 / the tables cannot be made, or are not this program's")
	// ErrNoSpace says that the disk is full.
	ErrNoSpace = errors.New("磁盘已满 / the disk is full")
	// ErrReadOnly says that the record can be read, and cannot be written to.
	ErrReadOnly = errors.New("记录只读，写不进去 / the record is read-only")
	// ErrReplaced says that the record's file is gone, or holds another record than when it
	// was opened.
	ErrReplaced = errors.New("记录的文件被移走、删除或换掉 / the record's file was moved, deleted or replaced")
)

// MaxDrafts is how many drafts are open at most.
const MaxDrafts = 100

// Draft is a change of the table that is being prepared, or was published. Summary and
// Body are what the caller keeps in it.
type Draft struct {
	ID       string
	Calendar string
	Author   string
	Version  int64 // 1 when made, one more with every change
	Created  time.Time
	Updated  time.Time
	Summary  []byte // what a list shows of it
	Body     []byte
	// Published is the revision of the event that published it, 0 while it is open.
	Published int64
}

// SnapshotKeyBytes is the length of the snapshots' key: that of HMAC-SHA-256.
const SnapshotKeyBytes = 32

// Log is the part of a [Store] that whoever follows the record needs.
type Log interface {
	// ID returns the record's id, a UUID made with the record.
	ID(ctx context.Context) (string, error)
	// Last returns the revision and the hash of the last event. ErrNotFound: the
	// log is empty.
	Last(ctx context.Context) (revision int64, hash string, err error)
	// Events returns at most limit events after a revision, in order; -1 begins at
	// revision 0. One that this program does not understand is returned with its Text.
	// ErrUnavailable: they cannot be read now. ErrDamaged: one of them does not fit its hash.
	Events(ctx context.Context, after int64, limit int) ([]Event, error)
	// Append appends e, whose Revision and Prev say what it follows. ErrConflict:
	// the log's last event is another. ErrDamaged: that one does not fit its hash.
	Append(ctx context.Context, e Event) error
	// AddCheckpoint keeps a checkpoint of the event with a hash, if it has none.
	AddCheckpoint(ctx context.Context, hash, checkpoint string) error
	// Probe writes something that nobody reads, and returns nil once it is durable.
	Probe(ctx context.Context) error
	// Written returns how many writes of this store have succeeded or failed so far, those
	// of Probe included, and the last one's error. It does not wait. Writes that the
	// record refused for what they were, such as those that lost to another, do not count.
	Written() (n int64, err error)
}

// All reads every event of a log, in order. It does not verify them.
func All(ctx context.Context, log Log) (all []Event, err error) {
	const page = 500
	for after := int64(-1); ; after = all[len(all)-1].Revision {
		events, err := log.Events(ctx, after, page)
		if err != nil || len(events) == 0 {
			return all, err
		}
		all = append(all, events...)
	}
}

// Drafts is the part of a [Store] by which the table is changed.
type Drafts interface {
	// PutDraft makes a draft (Version 1), or replaces the open draft of the version
	// before. ErrConflict: the stored version is another. ErrNotFound: it is not open.
	// ErrFull: there are MaxDrafts.
	PutDraft(ctx context.Context, d Draft) error
	// GetDraft returns a draft, also one that was published. ErrNotFound.
	GetDraft(ctx context.Context, id string) (Draft, error)
	// Drafts returns the open drafts without their bodies, newest first.
	Drafts(ctx context.Context) ([]Draft, error)
	// PublishedBy returns the IDs of the drafts that the events after a revision, and up to
	// another, published, by revision. Events without a draft are left out.
	PublishedBy(ctx context.Context, after, last int64) (map[int64]string, error)
	// DeleteDraft drops an open draft of a version. ErrNotFound, ErrConflict.
	DeleteDraft(ctx context.Context, id string, version int64) error
	// Publish appends e, by which the draft of that version is published, and stores
	// reply under key, all or nothing. An empty draft is none, an empty key stores nothing. If key
	// is stored already, nothing changes and its reply is returned with done true.
	// ErrConflict, ErrNotFound, ErrDamaged.
	Publish(ctx context.Context, e Event, draft string, version int64, key string, reply []byte) (stored []byte, done bool, err error)
	// Reply returns the reply stored under key. ErrNotFound.
	Reply(ctx context.Context, key string) ([]byte, error)
}

// Store keeps the record. Every method that writes has made its change durable,
// wholly, when it returns nil, and has changed nothing when it returns another
// error than ErrUnsure. It is safe for concurrent use, also by several processes.
type Store interface {
	Log
	Drafts
	// KeepReply stores a reply under key by itself. If key is stored already, nothing changes.
	KeepReply(ctx context.Context, key string, reply []byte) error
	// SnapshotKey returns the secret key of the snapshots' MACs, [SnapshotKeyBytes] long.
	// The record makes it when it is first asked for, and keeps it.
	SnapshotKey(ctx context.Context) ([]byte, error)
	// Ping returns nil if the record can be read now.
	Ping(ctx context.Context) error
	// Close closes the connections. Calls in progress may fail.
	Close() error
}
