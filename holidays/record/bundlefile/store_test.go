package bundlefile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/bundle"
	"shixian/holidays/record/bundlefile"
	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/recordtest"
)

// made is when bundles of a test are exported, the first one.
var made = time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)

// bundleOf returns a bundle of n events of a record, exported some minutes after made.
func bundleOf(t *testing.T, id string, n, minutes int, keys *checkpoint.Keys) *bundle.Bundle {
	t.Helper()
	events := recordtest.Events(t, id, n, 0, keys, func(i int) record.Event {
		return record.Event{Action: record.Withdraw, Time: made.Add(time.Duration(i) * time.Second), Who: "甲", Why: "<因>"}
	})
	return &bundle.Bundle{
		Made: made.Add(time.Duration(minutes) * time.Minute), Program: "1", Record: id, Events: events, Files: map[string]string{"rules/a.yaml": "甲 <a>"},
	}
}

func textOf(t *testing.T, b *bundle.Bundle, keys *checkpoint.Keys) []byte {
	t.Helper()
	text, err := b.Encode(keys)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// place is where a store has its files.
type place struct{ file, kept string }

func placeOf(t *testing.T) place {
	folder := t.TempDir()
	return place{filepath.Join(folder, "in.json"), filepath.Join(folder, "data", "kept")}
}

func (p place) write(t *testing.T, text []byte) {
	t.Helper()
	if err := bundlefile.WriteFile(p.file, text); err != nil {
		t.Fatal(err)
	}
}

func (p place) open(keys *checkpoint.Keys) (*bundlefile.Store, error) {
	return bundlefile.Open(p.file, p.kept, keys, slog.New(slog.DiscardHandler))
}

func lastOf(t *testing.T, s *bundlefile.Store) int64 {
	t.Helper()
	revision, hash, err := s.Last(t.Context())
	if err != nil || hash == "" {
		t.Fatal(err)
	}
	return revision
}

// TestRefused: whatever is put in the place of the bundle and is not a newer one of the same
// record, signed with the key, is refused; the one in use stays, also after a restart, and a
// right one is taken afterwards.
func TestRefused(t *testing.T) {
	keys, other := recordtest.Keys(t, 1), recordtest.Keys(t, 2)
	good := textOf(t, bundleOf(t, "a", 3, 10, keys), keys)
	changed := bundleOf(t, "a", 4, 20, keys)
	changed.Files["rules/a.yaml"] = "乙"
	forked := bundleOf(t, "a", 3, 20, keys)
	forked.Events = append(bundleOf(t, "a", 0, 0, keys).Events, bundleOf(t, "a", 2, 0, keys).Events...)
	unsigned := bundleOf(t, "a", 4, 20, keys)
	for i := range unsigned.Events {
		unsigned.Events[i].Checkpoint = ""
	}
	dropped := bundleOf(t, "a", 4, 20, keys)
	dropped.Events = append(dropped.Events[:1:1], dropped.Events[2:]...)
	for name, c := range map[string]struct {
		text []byte
		want error
	}{
		"a file is changed":      {bytes.Replace(textOf(t, bundleOf(t, "a", 4, 20, keys), keys), []byte("甲 "), []byte("乙 "), 1), bundle.ErrRefused},
		"an event is changed":    {bytes.Replace(textOf(t, bundleOf(t, "a", 4, 20, keys), keys), []byte("因"), []byte("果"), 1), bundle.ErrRefused},
		"the key is another":     {textOf(t, bundleOf(t, "a", 4, 20, other), other), bundle.ErrRefused},
		"only the checkpoints":   {textOf(t, bundleOf(t, "a", 4, 20, other), keys), bundle.ErrRefused},
		"nothing is signed":      {textOf(t, unsigned, keys), bundle.ErrRefused},
		"an event is left out":   {textOf(t, dropped, keys), bundle.ErrRefused},
		"it is cut short":        {good[:len(good)-20], bundle.ErrRefused},
		"it is empty":            {nil, bundle.ErrRefused},
		"it is older":            {textOf(t, bundleOf(t, "a", 3, 0, keys), keys), bundle.ErrOlder},
		"it has fewer events":    {textOf(t, forked, keys), bundle.ErrOlder},
		"it is another record's": {textOf(t, bundleOf(t, "b", 4, 20, keys), keys), bundle.ErrOlder},
		"its rules are others":   {textOf(t, changed, keys), nil},
	} {
		t.Run(name, func(t *testing.T) {
			at := placeOf(t)
			at.write(t, good)
			s, err := at.open(keys)
			if err != nil {
				t.Fatal(err)
			}
			at.write(t, c.text)
			if got := lastOf(t, s); got != 2 {
				t.Errorf("at revision %d", got)
			}
			lastOf(t, s) // one file is counted once
			state, err := s.State()
			if err == nil || c.want != nil && !errors.Is(err, c.want) || state.Refused != 1 || !strings.HasPrefix(state.Position, "2.") {
				t.Errorf("%+v, %v", state, err)
			}
			again, err := at.open(keys)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := lastOf(t, again), int64(2); c.want != nil && got != want || c.want == nil && got != 3 {
				t.Errorf("at revision %d after a restart", got)
			}
			at.write(t, textOf(t, bundleOf(t, "a", 5, 30, keys), keys))
			if got := lastOf(t, s); got != 4 {
				t.Errorf("at revision %d with a right one", got)
			}
			if _, err := s.State(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestNothingToOpen: without a bundle that verifies there is no store, and a wrong one that
// was kept is no obstacle.
func TestNothingToOpen(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	at := placeOf(t)
	if _, err := at.open(keys); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	at.write(t, textOf(t, bundleOf(t, "a", 1, 0, keys), keys))
	if _, err := at.open(recordtest.Keys(t, 2)); !errors.Is(err, bundle.ErrRefused) || !errors.Is(err, checkpoint.ErrUnsigned) {
		t.Errorf("another key: %v", err)
	}
	if err := os.MkdirAll(filepath.Dir(at.kept), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at.kept, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := at.open(keys)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(at.file); err != nil {
		t.Fatal(err)
	}
	if lastOf(t, s) != 0 {
		t.Error("the bundle is gone with its file")
	}
	if _, err := s.State(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is gone: %v", err)
	}
}

// TestRestored: a bundle of a record that was restored from a backup since is taken, and one
// of an earlier restore is not.
func TestRestored(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	at := placeOf(t)
	at.write(t, textOf(t, bundleOf(t, "a", 5, 0, keys), keys))
	s, err := at.open(keys)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		seconds int
		want    int64
	}{{2, 4}, {9, 3}} {
		b := bundleOf(t, "a", 3, 10, keys)
		e, err := checkpoint.Restore("a", b.Events, made.Add(time.Duration(c.seconds)*time.Second), "甲", "恢复", keys)
		if err != nil {
			t.Fatal(err)
		}
		b.Events = append(b.Events, e)
		at.write(t, textOf(t, b, keys))
		if got := lastOf(t, s); got != c.want {
			t.Errorf("restored after %d s: at revision %d, want %d", c.seconds, got, c.want)
		}
	}
}

// TestEvents: events come as from any record, and nothing can be written.
func TestEvents(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	at := placeOf(t)
	b := bundleOf(t, "a", 5, 0, keys)
	at.write(t, textOf(t, b, keys))
	s, err := at.open(keys)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		after int64
		limit int
		want  string
	}{{-1, 2, "[0 1]"}, {2, 500, "[3 4]"}, {4, 500, "[]"}, {99, 500, "[]"}, {-9, 1, "[0]"}} {
		events, err := s.Events(t.Context(), c.after, c.limit)
		if err != nil {
			t.Fatal(err)
		}
		got := []int64{}
		for _, e := range events {
			got = append(got, e.Revision)
			if e.Hash != b.Events[e.Revision].Hash || e.Checkpoint == "" {
				t.Errorf("event %d is another", e.Revision)
			}
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%d after %d: %v, want %s", c.limit, c.after, got, c.want)
		}
	}
	for what, write := range map[string]func(context.Context) error{
		"append":       func(ctx context.Context) error { return s.Append(ctx, record.Event{}) },
		"put a draft":  func(ctx context.Context) error { return s.PutDraft(ctx, record.Draft{}) },
		"drop a draft": func(ctx context.Context) error { return s.DeleteDraft(ctx, "a", 1) },
		"publish": func(ctx context.Context) error {
			_, _, err := s.Publish(ctx, record.Event{}, "", 0, "", nil)
			return err
		},
	} {
		if err := write(t.Context()); !errors.Is(err, record.ErrBundle) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
