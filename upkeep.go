package main

import (
	"context"
	"errors"
	"fmt"

	"shixian/holidays/record"
)

// openRecord opens the record that the settings name.
func openRecord(ctx context.Context, con *console) (record.Store, error) {
	set, err := readSettings(con.environ)
	if err != nil {
		return nil, err
	}
	return set.openStore(ctx, nil)
}

type verifyCommand struct{}

// Run checks the hash chain of the whole record.
func (verifyCommand) Run(ctx context.Context, con *console) error {
	store, err := openRecord(ctx, con)
	if err != nil {
		return err
	}
	defer store.Close()
	n, last, err := verify(ctx, store)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(con.out, "%d 个事件，哈希链完整，最后一个是版本 %d / %d events, the hash chain is unbroken, the last is revision %d\n%s\n",
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

type backupCommand struct {
	File string `arg:"" help:"新文件 / a new file."`
}

// Run copies the SQLite record, also while the service runs.
func (b backupCommand) Run(ctx context.Context, con *console) error {
	set, err := readSettings(con.environ)
	if err != nil {
		return err
	}
	if set.DatabaseURL != "" {
		return errPostgres
	}
	store, err := set.openSQLite(ctx, nil)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Backup(ctx, b.File); err != nil {
		return err
	}
	_, err = fmt.Fprintln(con.out, b.File)
	return err
}

type restoreCommand struct {
	File string `arg:"" help:"备份 / a backup."`
}

// Run fills an empty record, SQLite or PostgreSQL, from a backup.
func (r restoreCommand) Run(ctx context.Context, con *console) error {
	store, err := openRecord(ctx, con)
	if err != nil {
		return err
	}
	defer store.Close()
	into := store.(interface { // both kinds of store have it
		Restore(ctx context.Context, file string) error
	})
	if err := into.Restore(ctx, r.File); err != nil {
		return err
	}
	n, last, err := verify(ctx, store)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(con.out, "%d 个事件，最后一个是版本 %d / %d events, the last is revision %d\n", n, last.Revision, n, last.Revision)
	return err
}

var errPostgres = errors.New("SHIXIAN_DATABASE_URL is set: PostgreSQL is backed up with pg_dump")
