package testenv

import (
	"context"
	"errors"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestProxy(t *testing.T) {
	s := Redis(t)
	p := Proxy(t, s.Addr())
	ping := func(within time.Duration) error {
		ctx, cancel := context.WithTimeout(t.Context(), within)
		defer cancel()
		_, err := redisDo(ctx, "tcp", p.Addr(), "PING")
		return err
	}
	const soon = 100 * time.Millisecond // a disturbed answer never comes
	for name, c := range map[string]struct {
		disturb func()
		within  time.Duration
		undo    func()
		is      func(error) bool
	}{
		"latency": {func() { p.Latency(time.Hour) }, soon, p.Clear, isTimeout},
		"timeout": {p.Timeout, soon, p.Clear, isTimeout},
		"reset":   {p.Reset, Wait, p.Clear, func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }},
		"down":    {p.Down, Wait, p.Up, func(err error) bool { return errors.Is(err, syscall.ECONNREFUSED) }},
	} {
		if err := ping(Wait); err != nil {
			t.Fatalf("before %s: %v", name, err)
		}
		c.disturb()
		if err := ping(c.within); !c.is(err) {
			t.Errorf("%s: %v", name, err)
		}
		c.undo()
		if err := ping(Wait); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.As(err, &timeout) && timeout.Timeout()
}

func TestThrough(t *testing.T) {
	p := Proxy(t, "127.0.0.1:1")
	got := p.Through("postgres://me:secret@127.0.0.1:1/name?sslmode=disable")
	if want := "postgres://me:secret@" + p.Addr() + "/name?sslmode=disable"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if strings.HasSuffix(p.Addr(), ":1") {
		t.Error("the proxy has its upstream's address")
	}
}
