package server

import (
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// listen listens on a free port.
func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// TestServeThatFails: a listener that breaks ends the service with its error.
func TestServeThatFails(t *testing.T) {
	l := listen(t)
	_ = l.Close()
	log := slog.New(slog.DiscardHandler)
	if err := Serve(t.Context(), l, NewDrain(t.Context(), 0), New(http.NotFoundHandler(), nil, log), log); err == nil {
		t.Error("no error")
	}
}

// TestBounds: no part of a connection may last for ever or be of any size.
func TestBounds(t *testing.T) {
	s := New(nil, nil, slog.New(slog.DiscardHandler))
	for what, bound := range map[string]time.Duration{"reading": s.ReadTimeout, "writing": s.WriteTimeout, "idling": s.IdleTimeout} {
		if bound <= 0 || bound > 5*time.Minute {
			t.Errorf("%s may take %s", what, bound)
		}
	}
	if s.MaxHeaderBytes != maxHeader {
		t.Errorf("headers of %d bytes", s.MaxHeaderBytes)
	}
}
