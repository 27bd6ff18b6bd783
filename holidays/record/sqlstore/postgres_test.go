package sqlstore

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"shixian/holidays/record"
	"shixian/test/testenv"
)

// shortly bounds calls that are expected to run into their bounds. On a busy machine
// others may run into them too: those are tried until they succeed.
var shortly = bounds{connect: 300 * time.Millisecond, statement: 300 * time.Millisecond, call: 500 * time.Millisecond}

func TestPostgresSession(t *testing.T) {
	url := testenv.Database(t)
	s := postgresStore(t, url, postgresBounds)
	// Whatever the database's administrator has set, or the program's default is.
	if err := raw(t, s, "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET default_transaction_isolation = serializable'; END $$"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ query, name, want string }{
		{"", "transaction_isolation", "read committed"},
		{"", "statement_timeout", "5s"},
		{"", "idle_in_transaction_session_timeout", "5s"},
		{"", "application_name", "shixian"},
		{"&statement_timeout=7s&application_name=mine", "statement_timeout", "7s"},
		{"&statement_timeout=7s&application_name=mine", "application_name", "mine"},
	} {
		s := postgresStore(t, url+c.query, postgresBounds)
		var got string
		if err := s.row(t.Context(), s.db, "SHOW "+c.name).Scan(&got); err != nil || got != c.want {
			t.Errorf("%s is %q, %v; want %q", c.name, got, err, c.want)
		}
	}
}

// disturbed checks that every kind of call, and the first call of another store on
// url, says that the store is unavailable.
func disturbed(t *testing.T, what string, s *Store, url string, next record.Event) {
	t.Helper()
	var wg sync.WaitGroup
	for name, call := range map[string]func() error{
		"Ping":     func() error { return s.Ping(t.Context()) },
		"Events":   func() error { _, err := s.Events(t.Context(), -1, 1); return err },
		"Append":   func() error { return s.Append(t.Context(), next) },
		"PutDraft": func() error { return s.PutDraft(t.Context(), draftOf("mine")) },
		"Publish": func() error {
			_, _, err := s.Publish(t.Context(), next, "", 0, "key", nil)
			return err
		},
		"first call": func() error { return unopened(t, url, shortly).Ping(t.Context()) },
	} {
		wg.Go(func() {
			if err := call(); !errors.Is(err, record.ErrUnavailable) {
				t.Errorf("%s, %s: %v", what, name, err)
			}
		})
	}
	wg.Wait()
}

// A server or a network that fails makes calls fail within their bounds, and the
// store goes on by itself when it is back.
func TestPostgresAway(t *testing.T) {
	server := testenv.Postgres(t)
	proxy := testenv.Proxy(t, server.Addr())
	s := postgresStore(t, proxy.Through(server.URL()), postgresBounds)
	last := filled(t, s, 1)[0]
	s.bound = shortly.call
	for _, c := range []struct {
		name          string
		disturb, undo func()
	}{
		{"stopped", server.Stop, server.Restart},
		{"killed", server.Kill, server.Restart},
		{"paused", server.Pause, server.Resume},
		{"network silent", proxy.Timeout, proxy.Clear},
		{"network slow", func() { proxy.Latency(time.Hour) }, proxy.Clear},
		{"connections reset", proxy.Reset, proxy.Clear},
		{"connections refused", proxy.Down, proxy.Up},
	} {
		next := follow(t, &last)
		c.disturb()
		disturbed(t, c.name, s, proxy.Through(server.URL()), next)
		c.undo()
		// A write that was under way may have gone through: its outcome was open.
		eventually(t, "append after: "+c.name, func() error {
			err := s.Append(t.Context(), next)
			if events, readErr := s.Events(t.Context(), last.Revision, 9); readErr == nil && len(events) == 1 && events[0].Hash == next.Hash {
				return nil
			}
			return err
		})
		last = next
	}
	s.bound = postgresBounds.call
	if events, err := s.Events(t.Context(), -1, 99); err != nil || record.Verify(nil, events) != nil || len(events) != 8 {
		t.Errorf("in the end there are %d events, %v, %v", len(events), err, record.Verify(nil, events))
	}
}

// What holds a statement up is bounded, and a caller's own giving up is told apart
// from it.
func TestPostgresLocked(t *testing.T) {
	url := testenv.Database(t)
	s := postgresStore(t, url, postgresBounds)
	if err := s.PutDraft(t.Context(), draftOf("mine")); err != nil {
		t.Fatal(err)
	}
	held, err := s.db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.exec(t.Context(), held, "SELECT * FROM drafts FOR UPDATE"); err != nil {
		t.Fatal(err)
	}
	hasty := unopened(t, url+"&statement_timeout=100", postgresBounds)
	eventually(t, "it is open", func() error { return hasty.Ping(t.Context()) }) // on a busy machine that takes longer, too
	if err := hasty.DeleteDraft(t.Context(), "mine", 1); !errors.Is(err, record.ErrUnavailable) || sqlState(err) != "57014" {
		t.Errorf("a statement that waited too long: %v", err)
	}
	short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := s.DeleteDraft(short, "mine", 1); !errors.Is(err, record.ErrUnavailable) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a caller whose time ran out: %v", err)
	}
	giving, giveUp := context.WithCancel(t.Context())
	gone := make(chan error, 1)
	go func() { gone <- s.DeleteDraft(giving, "mine", 1) }()
	eventually(t, "the statement waits", func() error { return waiting(t, s, "DELETE FROM drafts%") })
	giveUp()
	if err := <-gone; !errors.Is(err, context.Canceled) || errors.Is(err, record.ErrUnavailable) {
		t.Errorf("a caller who gave up: %v", err)
	}
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteDraft(t.Context(), "mine", 1); err != nil {
		t.Errorf("nothing holds the draft now: %v", err)
	}
}

// waiting returns nil while some session runs a statement like pattern.
func waiting(t *testing.T, s *Store, pattern string) error {
	var n int
	err := s.row(t.Context(), s.db, "SELECT count(*) FROM pg_stat_activity"+
		" WHERE datname = current_database() AND state = 'active' AND wait_event IS NOT NULL AND query ILIKE ?1", pattern).Scan(&n)
	if err == nil && n == 0 {
		err = errors.New("nothing waits")
	}
	return err
}

// atCommit makes every commit of an event do something first.
func atCommit(t *testing.T, s *Store, do string) {
	t.Helper()
	for _, query := range []string{
		"CREATE OR REPLACE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM " + do + "; RETURN NULL; END $$",
		"DROP TRIGGER IF EXISTS at_commit ON events",
		"CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION at_commit()",
	} {
		if err := raw(t, s, query); err != nil {
			t.Fatal(err)
		}
	}
}

// A commit whose connection breaks leaves its outcome open: the caller has to look.
// One that the server refuses does not.
func TestPostgresCommitFails(t *testing.T) {
	s := postgresStore(t, testenv.Database(t), postgresBounds)
	for do, unsure := range map[string]bool{"pg_terminate_backend(pg_backend_pid())": true, "1 / 0": false} {
		atCommit(t, s, do)
		err := s.Append(t.Context(), follow(t, nil))
		if !errors.Is(err, record.ErrUnavailable) || errors.Is(err, record.ErrUnsure) != unsure {
			t.Errorf("%s: got %v", do, err)
		}
		if _, _, err := s.Last(t.Context()); !errors.Is(err, record.ErrNotFound) {
			t.Errorf("%s: afterwards: %v", do, err)
		}
	}
}

// Connections that broke while nobody used them are replaced unnoticed.
func TestPostgresIdleConnectionsBreak(t *testing.T) {
	url := testenv.Database(t)
	s, admin := postgresStore(t, url, postgresBounds), postgresStore(t, url, postgresBounds)
	disturb := func() {
		var n int
		err := admin.row(t.Context(), admin.db, "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"+
			" WHERE datname = current_database() AND pid <> pg_backend_pid()").Scan(&n)
		if err != nil || n == 0 {
			t.Fatalf("%d connections were ended, %v", n, err)
		}
	}
	events := filled(t, s, 1)
	disturb()
	if err := s.Append(t.Context(), follow(t, &events[0])); err != nil {
		t.Errorf("write: %v", err)
	}
	disturb()
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("read: %v", err)
	}
}

// A caller who gives up while the commit is under way still learns its outcome.
func TestPostgresCommitIsNotCutShort(t *testing.T) {
	s := postgresStore(t, testenv.Database(t), postgresBounds)
	atCommit(t, s, "pg_advisory_xact_lock(1)")
	holder, err := s.db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	if _, err := holder.ExecContext(t.Context(), "SELECT pg_advisory_lock(1)"); err != nil {
		t.Fatal(err)
	}
	ctx, giveUp := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Append(ctx, follow(t, nil)) }()
	eventually(t, "the commit waits", func() error { return waiting(t, s, "commit") })
	giveUp()
	if _, err := holder.ExecContext(t.Context(), "SELECT pg_advisory_unlock(1)"); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Errorf("the commit was cut short: %v", err)
	}
	if revision, _, err := s.Last(t.Context()); revision != 0 || err != nil {
		t.Errorf("the last event is %d, %v", revision, err)
	}
}

// Who comes while another migrates waits, but not for ever.
func TestPostgresMigrationLock(t *testing.T) {
	url := testenv.Database(t)
	s := postgresStore(t, url, postgresBounds)
	holder := advisoryLock{db: s.db}
	if err := holder.SessionLock(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if err := raw(t, s, "UPDATE migrations SET version_id = version_id + 100 WHERE version_id > 0"); err != nil { // so that there is something to do
		t.Fatal(err)
	}
	if err := unopened(t, url+"&statement_timeout=100", postgresBounds).Ping(t.Context()); !errors.Is(err, record.ErrUnavailable) || errors.Is(err, record.ErrSchema) {
		t.Errorf("meanwhile: %v", err)
	}
	if err := raw(t, s, "UPDATE migrations SET version_id = version_id - 100 WHERE version_id > 0"); err != nil {
		t.Fatal(err)
	}
	if err := holder.SessionUnlock(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	postgresStore(t, url, postgresBounds)
}

// No error says the password, however the URL is wrong.
func TestPasswordNotInErrors(t *testing.T) {
	const secret = "h7Kq-geheim"
	guarded := testenv.Postgres(t)
	admin := postgresStore(t, guarded.URL(), postgresBounds)
	if err := raw(t, admin, "CREATE ROLE "+testenv.PasswordRole+" LOGIN PASSWORD 'another'"); err != nil {
		t.Fatal(err)
	}
	nobody := testenv.Address(testenv.FreePorts(t, 1))
	as := func(user string) string { return "postgres://" + user + ":" + secret + "@" + guarded.Addr() }
	for name, c := range map[string]struct {
		url         string
		unavailable bool
	}{
		"nobody listens":         {"postgres://me:" + secret + "@" + nobody + "/db", true},
		"no such host":           {"postgres://me:" + secret + "@host.invalid/db?connect_timeout=2", true},
		"wrong password":         {as(testenv.PasswordRole) + "/postgres?sslmode=disable", true},
		"password as parameter":  {"postgres://" + guarded.Addr() + "/postgres?sslmode=disable&user=" + testenv.PasswordRole + "&password=" + secret, true},
		"keyword form":           {"host=127.0.0.1 port=1 user=me password=" + secret, false},
		"no such role":           {as("nobody") + "/postgres?sslmode=disable", true},
		"no such database":       {as("postgres") + "/none?sslmode=disable", true},
		"no such setting":        {as("postgres") + "/postgres?sslmode=disable&no_such_setting=1", true},
		"no TLS there":           {as("postgres") + "/postgres?sslmode=require", true},
		"bad port":               {"postgres://me:" + secret + "@127.0.0.1:port/db", false},
		"bad escape":             {"postgres://me:" + secret + "%zz@127.0.0.1/db", false},
		"bad sslmode":            {as("me") + "/db?sslmode=" + secret, false},
		"bad timeout":            {as("me") + "/db?connect_timeout=" + secret, false},
		"an unescaped slash":     {"postgres://me:1/" + secret + "@127.0.0.1/db", false},
		"an unescaped @":         {"postgres://me:1@" + secret + "@127.0.0.1/db", false},
		"an unescaped ?":         {"postgres://me:1?" + secret + "=x@127.0.0.1/db", false},
		"an unescaped #":         {"postgres://me:1#" + secret + "@127.0.0.1/db", false},
		"keyword form, unquoted": {"host=127.0.0.1 password=a " + secret, false},
		"another scheme":         {"mysql://me:" + secret + "@127.0.0.1/db", false},
		"only a password":        {secret, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := openPostgres(c.url, postgresBounds)
			if err == nil {
				closeAfter(t, s)
				err = s.Ping(t.Context())
			}
			if err == nil {
				t.Fatal("no error")
			}
			if strings.Contains(err.Error(), secret) || strings.Contains(err.Error(), "geheim") {
				t.Errorf("the error holds the password: %v", err)
			}
			if errors.Is(err, record.ErrUnavailable) != c.unavailable {
				t.Errorf("unavailable is %t: %v", !c.unavailable, err)
			}
			for err != nil { // nor does an error that it wraps
				if strings.Contains(err.Error(), secret) {
					t.Errorf("a wrapped error holds the password: %v", err)
				}
				err = errors.Unwrap(err)
			}
		})
	}
}
