package api

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"shixian/api/wire"
)

// impatientOnce shortens the time that a stream may stand still once it is told to. That in which
// a body has to arrive has then passed.
func impatientOnce(short *atomic.Bool) func(*Config) {
	return func(c *Config) {
		c.Now = func() time.Time {
			if short.Load() {
				return time.Now().Add(300*time.Millisecond - maxStall)
			}
			return time.Now()
		}
	}
}

// watched is a server of h, and a channel that is closed once h has served a request.
func watched(t *testing.T, h http.Handler) (*httptest.Server, <-chan struct{}) {
	done := make(chan struct{})
	return serveTCP(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(done)
		h.ServeHTTP(w, r)
	}), nil), done
}

// dial opens a connection of which a test reads and writes the bytes itself. What
// does not happen within a minute has not happened.
func dial(t *testing.T, srv *httptest.Server) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", srv.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return conn
}

func write(t testing.TB, w io.Writer, text string) {
	t.Helper()
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
}

// TestSlowHeader: a caller who does not finish the header is cut off.
func TestSlowHeader(t *testing.T) {
	srv := serveTCP(t, newTestHandler(t, nil), func(s *http.Server) { s.ReadTimeout = 200 * time.Millisecond })
	conn := dial(t, srv)
	write(t, conn, "GET /healthz HTTP/1.1\r\nHost: x\r\n")
	if _, err := io.ReadAll(conn); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("the connection was not closed: %v", err)
	}
}

// TestSlowBody: a caller who does not finish the body is told so and cut off.
func TestSlowBody(t *testing.T) {
	srv := serveTCP(t, newTestHandler(t, func(c *Config) {
		c.Now = func() time.Time { return time.Now().Add(100*time.Millisecond - bodyWindow) }
	}), nil)
	for _, path := range []string{"/v1/deadlines", "/v1/deadlines/status", "/v1/deadlines/batch"} {
		conn := dial(t, srv)
		write(t, conn, "POST "+path+" HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
		answer, err := io.ReadAll(conn)
		if errors.Is(err, os.ErrDeadlineExceeded) || !strings.HasPrefix(string(answer), "HTTP/1.1 400 ") || !strings.Contains(string(answer), `"code":"body_unreadable"`) {
			t.Errorf("%s: %q, %v", path, answer, err)
		}
	}
}

// TestBrokenBody: a body whose connection breaks is not answered as if it were whole.
func TestBrokenBody(t *testing.T) {
	srv := serveTCP(t, newTestHandler(t, nil), nil)
	conn := dial(t, srv)
	write(t, conn, "POST /v1/deadlines HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"+good+"}")
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if answer, err := io.ReadAll(conn); err != nil || !strings.Contains(string(answer), `"code":"body_unreadable"`) {
		t.Errorf("%q, %v", answer, err)
	}
}

// TestSilentStream: a stream on which no line comes any more ends with a problem,
// and what was asked before is answered.
func TestSilentStream(t *testing.T) {
	var short atomic.Bool
	srv := serveTCP(t, newTestHandler(t, impatientOnce(&short)), nil)
	c := converse(t, srv.URL)
	c.say(ask25 + "\n")
	c.hear(due25)
	short.Store(true)
	c.say(ask25 + "\n" + ask25[:10])
	c.hear(due25)
	c.hear(`"code":"body_unreadable"`)
	if _, err := c.read.ReadByte(); err == nil {
		t.Error("the stream goes on")
	}
}

// TestReaderThatStops: a caller who sends on and on and reads nothing is cut off.
func TestReaderThatStops(t *testing.T) {
	var short atomic.Bool
	short.Store(true)
	srv, done := watched(t, newTestHandler(t, impatientOnce(&short)))
	conn := dial(t, srv)
	write(t, conn, "POST /v1/deadlines/batch HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\nContent-Length: 1000000000\r\n\r\n")
	lines := strings.Repeat(ask25+"\n", 1000)
	var err error
	for err == nil {
		_, err = io.WriteString(conn, lines)
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatal("the caller was not cut off")
	}
	<-done
	if answer, _ := io.ReadAll(conn); !strings.HasPrefix(string(answer), "HTTP/1.1 200 ") {
		t.Errorf("no answer was begun: %.200q", answer)
	}
}

// TestBatchReaderThatStops: the same if the answer is one long document. The time is shortened
// once the body has arrived, which has less of it.
func TestBatchReaderThatStops(t *testing.T) {
	var short atomic.Bool
	h := newTestHandler(t, impatientOnce(&short))
	srv, done := watched(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = &arriving{r.Body, func() { short.Store(true) }}
		h.ServeHTTP(w, r)
	}))
	item := `{"rule":"tiexi.term","trigger":"2024-01-01","trace":true}`
	body := `{"items":[` + strings.Repeat(item+",", wire.MaxItems-1) + item + `]}`
	conn := dial(t, srv)
	write(t, conn, "POST /v1/deadlines/batch HTTP/1.1\r\nHost: x\r\nContent-Length: "+strconv.Itoa(len(body))+"\r\n\r\n"+body)
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("the caller was not cut off")
	}
	answer, _ := io.ReadAll(conn)
	if strings.HasSuffix(string(answer), "\r\n0\r\n\r\n") {
		t.Error("what was cut off passes for a whole answer")
	}
	if !strings.HasPrefix(string(answer), "HTTP/1.1 200 ") {
		t.Errorf("no answer was begun: %.200q", answer)
	}
}

// arriving is a body that tells when it has arrived.
type arriving struct {
	io.ReadCloser
	whole func()
}

func (a *arriving) Read(p []byte) (int, error) {
	n, err := a.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		a.whole()
	}
	return n, err
}

// TestHeaderTooLarge: the server's own bound answers before any handler.
func TestHeaderTooLarge(t *testing.T) {
	srv := serveTCP(t, newTestHandler(t, nil), func(s *http.Server) { s.MaxHeaderBytes = 4 << 10 })
	conn := dial(t, srv)
	write(t, conn, "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: "+strings.Repeat("x", 16<<10)+"\r\n\r\n")
	line, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil || !strings.HasPrefix(line, "HTTP/1.1 431 ") {
		t.Errorf("%q, %v", line, err)
	}
}
