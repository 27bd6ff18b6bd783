package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
	"shixian/internal/config"
)

var errPostgres = errors.New("SHIXIAN_DATABASE_URL: PostgreSQL 用 pg_dump 备份 / PostgreSQL is backed up with pg_dump")

type backupCommand struct {
	config.Settings `group:"settings"`

	File string `arg:"" help:"新文件 / a new file."`
}

// Run copies the SQLite record, also while the service runs.
func (c *backupCommand) Run(ctx context.Context, p Process) error {
	if c.DatabaseURL != "" {
		return errPostgres
	}
	if err := needRecord(&c.Settings); err != nil {
		return err
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
	return errors.Join(err, markBackup(c.Data, c.File))
}

// lastBackup is the file of the data folder that says by its time when the record was
// backed up last, for the metric of the service.
const lastBackup = "last-backup"

// markBackup makes the file anew: one that another user made, as who kept a copy as root, could not be
// written to, and every backup after it would fail.
func markBackup(folder, file string) error {
	mark := filepath.Join(folder, lastBackup)
	err := os.Remove(mark)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		err = os.WriteFile(mark, []byte(file+"\n"), 0o600)
	}
	if err != nil {
		return fmt.Errorf("备份已做好，但没有记下时间 / the backup is made, and could not be noted: %w", err)
	}
	return nil
}

// backedUp returns when the record of a data folder was backed up last, the Unix epoch if
// it never was.
func backedUp(folder string) time.Time {
	info, err := os.Stat(filepath.Join(folder, lastBackup))
	if err != nil {
		return time.Unix(0, 0)
	}
	return info.ModTime()
}

var errNoBackup = errors.New("请写备份文件，如 shixian restore backup.db；不写只用于已由 pg_restore 恢复的 PostgreSQL（设 SHIXIAN_DATABASE_URL） / " +
	"name the backup, such as shixian restore backup.db; without one this is for a PostgreSQL that pg_restore put back (set SHIXIAN_DATABASE_URL)")

// Who and why of the event that a restore appends.
const (
	restoreWho = "shixian restore"
	restoreWhy = "从备份恢复，此前的位置作废 / Restored from a backup: earlier positions do not hold any more"
)

type restoreCommand struct {
	config.Settings `group:"settings"`

	File string `arg:"" optional:"" help:"备份；数据库已用自己的办法恢复（pg_restore）时不写 / a backup; none if the database was put back by its own means (pg_restore)."`
}

// Run fills an empty record, SQLite or PostgreSQL, from a backup, and begins a new epoch.
// Without a backup it only does the latter: the database was put back already.
func (c *restoreCommand) Run(ctx context.Context, p Process) error {
	if c.File == "" && c.DatabaseURL == "" {
		return errNoBackup // a word typed too early would end every position that callers have
	}
	store, err := openRecord(ctx, &c.Settings, nil)
	if err != nil {
		return err
	}
	defer store.Close()
	keys, err := openKeys(&c.Settings, true, nil)
	if err != nil {
		return err
	}
	begin := func(id string, events []record.Event) (record.Event, error) {
		return checkpoint.Restore(id, events, p.Now(), restoreWho, restoreWhy, keys)
	}
	if c.File == "" {
		err = beginEpoch(ctx, store, begin)
	} else {
		err = store.Restore(ctx, c.File, begin)
	}
	if err != nil {
		return err
	}
	r, err := verify(ctx, store, keys)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "已恢复：%[1]d 个事件，最后一个是版本 %[2]d，它以前的位置都不再有效，调用方须全部重算 / restored: %[1]d events, the last is revision %[2]d; no earlier position holds, and callers have to count everything again\n", r.Tree.Size(), r.last().Revision)
	return err
}

// beginEpoch appends the event that begin makes of all events of a record.
func beginEpoch(ctx context.Context, store record.Store, begin func(string, []record.Event) (record.Event, error)) error {
	id, events, err := wholeRecord(ctx, store)
	if err != nil {
		return err
	}
	e, err := begin(id, events)
	if err != nil {
		return err
	}
	return store.Append(ctx, e)
}
