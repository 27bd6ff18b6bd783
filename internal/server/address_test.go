package server

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// unread is the writer of an answer that nobody reads until its end.
type unread struct {
	*httptest.ResponseRecorder
	begun, end chan struct{}
}

func (u *unread) Flush() {
	u.begun <- struct{}{}
	<-u.end
}

// TestRequestsOfAddress: by HTTP/2 one address has so many requests whose answers are not read. What
// is more is broken off without an answer, another address gets in, and one that ends makes room.
func TestRequestsOfAddress(t *testing.T) {
	var held sync.WaitGroup
	h := New(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}), &Certificate{}, slog.New(slog.DiscardHandler)).Handler
	ask := func(w http.ResponseWriter, from string) (err error) {
		defer func() { err, _ = recover().(error) }()
		r := httptest.NewRequest(http.MethodGet, "/", http.NoBody)
		r.RemoteAddr, r.ProtoMajor = from, 2
		h.ServeHTTP(w, r)
		return nil
	}
	w := &unread{httptest.NewRecorder(), make(chan struct{}), make(chan struct{})}
	for range maxOfAddress {
		held.Go(func() {
			if err := ask(w, "[2001:db8::1]:1"); err != nil {
				t.Error(err)
			}
		})
		<-w.begun
	}
	if err := ask(httptest.NewRecorder(), "[2001:db8::2]:2"); !errors.Is(err, http.ErrAbortHandler) {
		t.Errorf("one too many: %v", err)
	}
	if err := ask(httptest.NewRecorder(), "192.0.2.7:1"); err != nil {
		t.Errorf("another address: %v", err)
	}
	close(w.end)
	held.Wait()
	if err := ask(httptest.NewRecorder(), "[2001:db8::2]:2"); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
