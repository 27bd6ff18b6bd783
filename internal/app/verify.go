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
	events, err := allEvents(ctx, store)
	if err != nil {
		return 0, last, err
	}
	return len(events), events[len(events)-1], nil
}

// allEvents reads every event of a record, and checks that they form an unbroken chain.
// There is at least one.
func allEvents(ctx context.Context, store record.Store) ([]record.Event, error) {
	const page = 500
	var all []record.Event
	for after := int64(-1); ; after = all[len(all)-1].Revision {
		events, err := store.Events(ctx, after, page)
		if err != nil {
			return nil, err
		}
		if len(events) == 0 {
			break
		}
		all = append(all, events...)
	}
	if len(all) == 0 {
		return nil, errors.New("the record is empty")
	}
	return all, record.Verify(nil, all)
}
