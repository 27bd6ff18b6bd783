package sqlstore

import (
	"errors"
	"testing"

	"shixian/holidays/record"
)

// An event that somebody has changed past the program is not built upon.
func TestDamagedIsNotBuiltUpon(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		events := filled(t, s, 2)
		for _, query := range map[string][]string{
			"sqlite":   {"DROP TRIGGER events_no_update"},
			"postgres": {"ALTER TABLE events DISABLE TRIGGER ALL"},
		}[s.dialect.name] {
			do(t, raw(t, s, query))
		}
		do(t, raw(t, s, "UPDATE events SET body = replace(body, 'clerk', 'clark') WHERE revision = 1"))
		next := follow(t, &events[1])
		if err := s.Append(t.Context(), next); !errors.Is(err, record.ErrDamaged) {
			t.Errorf("append: %v", err)
		}
		if _, _, err := s.Publish(t.Context(), next, "", 0, "key", nil); !errors.Is(err, record.ErrDamaged) {
			t.Errorf("publish: %v", err)
		}
		if _, err := s.Events(t.Context(), 0, 9); !errors.Is(err, record.ErrDamaged) {
			t.Errorf("read: %v", err)
		}
		if revision, _, err := s.Last(t.Context()); revision != 1 || err != nil {
			t.Errorf("the last event is %d, %v", revision, err)
		}
		if n, err := s.Written(); n != 2 || err != nil {
			t.Errorf("%d writes, the last %v", n, err)
		}
	})
}
