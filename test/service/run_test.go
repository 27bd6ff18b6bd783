package service

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"shixian/test/testenv"
	"shixian/test/testlog"
)

// question is one that every table answers alike.
const question = `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`

// TestRun: the service starts on a free port with an empty folder, answers, and
// refuses calls once it has stopped.
func TestRun(t *testing.T) {
	t.Parallel()
	r := startReplica(t)
	for path, want := range map[string]string{
		"/healthz": `"ok"`, "/readyz": `"record_new"`, asked: `"due":"2026-02-25"`, "/v1/calendars/CN/days/2026-02-14": `"makeup"`,
	} {
		if a := r.want(200, "GET", path, ""); !strings.Contains(string(a.body), want) {
			t.Errorf("%s: %s", path, a.body)
		}
	}
	a := r.want(200, "POST", "/v1/deadlines", question, "Content-Type", jsonBody, "X-Request-Id", "mine")
	if a.header.Get("X-Request-Id") != "mine" {
		t.Errorf("%v", a.header)
	}
	r.stop()
	if conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://")); err == nil {
		_ = conn.Close()
		t.Error("the port is still open")
	}
}

// TestLogIsJSONLines: every line of the log is a JSON object with its time, level
// and message; that of a request has its id, and not what was asked.
func TestLogIsJSONLines(t *testing.T) {
	t.Parallel()
	logs := testlog.New()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"SHIXIAN_ADDR=127.0.0.1:0", "SHIXIAN_DATA=" + t.TempDir(), "SHIXIAN_DRAIN=0s"}, logs)
	}()
	url := "http://" + logs.Await(t, "listening")["addr"].(string)
	logs.Await(t, "ready")
	r := &replica{t: t, url: url, logs: logs}
	r.want(200, "GET", asked, "", "X-Request-Id", "first")
	r.want(404, "GET", "/v1/rules/nothing", "", "X-Request-Id", "second")
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	requests := map[any]any{}
	for line := range strings.Lines(logs.Text()) {
		var m map[string]any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		if m["time"] == nil || m["level"] == nil || m["msg"] == "" {
			t.Errorf("%s", line)
		}
		if m["msg"] == "request" {
			requests[m["request_id"]] = m["status"]
		}
	}
	if len(requests) != 2 || requests["first"] != 200.0 || requests["second"] != 404.0 {
		t.Errorf("%v", requests)
	}
	if strings.Contains(logs.Text(), "trigger=") {
		t.Errorf("the log has the question: %s", logs.Text())
	}
	if !strings.HasSuffix(strings.TrimSpace(logs.Text()), "}") || !strings.Contains(logs.Text(), `"msg":"stopped"`) {
		t.Errorf("the log breaks off: %s", logs.Text())
	}
}

// TestStop: told to stop, the service finishes what is in flight, to the end of
// the stream, while it takes no new connection; then it returns.
func TestStop(t *testing.T) {
	t.Parallel()
	r := startReplica(t)
	body, send := io.Pipe()
	req, err := http.NewRequest("POST", r.url+"/v1/deadlines/batch", body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-ndjson")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answers := bufio.NewReader(resp.Body)
	ask := func() {
		t.Helper()
		if _, err := io.WriteString(send, question+"\n"); err != nil {
			t.Fatal(err)
		}
		if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, `"due":"2026-02-25"`) {
			t.Fatalf("%q, %v", line, err)
		}
	}
	ask()
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		r.stop()
	}()
	r.logs.Await(t, "stopping")
	for refused := time.Now().Add(testenv.Wait); ; {
		conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
		if err != nil {
			break
		}
		_ = conn.Close()
		if time.Now().After(refused) {
			t.Fatal("new connections are still taken")
		}
	}
	ask()
	select {
	case <-stopped:
		t.Fatal("the service returned before the stream ended")
	default:
	}
	_ = send.Close()
	if rest, err := io.ReadAll(answers); err != nil || len(rest) > 0 {
		t.Errorf("at the end: %q, %v", rest, err)
	}
	<-stopped
}

// TestHeaderBound: a request's header may have a certain size.
func TestHeaderBound(t *testing.T) {
	t.Parallel()
	const maxHeader = 16 << 10
	r := startReplica(t)
	if a := r.call("GET", "/healthz", "", "X-Long", strings.Repeat("x", 2*maxHeader)); a.status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of %d bytes: %d", 2*maxHeader, a.status)
	}
	if a := r.call("GET", "/healthz", "", "X-Long", strings.Repeat("x", maxHeader/2)); a.status != 200 {
		t.Errorf("a header of %d bytes: %d", maxHeader/2, a.status)
	}
}
