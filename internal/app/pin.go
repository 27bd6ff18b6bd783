package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"shixian/holidays/record"
	"shixian/holidays/record/sqlstore"
	"shixian/internal/config"
)

// What stops a start on a record that is not the one that SHIXIAN_RECORD_ID names.
const (
	pinEmpty = "SHIXIAN_RECORD_ID: 应为记录 %[1]s，%[2]s 里却没有记录：数据可能没有挂载、被删除或指错了地方，请先找回或从备份恢复；确要新建，去掉此项设置 / " +
		"the record is to be %[1]s, and there is none in %[2]s: perhaps it is not mounted, was deleted, or the setting leads elsewhere. Find it or restore a backup first; to begin a new one, remove this setting"
	pinOther = "SHIXIAN_RECORD_ID: 应为记录 %[1]s，%[2]s 里却是记录 %[3]s：数据可能被换掉，或指错了地方，请核对；确要用它，把此项设置改成它的编号 / " +
		"the record is to be %[1]s, and %[2]s holds the record %[3]s: it may have been exchanged, or the setting leads elsewhere. To use this one, change the setting to its id"
)

// checkPinnedFile stops a start before a SQLite record is made where there is to be one.
func checkPinnedFile(s *config.Settings) error {
	if s.RecordID == "" || s.DatabaseURL != "" {
		return nil
	}
	if !hasFile(s) {
		return fmt.Errorf(pinEmpty, s.RecordID, s.Data)
	}
	return nil
}

// hasFile says whether there is a SQLite record, or something else in its place.
func hasFile(s *config.Settings) bool {
	info, err := os.Stat(filepath.Join(s.Data, sqlstore.FileName))
	return err == nil && info.Size() > 0 || err != nil && !errors.Is(err, os.ErrNotExist)
}

// checkPin stops a start on a record that is empty or another one. One that cannot be
// reached is compared when it is, by package live.
func checkPin(ctx context.Context, store record.Store, pin string) error {
	if pin == "" {
		return nil
	}
	id, err := store.ID(ctx)
	if err != nil {
		return unlessAway(err)
	}
	const where = "SHIXIAN_DATA, SHIXIAN_DATABASE_URL"
	_, _, err = store.Last(ctx)
	switch {
	case errors.Is(err, record.ErrNotFound):
		return fmt.Errorf(pinEmpty, pin, where)
	case err != nil:
		return unlessAway(err)
	case id != pin:
		return fmt.Errorf(pinOther, pin, where, id)
	}
	return nil
}

// unlessAway returns err, unless it says that the record is away.
func unlessAway(err error) error {
	if errors.Is(err, record.ErrUnavailable) {
		return nil
	}
	return err
}

// recordCommand tells of the record.
type recordCommand struct {
	ID recordIDCommand `cmd:"" name:"id" help:"记录的编号，供 SHIXIAN_RECORD_ID 用 / The record's id, for SHIXIAN_RECORD_ID."`
}

type recordIDCommand struct {
	config.Settings `group:"settings"`
}

// Run prints the record's id. It makes no record.
func (c *recordIDCommand) Run(ctx context.Context, p Process) error {
	store, err := openExisting(ctx, &c.Settings)
	if err != nil {
		return err
	}
	defer store.Close()
	id, err := store.ID(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(p.Stdout, id)
	return err
}
