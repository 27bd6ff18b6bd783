package sqlstore_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/sqlstore"
)

// A record is made, backed up, and restored in another folder.
func Example() {
	if err := tour(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// the log has moved on: true
	// restored up to revision 1
	// over another record: true
}

func tour() error {
	ctx := context.Background()
	var folders [2]string
	var stores [2]*sqlstore.SQLite
	for i := range folders {
		var err error
		if folders[i], err = os.MkdirTemp("", "example"); err != nil {
			return err
		}
		defer os.RemoveAll(folders[i])
		if stores[i], err = sqlstore.OpenSQLite(ctx, folders[i]); err != nil {
			return err
		}
		defer stores[i].Close()
	}
	e, err := record.Seal(record.Event{
		Action: record.Baseline, Time: time.Date(2025, time.November, 4, 3, 0, 0, 0, time.UTC), Who: "shixian",
	}, nil)
	if err != nil {
		return err
	}
	if err := stores[0].Append(ctx, e); err != nil {
		return err
	}
	fmt.Println("the log has moved on:", errors.Is(stores[0].Append(ctx, e), record.ErrConflict))

	file := filepath.Join(folders[0], "backup.db")
	if err := stores[0].Backup(ctx, file); err != nil {
		return err
	}
	restored := func(id string, events []record.Event) (record.Event, error) {
		return checkpoint.Restore(id, events, time.Date(2026, time.November, 28, 1, 2, 3, 0, time.UTC), "admin", "the disk was lost", nil)
	}
	if err := stores[1].Restore(ctx, file, restored); err != nil {
		return err
	}
	revision, _, err := stores[1].Last(ctx)
	fmt.Println("restored up to revision", revision)
	fmt.Println("over another record:", errors.Is(stores[1].Restore(ctx, file, restored), sqlstore.ErrNotEmpty))
	return err
}
