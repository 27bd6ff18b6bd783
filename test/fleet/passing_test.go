package fleet

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/procfs"
)

// stream opens a request whose body and answer go on side by side.
func stream(t *testing.T, method, url, kind string, body io.Reader) (*bufio.Reader, io.Closer) {
	t.Helper()
	req, err := http.NewRequest(method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	client := newClient(t)
	client.Timeout = 0
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s", method, url, res.Status)
	}
	return bufio.NewReader(res.Body), res.Body
}

// line reads a line that has to hold text.
func line(t *testing.T, r *bufio.Reader, text string) {
	t.Helper()
	got, err := r.ReadString('\n')
	if err != nil || !strings.Contains(got, text) {
		t.Fatalf("%q, %v; want %q", got, err, text)
	}
}

// until reads lines up to one that holds text.
func until(t *testing.T, r *bufio.Reader, text string) {
	t.Helper()
	for {
		got, err := r.ReadString('\n')
		if err != nil {
			t.Fatalf("%v before %q", err, text)
		}
		if strings.Contains(got, text) {
			return
		}
	}
}

// TestTwoReplicas: calls through the proxy reach both replicas, which answer alike
// before and after a change; whoever waits for changes hears of it at once.
func TestTwoReplicas(t *testing.T) {
	t.Parallel()
	f := Start(t, Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true, Env: []string{"SHIXIAN_POLL=1h", admitAll}})
	events, _ := stream(t, "GET", f.URL()+"/v1/changes/stream", "", nil)
	line(t, events, "retry:") // the beginning comes before there is an end
	const day = "/v1/calendars/CN/days/2026-02-14"
	before := agreed(t, f, day)
	if !strings.Contains(before, `"makeup"`) {
		t.Fatal(before)
	}
	want(t, 200, "POST", f.URL()+"/v1/admin/notices/CN-2026/withdraw", `{"reason":"演练","confirm_past":true}`,
		"Authorization", "Bearer "+f.Token("publisher"), "Content-Type", jsonBody)
	until(t, events, "event: change")
	line(t, events, "id: 1.")
	poll := want(t, 200, "GET", f.URL()+"/v1/changes?since=0&wait=30", "")
	if !strings.Contains(poll.body, `"action":"withdraw"`) {
		t.Errorf("%s", poll.body)
	}
	heard(t, f, "0")
	if after := agreed(t, f, day); after == before || !strings.Contains(after, `"weekend"`) {
		t.Errorf("after the change: %s", after)
	}
	want(t, 200, "POST", f.URL()+"/v1/admin/rollback", `{"to":0,"reason":"演练","confirm_past":true}`,
		"Authorization", "Bearer "+f.Token("publisher"), "Content-Type", jsonBody)
	heard(t, f, "1")
	t.Run("lines", func(t *testing.T) { testLines(t, f) })
	t.Run("50 MB", func(t *testing.T) { testMuch(t, f) })
	t.Run("cut", func(t *testing.T) { testCut(t, f) })
}

// heard waits until each replica knows of a revision after the one given.
func heard(t *testing.T, f *Fleet, since string) {
	t.Helper()
	for _, r := range f.Replicas {
		want(t, 200, "GET", r.URL()+"/v1/changes?since="+since+"&wait=30", "")
	}
}

// agreed asks often enough that both replicas answer through the proxy, and returns
// the one answer.
func agreed(t *testing.T, f *Fleet, path string) string {
	t.Helper()
	first := want(t, 200, "GET", f.URL()+path, "").body
	for range 9 {
		if other := want(t, 200, "GET", f.URL()+path, "").body; other != first {
			t.Fatalf("%s\nand\n%s", first, other)
		}
	}
	for _, r := range f.Replicas {
		if !strings.Contains(awaitLog(t, r, path), "GET "+path) {
			t.Fatalf("%s was not asked", r.Name)
		}
	}
	return first
}

// testLines: a line is answered before the next is sent.
func testLines(t *testing.T, f *Fleet) {
	body, send := io.Pipe()
	sent := make(chan error, 1)
	next := make(chan struct{})
	go func() {
		for range 3 {
			if _, err := io.WriteString(send, question+"\n"); err != nil {
				sent <- err
				return
			}
			<-next
		}
		sent <- send.Close()
	}()
	answers, _ := stream(t, "POST", f.URL()+"/v1/deadlines/batch", lines, body)
	for range 3 {
		line(t, answers, due)
		next <- struct{}{}
	}
	if rest, err := io.ReadAll(answers); err != nil || len(rest) > 0 {
		t.Errorf("%q, %v", rest, err)
	}
	if err := <-sent; err != nil {
		t.Error(err)
	}
}

// testMuch: a batch of 50 MB passes through without the proxy keeping it.
func testMuch(t *testing.T, f *Fleet) {
	const size = 32 << 10
	padded := question + strings.Repeat(" ", size-len(question)-1) + "\n"
	const count = 50_000_000/size + 1
	before := memory(t, f.Proxy.PID())
	body, send := io.Pipe()
	go func() {
		for range count {
			if _, err := io.WriteString(send, padded); err != nil {
				return // the answers tell
			}
		}
		_ = send.Close()
	}()
	answers, _ := stream(t, "POST", f.URL()+"/v1/deadlines/batch", lines, body)
	for range count {
		line(t, answers, due)
	}
	if rest, err := io.ReadAll(answers); err != nil || len(rest) > 0 {
		t.Errorf("%q, %v", rest, err)
	}
	if grown := memory(t, f.Proxy.PID()) - before; grown > 10<<20 {
		t.Errorf("the proxy took %d bytes more", grown)
	}
}

// testCut: a stream whose replica is killed ends with an error, and not as if it
// were whole.
func testCut(t *testing.T, f *Fleet) {
	body, send := io.Pipe()
	go func() { _, _ = io.WriteString(send, question+"\n") }()
	answers, _ := stream(t, "POST", f.URL()+"/v1/deadlines/batch", lines, body)
	line(t, answers, due)
	for _, r := range f.Replicas {
		r.Kill()
	}
	if rest, err := io.ReadAll(answers); err == nil {
		t.Errorf("the stream ended well after %q", rest)
	}
	_ = send.Close()
}

// memory returns the most memory that a process has had, in bytes.
func memory(t *testing.T, pid int) int {
	t.Helper()
	proc, err := procfs.NewProc(pid)
	if err != nil {
		t.Fatal(err)
	}
	status, err := proc.NewStatus()
	if err != nil || status.VmHWM == 0 {
		t.Fatalf("%+v, %v", status, err)
	}
	return int(status.VmHWM)
}
