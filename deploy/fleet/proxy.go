package fleet

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"shixian/deploy/testenv"
)

// maxReplicas is how many replicas haproxy.cfg has room for.
const maxReplicas = 8

// checkEvery is the time between two looks of the proxy at a replica.
const checkEvery = "50ms"

// Proxy is HAProxy with the configuration that users deploy.
type Proxy struct {
	*testenv.Server
}

// MetricsAddr returns where HAProxy's own /metrics are, as host:port.
func (p *Proxy) MetricsAddr() string { return p.AddrAt(1) }

// startProxy starts HAProxy before the replicas and waits until it passes calls on.
func (f *Fleet) startProxy(module string) *Proxy {
	f.t.Helper()
	p := &Proxy{}
	p.Server = testenv.Start(f.t, testenv.Spec{
		Name: "haproxy", Program: "haproxy", Package: "haproxy", Ports: 2,
		Command: func(cmd *exec.Cmd, _ string, port int) {
			cmd.Args = append(cmd.Args, "-db", "-f", filepath.Join(module, "deploy", "haproxy", "haproxy.cfg"))
			cmd.Env = append(os.Environ(), f.proxyEnv(port)...)
			pin(cmd, f.opt.ProxyCPUs)
		},
		Ready: func(ctx context.Context, addr string) error {
			return answers(ctx, "http://"+addr+"/healthz")
		},
	})
	return p
}

// proxyEnv returns the variables of haproxy.cfg.
func (f *Fleet) proxyEnv(port int) []string {
	env := []string{
		"PROXY_BIND=" + testenv.Address(port),
		"PROXY_METRICS_BIND=" + testenv.Address(port+1),
		"PROXY_CHECK=" + checkEvery,
	}
	for _, r := range f.Replicas {
		addr := r.Addr()
		if r.Net != nil {
			addr = r.Net.Addr()
		}
		env = append(env, strings.ToUpper(r.Name)+"="+addr)
	}
	return append(env, f.opt.ProxyEnv...)
}
