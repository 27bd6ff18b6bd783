package load

import (
	"context"
	"testing"
	"time"

	"shixian/test/fleet"
)

// TestPeers: each of the peers answers, and the loops with the due day that the service
// has.
func TestPeers(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	mix, err := NewMix(t.Context(), f.URL())
	must(t, err)
	loops := Loops("")
	for i := range loops {
		loops[i].Times = 10
	}
	p, err := MeasurePeers(t.Context(), startBare(t, mix, f.URL()), SetupOf(f, mix, Text{}), loops, Turns{1, time.Second, 5000, t.TempDir()})
	must(t, err)
	for _, c := range p.Calls {
		if c.Bare[0].Rate <= 0 || c.Own[0].Rate <= 0 || c.Own[0].Each <= 0 {
			t.Errorf("%s: %+v", c.Kind.Name, c)
		}
	}
	if len(p.Calls) != len(saturated) || len(p.Lines) != len(views) || len(p.Loops) != len(loops) || p.Stream <= 0 {
		t.Errorf("%+v", p)
	}
}

// TestLoopsAreChecked: a loop that counts to another day is not measured.
func TestLoopsAreChecked(t *testing.T) {
	wrong := Loop{Text{"", "wrong"}, 1, func(context.Context, int) (string, time.Duration, error) { return "2026-02-18", 1, nil }}
	if _, err := wrong.Count(t.Context()); err == nil {
		t.Error("a wrong day is taken for the answer")
	}
}
