package chaos

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"shixian/holidays"
	"shixian/test/fleet"
	"shixian/test/load"
)

// gaveUp bounds every wait of a run, the phases of a long one aside. It is never
// reached if all goes well.
const gaveUp = 2 * time.Minute

// pace says how long a phase lasts.
type pace struct {
	rate    int           // requests a second
	answers int           // of a phase, if length is 0
	between int           // answers between two writes
	kills   int           // of a phase that kills again and again
	length  time.Duration // of a phase
}

// rig is a fleet under load, and those who write to it and check it.
type rig struct {
	t       testing.TB
	f       *fleet.Fleet
	pace    pace
	folder  string   // of the record, if it is a file
	under   []string // what the replicas run under
	oracle  *oracle
	ledger  *ledger
	writer  *writer
	tallies []*tally
	stop    func() // ends the load
}

// newRig puts a fleet under load for one test.
func newRig(t testing.TB, f *fleet.Fleet, p pace) *rig {
	t.Helper()
	o := newOracle()
	calls, err := o.calls()
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, f: f, pace: p, oracle: o, ledger: newLedger()}
	client := newClient()
	r.writer = &writer{ledger: r.ledger, client: client, proxy: f.URL(), auth: "Bearer " + f.Token("publisher")}
	l := &traffic{ledger: r.ledger, client: client, calls: calls, proxy: f.URL(), rate: p.rate}
	for _, replica := range f.Replicas {
		l.replicas = append(l.replicas, replica.URL())
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	var running sync.WaitGroup
	running.Go(func() { l.run(ctx) })
	r.stop = sync.OnceFunc(func() {
		stop()
		running.Wait()
		client.CloseIdleConnections()
	})
	t.Cleanup(r.stop)
	return r
}

// phase is a fault that comes and goes.
type phase struct {
	name        load.Text
	fault, mend func() // may be nil
	// during is what happens instead of writing and waiting for the phase to pass.
	during func()
	// shows reports whether the fault has shown in what was answered; it may be nil.
	// Until then the fault stays: a short phase may pass sooner than a time limit.
	shows func(*tally) bool
}

// run goes through a phase: under load the fault comes, tables are published, the
// fault goes, one more table is published and reaches every replica. Then all
// answers and the whole record are checked.
func (r *rig) run(p phase) {
	r.t.Helper()
	r.ledger.begin(p.name)
	r.call(p.fault)
	if p.during != nil {
		p.during()
		r.call(p.mend)
	} else {
		stop := r.write()
		r.hold(1)
		r.awaitShown(p)
		r.call(p.mend)
		stop()
	}
	r.settle()
	r.hold(3)
	r.tallies = append(r.tallies, r.closeTally())
}

// closeTally checks the record, and all answers since the last time.
func (r *rig) closeTally() *tally {
	r.t.Helper()
	r.learn()
	done := r.ledger.close(r.oracle)
	done.wrong = append(done.wrong, r.writer.audit(r.oracle.events)...)
	r.t.Logf("%s", done)
	const most = 5 // as much as anybody reads
	for _, err := range done.wrong[:min(most, len(done.wrong))] {
		r.t.Errorf("%s: %v", done.name[load.English], err)
	}
	if more := len(done.wrong) - most; more > 0 {
		r.t.Errorf("%s: and %d more", done.name[load.English], more)
	}
	return done
}

// finish ends the load, checks what is left, and has the service itself verify its
// record.
func (r *rig) finish() {
	r.t.Helper()
	r.stop()
	r.ledger.begin(load.Text{"之后", "afterwards"})
	r.closeTally()
	if out, err := r.shixian("verify"); err != nil {
		r.t.Errorf("shixian verify: %v", err)
	} else if want := fmt.Sprintf("%d events", len(r.oracle.events)); !strings.Contains(out, want) {
		r.t.Errorf("shixian verify does not find %s: %s", want, out)
	}
}

func (r *rig) call(f func()) {
	if f != nil {
		f()
	}
}

func today() holidays.Date { return holidays.DateOf(time.Now().In(holidays.Shanghai)) }

// hold lets a phase, or one part in so many of it, pass.
func (r *rig) hold(parts int) {
	r.t.Helper()
	if r.pace.length > 0 {
		select {
		case <-time.After(r.pace.length / time.Duration(parts)):
		case <-r.t.Context().Done():
		}
		return
	}
	r.await(r.pace.answers / parts)
}

func (r *rig) await(n int) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), gaveUp)
	defer cancel()
	if err := r.ledger.await(ctx, n); err != nil {
		r.t.Fatalf("the load has stopped: %v", err)
	}
}

// awaitShown waits until a fault that has to show has shown.
func (r *rig) awaitShown(p phase) {
	r.t.Helper()
	if p.shows == nil {
		return
	}
	ctx, cancel := context.WithTimeout(r.t.Context(), gaveUp)
	defer cancel()
	if err := r.ledger.until(ctx, func() bool { return p.shows(r.ledger.now) }); err != nil {
		r.t.Fatalf("%s: it has not shown", p.name[load.English])
	}
}

// write makes changes, one after another, until stop is called, which waits for the
// last to be acknowledged.
func (r *rig) write() (stop func()) {
	r.t.Helper()
	end, failed := make(chan struct{}), make(chan error, 1)
	ctx, cancel := context.WithTimeout(r.t.Context(), r.pace.length+gaveUp)
	go func() { failed <- r.writeUntil(ctx, end) }()
	return func() {
		r.t.Helper()
		defer cancel()
		close(end)
		if err := <-failed; err != nil {
			r.t.Fatal(err)
		}
	}
}

func (r *rig) writeUntil(ctx context.Context, end <-chan struct{}) error {
	for {
		if err := r.writer.settle(ctx); err != nil {
			return err
		}
		if err := r.ledger.await(ctx, r.pace.between); err != nil {
			return err
		}
		select {
		case <-end:
			return nil
		default:
		}
	}
}

// settle makes one change, and waits until every replica is well and has it.
func (r *rig) settle() {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), gaveUp)
	defer cancel()
	if err := r.writer.settle(ctx); err != nil {
		r.t.Fatal(err)
	}
	last := r.writer.writes[len(r.writer.writes)-1].revision
	for _, replica := range r.f.Replicas {
		for {
			why := r.behind(ctx, replica.OpsURL(), last)
			if why == "" {
				break
			}
			if err := r.ledger.await(ctx, 5); err != nil {
				r.t.Fatalf("%s does not recover: %s", replica.Name, why)
			}
		}
	}
	r.ledger.raise(last)
}

// behind says why a replica is not well, or not at a revision yet; nothing if it
// is.
func (r *rig) behind(ctx context.Context, url string, revision int64) string {
	got := do(ctx, r.writer.client, url, "GET", "/readyz", "")
	var ready struct {
		Status   string
		Revision int64
	}
	if got.err != nil || got.status != http.StatusOK || json.Unmarshal(got.body, &ready) != nil ||
		ready.Status != "ready" || ready.Revision < revision {
		return fmt.Sprintf("%v %d %s", got.err, got.status, got.body)
	}
	return ""
}
