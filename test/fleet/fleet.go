package fleet

import (
	"fmt"
	"testing"

	"shixian/test/testenv"
)

// Options say what a fleet consists of. The zero value is one replica that keeps its
// record in a file.
type Options struct {
	Replicas   int  // 1 if it is 0, at most maxReplicas
	Postgres   bool // a record that the replicas share
	Redis      bool // snapshots and announcements
	Proxy      bool // HAProxy before the replicas
	Prometheus bool // Prometheus, which scrapes replicas and proxy
	Faults     bool // network proxies between HAProxy, the replicas and their servers

	// Program is an executable of the service to run instead of the one built here.
	Program string
	// Under is a command that the replicas are run under, such as nsenter and its
	// arguments. It has to become the program, so that the process is the same.
	Under []string

	// Env holds settings of the service as NAME=VALUE, for every replica.
	Env []string
	// ProxyEnv holds variables of haproxy.cfg as NAME=VALUE.
	ProxyEnv []string
	// ProxyCPUs are the processors, as taskset -c takes them, that HAProxy runs on. Empty
	// leaves it to the kernel.
	ProxyCPUs string
	// Drain is SHIXIAN_DRAIN of every replica, 500ms if it is empty.
	Drain string
}

// Fleet is a set-up that runs for one test.
type Fleet struct {
	Replicas   []*Replica
	Postgres   *testenv.Server // nil if there is none; so are those that follow
	Redis      *testenv.Server
	Proxy      *Proxy
	Prometheus *Prometheus

	PostgresNet *testenv.NetProxy // between the replicas and PostgreSQL
	RedisNet    *testenv.NetProxy // between the replicas and Redis

	t      testing.TB
	opt    Options
	tokens tokens
}

// Start starts a fleet for one test and waits until all of it is ready. It is stopped
// in the reverse order at the end of the test; if the test failed, the end of each
// log is shown.
func Start(t testing.TB, opt Options) *Fleet {
	t.Helper()
	opt.Replicas = max(1, opt.Replicas)
	if opt.Replicas > maxReplicas {
		t.Fatalf("fleet: %d replicas are more than haproxy.cfg has room for", opt.Replicas)
	}
	if opt.Program == "" {
		opt.Program = build(t)
	}
	f := &Fleet{t: t, opt: opt, tokens: newTokens(t)}
	f.startStores()
	for range opt.Replicas {
		f.AddReplica()
	}
	if opt.Proxy {
		f.Proxy = f.startProxy()
	}
	if opt.Prometheus {
		f.Prometheus = f.startPrometheus()
	}
	return f
}

// AddReplica starts one more replica, of which neither the proxy nor Prometheus knows yet.
func (f *Fleet) AddReplica() *Replica {
	f.t.Helper()
	r := f.startReplica(fmt.Sprintf("replica%d", len(f.Replicas)+1))
	f.Replicas = append(f.Replicas, r)
	return r
}

// startStores starts what the replicas share.
func (f *Fleet) startStores() {
	f.t.Helper()
	if f.opt.Postgres {
		f.Postgres = testenv.Postgres(f.t)
	}
	if f.opt.Redis {
		f.Redis = testenv.Redis(f.t)
	}
	if f.opt.Faults && f.opt.Postgres {
		f.PostgresNet = testenv.Proxy(f.t, f.Postgres.Addr())
	}
	if f.opt.Faults && f.opt.Redis {
		f.RedisNet = testenv.Proxy(f.t, f.Redis.Addr())
	}
}

// Program returns the path of the replicas' executable.
func (f *Fleet) Program() string { return f.opt.Program }

// URL returns the address under which callers reach the fleet: the proxy's, or
// without one the first replica's.
func (f *Fleet) URL() string {
	if f.Proxy != nil {
		return f.Proxy.URL()
	}
	return f.Replicas[0].URL()
}
