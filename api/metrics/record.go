package metrics

import (
	"context"
	"database/sql"
	"errors"

	"github.com/prometheus/client_golang/prometheus/collectors"

	"shixian/holidays/record"
)

// The operations of a record, and what comes of them.
var (
	recordOperations = []string{
		"id", "last", "events", "append", "add_checkpoint", "put_draft", "get_draft", "drafts", "published_by", "delete_draft", "publish", "reply", "keep_reply", "snapshot_key", "probe", "ping",
	}
	recordOutcomes = []string{"ok", "conflict", "not_found", "unavailable", "error"}
)

// Database adds the statistics of the record's connections. It is called once.
func (m *Metrics) Database(db *sql.DB) {
	m.registry.MustRegister(collectors.NewDBStatsCollector(db, "record"))
}

// Record returns a store that counts and times what is asked of s. It is called
// once.
func (m *Metrics) Record(s record.Store) record.Store {
	return &countedRecord{s, newOperations(m.registry, m.cfg.Now, "record", "the record", recordOperations, recordOutcomes, recordOutcome)}
}

// countedRecord is a store whose operations are counted.
type countedRecord struct {
	record.Store // for Close
	ops          *operations
}

// recordOutcome classes an error. A deadline that has passed is the record's: it
// did not answer in time. A caller who left is an error of nobody's.
func recordOutcome(err error) string {
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, record.ErrConflict):
		return "conflict"
	case errors.Is(err, record.ErrNotFound):
		return "not_found"
	case errors.Is(err, record.ErrUnavailable), errors.Is(err, context.DeadlineExceeded):
		return "unavailable"
	}
	return "error"
}

func (r *countedRecord) ID(ctx context.Context) (id string, err error) {
	defer r.ops.time("id", &err)()
	return r.Store.ID(ctx)
}

func (r *countedRecord) Last(ctx context.Context) (revision int64, hash string, err error) {
	defer r.ops.time("last", &err)()
	return r.Store.Last(ctx)
}

func (r *countedRecord) Events(ctx context.Context, after int64, limit int) (events []record.Event, err error) {
	defer r.ops.time("events", &err)()
	return r.Store.Events(ctx, after, limit)
}

func (r *countedRecord) Append(ctx context.Context, e record.Event) (err error) {
	defer r.ops.time("append", &err)()
	return r.Store.Append(ctx, e)
}

func (r *countedRecord) AddCheckpoint(ctx context.Context, hash, checkpoint string) (err error) {
	defer r.ops.time("add_checkpoint", &err)()
	return r.Store.AddCheckpoint(ctx, hash, checkpoint)
}

func (r *countedRecord) PutDraft(ctx context.Context, d record.Draft) (err error) {
	defer r.ops.time("put_draft", &err)()
	return r.Store.PutDraft(ctx, d)
}

func (r *countedRecord) GetDraft(ctx context.Context, id string) (d record.Draft, err error) {
	defer r.ops.time("get_draft", &err)()
	return r.Store.GetDraft(ctx, id)
}

func (r *countedRecord) Drafts(ctx context.Context) (drafts []record.Draft, err error) {
	defer r.ops.time("drafts", &err)()
	return r.Store.Drafts(ctx)
}

func (r *countedRecord) PublishedBy(ctx context.Context, after, last int64) (drafts map[int64]string, err error) {
	defer r.ops.time("published_by", &err)()
	return r.Store.PublishedBy(ctx, after, last)
}

func (r *countedRecord) DeleteDraft(ctx context.Context, id string, version int64) (err error) {
	defer r.ops.time("delete_draft", &err)()
	return r.Store.DeleteDraft(ctx, id, version)
}

func (r *countedRecord) Publish(ctx context.Context, e record.Event, draft string, version int64, key string, reply []byte) (stored []byte, repeated bool, err error) {
	defer r.ops.time("publish", &err)()
	return r.Store.Publish(ctx, e, draft, version, key, reply)
}

func (r *countedRecord) Reply(ctx context.Context, key string) (reply []byte, err error) {
	defer r.ops.time("reply", &err)()
	return r.Store.Reply(ctx, key)
}

func (r *countedRecord) KeepReply(ctx context.Context, key string, reply []byte) (err error) {
	defer r.ops.time("keep_reply", &err)()
	return r.Store.KeepReply(ctx, key, reply)
}

func (r *countedRecord) SnapshotKey(ctx context.Context) (key []byte, err error) {
	defer r.ops.time("snapshot_key", &err)()
	return r.Store.SnapshotKey(ctx)
}

func (r *countedRecord) Probe(ctx context.Context) (err error) {
	defer r.ops.time("probe", &err)()
	return r.Store.Probe(ctx)
}

func (r *countedRecord) Ping(ctx context.Context) (err error) {
	defer r.ops.time("ping", &err)()
	return r.Store.Ping(ctx)
}
