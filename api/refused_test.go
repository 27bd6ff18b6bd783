package api

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestContinue: a caller who waits to be told to continue is told so before anything
// else, and a caller who is refused is not.
func TestContinue(t *testing.T) {
	srv := serveTCP(t, newTestHandler(t, nil), nil)
	for _, c := range []struct{ what, header, body, first, answer string }{
		{"a length", fmt.Sprintf("Content-Type: application/x-ndjson\r\nContent-Length: %d\r\n", len(ask25)+1), ask25 + "\n", "100", due25},
		{"chunks", "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n",
			fmt.Sprintf("%x\r\n%s\n\r\n0\r\n\r\n", len(ask25)+1, ask25), "100", due25},
		{"one document", fmt.Sprintf("Content-Length: %d\r\n", len(ask25)+12), `{"items":[` + ask25 + `]}`, "100", due25},
		{"refused", "Content-Type: text/csv\r\nContent-Length: 3000000\r\n", "", "415", `"code":"unsupported_media_type"`},
	} {
		conn := dial(t, srv)
		write(t, conn, "POST /v1/deadlines/batch HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n"+c.header+"\r\n")
		r := bufio.NewReader(conn)
		line, err := r.ReadString('\n')
		if err != nil || !strings.HasPrefix(line, "HTTP/1.1 "+c.first) {
			t.Errorf("%s: %q first (%v), want %s", c.what, line, err, c.first)
			continue
		}
		write(t, conn, c.body)
		if rest, err := io.ReadAll(r); err != nil || !strings.Contains(string(rest), c.answer) {
			t.Errorf("%s: %q, %v", c.what, rest, err)
		}
	}
}

// TestRefusedBeforeContinue: a caller who waits to be told to continue, and keeps its
// connection, is told why not at once: however long its body is, and whatever reads it.
func TestRefusedBeforeContinue(t *testing.T) {
	srv := serveTCP(t, newTestHandler(t, nil), nil)
	for _, c := range []struct {
		request, header string
		status          int
	}{
		{"POST /v1/deadlines", "Content-Type: text/csv\r\nContent-Length: 3000000", 415},
		{"POST /v1/deadlines", "Content-Length: 3000000", 413},
		{"POST /v1/deadlines", "Content-Type: text/csv\r\nContent-Length: 100", 415},
		{"POST /v1/deadlines", "Content-Type: text/csv\r\nTransfer-Encoding: chunked", 415},
		{"POST /v1/deadlines?x=1", "Content-Encoding: gzip\r\nContent-Length: 3000000", 400},
		{"POST /v1/deadlines/batch?x=1", "Content-Type: application/x-ndjson\r\nContent-Length: 3000000", 400},
		{"POST /v1/rules", "Content-Length: 3000000", 405},
		{"PUT /v1/nothing", "Content-Length: 100", 404},
	} {
		conn := dial(t, srv)
		write(t, conn, c.request+" HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n"+c.header+"\r\n\r\n")
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Errorf("%s, %q: %v", c.request, c.header, err)
			continue
		}
		if body, err := io.ReadAll(res.Body); err != nil || res.StatusCode != c.status || !strings.Contains(string(body), `"code"`) {
			t.Errorf("%s, %q: %d %s, %v", c.request, c.header, res.StatusCode, body, err)
		}
		_ = res.Body.Close()
	}
}

// TestEndedAfterContinue: whoever was told to continue, and is answered before all was
// sent, gets the whole answer.
func TestEndedAfterContinue(t *testing.T) {
	srv := serveTCP(t, newTestHandler(t, nil), nil)
	for _, c := range []struct{ path, media, body, answer string }{
		{"/v1/deadlines/batch", ndjsonType, strings.Repeat("\n", maxIdleLines+300_000), `"code":"too_many_empty_lines"`},
		{"/v1/deadlines", jsonBody, strings.Repeat(" ", 1<<20), `"code":"body_too_large"`},
	} {
		conn := dial(t, srv)
		write(t, conn, "POST "+c.path+" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\nContent-Type: "+c.media+"\r\n\r\n")
		r := bufio.NewReader(conn)
		if line, err := r.ReadString('\n'); err != nil || !strings.HasPrefix(line, "HTTP/1.1 100") {
			t.Fatalf("%q, %v", line, err)
		}
		_, _ = r.ReadString('\n')
		write(t, conn, fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(c.body), c.body))
		res, err := http.ReadResponse(r, nil)
		if err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		if body, err := io.ReadAll(res.Body); err != nil || !strings.Contains(string(body), c.answer) {
			t.Errorf("%s: %d bytes, %v, %.200s", c.path, len(body), err, body)
		}
		_ = res.Body.Close()
	}
}

// senders are Python programs that send a body to its end before they read. Each
// prints the status and the code of the answer.
var senders = map[string]string{
	"http.client": `
import http.client, json, sys
host, path, media, size = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
for _ in range(20):
    c = http.client.HTTPConnection(host, timeout=60)
    c.request("POST", path, b" " * size, {"Content-Type": media})
    r = c.getresponse()
    print(r.status, json.loads(r.read())["code"])
    c.close()
`,
	"urllib": `
import json, sys, urllib.error, urllib.request
host, path, media, size = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
for _ in range(20):
    q = urllib.request.Request("http://" + host + path, b" " * size, {"Content-Type": media})
    try:
        urllib.request.urlopen(q, timeout=60)
    except urllib.error.HTTPError as e:
        print(e.code, json.loads(e.read())["code"])
`,
}

// TestRefusedBodies: whoever sends a long body to its end before reading is told why
// it is refused, every time.
func TestRefusedBodies(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Fatal("deploy/deps.sh installs python3: ", err)
	}
	free := serveTCP(t, newTestHandler(t, nil), nil).Listener.Addr().String()
	full := serveTCP(t, newTestHandler(t, func(c *Config) { c.Shedder = shedding{} }), nil).Listener.Addr().String()
	for _, c := range []struct{ host, path, media, want string }{
		{free, "/v1/deadlines/batch", "application/json", "413 body_too_large"},
		{free, "/v1/deadlines", "text/csv", "415 unsupported_media_type"},
		{free, "/v1/nothing", "application/json", "404 not_found"},
		{full, "/v1/deadlines/batch", ndjsonType, "503 overloaded"},
	} {
		for what, program := range senders {
			out, err := exec.Command(python, "-c", program, c.host, c.path, c.media, fmt.Sprint(9<<20)).CombinedOutput()
			if want := strings.Repeat(c.want+"\n", 20); err != nil || string(out) != want {
				t.Errorf("%s to %s: %v, want 20 times %s:\n%s", what, c.path, err, c.want, out)
			}
		}
	}
}

// TestEndedOverHTTP2: there too the rest of a body is taken, for not every caller stops
// when it is told to. It is more than may be under way unread.
func TestEndedOverHTTP2(t *testing.T) {
	srv := httptest.NewUnstartedServer(newTestHandler(t, nil))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	t.Cleanup(srv.Close)
	const size = 9 << 20
	body := &counted{r: strings.NewReader(strings.Repeat("\n", size))}
	req, err := http.NewRequest("POST", srv.URL+"/v1/deadlines/batch", io.NopCloser(body))
	if err != nil {
		t.Fatal(err)
	}
	req.ContentLength = size
	req.Header.Set("Content-Type", ndjsonType)
	res, err := srv.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil || res.ProtoMajor != 2 || !strings.Contains(string(answer), `"code":"too_many_empty_lines"`) || body.n != size {
		t.Errorf("%s %d, %v, %d bytes taken", res.Proto, res.StatusCode, err, body.n)
	}
}

// endless is a body without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
func (endless) Close() error               { return nil }

// TestDropBounds: what is dropped of a body ends after so many bytes and so much time,
// and only of so many bodies at a time is it dropped at all.
func TestDropBounds(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	d := newDropper(func() time.Time { return now })
	dropped := func(change func(*http.Request)) (int64, time.Time) {
		w := &slowCaller{ResponseRecorder: httptest.NewRecorder(), t: t}
		r := newRequest("POST", "/v1/deadlines", "")
		r.Body, r.ContentLength = endless{}, -1
		change(r)
		var body *longBody
		d.around(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { body, _ = r.Body.(*longBody) })).ServeHTTP(w, r)
		if body == nil {
			return 0, w.read
		}
		return body.n, w.read
	}
	plain := func(*http.Request) {}
	if n, end := dropped(plain); n != maxDropped || !end.Equal(now.Add(maxDropTime)) {
		t.Errorf("%d bytes were dropped until %s", n, end)
	}
	for what, change := range map[string]func(*http.Request){
		"short":            func(r *http.Request) { r.ContentLength = maxDrained },
		"waits to be told": func(r *http.Request) { r.Header.Set("Expect", "100-continue") },
	} {
		if n, _ := dropped(change); n != 0 {
			t.Errorf("%s: %d bytes were dropped", what, n)
		}
	}
	for closes, want := range map[bool]int64{false: 0, true: 1000} { // what is not dropped here, net/http reads if it goes on
		r := newRequest("POST", "/v1/deadlines", "")
		sent := &counted{r: strings.NewReader(strings.Repeat("x", 1000))}
		r.Body, r.ContentLength = io.NopCloser(sent), 1000
		d.around(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if closes {
				w.Header().Set("Connection", "close")
			}
		})).ServeHTTP(&slowCaller{ResponseRecorder: httptest.NewRecorder(), t: t}, r)
		if sent.n != want {
			t.Errorf("short, closes %t: %d bytes were dropped", closes, sent.n)
		}
	}
	for range maxDropping {
		d.slots <- struct{}{}
	}
	if n, _ := dropped(plain); n != 0 {
		t.Errorf("%d bytes were dropped of one body too many", n)
	}
}

// TestRestIsNoRequest: what is left of a body that is answered while it is read, whether it
// cannot be read on or nobody reads it, is not taken for the next request.
func TestRestIsNoRequest(t *testing.T) {
	const chunked = "Transfer-Encoding: chunked"
	const next = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
	unread := newDropper(time.Now)
	unread.slots = nil // none is dropped
	lines := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := http.NewResponseController(w).EnableFullDuplex(); err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", ndjsonType)
		_, _ = io.WriteString(w, "{}\n")
	})
	for what, c := range map[string]struct {
		h                   http.Handler
		media, header, body string
		status              string
	}{
		"no chunk":       {newTestHandler(t, nil), ndjsonType, chunked, "zz\r\n" + next, "200"},
		"a chunk longer": {newTestHandler(t, nil), ndjsonType, chunked, "1\r\n{}" + next, "200"},
		"a trailer":      {newTestHandler(t, nil), ndjsonType, chunked, "0\r\nX Y\r\n" + next, "200"},
		"of a document":  {newTestHandler(t, nil), "application/json", chunked, "0\r\nX Y\r\n" + next, "400"},
		"unread":         {unread.around(lines), ndjsonType, fmt.Sprintf("Content-Length: %d", 20_000*len(next)), strings.Repeat(next, 20_000), "200"},
	} {
		conn := dial(t, serveTCP(t, c.h, nil))
		go func() { // what is not read may break off
			_, _ = io.WriteString(conn, "POST /v1/deadlines/batch HTTP/1.1\r\nHost: x\r\nContent-Type: "+c.media+"\r\n"+c.header+"\r\n\r\n"+c.body)
		}()
		answer, _ := io.ReadAll(conn) // to its end, or until it breaks off
		if got := strings.Count(string(answer), "HTTP/1.1 "); got != 1 || !strings.HasPrefix(string(answer), "HTTP/1.1 "+c.status+" ") {
			t.Errorf("%s: %d answers:\n%s", what, got, answer)
		}
	}
}
