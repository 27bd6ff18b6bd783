package fleet

import (
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// sender is a Python program that sends a body to its end before it reads, as many do. It
// prints the status and the code of each answer.
const sender = `
import http.client, json, sys
for _ in range(20):
    c = http.client.HTTPConnection(sys.argv[1], timeout=60)
    c.request("POST", "/v1/deadlines/batch", b" " * int(sys.argv[2]), {"Content-Type": sys.argv[3]})
    r = c.getresponse()
    print(r.status, r.headers["Retry-After"], r.headers["X-Request-Id"] != "", json.loads(r.read())["code"])
    c.close()
`

// TestProxyRefusesUploads: whoever sends a long body to its end before reading is told that
// the proxy refuses it, every time.
func TestProxyRefusesUploads(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Fatal("deploy/deps.sh installs python3: ", err)
	}
	p := backends(t, func(_ int, _ http.ResponseWriter, r *http.Request) { _, _ = io.Copy(io.Discard, r.Body) }, "PROXY_CLIENT_BATCHES=0")
	for _, media := range []string{jsonBody, lines} {
		for _, size := range []int{2, 300_000, 9 << 20} {
			out, err := exec.Command(python, "-c", sender, p.Addr(), fmt.Sprint(size), media).CombinedOutput()
			if want := strings.Repeat("503 1 True unavailable\n", 20); err != nil || string(out) != want {
				t.Errorf("%s of %d bytes: %v, want 20 times 503:\n%s", media, size, err, out)
			}
		}
	}
}

// TestProxyUploads: bodies that do not arrive take no place from anybody, wherever they go to.
func TestProxyUploads(t *testing.T) {
	t.Parallel()
	p := backends(t, func(int, http.ResponseWriter, *http.Request) {}, "PROXY_MAXCONN=1", "PROXY_CLIENT_REQUESTS=1000")
	for _, path := range []string{"/v1/deadlines", "/v1/calendars/CN/days", "/session", "/nothing"} {
		a := attack{conns: 8, head: "POST " + path + " HTTP/1.1\r\nContent-Length: 100", body: "{"}
		stop := a.start(t, p.Addr())
		for range 4 {
			want(t, 200, "GET", p.URL()+asked, "")
		}
		stop()
	}
}

// TestClientRequests: one client takes no more than its share of the last places; another
// one is answered.
func TestClientRequests(t *testing.T) {
	t.Parallel()
	entered, leave := make(chan struct{}), make(chan struct{})
	p := backends(t, func(_ int, _ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			entered <- struct{}{}
			<-leave
		}
	}, "PROXY_MAXCONN=2", "PROXY_CLIENT_REQUESTS=2")
	var held sync.WaitGroup
	client := clientFrom(t, attacker)
	for range 3 { // of four: while two are free, it may have them
		held.Go(func() { _, _ = send(client, "GET", p.URL()+"/slow", "") })
		<-entered
	}
	a, err := send(client, "GET", p.URL()+asked, "")
	if err != nil || a.status != 503 || a.header.Get("Retry-After") != "1" {
		t.Errorf("one too many: %d %v %v", a.status, a.header, err)
	}
	if a, err := send(clientFrom(t, others), "GET", p.URL()+asked, ""); err != nil || a.status != 200 {
		t.Errorf("another client: %d %v", a.status, err)
	}
	close(leave)
	held.Wait()
}
