package soak

import (
	"flag"
	"fmt"
	"runtime"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shixian/test/fleet"
	"shixian/test/load"
	"shixian/test/testenv"
)

// The flags of the run, after -args.
var (
	serverCPUs = flag.String("server-cpus", "0", "processors of the servers")
	clientCPUs = flag.String("client-cpus", "1", "processors of the client")
	length     = flag.Duration("time", 5*time.Minute, "how long the load lasts")
	rate       = flag.Float64("rate", 0, "calls a second; 0 is half of what the set-up carries")
	out        = flag.String("out", "", "folder whose page capacity gets the table, in both languages")
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(fleet.Main(m), testenv.Leaks()...) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// deployed starts the set-up that is deployed.
func deployed(t testing.TB) (*fleet.Fleet, *load.Setup) {
	t.Helper()
	f := fleet.Start(t, fleet.Options{Replicas: 2, Postgres: true, Redis: true, Proxy: true})
	mix, err := load.NewMix(t.Context(), f.URL())
	must(t, err)
	return f, load.SetupOf(f, mix, load.Text{"HAProxy + 两个副本", "HAProxy + two replicas"})
}

// idle returns what the replicas have while nobody calls.
func idle(t testing.TB, f *fleet.Fleet) []sample {
	t.Helper()
	out := make([]sample, len(f.Replicas))
	for i, r := range f.Replicas {
		var err error
		out[i], err = take(t.Context(), r)
		must(t, err)
	}
	return out
}

// spare is what a replica may keep after the load: connections to its databases.
const spare = 16

// backTo waits until goroutines and descriptors are what they were.
func backTo(t testing.TB, f *fleet.Fleet, before []sample) {
	t.Helper()
	testenv.Await(t, func() error {
		for i, now := range idle(t, f) {
			for _, m := range []int{goroutines, descriptors} {
				// Here the connections count: those of the load have to be closed.
				had, has := before[i].values[m]+before[i].connections, now.values[m]+now.connections
				if has > had+spare {
					return fmt.Errorf("%s has %d %s and %d connections, before the load %d and %d", f.Replicas[i].Name,
						now.values[m], measures[m].name[load.English], now.connections, before[i].values[m], before[i].connections)
				}
			}
		}
		return nil
	})
}

// TestSoakBriefly: the load leaves nothing behind. Growth under load is too short here
// to say anything.
func TestSoakBriefly(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	f, s := deployed(t)
	before := idle(t, f)
	r, err := Run(t.Context(), f, s, NewPlan(10*time.Second, 40))
	must(t, err)
	backTo(t, f, before)
	if r.Round.Sent == 0 || r.lost() != 0 || r.Changes == 0 || r.Events == 0 || r.Watches < int64(r.Plan.Watchers) || len(r.Growth) != 2*len(measures) {
		t.Errorf("%v %s, %d changes, %d watches, %d events\n%s", r.Round.Codes, r.Round.Fault, r.Changes, r.Watches, r.Events, r.Markdown()[load.English])
	}
	for _, g := range r.Growth {
		if g.first <= 0 || g.last <= 0 {
			t.Errorf("%s: %s is %d and %d", g.replica, g.measure.name[load.English], g.first, g.last)
		}
	}
}

// BenchmarkSoak is make soak. It is too long for make test.
func BenchmarkSoak(b *testing.B) {
	must(b, load.Pin(*serverCPUs))
	b.Cleanup(func() { must(b, load.Pin(fmt.Sprintf("0-%d", runtime.NumCPU()-1))) })
	var r *Result
	b.Run("two", func(b *testing.B) { r = soak(b) })
	if b.Failed() {
		return
	}
	text := r.Markdown()
	fmt.Println(text[load.English])
	if *out != "" {
		must(b, load.Rewrite(*out, "capacity", "soak", text))
	}
	if !r.Passed() {
		b.Error("something grew, or was lost")
	}
}

// soak runs the set-up for the time that the flags say.
func soak(b *testing.B) *Result {
	f, s := deployed(b)
	must(b, load.Pin(*clientCPUs))
	before := idle(b, f)
	calls := *rate
	if calls == 0 {
		c, err := load.Find(b.Context(), s, 2*time.Second)
		must(b, err)
		calls = c.Best.Achieved() / 2
	}
	r, err := Run(b.Context(), f, s, NewPlan(*length, calls))
	must(b, err)
	backTo(b, f, before)
	return r
}
