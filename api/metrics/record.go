package metrics

import (
	"context"
	"errors"

	"shixian/holidays/record"
)

// The operations of a record, and what comes of them.
var (
	recordOperations = []string{
		"id", "last", "events", "append", "add_checkpoint", "put_draft", "get_draft", "drafts", "published_by", "delete_draft", "publish", "reply", "snapshot_key", "probe", "ping",
	}
	recordOutcomes = []string{"ok", "conflict", "not_found", "unavailable", "error"}
)

// Record returns a store that counts and times what is asked of s. It is called
// once.
func (m *Metrics) Record(s record.Store) record.Store {
	return &countedRecord{s, newOperations(m.registry, m.cfg.Now, "record", "the record", recordOperations, recordOutcomes)}
}

// countedRecord is a store whose operations are counted.
type countedRecord struct {
	record.Store // for Close
	ops          *operations
}

func (r *countedRecord) begin(name string) (done func(error)) {
	end := r.ops.begin(name)
	return func(err error) { end(recordOutcome(err)) }
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

func (r *countedRecord) ID(ctx context.Context) (string, error) {
	done := r.begin("id")
	id, err := r.Store.ID(ctx)
	done(err)
	return id, err
}

func (r *countedRecord) Last(ctx context.Context) (int64, string, error) {
	done := r.begin("last")
	revision, hash, err := r.Store.Last(ctx)
	done(err)
	return revision, hash, err
}

func (r *countedRecord) Events(ctx context.Context, after int64, limit int) ([]record.Event, error) {
	done := r.begin("events")
	events, err := r.Store.Events(ctx, after, limit)
	done(err)
	return events, err
}

func (r *countedRecord) Append(ctx context.Context, e record.Event) error {
	done := r.begin("append")
	err := r.Store.Append(ctx, e)
	done(err)
	return err
}

func (r *countedRecord) AddCheckpoint(ctx context.Context, hash, checkpoint string) error {
	done := r.begin("add_checkpoint")
	err := r.Store.AddCheckpoint(ctx, hash, checkpoint)
	done(err)
	return err
}

func (r *countedRecord) PutDraft(ctx context.Context, d record.Draft) error {
	done := r.begin("put_draft")
	err := r.Store.PutDraft(ctx, d)
	done(err)
	return err
}

func (r *countedRecord) GetDraft(ctx context.Context, id string) (record.Draft, error) {
	done := r.begin("get_draft")
	d, err := r.Store.GetDraft(ctx, id)
	done(err)
	return d, err
}

func (r *countedRecord) Drafts(ctx context.Context) ([]record.Draft, error) {
	done := r.begin("drafts")
	drafts, err := r.Store.Drafts(ctx)
	done(err)
	return drafts, err
}

func (r *countedRecord) PublishedBy(ctx context.Context, after, last int64) (map[int64]string, error) {
	done := r.begin("published_by")
	drafts, err := r.Store.PublishedBy(ctx, after, last)
	done(err)
	return drafts, err
}

func (r *countedRecord) DeleteDraft(ctx context.Context, id string, version int64) error {
	done := r.begin("delete_draft")
	err := r.Store.DeleteDraft(ctx, id, version)
	done(err)
	return err
}

func (r *countedRecord) Publish(ctx context.Context, e record.Event, draft string, version int64, key string, reply []byte) ([]byte, bool, error) {
	done := r.begin("publish")
	stored, repeated, err := r.Store.Publish(ctx, e, draft, version, key, reply)
	done(err)
	return stored, repeated, err
}

func (r *countedRecord) Reply(ctx context.Context, key string) ([]byte, error) {
	done := r.begin("reply")
	reply, err := r.Store.Reply(ctx, key)
	done(err)
	return reply, err
}

func (r *countedRecord) SnapshotKey(ctx context.Context) ([]byte, error) {
	done := r.begin("snapshot_key")
	key, err := r.Store.SnapshotKey(ctx)
	done(err)
	return key, err
}

func (r *countedRecord) Probe(ctx context.Context) error {
	done := r.begin("probe")
	err := r.Store.Probe(ctx)
	done(err)
	return err
}

func (r *countedRecord) Ping(ctx context.Context) error {
	done := r.begin("ping")
	err := r.Store.Ping(ctx)
	done(err)
	return err
}
