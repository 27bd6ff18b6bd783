package service

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"shixian/internal/app"
	"shixian/test/testenv"
	"shixian/test/testlog"
)

// build is what the service of these tests calls itself.
var build = app.ReadBuild("test", "")

// run runs the service until ctx ends.
func run(ctx context.Context, environ []string, log io.Writer) error {
	return app.Run(ctx, []string{"serve"}, app.Process{Environ: environ, Now: time.Now, Stdout: io.Discard, Stderr: log, Build: build})
}

// replica is the service, in this process.
type replica struct {
	t    testing.TB
	url  string
	stop func()
	logs *testlog.Log
}

// startReplica runs the service with settings and waits until it is ready.
func startReplica(t testing.TB, settings ...string) *replica {
	t.Helper()
	r := launchReplica(t, settings...)
	r.logs.Await(t, "ready")
	return r
}

// launchReplica runs the service with settings and waits until it listens. It sheds no
// load: how busy the machine is decides nothing here.
func launchReplica(t testing.TB, settings ...string) *replica {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	logs := testlog.New()
	ended := make(chan error, 1)
	environ := append([]string{"SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATA=" + t.TempDir(), "SHIXIAN_DRAIN=0s", "SHIXIAN_SHED_DELAY=off"}, settings...)
	go func() { ended <- run(ctx, environ, logs) }()
	r := &replica{t: t, logs: logs}
	r.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the replica ended with %v", err)
		}
	})
	t.Cleanup(r.stop)
	r.url = "http://" + logs.Await(t, "listening")["addr"].(string)
	return r
}

// reply is an answer to a call.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// field returns the value under a dotted path of the JSON body.
func (a reply) field(t testing.TB, path string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(a.body, &v); err != nil {
		t.Fatalf("not JSON: %s", a.body)
	}
	for key := range strings.SplitSeq(path, ".") {
		m, ok := v.(map[string]any)
		if !ok {
			t.Fatalf("no %s in %s", path, a.body)
		}
		v = m[key]
	}
	return v
}

// call makes a request; headers come in pairs.
func (r *replica) call(method, path, body string, headers ...string) reply {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return reply{res.StatusCode, res.Header, b}
}

// want makes a request that has to be answered with a status.
func (r *replica) want(status int, method, path, body string, headers ...string) reply {
	r.t.Helper()
	a := r.call(method, path, body, headers...)
	if a.status != status {
		r.t.Fatalf("%s %s: %d, want %d: %s", method, path, a.status, status, a.body)
	}
	return a
}

// reasons returns the codes of what is wrong, as readiness tells them.
func (r *replica) reasons() (status int, codes []string) {
	r.t.Helper()
	a := r.call("GET", "/readyz", "")
	for _, reason := range a.field(r.t, "state.reasons").([]any) {
		codes = append(codes, reason.(map[string]any)["code"].(string))
	}
	return a.status, codes
}

// events follows the stream of changes from now on, and delivers the revision of each
// position.
func (r *replica) events() <-chan string {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.url+"/v1/changes/stream", nil)
	if err != nil {
		r.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	lines := bufio.NewScanner(res.Body)
	lines.Scan() // retry: the stream has begun
	out := make(chan string, 16)
	go func() {
		defer res.Body.Close()
		defer close(out)
		for lines.Scan() {
			if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
				revision, _, _ := strings.Cut(id, ".")
				out <- revision
			}
		}
	}()
	return out
}

// awaitEvent waits for the event of a revision.
func awaitEvent(t testing.TB, events <-chan string, revision string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), testenv.Wait)
	defer cancel()
	select {
	case got, ok := <-events:
		if !ok || got != revision {
			t.Fatalf("event %q (open %v), want %q", got, ok, revision)
		}
	case <-ctx.Done():
		t.Fatalf("no event %s", revision)
	}
}

// tokenFileOf makes a token for each name:role and returns the file and the
// Authorization headers by name.
func tokenFileOf(t testing.TB, holders ...string) (file string, auth map[string]string) {
	t.Helper()
	auth = map[string]string{}
	var lines strings.Builder
	for _, h := range holders {
		name, role, _ := strings.Cut(h, ":")
		var line, secret bytes.Buffer
		if err := app.Run(t.Context(), []string{"token", "new", "--name", name, "--role", role}, app.Process{Stdout: &line, Stderr: &secret}); err != nil {
			t.Fatal(err)
		}
		lines.Write(line.Bytes())
		auth[name] = "Bearer " + strings.Split(secret.String(), "\n")[1]
	}
	file = filepath.Join(t.TempDir(), "tokens")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file, auth
}

func TestMain(m *testing.M) { os.Exit(testenv.Main(m).Run()) }
