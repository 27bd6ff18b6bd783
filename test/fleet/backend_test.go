package fleet

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// backends are servers in the place of two replicas. handle is told which of them
// got a request; both are ready.
func backends(t *testing.T, handle func(server int, w http.ResponseWriter, r *http.Request), env ...string) *Proxy {
	t.Helper()
	var addrs []string
	for i := range 2 {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/readyz" && r.URL.Path != "/healthz" {
				handle(i, w, r)
			}
		}))
		t.Cleanup(s.Close)
		addrs = append(addrs, s.Listener.Addr().String())
	}
	return startProxy(t, proxyConfig(t), "", addrs, env)
}

// TestProxyConfig: HAProxy finds nothing to warn of, with the least that has to be
// set and with all that can be.
func TestProxyConfig(t *testing.T) {
	t.Parallel()
	config := proxyConfig(t)
	certificate := newCertificate(t)
	for name, env := range map[string][]string{
		"least": {"REPLICA1=127.0.0.1:8080"},
		"most": {"REPLICA1=127.0.0.1:1", "REPLICA2=127.0.0.1:2", "REPLICA3=127.0.0.1:3", "REPLICA4=127.0.0.1:4",
			"PROXY_BIND=127.0.0.1:5", "PROXY_TLS_BIND=127.0.0.1:6", "PROXY_TLS_CERT=" + certificate, "PROXY_METRICS_BIND=127.0.0.1:7",
			"PROXY_TRUSTED=192.0.2.0/24 2001:db8::1", "PROXY_CHECK=1s", "PROXY_MAXCONN=10", "PROXY_TIMEOUT=10s"},
	} {
		cmd := exec.Command("haproxy", "-dW", "-c", "-f", config) // -dW: a warning is an error
		cmd.Env = append(os.Environ(), env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	cmd := exec.Command("haproxy", "-c", "-f", config)
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "REPLICA1 is not set") {
		t.Errorf("without a replica: %v\n%s", err, out)
	}
}

// proxyCases say which requests the proxy repeats.
var proxyCases = []struct {
	method, path, body, kind string
	repeats                  bool
}{
	{"GET", asked, "", "", true},
	{"HEAD", asked, "", "", true},
	{"GET", "/v1/changes?since=1", "", "", true},
	{"POST", "/v1/deadlines", question, jsonBody, true},
	{"POST", "/v1/deadlines/status", question, jsonBody, true},
	{"POST", "/v1/deadlines/batch", `{"items":[]}`, jsonBody, true},
	{"POST", "/v1/deadlines/batch", question + "\n", lines, true},
	{"POST", "/v1/deadlines/compare?from=0", question + "\n", lines, true},
	{"POST", "/v1/deadlines/batch", strings.Repeat(" ", 100_000), jsonBody, false}, // more than a buffer
	{"POST", "/v1/deadlines/other", question, jsonBody, false},
	{"PUT", "/v1/deadlines", question, jsonBody, false},
	{"GET", "/v1/admin/log", "", "", false},
	{"POST", "/v1/admin/rollback", `{"to":0}`, jsonBody, false},
	{"POST", "/v1/%61dmin/rollback", `{"to":0}`, jsonBody, false},
	{"PUT", "/v1/admin/drafts/1", `{}`, jsonBody, false},
	{"DELETE", "/v1/admin/drafts/1", "", "", false},
	{"POST", "/elsewhere", "{}", jsonBody, false},
}

// TestProxyRepeats: a request whose connection breaks before it is answered goes to
// the other replica if it is safe to repeat, and to no other if it is not.
func TestProxyRepeats(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	seen := map[string][]string{} // by request id: who got it, and its body's length
	p := backends(t, func(server int, w http.ResponseWriter, r *http.Request) {
		body := make([]byte, 1)
		n, _ := r.Body.Read(body)
		mu.Lock()
		id := r.Header.Get("X-Request-Id")
		seen[id] = append(seen[id], fmt.Sprint(server, n))
		first := len(seen[id]) == 1
		mu.Unlock()
		if first {
			panic(http.ErrAbortHandler) // breaks the connection
		}
	})
	for i, c := range proxyCases {
		id := fmt.Sprint("case", i)
		a := call(t, c.method, p.URL()+c.path, c.body, "Content-Type", c.kind, "X-Request-Id", id)
		mu.Lock()
		got := seen[id]
		mu.Unlock()
		switch {
		case c.repeats && (a.status != 200 || len(got) != 2 || got[0] == got[1]):
			t.Errorf("%s %s: %d, seen by %v", c.method, c.path, a.status, got)
		case !c.repeats && len(got) != 1:
			t.Errorf("%s %s was sent %d times", c.method, c.path, len(got))
		case !c.repeats:
			problem(t, a, 502, "bad_gateway")
		}
	}
}

// TestProxyBehindProxy: of a proxy before this one that is trusted, or of two, the caller's
// address as the first of them saw it, and that it ended TLS, are passed on; of another, nothing.
func TestProxyBehindProxy(t *testing.T) {
	t.Parallel()
	tell := func(_ int, w http.ResponseWriter, r *http.Request) {
		for _, name := range []string{"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"} {
			w.Header().Set("Got-"+name, strings.Join(r.Header[name], "|"))
		}
	}
	trusted := backends(t, tell, "PROXY_TRUSTED=192.0.2.0/24 127.0.0.1")
	other := backends(t, tell, "PROXY_TRUSTED=192.0.2.0/24")
	for _, c := range []struct {
		p                   *Proxy
		from, proto         string
		wantFrom, wantProto string
	}{
		{trusted, "198.51.100.7", "https", "198.51.100.7", "https"},
		{trusted, "6.6.6.6, 198.51.100.7", "http", "198.51.100.7", "http"},
		{trusted, "6.6.6.6, 198.51.100.7, 192.0.2.9", "https", "198.51.100.7", "https"},
		{trusted, "192.0.2.9", "https", "192.0.2.9", "https"},
		{trusted, "6.6.6.6, unknown, 192.0.2.9", "https", "192.0.2.9", "https"},
		{trusted, "unknown", "ftp", "127.0.0.1", "http"},
		{trusted, "2001:db8::7", "https", "2001:db8::7", "https"},
		{other, "198.51.100.7", "https", "127.0.0.1", "http"},
	} {
		a := want(t, 200, "GET", c.p.URL()+asked, "", "X-Forwarded-For", c.from, "X-Forwarded-Proto", c.proto, "X-Forwarded-Host", "evil")
		from, proto, host := a.header.Get("Got-X-Forwarded-For"), a.header.Get("Got-X-Forwarded-Proto"), a.header.Get("Got-X-Forwarded-Host")
		if from != c.wantFrom || proto != c.wantProto || host != "" {
			t.Errorf("%q, %q: the replica got %q, %q, %q", c.from, c.proto, from, proto, host)
		}
	}
}

// TestProxyTells: the replica learns who calls, as the proxy sees it, and the
// request's id; what a caller claims of itself is not passed on.
func TestProxyTells(t *testing.T) {
	t.Parallel()
	p := backends(t, func(_ int, w http.ResponseWriter, r *http.Request) {
		for _, name := range []string{"X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Real-Ip", "X-Request-Id"} {
			w.Header().Set("Got-"+name, strings.Join(r.Header[name], "|"))
		}
		w.Header().Set("X-Request-Id", r.Header.Get("X-Request-Id"))
	})
	a := want(t, 200, "GET", p.URL()+asked, "", "X-Forwarded-For", "6.6.6.6", "Forwarded", "for=6.6.6.6", "X-Real-Ip", "6.6.6.6",
		"X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil", "X-Request-Id", "mine-1.2_3")
	for name, value := range map[string]string{"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "",
		"Forwarded": "", "X-Real-Ip": "", "X-Request-Id": "mine-1.2_3"} {
		if got := a.header.Get("Got-" + name); got != value {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
	for _, ids := range [][]string{nil, {""}, {`a"b`}, {strings.Repeat("x", 65)}, {"a", "b"}, {"a,b"}} {
		var headers []string
		for _, id := range ids {
			headers = append(headers, "X-Request-Id", id)
		}
		a := want(t, 200, "GET", p.URL()+asked, "", headers...)
		if got := a.header.Get("Got-X-Request-Id"); len(got) != 36 {
			t.Errorf("for the ids %q the replica got %q", ids, got)
		}
	}
}

// TestProxyHides: what a replica tells operators is not for callers.
func TestProxyHides(t *testing.T) {
	t.Parallel()
	p := backends(t, func(_ int, _ http.ResponseWriter, r *http.Request) { t.Errorf("%s got through", r.URL) })
	for _, path := range []string{"/readyz", "/metrics", "/metrics?x=1", "/debug/pprof/", "/debug/pprof/heap", "/debug", "/%6detrics", "/%64ebug/pprof/", "/ready%7A"} {
		problem(t, call(t, "GET", p.URL()+path, ""), 404, "not_found")
	}
	want(t, 200, "GET", p.URL()+"/healthz", "")
	metrics := want(t, 200, "GET", "http://"+p.MetricsAddr()+"/metrics", "")
	if !strings.Contains(metrics.body, `haproxy_server_status{proxy="replicas",server="replica2",state="UP"} 1`) {
		t.Errorf("%.2000s", metrics.body)
	}
	want(t, 404, "GET", "http://"+p.MetricsAddr()+"/", "")
}
