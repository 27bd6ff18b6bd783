package app

import (
	"context"
	"errors"
	"fmt"

	"shixian/holidays/record"
	"shixian/internal/config"
)

type verifyCommand struct {
	config.Settings `group:"settings"`
}

// Run checks the hash chain of the whole record.
func (c *verifyCommand) Run(ctx context.Context, p Process) error {
	store, err := openRecord(ctx, &c.Settings, nil)
	if err != nil {
		return err
	}
	defer store.Close()
	n, last, err := verify(ctx, store)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "%d 个事件，哈希链完整，最后一个是版本 %d / %d events, the hash chain is unbroken, the last is revision %d\n%s\n",
		n, last.Revision, n, last.Revision, last.Hash)
	return err
}

// verify reads and checks every event, and returns how many there are and the last.
func verify(ctx context.Context, store record.Store) (n int, last record.Event, err error) {
	const page = 500
	var prev *record.Event
	after := int64(-1)
	for {
		events, err := store.Events(ctx, after, page)
		if err != nil {
			return n, last, err
		}
		if err := record.Verify(prev, events); err != nil {
			return n, last, err
		}
		if len(events) == 0 {
			break
		}
		n += len(events)
		last = events[len(events)-1]
		prev, after = &last, last.Revision
	}
	if n == 0 {
		return 0, last, errors.New("the record is empty")
	}
	return n, last, nil
}
