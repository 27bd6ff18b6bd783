package server

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptrace"
	"testing"
	"time"

	"shixian/test/testlog"
)

// drained is a server that is about to drain for an hour.
type drained struct {
	t     *testing.T
	url   string
	drain *Drain
	logs  *testlog.Log
	stop  context.CancelFunc
	ended chan error
	l     net.Listener
}

func startDrained(t *testing.T) *drained {
	t.Helper()
	l := listen(t)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	s := &drained{t: t, url: "http://" + l.Addr().String(), drain: NewDrain(ctx, time.Hour),
		logs: testlog.New(), stop: stop, ended: make(chan error, 1), l: l}
	log := slog.New(slog.NewJSONHandler(s.logs, nil))
	hello := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("hello")) })
	go func() { s.ended <- Serve(ctx, l, s.drain, New(s.drain.Handler(hello), nil, log), log) }()
	t.Cleanup(func() {
		stop()
		s.drain.end()
		http.DefaultClient.CloseIdleConnections()
	})
	return s
}

// get makes a request, and tells whether it went over a connection used before and
// whether the answer closes it.
func (s *drained) get() (reused, closes bool) {
	s.t.Helper()
	ctx := httptrace.WithClientTrace(s.t.Context(), &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) { reused = info.Reused },
	})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err != nil || res.StatusCode != http.StatusOK || string(body) != "hello" {
		s.t.Fatalf("%s: %q, %v", res.Status, body, err)
	}
	return reused, res.Close
}

// TestDrain: told to stop, the service answers old and new connections alike, asks
// each caller to leave, and stops when the while is over.
func TestDrain(t *testing.T) {
	s := startDrained(t)
	if _, closes := s.get(); closes {
		t.Error("an answer closes its connection before there is a reason")
	}
	s.stop()
	if line := s.logs.Await(t, "draining"); line["for"] != "1h0m0s" {
		t.Errorf("%v", line)
	}
	if reused, closes := s.get(); !reused || !closes {
		t.Errorf("on the idle connection (%v) the answer closes it: %v", reused, closes)
	}
	if reused, closes := s.get(); reused || !closes {
		t.Errorf("on a new connection (%v) the answer closes it: %v", !reused, closes)
	}
	if s.drain.Over().Err() != nil {
		t.Error("streams are told to end before the while is over")
	}
	s.drain.end()
	if err := <-s.ended; err != nil {
		t.Fatal(err)
	}
	if conn, err := net.Dial("tcp", s.l.Addr().String()); err == nil {
		_ = conn.Close()
		t.Error("the port is still open")
	}
}

// TestDrainOver: the while ends by itself.
func TestDrainOver(t *testing.T) {
	d := NewDrain(t.Context(), time.Nanosecond)
	if err := d.wait(nil, slog.New(slog.DiscardHandler)); err != nil || d.Over().Err() == nil || !d.Begun() {
		t.Errorf("%v, %v", err, d.Over().Err())
	}
}

// TestDrainThatFails: a server that breaks while it drains ends with its error.
func TestDrainThatFails(t *testing.T) {
	s := startDrained(t)
	s.stop()
	s.logs.Await(t, "draining")
	_ = s.l.Close()
	if err := <-s.ended; !errors.Is(err, net.ErrClosed) {
		t.Errorf("%v", err)
	}
}
