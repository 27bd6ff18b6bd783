package fleet

import (
	"log"
	"os"
	"testing"

	"go.uber.org/goleak"

	"shixian/test/testenv"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == denyCode {
		log.Fatal(runWithoutCode(os.Args[2:]))
	}
	goleak.VerifyTestMain(Main(m), testenv.Leaks()...)
}

// TestFleet: all of it starts, and Prometheus sees all of it.
func TestFleet(t *testing.T) {
	t.Parallel()
	f := Start(t, Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true, Prometheus: true, Faults: true,
		Env: []string{admitAll}})
	got := map[string]float64{}
	for _, s := range f.Prometheus.Query(`up`) {
		got[string(s.Metric["instance"])] = float64(s.Value)
	}
	for _, name := range []string{"prometheus", "haproxy", "replica1", "replica2"} {
		if got[name] != 1 {
			t.Errorf("%s: up is %v", name, got)
		}
	}
	want(t, 200, "GET", f.URL()+asked, "")
	want(t, 200, "GET", f.Replicas[1].OpsURL()+"/debug/pprof/cmdline", "")
	f.Prometheus.AwaitScrapes(1)
	if got := f.Prometheus.Query(`sum(shixian_deadlines_total{outcome="settled"})`); len(got) != 1 || got[0].Value != 1 {
		t.Errorf("one deadline was computed: %v", got)
	}
	if got := f.Prometheus.Query(`scalar(count(shixian_replica_ready == 1))`); len(got) != 1 || got[0].Value != 2 {
		t.Errorf("two replicas are ready: %v", got)
	}
	f.Replicas[1].Kill()
	f.Prometheus.AwaitScrapes(1)
	if got := f.Prometheus.Query(`up{instance="replica2"}`); len(got) != 1 || got[0].Value != 0 {
		t.Errorf("a replica is gone: %v", got)
	}
}
