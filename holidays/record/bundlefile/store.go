// Package bundlefile is a record that is read from the file of a bundle, for a replica that
// has no database.
//
// Its assumptions:
//
//   - The file is looked at whenever the last event is asked for. A newer one is taken whole,
//     if it verifies and goes on from the one in use; otherwise that one stays.
//   - The bundle in use is kept in a file of its own as well, so that a restart neither goes
//     back to an older one nor depends on a file that does not verify.
//   - Rules and calendars are read when the replica starts. A bundle with others is taken at
//     the next start: an answer never mixes two bundles.
//   - Nothing can be written.
package bundlefile

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"sync"

	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/bundle"
	"shixian/holidays/record/checkpoint"
)

// MaxBytes is the length of the longest file that is read.
const MaxBytes = 256 << 20

// errOtherData says why a bundle waits for a restart.
var errOtherData = errors.New("规则或日历的文件已更换，重启服务后采用 / its rules or calendars are others: they are taken over when the service is restarted")

// Store is a record in a file. It is safe for concurrent use.
type Store struct {
	nothingWritten
	file, kept string
	keys       *checkpoint.Keys
	log        *slog.Logger

	mu      sync.Mutex // guards what follows
	seen    [sha256.Size]byte
	current *bundle.Bundle
	err     error // why the file as it is now is not in use
	refused int64
}

var _ record.Store = (*Store)(nil)

// Open opens a file, and the one that was in use before if there is a file called kept.
// The error says why neither can be used.
func Open(file, kept string, keys *checkpoint.Keys, log *slog.Logger) (*Store, error) {
	s := &Store{file: file, kept: kept, keys: keys, log: log}
	text, err := ReadFile(kept)
	if err == nil {
		s.current, err = bundle.Decode(text, keys)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		log.Warn("the bundle that was kept is not used", "file", kept, "detail", err.Error())
	}
	s.look(true)
	if s.current == nil {
		return nil, s.err
	}
	return s, nil
}

// ReadFile reads the file of a bundle.
func ReadFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, MaxBytes+1))
	if err == nil && len(text) > MaxBytes {
		err = fmt.Errorf("%s is longer than %d bytes", name, MaxBytes)
	}
	return text, err
}

// look takes the file as it is now, if it changed and can be used; starting says that
// nobody counts with the bundle in use yet.
func (s *Store) look(starting bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text, err := ReadFile(s.file)
	what := text
	if err != nil {
		what = []byte(err.Error())
	}
	sum := sha256.Sum256(what)
	if sum == s.seen {
		return
	}
	s.seen = sum
	var next *bundle.Bundle
	if err == nil {
		next, err = s.check(text, starting)
	}
	if s.err = err; err != nil {
		s.refused++
		return
	}
	s.current = next
	if err := s.keep(text); err != nil {
		s.log.Warn("the bundle is not kept: after a restart an older one would be taken", "detail", err.Error())
	}
	s.log.Info("bundle", "position", next.Position().String(), "made", next.Made)
}

func (s *Store) check(text []byte, starting bool) (*bundle.Bundle, error) {
	b, err := bundle.Decode(text, s.keys)
	if err != nil || s.current == nil {
		return b, err
	}
	if err := b.Follows(s.current); err != nil {
		return nil, err
	}
	if !starting && !maps.Equal(b.Files, s.current.Files) {
		return nil, errOtherData
	}
	return b, nil
}

// keep keeps the text of the bundle in use.
func (s *Store) keep(text []byte) error {
	if err := os.MkdirAll(filepath.Dir(s.kept), 0o700); err != nil {
		return err
	}
	return WriteFile(s.kept, text)
}

// WriteFile writes a file whole or not at all.
func WriteFile(name string, text []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".bundle-*") // for its owner alone
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// Current returns the bundle in use.
func (s *Store) Current() *bundle.Bundle {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// State says which bundle is in use, and why the file is not, if so.
func (s *Store) State() (live.Bundle, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return live.Bundle{Position: s.current.Position().String(), Made: s.current.Made, Program: s.current.Program, Refused: s.refused}, s.err
}

// ID returns the record's id.
func (s *Store) ID(context.Context) (string, error) { return s.Current().Record, nil }

// Last looks at the file, and returns the last event's revision and hash.
func (s *Store) Last(context.Context) (int64, string, error) {
	s.look(false)
	events := s.Current().Events
	last := &events[len(events)-1]
	return last.Revision, last.Hash, nil
}

// Events returns events after a revision.
func (s *Store) Events(_ context.Context, after int64, limit int) ([]record.Event, error) {
	events := s.Current().Events
	from := min(max(after+1, 0), int64(len(events)))
	events = events[from:]
	return append([]record.Event(nil), events[:min(limit, len(events))]...), nil
}
