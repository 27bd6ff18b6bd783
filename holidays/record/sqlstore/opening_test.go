package sqlstore

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"shixian/holidays/record"
	"shixian/test/testenv"
)

// A store is there before its database is, and goes on by itself once it is.
func TestPostgresLate(t *testing.T) {
	server := testenv.Postgres(t)
	proxy := testenv.Proxy(t, server.Addr())
	proxy.Down()
	s := unopened(t, proxy.Through(server.URL()), postgresBounds)
	if s.Database() == nil {
		t.Error("its connections cannot be counted")
	}
	disturbed(t, "before the database is there", s, proxy.Through(server.URL()), follow(t, nil))
	proxy.Up()
	eventually(t, "the first call", func() error { return s.Ping(t.Context()) })
	filled(t, s, 2)
}

// Many calls at once may be the first.
func TestPostgresFirstCalls(t *testing.T) {
	s := unopened(t, testenv.Database(t), postgresBounds)
	var wg sync.WaitGroup
	for range 2 * maxConnections {
		wg.Go(func() {
			if err := s.Ping(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	filled(t, s, 1)
}

// A caller who gives up during the first call leaves it to the next.
func TestPostgresFirstCallGivenUp(t *testing.T) {
	s := unopened(t, testenv.Database(t), postgresBounds)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Ping(ctx); !errors.Is(err, context.Canceled) || errors.Is(err, record.ErrUnavailable) {
		t.Errorf("a caller who gave up: %v", err)
	}
	filled(t, s, 1)
}

// A store that was closed before its database was there is closed.
func TestPostgresClosedBeforeFirstCall(t *testing.T) {
	s, err := OpenPostgres(testenv.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Ping(t.Context()); !errors.Is(err, record.ErrUnavailable) {
		t.Errorf("after it was closed: %v", err)
	}
}

// causes are those of which an error holds at most one.
var causes = []error{record.ErrAccess, record.ErrTLS, record.ErrNoDatabase, record.ErrConnections, record.ErrSchema}

// An error names what keeps the store from its database, if it will not pass by itself.
func TestPostgresCauses(t *testing.T) {
	server := testenv.Postgres(t)
	admin := postgresStore(t, server.URL(), postgresBounds)
	for _, query := range []string{
		"CREATE ROLE " + testenv.PasswordRole + " LOGIN PASSWORD 'another'",
		"CREATE ROLE reader LOGIN",
		"CREATE ROLE crowded LOGIN CONNECTION LIMIT 0",
		"CREATE DATABASE locked",
		"REVOKE CONNECT ON DATABASE locked FROM PUBLIC",
		"CREATE DATABASE bare",
	} {
		if err := raw(t, admin, query); err != nil {
			t.Fatal(err)
		}
	}
	at := func(user, rest string) string { return "postgres://" + user + "@" + server.Addr() + "/" + rest }
	for name, c := range map[string]struct {
		url  string
		want error
	}{
		"wrong password":           {at(testenv.PasswordRole+":wrong", "postgres?sslmode=disable"), record.ErrAccess},
		"no such role":             {at("nobody", "postgres?sslmode=disable"), record.ErrAccess},
		"role not let in":          {at("reader", "locked?sslmode=disable"), record.ErrAccess},
		"no such database":         {at("postgres", "none?sslmode=disable"), record.ErrNoDatabase},
		"no connection for role":   {at("crowded", "postgres?sslmode=disable"), record.ErrConnections},
		"no TLS there":             {at("postgres", "postgres?sslmode=require"), record.ErrTLS},
		"no TLS and no such role":  {at("nobody", "postgres?sslmode=prefer"), record.ErrAccess},
		"tables may not be made":   {at("reader", "bare?sslmode=disable"), record.ErrSchema},
		"nobody listens":           {"postgres://me@127.0.0.1:1/db?sslmode=disable", nil},
		"nobody listens, with TLS": {"postgres://me@127.0.0.1:1/db?sslmode=require", nil},
	} {
		t.Run(name, func(t *testing.T) {
			err := unopened(t, c.url, postgresBounds).Ping(t.Context())
			if !errors.Is(err, record.ErrUnavailable) {
				t.Errorf("not unavailable: %v", err)
			}
			for _, cause := range causes {
				if errors.Is(err, cause) != (cause == c.want) {
					t.Errorf("%q is given: %t: %v", cause, cause != c.want, err)
				}
			}
		})
	}
}

// That the tables may not be made is found at the first attempt, without the further ones
// for which callers do not wait.
func TestPostgresCauseInTime(t *testing.T) {
	server := testenv.Postgres(t)
	admin := postgresStore(t, server.URL(), postgresBounds)
	for _, query := range []string{"CREATE DATABASE bare", "CREATE ROLE reader LOGIN"} {
		if err := raw(t, admin, query); err != nil {
			t.Fatal(err)
		}
	}
	s := unopened(t, "postgres://reader@"+server.Addr()+"/bare?sslmode=disable", postgresBounds)
	const denied = "permission denied for schema public"
	if _, err := s.ID(t.Context()); !errors.Is(err, record.ErrSchema) || !strings.Contains(err.Error(), denied) {
		t.Error(err)
	}
	var attempts int
	testenv.Await(t, func() error {
		if attempts = strings.Count(server.Log(), denied); attempts == 0 {
			return errors.New("the server has not logged it")
		}
		return nil
	})
	if attempts != 1 {
		t.Errorf("%d attempts", attempts)
	}
}

// A store whose tables were another's finds its own as soon as they can be made.
func TestPostgresSchemaMended(t *testing.T) {
	server := testenv.Postgres(t)
	admin := postgresStore(t, server.URL(), postgresBounds)
	for _, query := range []string{"CREATE DATABASE mine", "CREATE ROLE writer LOGIN"} {
		if err := raw(t, admin, query); err != nil {
			t.Fatal(err)
		}
	}
	s := unopened(t, "postgres://writer@"+server.Addr()+"/mine?sslmode=disable", postgresBounds)
	if err := s.Ping(t.Context()); !errors.Is(err, record.ErrSchema) {
		t.Errorf("tables that may not be made: %v", err)
	}
	if err := raw(t, admin, "ALTER DATABASE mine OWNER TO writer"); err != nil {
		t.Fatal(err)
	}
	filled(t, s, 1)
}

// tlsServer answers as a PostgreSQL server that takes TLS, with a certificate of its
// own, or with something that is no TLS. It returns its address.
func tlsServer(t *testing.T, speak func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = io.ReadFull(conn, make([]byte, 8)) // the request to speak TLS
			_, _ = conn.Write([]byte("S"))
			speak(conn)
			conn.Close()
		}
	})
	t.Cleanup(func() {
		l.Close()
		wg.Wait()
	})
	return l.Addr().String()
}

// A certificate that cannot be verified is told from a connection that breaks.
func TestPostgresTLSCauses(t *testing.T) {
	unknown := httptest.NewUnstartedServer(nil)
	unknown.StartTLS()
	defer unknown.Close()
	certificates := unknown.TLS.Certificates
	for name, c := range map[string]struct {
		speak func(net.Conn)
		want  bool
	}{
		"an unknown authority": {func(conn net.Conn) {
			_ = tls.Server(conn, &tls.Config{Certificates: certificates}).Handshake()
		}, true},
		"no TLS after all": {func(conn net.Conn) { _, _ = conn.Write([]byte("HTTP/1.1 400 Bad Request\r\n\r\n")) }, true},
		"a break":          {func(net.Conn) {}, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := unopened(t, "postgres://me@"+tlsServer(t, c.speak)+"/db?sslmode=verify-full", postgresBounds)
			err := s.Ping(t.Context())
			if !errors.Is(err, record.ErrUnavailable) || errors.Is(err, record.ErrTLS) != c.want {
				t.Errorf("TLS is the cause: %t: %v", !c.want, err)
			}
		})
	}
}
