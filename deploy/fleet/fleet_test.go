package fleet

import (
	"testing"

	"go.uber.org/goleak"

	"shixian/deploy/testenv"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(Main(m), testenv.Leaks()...) }

// TestFleet: all of it starts, and Prometheus sees all of it.
func TestFleet(t *testing.T) {
	t.Parallel()
	f := Start(t, Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true, Prometheus: true, Faults: true})
	got := map[string]float64{}
	for _, s := range f.Prometheus.Query(`up`) {
		got[string(s.Metric["instance"])] = float64(s.Value)
	}
	for _, name := range []string{"prometheus", "haproxy"} {
		if got[name] != 1 {
			t.Errorf("%s: up is %v", name, got)
		}
	}
	f.Replicas[0].Stop()
	f.Replicas[0].Start()
	f.Replicas[1].Kill()
	f.Replicas[1].Start()
}
