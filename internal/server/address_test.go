package server

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// TestRequestsOfAddress: by TLS, and so by HTTP/2, one address has so many requests in progress. What
// is more is broken off without an answer, another address gets in, and one that ends makes room.
func TestRequestsOfAddress(t *testing.T) {
	var held sync.WaitGroup
	begun, end := make(chan struct{}), make(chan struct{})
	h := New(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			begun <- struct{}{}
			<-end
		}
	}), &Certificate{}, slog.New(slog.DiscardHandler)).Handler
	ask := func(method, from string) (err error) {
		defer func() { err, _ = recover().(error) }()
		r := httptest.NewRequest(method, "/", http.NoBody)
		r.RemoteAddr = from
		h.ServeHTTP(httptest.NewRecorder(), r)
		return nil
	}
	in := func(from string) {
		held.Go(func() {
			if err := ask(http.MethodGet, from); err != nil {
				t.Errorf("%s: %v", from, err)
			}
		})
		<-begun
	}
	for range maxOfAddress {
		in("[2001:db8::1]:1")
	}
	if err := ask(http.MethodHead, "[2001:db8::2]:2"); !errors.Is(err, http.ErrAbortHandler) {
		t.Errorf("one too many: %v", err)
	}
	in("192.0.2.7:1")
	close(end)
	held.Wait()
	in("[2001:db8::3]:3")
	held.Wait()
}
