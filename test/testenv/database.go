package testenv

import (
	"context"
	"fmt"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
)

// shared is the PostgreSQL server that the tests of a package share. It outlives
// single tests, so it cannot belong to one.
var shared struct {
	sync.Mutex
	main   bool // Main will stop it
	server *daemon
}

var databases atomic.Int64

// Runner is what [testing.M] and goleak call tests.
type Runner interface{ Run() int }

type runFunc func() int

func (f runFunc) Run() int { return f() }

// Main wraps the m of TestMain so that the server which [Database] starts is stopped
// after the tests, and what is to be done after them is done:
//
//	func TestMain(m *testing.M) { goleak.VerifyTestMain(testenv.Main(m)) }
func Main(m Runner, after ...func() error) Runner {
	return runFunc(func() int {
		shared.Lock()
		shared.main = true
		shared.Unlock()
		code := m.Run()
		for _, f := range append(after, stopShared) {
			if err := f(); err != nil {
				fmt.Println("testenv:", err)
				code = max(code, 1)
			}
		}
		return code
	})
}

func stopShared() error {
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil {
		return nil
	}
	return shared.server.close()
}

// Database makes a database for one test on a PostgreSQL server that the tests of
// the package share, and returns its URL. The server does not sync to disk: a test of
// what survives uses [Postgres]. The package's TestMain must use [Main].
func Database(t testing.TB) string {
	t.Helper()
	server, err := sharedServer()
	if err != nil {
		t.Fatalf("postgres: %v", err)
	}
	name := fmt.Sprintf("test%d", databases.Add(1))
	admin := server.URL()
	do := func(sql string) {
		t.Helper()
		ctx, cancel := context.WithTimeout(context.Background(), Wait)
		defer cancel()
		if err := exec1(ctx, admin, sql); err != nil {
			t.Errorf("%s: %v", sql, err)
		}
	}
	do("CREATE DATABASE " + name)
	t.Cleanup(func() { do("DROP DATABASE " + name + " WITH (FORCE)") })
	return withDatabase(admin, name)
}

func sharedServer() (*daemon, error) {
	shared.Lock()
	defer shared.Unlock()
	if !shared.main {
		return nil, fmt.Errorf("call testenv.Main from TestMain, which stops the shared server")
	}
	if shared.server != nil {
		return shared.server, nil
	}
	d, err := newDaemon(postgres("off"))
	if err != nil {
		return nil, err
	}
	if err := d.startAnywhere(); err != nil {
		return nil, fmt.Errorf("%w\n%s\n%v", err, d.logTail(), d.close())
	}
	shared.server = d
	return d, nil
}

func withDatabase(raw, name string) string {
	u, err := url.Parse(raw)
	if err != nil {
		panic(err) // it is this package's own
	}
	u.Path = "/" + name
	return u.String()
}
