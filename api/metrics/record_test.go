package metrics_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
	"shixian/holidays/record/sqlstore"
)

// TestCountedRecord: a store that is counted does, and says, what the store itself does and says.
func TestCountedRecord(t *testing.T) {
	store, err := sqlstore.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ctx, counted := t.Context(), newMetrics(nil).Record(store)
	t.Cleanup(func() { _ = counted.Close() })
	first := recordtest.Event(t, nil, "clerk")
	draft := record.Draft{ID: "mine", Calendar: "CN", Author: "clerk", Version: 1, Created: recordtest.Start, Updated: recordtest.Start}
	other := draft
	other.ID = "other"
	gone := draft
	gone.ID = "gone"
	_, _, unpublished := counted.Publish(ctx, recordtest.Event(t, &first, "clerk"), "mine", 1, "key", []byte("reply"))
	if !errors.Is(unpublished, record.ErrConflict) {
		t.Error(unpublished)
	}
	for _, err := range []error{
		counted.Append(ctx, first), counted.AddCheckpoint(ctx, first.Hash, "signed"),
		counted.PutDraft(ctx, draft), counted.PutDraft(ctx, other), counted.PutDraft(ctx, gone), counted.DeleteDraft(ctx, "gone", 1),
		counted.KeepReply(ctx, "kept", []byte("session")), counted.Probe(ctx), counted.Ping(ctx),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, done, err := counted.Publish(ctx, recordtest.Event(t, &first, "clerk"), "mine", 1, "key", []byte("reply")); done || err != nil {
		t.Fatal(done, err)
	}
	for what, read := range map[string]func(record.Store) (any, error){
		"ID":          func(s record.Store) (any, error) { return s.ID(ctx) },
		"Last":        func(s record.Store) (any, error) { n, hash, err := s.Last(ctx); return fmt.Sprint(n, hash), err },
		"Events":      func(s record.Store) (any, error) { return s.Events(ctx, -1, 1) },
		"GetDraft":    func(s record.Store) (any, error) { return s.GetDraft(ctx, "mine") },
		"Drafts":      func(s record.Store) (any, error) { return s.Drafts(ctx) },
		"PublishedBy": func(s record.Store) (any, error) { return s.PublishedBy(ctx, 0, 1) },
		"Reply":       func(s record.Store) (any, error) { return s.Reply(ctx, "key") },
		"KeepReply":   func(s record.Store) (any, error) { return s.Reply(ctx, "kept") },
		"SnapshotKey": func(s record.Store) (any, error) { return s.SnapshotKey(ctx) },
		"Written":     func(s record.Store) (any, error) { return s.Written() },
	} {
		want, err := read(store)
		got, gotErr := read(counted)
		if err != nil || gotErr != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v; want %+v, %v", what, got, gotErr, want, err)
		}
	}
	if drafts, err := counted.Drafts(ctx); err != nil || len(drafts) != 1 || drafts[0].ID != "other" {
		t.Errorf("%+v, %v", drafts, err)
	}
}

// failing is a store of which every call takes a while and fails.
type failing struct {
	record.Store
	err error
}

func (f failing) Last(context.Context) (int64, string, error) {
	time.Sleep(40 * time.Millisecond)
	return 0, "", f.err
}

// TestRecordOutcomes: each operation is counted under what came of it, and timed.
func TestRecordOutcomes(t *testing.T) {
	for err, want := range map[error]string{
		nil:                                     "ok",
		fmt.Errorf("x: %w", record.ErrConflict): "conflict",
		fmt.Errorf("x: %w", record.ErrNotFound): "not_found",
		fmt.Errorf("x: %w", record.ErrUnavailable):    "unavailable",
		fmt.Errorf("x: %w", context.DeadlineExceeded): "unavailable",
		fmt.Errorf("x: %w", context.Canceled):         "error",
		errors.New("x"):                               "error",
	} {
		synctest.Test(t, func(t *testing.T) {
			m := newMetrics(nil)
			s := m.Record(failing{err: err})
			if _, _, got := s.Last(t.Context()); !errors.Is(got, err) {
				t.Errorf("%v became %v", err, got)
			}
			scrape(t, m).has(t, exposition{
				`shixian_record_operations_total{operation="last",outcome="` + want + `"}`:      1,
				`shixian_record_operations_total{operation="publish",outcome="` + want + `"}`:   0,
				`shixian_record_operation_duration_seconds_bucket{operation="last",le="0.025"}`: 0,
				`shixian_record_operation_duration_seconds_bucket{operation="last",le="0.05"}`:  1,
			})
		})
	}
}

// TestEveryOperation of a record is counted under its own name.
func TestEveryOperation(t *testing.T) {
	store, err := sqlstore.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m := newMetrics(nil)
	m.Database(store.Database())
	s := m.Record(store)
	ctx := t.Context()
	calls := map[string]func() error{
		"id":           func() error { _, err := s.ID(ctx); return err },
		"last":         func() error { _, _, err := s.Last(ctx); return err },
		"events":       func() error { _, err := s.Events(ctx, -1, 1); return err },
		"append":       func() error { return s.Append(ctx, record.Event{}) },
		"put_draft":    func() error { return s.PutDraft(ctx, record.Draft{}) },
		"get_draft":    func() error { _, err := s.GetDraft(ctx, "x"); return err },
		"drafts":       func() error { _, err := s.Drafts(ctx); return err },
		"published_by": func() error { _, err := s.PublishedBy(ctx, 0, 1); return err },
		"snapshot_key": func() error { _, err := s.SnapshotKey(ctx); return err },
		"delete_draft": func() error { return s.DeleteDraft(ctx, "x", 1) },
		"publish":      func() error { _, _, err := s.Publish(ctx, record.Event{}, "", 0, "", nil); return err },
		"reply":        func() error { _, err := s.Reply(ctx, "x"); return err },
		"keep_reply":   func() error { return s.KeepReply(ctx, "x", nil) },
		"probe":        func() error { return s.Probe(ctx) },
		"ping":         func() error { return s.Ping(ctx) },
	}
	want := exposition{`go_sql_max_open_connections{db_name="record"}`: 1, `go_sql_in_use_connections{db_name="record"}`: 0}
	for name, call := range calls {
		_ = call() // whatever comes of it
		want[`shixian_record_operation_duration_seconds_count{operation="`+name+`"}`] = 1
	}
	scrape(t, m).has(t, want)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := store.Ping(ctx); err == nil {
		t.Error("the store was not closed")
	}
}
