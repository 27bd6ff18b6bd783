package bundlefile

import (
	"context"

	"shixian/holidays/record"
)

// nothingWritten is what a record does that can only be read.
type nothingWritten struct{}

func (nothingWritten) Append(context.Context, record.Event) error { return record.ErrBundle }

func (nothingWritten) AddCheckpoint(context.Context, string, string) error { return record.ErrBundle }

func (nothingWritten) PutDraft(context.Context, record.Draft) error { return record.ErrBundle }

func (nothingWritten) GetDraft(context.Context, string) (record.Draft, error) {
	return record.Draft{}, record.ErrNotFound
}

func (nothingWritten) Drafts(context.Context) ([]record.Draft, error) { return nil, nil }

func (nothingWritten) PublishedBy(context.Context, int64, int64) (map[int64]string, error) {
	return nil, nil
}

func (nothingWritten) DeleteDraft(context.Context, string, int64) error { return record.ErrBundle }

func (nothingWritten) Publish(context.Context, record.Event, string, int64, string, []byte) ([]byte, bool, error) {
	return nil, false, record.ErrBundle
}

func (nothingWritten) Reply(context.Context, string) ([]byte, error) { return nil, record.ErrNotFound }

func (nothingWritten) KeepReply(context.Context, string, []byte) error { return record.ErrBundle }

func (nothingWritten) SnapshotKey(context.Context) ([]byte, error) { return nil, record.ErrBundle }

// Probe succeeds: that nothing can be written is nothing wrong.
func (nothingWritten) Probe(context.Context) error { return nil }

func (nothingWritten) Written() (int64, error) { return 0, nil }

func (nothingWritten) Ping(context.Context) error { return nil }

func (nothingWritten) Close() error { return nil }
