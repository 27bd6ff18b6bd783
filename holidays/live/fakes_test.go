package live_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"

	"shixian/holidays/live"
	"shixian/holidays/record"
)

// memory is a record in memory. Like a database it keeps the events as text, each with
// its hash on a line of its own.
type memory struct {
	mu          sync.Mutex
	id          string
	events      []string
	hashes      []string
	checkpoints map[string]string

	down     error  // what every method returns
	readOnly error  // what Append returns
	tampered error  // what Events returns, as a store does that checks what it reads
	before   func() // runs before the next Append, once
	written  int64  // how often something was written, or was to be
	last     error  // what the last of these came to
	probes   int    // how often Probe was called
	asked    int    // how often Events was called
	handed   int    // how many events it returned
	looked   int    // how often Last was called
}

func newMemory(id string) *memory { return &memory{id: id} }

func (m *memory) set(change func(*memory)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	change(m)
}

func (m *memory) ID(ctx context.Context) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.id, errors.Join(m.down, ctx.Err())
}

func (m *memory) Last(ctx context.Context) (int64, string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.looked++
	if err := errors.Join(m.down, ctx.Err()); err != nil {
		return 0, "", err
	}
	if len(m.hashes) == 0 {
		return 0, "", record.ErrNotFound
	}
	return int64(len(m.hashes) - 1), m.hashes[len(m.hashes)-1], nil
}

func (m *memory) Events(ctx context.Context, after int64, limit int) ([]record.Event, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	if err := errors.Join(m.down, m.tampered, ctx.Err()); err != nil {
		return nil, err
	}
	var out []record.Event
	for i := int(after) + 1; i < len(m.events) && len(out) < limit; i++ {
		text, hash, _ := strings.Cut(m.events[i], "\n")
		e, err := record.Decode(text, hash)
		if err != nil { // left to be found by those who read it
			e = record.Event{}
			if err := json.Unmarshal([]byte(text), &e); err != nil {
				return nil, err
			}
			e.Hash = hash
		}
		e.Checkpoint = m.checkpoints[e.Hash]
		out = append(out, e)
	}
	m.handed += len(out)
	return out, nil
}

func (m *memory) Append(ctx context.Context, e record.Event) error {
	m.mu.Lock()
	before := m.before
	m.before = nil
	m.mu.Unlock()
	if before != nil {
		before()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.written++
	if m.last = errors.Join(m.down, m.readOnly, ctx.Err()); m.last != nil {
		return m.last
	}
	prev := ""
	if n := len(m.hashes); n > 0 {
		prev = m.hashes[n-1]
	}
	if e.Revision != int64(len(m.hashes)) || e.Prev != prev {
		return record.ErrConflict
	}
	text, err := record.Encode(e)
	if err != nil {
		return err
	}
	m.events, m.hashes = append(m.events, text+"\n"+e.Hash), append(m.hashes, e.Hash)
	m.sign(e.Hash, e.Checkpoint)
	return nil
}

func (m *memory) AddCheckpoint(_ context.Context, hash, checkpoint string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sign(hash, checkpoint)
	return m.down
}

// sign keeps a checkpoint, as long as there is none.
func (m *memory) sign(hash, checkpoint string) {
	if m.checkpoints == nil {
		m.checkpoints = map[string]string{}
	}
	if m.checkpoints[hash] == "" {
		m.checkpoints[hash] = checkpoint
	}
}

func (m *memory) Probe(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.written++
	m.probes++
	m.last = errors.Join(m.down, m.readOnly, ctx.Err())
	return m.last
}

func (m *memory) Written() (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.written, m.last
}

// all returns every event, whether the record is down or not.
func (m *memory) all(t testing.TB) []record.Event {
	t.Helper()
	up := &memory{id: m.id}
	m.mu.Lock()
	up.events, up.hashes, up.checkpoints = m.events, m.hashes, m.checkpoints
	m.mu.Unlock()
	events, err := up.Events(context.Background(), -1, len(up.events))
	if err != nil {
		t.Fatal(err)
	}
	return events
}

// add appends events, sealed, and returns the last revision.
func (m *memory) add(t testing.TB, events ...record.Event) int64 {
	t.Helper()
	var prev *record.Event
	if all := m.all(t); len(all) > 0 {
		prev = &all[len(all)-1]
	}
	for _, e := range events {
		e.Time = now
		e, err := record.Seal(e, prev)
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Append(context.Background(), e); err != nil {
			t.Fatal(err)
		}
		prev = &e
	}
	return prev.Revision
}

// baseline is a record with the embedded notices, as a follower makes it.
func baseline(t testing.TB, id string) *memory {
	t.Helper()
	m := newMemory(id)
	m.add(t, record.Event{Action: record.Baseline, Who: "shixian", Published: embedded().Notices})
	return m
}

// fakeSnapshots holds snapshots in memory, as a Redis that never fails of itself.
type fakeSnapshots struct {
	mu        sync.Mutex
	snapshot  *live.Snapshot
	fault     error // what every method returns
	listeners map[chan live.Announcement]string
	announced []int64
}

func (s *fakeSnapshots) set(change func(*fakeSnapshots)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

func (s *fakeSnapshots) Load(_ context.Context, id string) (*live.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.fault != nil:
		return nil, s.fault
	case s.snapshot == nil:
		return nil, live.ErrMissing
	case id != "" && s.snapshot.Record != id:
		return nil, live.ErrOtherRecord
	}
	return s.snapshot, nil
}

func (s *fakeSnapshots) Check(_ context.Context, want *live.Snapshot) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.compare(want)
}

func (s *fakeSnapshots) compare(want *live.Snapshot) error {
	switch {
	case s.fault != nil:
		return s.fault
	case s.snapshot == nil:
		return live.ErrMissing
	case s.snapshot.Record != want.Record:
		return live.ErrOtherRecord
	case s.snapshot.Revision > want.Revision:
		return live.ErrAhead
	case s.snapshot.Revision < want.Revision:
		return live.ErrBehind
	case !reflect.DeepEqual(s.snapshot, want):
		return live.ErrDiffers
	}
	return nil
}

func (s *fakeSnapshots) Put(_ context.Context, of *live.Snapshot) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch err := s.compare(of); {
	case err == nil:
		return false, nil
	case errors.Is(err, live.ErrMissing), errors.Is(err, live.ErrBehind):
		s.snapshot = of
		return true, nil
	default:
		return false, err
	}
}

func (s *fakeSnapshots) Rewrite(_ context.Context, of *live.Snapshot) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.compare(of)
	if s.fault != nil || errors.Is(err, live.ErrOtherRecord) {
		return false, err
	}
	s.snapshot = of
	return errors.Is(err, live.ErrMissing) || errors.Is(err, live.ErrBehind), nil
}

func (s *fakeSnapshots) Announce(_ context.Context, id string, revision int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault != nil {
		return s.fault
	}
	s.announced = append(s.announced, revision)
	for listener, record := range s.listeners {
		if record == id {
			listener <- live.Announcement{Revision: revision}
		}
	}
	return nil
}

func (s *fakeSnapshots) Listen(ctx context.Context, id string) <-chan live.Announcement {
	listener := make(chan live.Announcement, 64)
	listener <- live.Announcement{Revision: -1}
	s.set(func(s *fakeSnapshots) {
		if s.listeners == nil {
			s.listeners = map[chan live.Announcement]string{}
		}
		s.listeners[listener] = id
	})
	context.AfterFunc(ctx, func() {
		s.set(func(s *fakeSnapshots) { delete(s.listeners, listener) })
		close(listener)
	})
	return listener
}

// tell has all listeners hear something.
func (s *fakeSnapshots) tell(a live.Announcement) {
	s.set(func(s *fakeSnapshots) {
		for listener := range s.listeners {
			listener <- a
		}
	})
}
