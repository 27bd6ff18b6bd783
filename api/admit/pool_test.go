package admit_test

import (
	"net/netip"
	"testing"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
)

// TestPool: a client has a quarter and no more, whatever others have, all have the whole
// and no more, and what is given back can be taken again.
func TestPool(t *testing.T) {
	p := admit.NewPool(8)
	clients := []ratelimit.Client{
		ratelimit.Holder("li"), ratelimit.Address(netip.MustParseAddr("192.0.2.7")), ratelimit.Holder("wang"), ratelimit.Holder("zhao"),
	}
	for i, c := range clients {
		if why := p.Enter(c, 2); why != "" {
			t.Fatalf("client %d: %s", i, why)
		}
		if why := p.Enter(c, 1); why != admit.ShedShare {
			t.Errorf("client %d, one too many: %q", i, why)
		}
	}
	if why := p.Enter(ratelimit.Holder("qian"), 1); why != admit.ShedConcurrency || p.Taken() != 8 {
		t.Errorf("a client too many: %q, %d taken", why, p.Taken())
	}
	p.Leave(clients[0], 1)
	if why := p.Enter(ratelimit.Holder("qian"), 1); why != "" {
		t.Errorf("what was given back: %s", why)
	}
	if why := admit.NewPool(0).Enter(clients[0], 1<<20); why != "" {
		t.Errorf("without a bound: %s", why)
	}
}

// TestBodiesTakeNoPlace: calls whose bodies do not arrive take no place from others, but
// among themselves; each of a kind and client has its share, and some more that have to hurry.
func TestBodiesTakeNoPlace(t *testing.T) {
	const most = 64
	one, other := ratelimit.Holder("li"), ratelimit.Holder("wang")
	for kind, share := range map[admit.Kind]int{{}: 2 * most / 4, {Heavy: true}: 2 * most / 4, {Heavy: true, Stream: true}: most / 4 / 4, {Admin: true}: most / 8 / 4} {
		l := admit.NewController(admit.ControlConfig{Limits: admit.Limits{MaxConcurrent: most}})
		let := share
		if !kind.Stream {
			let += most / 4
		}
		var in []*admit.Call
		for i := range let {
			in = append(in, l.Enter(kind, one, true))
			if in[i].Hurried() != (i >= share) {
				t.Errorf("%+v: call %d of %d has to hurry: %t", kind, i, let, in[i].Hurried())
			}
		}
		if l.Enter(kind, one, true) != nil || l.Enter(kind, other, true) == nil || l.Enter(admit.Kind{Admin: true}, other, true) == nil {
			t.Errorf("%+v: one too many is let in, or another client is not", kind)
		}
		if calls, heavy, bodies := l.InProgress(); calls != 0 || heavy != 0 || bodies != let+2 {
			t.Errorf("%+v: %d calls, %d heavy, %d bodies", kind, calls, heavy, bodies)
		}
		for _, call := range in {
			call.Leave()
		}
		if again := l.Enter(kind, one, true); again == nil || again.Hurried() {
			t.Errorf("%+v: a place that was left is refused", kind)
		}
	}
}

// TestArrived: with the end of its body a call takes a place among those in progress.
func TestArrived(t *testing.T) {
	d := newFixture(false)
	l := admit.NewController(admit.ControlConfig{Limits: admit.Limits{MaxConcurrent: 8}, Observer: d}) // of which a client has two
	c := ratelimit.Holder("li")
	calls := []*admit.Call{l.Enter(admit.Kind{}, c, false), l.Enter(admit.Kind{}, c, false)}
	late := l.Enter(admit.Kind{}, c, true)
	if late == nil || late.Arrived() {
		t.Fatal("there is room for one too many")
	}
	if other := l.Enter(admit.Kind{}, ratelimit.Holder("wang"), true); other == nil || !other.Arrived() {
		t.Error("there is no room for another client")
	} else {
		other.Leave()
	}
	late.Leave()
	for _, call := range calls {
		call.Leave()
	}
	if late = l.Enter(admit.Kind{}, c, true); !late.Arrived() {
		t.Error("there is no room")
	}
	if in, _, bodies := l.InProgress(); in != 1 || bodies != 0 || len(d.told) != 1 {
		t.Errorf("%d in progress, %d bodies, told %v", in, bodies, d.told)
	}
	late.Leave()
	if in, _, _ := l.InProgress(); in != 0 {
		t.Errorf("%d are left", in)
	}
}

// TestHold: what one client's bodies hold is bounded, and is given back with the call.
func TestHold(t *testing.T) {
	l := admit.NewController(admit.ControlConfig{Limits: admit.Limits{MaxConcurrent: 64}})
	one, other := l.Enter(admit.Kind{}, ratelimit.Holder("li"), true), l.Enter(admit.Kind{}, ratelimit.Holder("wang"), true)
	if !one.Hold(32<<20) || one.Hold(1) || !other.Hold(32<<20) {
		t.Error("a client holds more than its share, or another cannot")
	}
	one.Leave()
	if again := l.Enter(admit.Kind{}, ratelimit.Holder("li"), true); !again.Hold(32 << 20) {
		t.Error("what was given back cannot be held")
	}
}
