package fleet

import (
	"cmp"
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"

	"shixian/test/testenv"
)

// Replica is the service as a process of its own. Stop (SIGTERM), Kill (SIGKILL),
// Start (again, on the same ports and files), Pause and Resume, PID, URL and Log come
// with the server that it is.
type Replica struct {
	*testenv.Server
	// Name is replica1, replica2 and so on: its name in the proxy, and its label
	// instance in Prometheus.
	Name string
	// Env holds further settings as NAME=VALUE, in force from the next Start.
	Env []string
	// Net is between HAProxy and the replica; nil without Faults.
	Net *testenv.NetProxy
}

// OpsURL returns the address of /metrics, /healthz, /readyz and /debug/pprof/.
func (r *Replica) OpsURL() string { return "http://" + r.OpsAddr() }

// OpsAddr returns the same as host:port.
func (r *Replica) OpsAddr() string { return r.AddrAt(1) }

func (f *Fleet) startReplica(name string) *Replica {
	f.t.Helper()
	r := &Replica{Name: name}
	r.Server = testenv.Start(f.t, testenv.Spec{
		Name: name, Program: f.opt.Program, Ports: 2, Says: `"msg":"ready"`,
		Command: func(cmd *exec.Cmd, folder string, port int) {
			under(cmd, f.opt.Under)
			cmd.Env = append(withoutSettings(os.Environ()), f.settings(folder, port)...)
			cmd.Env = append(cmd.Env, r.Env...)
		},
		Ready: func(ctx context.Context, addr string) error { return answers(ctx, "http://"+addr+"/readyz") },
	})
	if f.opt.Faults && f.opt.Proxy {
		r.Net = testenv.Proxy(f.t, r.Addr())
	}
	return r
}

func (f *Fleet) settings(folder string, port int) []string {
	env := []string{
		"SHIXIAN_ADDR=" + testenv.Address(port),
		"SHIXIAN_DATA=" + folder + "/data",
		"SHIXIAN_TOKENS=" + f.tokens.file,
		"SHIXIAN_OPS_ADDR=" + testenv.Address(port+1),
		"SHIXIAN_DRAIN=" + cmp.Or(f.opt.Drain, "500ms"),
	}
	if f.opt.Proxy {
		env = append(env, "SHIXIAN_TRUSTED_PROXIES=127.0.0.1")
	}
	if f.Postgres != nil {
		env = append(env, "SHIXIAN_DATABASE_URL="+through(f.PostgresNet, f.Postgres.URL()))
	}
	if f.Redis != nil {
		env = append(env, "SHIXIAN_REDIS_URL="+through(f.RedisNet, f.Redis.URL()))
	}
	return append(env, f.opt.Env...)
}

// through leads a server's URL through a network proxy, if there is one.
func through(p *testenv.NetProxy, url string) string {
	if p == nil {
		return url
	}
	return p.Through(url)
}

// withoutSettings leaves out the settings of whoever runs the tests.
func withoutSettings(environ []string) []string {
	return slices.DeleteFunc(environ, func(v string) bool { return strings.HasPrefix(v, "SHIXIAN_") })
}

// under runs a command under another, which becomes the program.
func under(cmd *exec.Cmd, other []string) {
	if len(other) == 0 {
		return
	}
	cmd.Args = slices.Concat(other, []string{cmd.Path}, cmd.Args[1:])
	cmd.Path, cmd.Err = exec.LookPath(other[0]) // the start returns the error
}
