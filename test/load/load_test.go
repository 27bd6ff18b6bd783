package load

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shixian/test/fleet"
	"shixian/test/testenv"
)

// The flags of the run, after -args.
var (
	serverCPUs = flag.String("server-cpus", "0", "processors of the servers")
	proxyCPUs  = flag.String("proxy-cpus", "0", "processors of HAProxy")
	clientCPUs = flag.String("client-cpus", "1", "processors of the client")
	step       = flag.Duration("step", 3*time.Second, "length of a round of the search")
	hold       = flag.Duration("hold", 12*time.Second, "length of half load and of overload")
	out        = flag.String("out", "", "folder whose page capacity gets the tables, in both languages")
	noisy      = flag.Bool("noisy", false, "write the page even if the machine was not quiet")
)

// bareVariable makes the test binary be the bare handler at ADDR with the bodies in
// FOLDER.
const bareVariable = "LOAD_TEST_BARE"

func TestMain(m *testing.M) {
	if addr := os.Getenv(bareVariable); addr != "" {
		fmt.Println(ServeBare(addr, os.Args[1]))
		os.Exit(1)
	}
	goleak.VerifyTestMain(fleet.Main(m), testenv.Leaks()...)
}

// buildRickar builds the program that counts with rickar/cal, a module of its own.
func buildRickar(t testing.TB) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "rickar-cal")
	cmd := exec.Command("go", "build", "-o", program, ".")
	cmd.Dir = "../conformance/rickar-cal"
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

// startBare starts the bare handler as a process, pinned as this process is now.
func startBare(t testing.TB, m *Mix, service string) *Setup {
	t.Helper()
	folder := t.TempDir()
	must(t, m.WriteBodies(t.Context(), service, folder))
	self, err := os.Executable()
	must(t, err)
	s := testenv.Start(t, testenv.Spec{
		Name: "bare", Program: self,
		Command: func(cmd *exec.Cmd, _ string, port int) {
			cmd.Args = append(cmd.Args, folder)
			cmd.Env = append(os.Environ(), bareVariable+"="+testenv.Address(port))
		},
		Ready: func(ctx context.Context, addr string) error {
			c := m.middling("get")
			res, err := c.ask(ctx, "http://"+addr)
			if err == nil && res.Status != http.StatusOK {
				err = fmt.Errorf("status %d", res.Status)
			}
			return err
		},
	})
	return &Setup{Name: Text{"裸 gin", "bare gin"}, URL: s.URL(), Tags: service, Processes: []Process{{"bare", s.PID()}}, Mix: m}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// clientGC lets the client's heap, which is small, grow: it has one processor for all.
const clientGC = 800

// clientSide moves this process to the client's processors until the test ends.
func clientSide(t testing.TB) {
	t.Helper()
	must(t, Pin(*clientCPUs))
	before := debug.SetGCPercent(clientGC)
	t.Cleanup(func() {
		debug.SetGCPercent(before)
		must(t, Pin(*serverCPUs))
	})
}

// BenchmarkLoad is make load. It is too long for make test, and says nothing there.
func BenchmarkLoad(b *testing.B) {
	l := Lengths{Step: *step, Hold: *hold}
	r := &Result{Conditions: Conditions(*serverCPUs, *clientCPUs, l)}
	// Servers inherit the processors of this process; then it moves on to its own.
	must(b, Pin(*serverCPUs))
	b.Cleanup(func() { must(b, Pin(fmt.Sprintf("0-%d", runtime.NumCPU()-1))) })
	b.Run("one", func(b *testing.B) { r.one(b, l) })
	b.Run("limited", func(b *testing.B) { r.limited(b, l) })
	b.Run("two", func(b *testing.B) { r.two(b, l) })
	if b.Failed() {
		return
	}
	text := r.Markdown()
	fmt.Println(text[English])
	if *out != "" && !r.Quiet().Pass && !*noisy {
		b.Fatal("the page is left as it was: the machine was not quiet")
	}
	if *out != "" {
		must(b, Rewrite(*out, "capacity", "load", text))
	}
	if !r.Passed() {
		b.Error("not everything was kept to")
	}
}

// one measures one replica beside the bare handler.
func (r *Result) one(b *testing.B, l Lengths) {
	f := fleet.Start(b, fleet.Options{})
	mix, err := NewMix(b.Context(), f.URL())
	must(b, err)
	replica := SetupOf(f, mix, Text{"一个副本", "one replica"})
	fresh := &Program{Setup: replica}
	must(b, fresh.Memory(b.Context()))
	bare := startBare(b, mix, f.URL())
	clientSide(b)
	r.Bare, err = Measure(b.Context(), bare, l)
	must(b, err)
	c, err := Measure(b.Context(), replica, l)
	must(b, err)
	r.Capacities = append(r.Capacities, c)
	r.Costs, err = Costs(b.Context(), l.Step, replica, bare)
	must(b, err)
	r.Peers, err = MeasurePeers(b.Context(), bare, replica, Loops(buildRickar(b)), Turns{*rounds, time.Second, passedLines, b.TempDir()})
	must(b, err)
	r.Peers.Fresh = fresh
	r.overwhelm(b, replica, c.Best.Achieved(), l)
}

// limited measures one replica that lets one client make two thirds of what it
// carries.
func (r *Result) limited(b *testing.B, l Lengths) {
	capacity := r.Capacities[0].Best.Achieved()
	f := fleet.Start(b, fleet.Options{Env: []string{fmt.Sprintf("SHIXIAN_RATE_LIMIT=%.0f/s", capacity*2/3)}})
	clientSide(b)
	replica := SetupOf(f, r.Bare.Setup.Mix, Text{"一个副本，限每客户端", "one replica, limited by client"})
	r.overwhelm(b, replica, capacity, l)
}

// two measures the set-up that is deployed.
func (r *Result) two(b *testing.B, l Lengths) {
	f := fleet.Start(b, fleet.Options{
		Replicas: 2, Postgres: true, Redis: true, Proxy: true, ProxyCPUs: *proxyCPUs,
		ProxyEnv: []string{"PROXY_CHECK=500ms"}, Drain: "2s",
	})
	clientSide(b)
	both := SetupOf(f, r.Bare.Setup.Mix, Text{"HAProxy + 两个副本", "HAProxy + two replicas"})
	if *proxyCPUs == *serverCPUs {
		// If HAProxy has no processor of its own, it goes first on the shared one.
		for _, p := range both.Processes[:len(f.Replicas)] {
			must(b, p.GiveWay())
		}
	}
	c, err := Measure(b.Context(), both, l)
	must(b, err)
	r.Capacities = append(r.Capacities, c)
	r.overwhelm(b, both, c.Best.Achieved(), l)
}

func (r *Result) overwhelm(b *testing.B, s *Setup, capacity float64, l Lengths) {
	b.Helper()
	o, err := Overwhelm(b.Context(), s, capacity, l)
	must(b, err)
	r.Overloads = append(r.Overloads, o)
}
