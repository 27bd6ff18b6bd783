package fleet

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"shixian/test/testenv"
)

// awaitLog waits until a replica has logged text, which it does with some delay, and
// returns its log.
func awaitLog(t testing.TB, r *Replica, text string) (log string) {
	t.Helper()
	testenv.Await(t, func() error {
		if log = r.Log(); !strings.Contains(log, text) {
			return fmt.Errorf("%s has not logged %q", r.Name, text)
		}
		return nil
	})
	return log
}

// up waits until the proxy sends requests to all replicas.
func (f *Fleet) up(t testing.TB) {
	t.Helper()
	testenv.Await(t, func() error {
		a := want(t, 200, "GET", "http://"+f.Proxy.MetricsAddr()+"/metrics", "")
		for _, r := range f.Replicas {
			if !strings.Contains(a.body, fmt.Sprintf(`haproxy_server_status{proxy="replicas",server=%q,state="UP"} 1`, r.Name)) {
				return fmt.Errorf("%s is not up", r.Name)
			}
		}
		return nil
	})
}

// again returns how many requests the proxy has sent again, to whichever replica.
func (f *Fleet) again(t testing.TB) (n int) {
	t.Helper()
	a := want(t, 200, "GET", "http://"+f.Proxy.MetricsAddr()+"/metrics", "")
	for line := range strings.Lines(a.body) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "} ")
		if !strings.HasPrefix(name, "haproxy_backend_retry_warnings_total") && !strings.HasPrefix(name, "haproxy_backend_redispatch_warnings_total") {
			continue
		}
		i, err := strconv.Atoi(value)
		if err != nil {
			t.Fatal(line)
		}
		n += i
	}
	return n
}

// TestRollingRestart: replicas are stopped and started again one after another, and
// every request meanwhile is answered, also those that are not repeated. The proxy
// repeats none: it stops asking a replica before that takes no more connections.
func TestRollingRestart(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	f := Start(t, Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true, Drain: "1s", Env: []string{admitAll}})
	l := startLoad(t, f, append(repeatable, once)...)
	for _, r := range f.Replicas {
		l.more(100)
		f.up(t)
		r.Stop()
		if code := r.ExitCode(); code != 0 {
			t.Errorf("%s ended with %d", r.Name, code)
		}
		l.more(100)
		r.Start()
	}
	l.more(100)
	l.stop()
	if n := f.again(t); n != 0 {
		t.Errorf("%d requests were sent again", n)
	}
}

// TestKilled: replicas are killed one after another, and every request that may be
// repeated is answered by the other. A stream of lines whose answer has begun cannot be: its
// caller sees that it broke off.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	f := Start(t, Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true, Env: []string{admitAll}})
	l := startLoad(t, f, whole(repeatable)...)
	for range 2 {
		for _, r := range f.Replicas {
			f.up(t)
			l.more(100)
			r.Kill()
			l.more(100)
			r.Start()
		}
	}
	l.stop()
	if f.again(t) == 0 {
		t.Error("no request was sent again")
	}
}

// TestDraining: told to stop, a replica is not ready and answers nevertheless, old
// connections and new ones; a second signal ends it at once.
func TestDraining(t *testing.T) {
	t.Parallel()
	f := Start(t, Options{Drain: "5m", Env: []string{admitAll}})
	r := f.Replicas[0]
	client := newClient(t)
	get := func(path string) reply {
		t.Helper()
		a, err := send(client, "GET", r.URL()+path, "")
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	get(asked)
	events, _ := stream(t, "GET", r.URL()+"/v1/changes/stream", "", nil)
	line(t, events, "retry:")
	signal(t, r)
	awaitLog(t, r, `"msg":"draining"`)
	for range 2 {
		if a := get(asked); a.status != http.StatusOK || !a.closes {
			t.Errorf("%d, closes the connection: %v", a.status, a.closes)
		}
	}
	if a := get("/readyz"); a.status != http.StatusServiceUnavailable || !strings.Contains(a.body, `"stopping"`) {
		t.Errorf("%d %s", a.status, a.body)
	}
	want(t, 200, "POST", r.URL()+"/v1/admin/notices/CN-2026/withdraw", `{"reason":"演练","confirm_past":true}`,
		"Authorization", "Bearer "+f.Token("publisher"), "Content-Type", jsonBody)
	until(t, events, "event: change") // the stream goes on
	signal(t, r)
	if code := r.ExitCode(); code != -1 {
		t.Errorf("the second signal ended it with %d", code)
	}
}

func signal(t *testing.T, r *Replica) {
	t.Helper()
	if err := syscall.Kill(r.PID(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
}
