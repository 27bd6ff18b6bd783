package fleet

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shixian/test/testenv"
)

// maxReplicas is how many replicas haproxy.cfg has room for.
const maxReplicas = 4

// checkEvery is the time between two looks of the proxy at a replica.
const checkEvery = "50ms"

// Proxy is HAProxy with the configuration that users deploy.
type Proxy struct {
	*testenv.Server
	// Env holds further variables as NAME=VALUE, in force from the next Start.
	Env []string
}

// TLSAddr returns where callers come in with TLS, if the variable PROXY_TLS_CERT is set, as host:port.
func (p *Proxy) TLSAddr() string { return p.AddrAt(2) }

// MetricsAddr returns where HAProxy's own /metrics are, as host:port.
func (p *Proxy) MetricsAddr() string { return p.AddrAt(1) }

func proxyConfig(t testing.TB) string {
	t.Helper()
	return filepath.Join(moduleFolder(t), "deploy", "haproxy", "haproxy.cfg")
}

// startProxy starts HAProxy before the replicas and waits until it passes calls on.
func (f *Fleet) startProxy() *Proxy {
	f.t.Helper()
	var addrs []string
	for _, r := range f.Replicas {
		if r.Net != nil {
			addrs = append(addrs, r.Net.Addr())
		} else {
			addrs = append(addrs, r.Addr())
		}
	}
	return startProxy(f.t, proxyConfig(f.t), f.opt.ProxyCPUs, addrs, f.opt.ProxyEnv)
}

// startProxy starts HAProxy before servers at addrs.
func startProxy(t testing.TB, config, cpus string, addrs, env []string) *Proxy {
	t.Helper()
	p := &Proxy{}
	p.Server = testenv.Start(t, testenv.Spec{
		Name: "haproxy", Program: "haproxy", Package: "haproxy", Ports: 3,
		Command: func(cmd *exec.Cmd, _ string, port int) {
			cmd.Args = append(cmd.Args, "-db", "-f", config)
			cmd.Env = append(os.Environ(), proxyEnv(port, addrs)...)
			cmd.Env = append(append(cmd.Env, env...), p.Env...)
			if hasCertificate(env) {
				cmd.Env = append(cmd.Env, "PROXY_TLS_BIND="+testenv.Address(port+2))
			}
			if cpus != "" {
				under(cmd, []string{"taskset", "-c", cpus})
			}
		},
		Ready: func(ctx context.Context, addr string) error { return answers(ctx, "http://"+addr+"/healthz") },
	})
	return p
}

func hasCertificate(env []string) bool {
	return slices.ContainsFunc(env, func(v string) bool { return strings.HasPrefix(v, "PROXY_TLS_CERT=") })
}

func proxyEnv(port int, addrs []string) []string {
	env := []string{
		"PROXY_BIND=" + testenv.Address(port),
		"PROXY_METRICS_BIND=" + testenv.Address(port+1),
		"PROXY_CHECK=" + checkEvery,
	}
	for i, addr := range addrs {
		env = append(env, fmt.Sprintf("REPLICA%d=%s", i+1, addr))
	}
	return env
}
