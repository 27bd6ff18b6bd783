package sqlstore

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"shixian/holidays/record"
)

// The database itself keeps events and the record's id as they are.
func TestAppendOnly(t *testing.T) {
	type attempt struct{ query, says string }
	const never = "never"
	tamper := []attempt{
		{"UPDATE events SET body = 'x'", never},
		{"UPDATE events SET revision = revision + 10", never},
		{"DELETE FROM events", never},
		{"DELETE FROM events WHERE revision = 2", never},
		{"UPDATE record SET id = 'x'", never},
		{"DELETE FROM record", never},
		{"INSERT INTO record (one, id) VALUES (2, 'x')", "record"},
	}
	const upsert = "INSERT INTO events (revision, prev, hash, body) SELECT revision, prev, hash, body" +
		" FROM events WHERE revision = 1 ON CONFLICT (revision) DO UPDATE SET body = 'x'"
	own := map[string][]attempt{
		"sqlite": {
			{upsert, "does not follow"},
			{"INSERT OR REPLACE INTO events (revision, prev, hash, body)" +
				" SELECT revision, prev, hash, 'x' FROM events WHERE revision = 2", "does not follow"},
			{"INSERT OR REPLACE INTO events (revision, prev, hash, body)" +
				" SELECT 3, hash, hash, 'x' FROM events WHERE revision = 2", "does not follow"},
			{"REPLACE INTO record (one, id) VALUES (1, 'x')", "has its id"},
		},
		"postgres": {
			{upsert, never},
			{"TRUNCATE events", never},
			{"TRUNCATE record", never},
			// A session that has switched ordinary triggers off.
			{"WITH off AS (SELECT set_config('session_replication_role', 'replica', false))" +
				" DELETE FROM events USING off", never},
			{"WITH off AS (SELECT set_config('session_replication_role', 'replica', false))" +
				" UPDATE record SET id = 'x' FROM off", never},
		},
	}
	each(t, func(t *testing.T, s *Store) {
		want := filled(t, s, 3)
		id, err := s.ID(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range append(tamper, own[s.dialect.name]...) {
			if err := raw(t, s, a.query); err == nil || !strings.Contains(err.Error(), a.says) {
				t.Errorf("%s: %v", a.query, err)
			}
		}
		got, err := s.Events(t.Context(), -1, 10)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("the events have changed: %v, %v", got, err)
		}
		if again, err := s.ID(t.Context()); err != nil || again != id {
			t.Errorf("the id was %s and is %s, %v", id, again, err)
		}
	})
}

// The database itself refuses an event that does not follow the last.
func TestChainInDatabase(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		events := filled(t, s, 2)
		for name, r := range map[string]stored{
			"a gap":               {3, events[1].Hash, "aa", "x", ""},
			"another predecessor": {2, events[0].Hash, "aa", "x", ""},
			"no predecessor":      {2, "", "aa", "x", ""},
			"a hash twice":        {2, events[1].Hash, events[0].Hash, "x", ""},
			"before the first":    {-1, "", "aa", "x", ""},
		} {
			if err := s.insert(t.Context(), s.db, r); err == nil {
				t.Errorf("the database took an event with %s", name)
			}
		}
		if err := s.insert(t.Context(), s.db, stored{2, events[1].Hash, "aa", "x", ""}); err != nil {
			t.Error(err)
		}
	})
}

// What is stored is the text that was hashed.
func TestStoredText(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		e := filled(t, s, 1)[0]
		var hash, body string
		if err := s.row(t.Context(), s.db, "SELECT hash, body FROM events").Scan(&hash, &body); err != nil {
			t.Fatal(err)
		}
		if hash != e.Hash || sum(body) != e.Hash {
			t.Errorf("stored with hash %s, the text has %s, the event %s", hash, sum(body), e.Hash)
		}
		if !strings.HasSuffix(body, `"prev":"","hash":""}`) {
			t.Errorf("stored as %s", body)
		}
	})
}

// Whoever gets around the database's own guard is found out when events are read.
func TestTamperedRows(t *testing.T) {
	for name, c := range map[string]struct {
		change func(r *stored)
		says   string
	}{
		"a letter":              {func(r *stored) { r.body = strings.Replace(r.body, "clerk", "clark", 1) }, "has been changed"},
		"a space":               {func(r *stored) { r.body = strings.Replace(r.body, ":", ": ", 1) }, "has been changed"},
		"a key's case":          {func(r *stored) { r.body = strings.Replace(r.body, `"who"`, `"Who"`, 1) }, "has been changed"},
		"the hash":              {func(r *stored) { r.hash = sum("x") }, "has been changed"},
		"the previous hash":     {func(r *stored) { r.prev = sum("x") }, "in the place of another"},
		"no JSON, hashed anew":  {func(r *stored) { r.body = "{"; r.hash = sum(r.body) }, "unexpected end"},
		"another, hashed anew":  {func(r *stored) { r.body = strings.Replace(r.body, "2", "7", 1); r.hash = sum(r.body) }, "in the place of another"},
		"another event's place": {func(r *stored) { r.revision = 3 }, "in the place of another"},
	} {
		t.Run(name, func(t *testing.T) {
			s := sqliteStore(t, t.TempDir()).Store
			events := filled(t, s, 3)
			r, err := encode(events[2])
			if err != nil {
				t.Fatal(err)
			}
			c.change(&r)
			if err := raw(t, s, "DROP TRIGGER events_no_update"); err != nil {
				t.Fatal(err)
			}
			if err := raw(t, s, "UPDATE events SET revision = ?1, prev = ?2, hash = ?3, body = ?4 WHERE revision = 2",
				r.revision, r.prev, r.hash, r.body); err != nil {
				t.Fatal(err)
			}
			_, err = s.Events(t.Context(), -1, 10)
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), fmt.Sprintf("event %d", r.revision)) {
				t.Errorf("read with %v", err)
			}
			if got, err := s.Events(t.Context(), -1, 2); err != nil || len(got) != 2 {
				t.Errorf("the events before it: %d, %v", len(got), err)
			}
		})
	}
}

// Decoding never takes what does not verify.
func FuzzDecode(f *testing.F) {
	for _, e := range chained(f, 2) {
		r, err := encode(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(r.revision, r.prev, r.body, false)
		f.Add(r.revision, r.prev, r.body, true)
		f.Add(r.revision, r.prev, strings.ToUpper(r.body), true)
	}
	f.Fuzz(func(t *testing.T, revision int64, prev, body string, hashed bool) {
		r := stored{revision, prev, "", body, ""}
		if hashed {
			r.hash = sum(body)
		}
		e, err := decode(r)
		if err != nil {
			return
		}
		var before *record.Event
		if revision > 0 {
			before = &record.Event{Revision: revision - 1, Hash: prev}
		}
		if revision < 0 || revision == 0 && prev != "" {
			return // never in the table
		}
		if err := record.Verify(before, []record.Event{e}); err != nil {
			t.Errorf("decoded, but: %v", err)
		}
		if again, err := encode(e); err != nil || again != r {
			t.Errorf("decoded %+v, stored again as %+v, %v", r, again, err)
		}
	})
}
