package admit_test

import (
	"testing"
	"time"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
)

// refusing refuses all calls while it is told to.
type refusing struct{ all *bool }

func (r refusing) Admit(bool) bool { return !*r.all }

// TestOneTakesMost: while one client takes more than all others together, only its calls are refused
// for what the processors cannot do; if nobody does, everybody's are.
func TestOneTakesMost(t *testing.T) {
	now := time.Unix(0, 0)
	overload := false
	l := admit.NewController(admit.ControlConfig{Limits: admit.Limits{MaxConcurrent: 64, Shedder: refusing{&overload}}, Now: func() time.Time { return now }})
	much, little, new := ratelimit.Holder("li"), ratelimit.Holder("wang"), ratelimit.Holder("zhao")
	use := func(c ratelimit.Client, took time.Duration) {
		t.Helper()
		overload = false
		call := l.Enter(admit.Kind{}, c, false)
		now = now.Add(took)
		call.Leave()
		overload = true
	}
	letIn := func(c ratelimit.Client) bool {
		call := l.Enter(admit.Kind{}, c, false)
		if call != nil {
			call.Leave()
		}
		return call != nil
	}
	for range 10 {
		use(much, 20*time.Millisecond)
		use(little, 15*time.Millisecond)
	}
	if letIn(much) || !letIn(little) || !letIn(new) {
		t.Error("one takes most: it is let in, or others are not")
	}
	for range 20 {
		for _, c := range []ratelimit.Client{much, little, new} {
			use(c, 20*time.Millisecond)
		}
	}
	if letIn(much) || letIn(little) || letIn(new) {
		t.Error("nobody takes most, and somebody is let in")
	}
	for range 20 { // by streams of lines
		overload = false
		call := l.Enter(admit.Kind{Heavy: true, Stream: true}, little, true)
		now = now.Add(20 * time.Millisecond)
		call.Leave()
		overload = true
	}
	if l.Enter(admit.Kind{Heavy: true, Stream: true}, much, true) != nil {
		t.Error("a stream is let in")
	}
	if !letIn(much) || letIn(little) {
		t.Error("what was before is not forgotten")
	}
	for range 1000 { // of which none is let in
		l.Enter(admit.Kind{Heavy: true, Stream: true}, new, true)
		now = now.Add(time.Millisecond)
	}
	if letIn(new) || !letIn(much) || !letIn(little) {
		t.Error("who is always refused takes nothing, and others are refused")
	}
}

// TestFloodWithoutToken: who makes the overload by calls for administrators without a token is refused
// them; whoever else asks for those is let in, and so is a person who clicks, a token, and in a while
// the same client.
func TestFloodWithoutToken(t *testing.T) {
	now := time.Unix(0, 0)
	overload := false
	l := admit.NewController(admit.ControlConfig{Limits: admit.Limits{MaxConcurrent: 64, Shedder: refusing{&overload}}, Now: func() time.Time { return now }})
	flood, person := ratelimit.Holder("li"), ratelimit.Holder("wang")
	use := func(k admit.Kind, c ratelimit.Client, took time.Duration) (letIn bool) {
		call := l.Enter(k, c, false)
		now = now.Add(took)
		if call != nil {
			call.Leave()
		}
		return call != nil
	}
	anybody, holder := admit.Kind{Admin: true}, admit.Kind{Admin: true, Known: true}
	for range 10 {
		use(anybody, person, 10*time.Millisecond)
		now = now.Add(time.Second)
	}
	overload = true
	if !use(anybody, person, 0) {
		t.Error("a person who clicks is refused")
	}
	overload = false
	for range 100 {
		use(holder, person, 20*time.Millisecond)
		use(anybody, flood, 20*time.Millisecond)
	}
	overload = true
	if use(anybody, flood, 0) || !use(holder, flood, 0) || !use(anybody, person, 0) || !use(admit.Kind{}, person, 0) {
		t.Error("a flood is let in, or a token or somebody else is not")
	}
	overload = false
	for range 100 {
		use(admit.Kind{}, person, 20*time.Millisecond)
	}
	overload = true
	if !use(anybody, person, 0) {
		t.Error("an administrator is refused for the other calls of the same address")
	}
	now = now.Add(time.Second)
	if !use(anybody, flood, 0) {
		t.Error("a flood that is over is refused for ever")
	}
}
