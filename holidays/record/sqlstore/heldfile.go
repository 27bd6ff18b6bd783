package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"shixian/holidays/record"
)

// heldFile is the file that a SQLite connection has open. A file that is moved, deleted or
// replaced stays open as a ghost, which nobody else sees: it is not read or written to.
// What has taken its place is opened if it is the same record.
type heldFile struct {
	path string

	lock chan struct{} // guards what follows
	id   string        // of the record that was opened
	info os.FileInfo   // nil if the connection is to be made anew
}

// holdFile returns the file of a record that has been opened. It was before, when the
// connection was made.
func holdFile(ctx context.Context, s *Store, path string, before os.FileInfo) (*heldFile, error) {
	f := &heldFile{path: path, lock: make(chan struct{}, 1), info: before}
	var err error
	if f.id, err = f.recordID(ctx, s); err != nil {
		return nil, err
	}
	return f, f.unmoved()
}

// unmoved says whether the path still leads to the file, and that to anything.
func (f *heldFile) unmoved() error {
	now, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return replaced(fmt.Errorf("%s is gone", f.path))
	case err != nil:
		return fmt.Errorf("%w: %w", record.ErrUnavailable, err)
	case now.Size() == 0:
		return replaced(fmt.Errorf("%s is empty: the record is lost", f.path))
	case f.info == nil || !os.SameFile(f.info, now):
		return replaced(fmt.Errorf("%s is another file than was opened", f.path))
	}
	return nil
}

func replaced(err error) error {
	return fmt.Errorf("%w: %w: %w", record.ErrUnavailable, record.ErrReplaced, err)
}

// forget has the next call make a connection: one that was made while the file could not
// be written to never can.
func (f *heldFile) forget() { f.set(func() { f.info = nil }) }

// become notes that the record in the file has taken over another's id.
func (f *heldFile) become(id string) { f.set(func() { f.id = id }) }

// set sets what the lock guards; nobody holds that longer than a call is bounded.
func (f *heldFile) set(do func()) {
	if f == nil {
		return
	}
	f.lock <- struct{}{}
	do()
	<-f.lock
}

// follow sees to it that the connection has the file open that is there now, and that this
// holds the record which was opened.
func (f *heldFile) follow(ctx context.Context, s *Store) error {
	if f == nil {
		return nil
	}
	select {
	case f.lock <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-f.lock }()
	err := f.unmoved()
	now, statErr := os.Stat(f.path)
	if err == nil || statErr != nil || now.Size() == 0 {
		return err // nothing has changed, or there is nothing to open
	}
	f.info = nil
	discard(ctx, s.db)
	if err := f.same(ctx, s); err != nil {
		discard(ctx, s.db)
		return err
	}
	f.info = now
	return f.unmoved()
}

// same says whether the connection leads to the record that was opened.
func (f *heldFile) same(ctx context.Context, s *Store) error {
	id, err := f.recordID(ctx, s)
	switch {
	case err != nil && (ctx.Err() != nil || s.dialect.isUnavailable(err)):
		return err
	case err != nil:
		return replaced(fmt.Errorf("%s holds no record: %w", f.path, err))
	case id != f.id:
		return replaced(fmt.Errorf("%s holds the record %s, and %s was opened", f.path, id, f.id))
	}
	return nil
}

func (f *heldFile) recordID(ctx context.Context, s *Store) (id string, err error) {
	err = s.row(ctx, s.db, "SELECT id FROM record").Scan(&id)
	return id, err
}

// discard closes the connection, if there is one, so that the next call makes another.
func discard(ctx context.Context, db *sql.DB) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return // none can be made, or it is in use, and then it is still there
	}
	_ = conn.Raw(func(any) error { return driver.ErrBadConn }) // which closes it
	_ = conn.Close()                                           // closed already
}
