package app

import (
	"context"
	"errors"
	"fmt"

	"shixian/internal/config"
)

var errPostgres = errors.New("SHIXIAN_DATABASE_URL is set: PostgreSQL is backed up with pg_dump")

type backupCommand struct {
	config.Settings `group:"settings"`

	File string `arg:"" help:"新文件 / a new file."`
}

// Run copies the SQLite record, also while the service runs.
func (c *backupCommand) Run(ctx context.Context, p Process) error {
	if c.DatabaseURL != "" {
		return errPostgres
	}
	store, err := openSQLite(ctx, &c.Settings, nil)
	if err != nil {
		return err
	}
	defer store.Close()
	if err := store.Backup(ctx, c.File); err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.Stdout, c.File)
	return err
}

type restoreCommand struct {
	config.Settings `group:"settings"`

	File string `arg:"" help:"备份 / a backup."`
}

// Run fills an empty record, SQLite or PostgreSQL, from a backup.
func (c *restoreCommand) Run(ctx context.Context, p Process) error {
	store, err := openRecord(ctx, &c.Settings, nil)
	if err != nil {
		return err
	}
	defer store.Close()
	into := store.(interface { // both kinds of store have it
		Restore(ctx context.Context, file string) error
	})
	if err := into.Restore(ctx, c.File); err != nil {
		return err
	}
	n, last, err := verify(ctx, store)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "%d 个事件，最后一个是版本 %d / %d events, the last is revision %d\n", n, last.Revision, n, last.Revision)
	return err
}
