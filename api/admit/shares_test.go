package admit_test

import (
	"net/netip"
	"testing"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
)

// TestShares: a client has its share and no more, whatever others have, and gets a place
// back when it leaves one.
func TestShares(t *testing.T) {
	var s admit.Shares
	one, other := ratelimit.Holder("li"), ratelimit.Address(netip.MustParseAddr("192.0.2.7"))
	for i := range 3 {
		if !s.Enter(one, 3) {
			t.Fatalf("place %d is refused", i)
		}
	}
	if s.Enter(one, 3) || !s.Enter(other, 3) {
		t.Error("one too many is let in, or another client is not")
	}
	s.Leave(one)
	if !s.Enter(one, 3) {
		t.Error("a place that was left is refused")
	}
}

// TestEnterShare: a client that has a quarter of the places for long calls is refused one
// more, and another is not; short calls without a body have no share.
func TestEnterShare(t *testing.T) {
	one, other := ratelimit.Holder("li"), ratelimit.Holder("wang")
	l := admit.NewController(admit.ControlConfig{MaxConcurrent: 64})
	for kind, places := range map[admit.Kind]int{{}: 16, {Heavy: true}: 2} {
		for i := range places {
			if !l.EnterShare(kind, one) {
				t.Fatalf("%+v: place %d is refused", kind, i)
			}
		}
		if l.EnterShare(kind, one) || !l.EnterShare(kind, other) {
			t.Errorf("%+v: one too many is let in, or another client is not", kind)
		}
		for range places {
			l.LeaveShare(kind, one)
		}
		if !l.EnterShare(kind, one) {
			t.Errorf("%+v: places that were left are refused", kind)
		}
		l.LeaveShare(kind, one)
		l.LeaveShare(kind, other)
	}
}
