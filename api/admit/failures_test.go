package admit

import (
	"fmt"
	"testing"
	"time"
)

func TestWrongTokensWait(t *testing.T) {
	var th failures
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	for i := 1; i <= freeFailures; i++ {
		th.add("a", now)
		if w := th.wait("a", now); w != 0 {
			t.Fatalf("after %d failures it waits %s", i, w)
		}
	}
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 30, 30} {
		th.add("a", now)
		if w := th.wait("a", now); w != want*time.Second {
			t.Errorf("failure %d: it waits %s, want %ds", freeFailures+1+i, w, want)
		}
	}
	if w := th.wait("b", now); w != 0 {
		t.Errorf("another address waits %s", w)
	}
	if w := th.wait("a", now.Add(maxWait)); w != 0 {
		t.Errorf("it still waits %s when the time is over", w)
	}
	later := now.Add(forgetFailures + time.Second)
	th.add("a", later)
	if w := th.wait("a", later); w != 0 {
		t.Errorf("old failures count: %s", w)
	}
	for range freeFailures + 1 {
		th.add("c", later)
	}
	th.succeed("c")
	if w := th.wait("c", later); w != 0 {
		t.Errorf("it waits %s after a success", w)
	}
}

func TestFailuresAreBounded(t *testing.T) {
	var th failures
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	for i := range maxAddresses + 100 {
		th.add(fmt.Sprint(i), now)
	}
	if n := len(th.seen); n > maxAddresses {
		t.Errorf("%d addresses are remembered", n)
	}
	th.add("x", now.Add(2*forgetFailures))
	if n := len(th.seen); n > 1 {
		t.Errorf("%d old addresses are remembered", n-1)
	}
}
