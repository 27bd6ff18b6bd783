package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// backupBound bounds making and reading a backup.
const backupBound = 5 * time.Minute

// Backup writes the record as it is now to a new file, while others go on using it,
// and checks the file as [Store.Restore] will. The file appears under its name when
// it is whole; one that exists is not overwritten.
func (s *SQLite) Backup(ctx context.Context, file string) error {
	doing := "back up to " + file
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s: %w", doing, os.ErrExist)
	} else if !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	part := file + ".part"
	err := s.withBackupBound().read(ctx, doing, func(ctx context.Context) error {
		if err := removeIfThere(part); err != nil { // left by a backup that was interrupted
			return err
		}
		keepPrivate(part)
		if _, err := s.db.ExecContext(ctx, "VACUUM INTO ?1", part); err != nil {
			return err
		}
		_, err := readBackup(ctx, part)
		return err
	})
	if err == nil {
		err = putInPlace(part, file)
	}
	if err != nil {
		return errors.Join(err, removeIfThere(part))
	}
	return nil
}

// withBackupBound returns s with the bound that fits a whole record.
func (s *Store) withBackupBound() *Store {
	slow := *s
	slow.bound = backupBound
	return &slow
}

func removeIfThere(file string) error {
	if err := os.Remove(file); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// putInPlace makes part durable and gives it its name.
func putInPlace(part, file string) error {
	if err := syncPath(part); err != nil {
		return err
	}
	if err := os.Rename(part, file); err != nil {
		return err
	}
	return syncPath(filepath.Dir(file))
}

// syncPath makes the content of a file or a folder durable.
func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
