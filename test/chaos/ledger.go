package chaos

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"shixian/test/load"
)

// tally counts what became of the requests of one phase.
type tally struct {
	name     load.Text
	requests int            // through the proxy
	ok       int            // of them, answered 200
	failed   map[string]int // of them, the others, by what was answered
	slowest  time.Duration  // of them all
	older    int            // answers older than one that the same client had before
	checked  int            // answers checked, those asked of a replica directly among them
	otherDay int            // standings on another day than today
	writes   int            // acknowledged
	refused  map[string]int // attempts to write that were not, by what was answered
	repeated int            // writes that had been made by an attempt that was not acknowledged
	wrong    []error        // all that must not be
}

// sighting is an answer to a call. Equal ones are checked once.
type sighting struct {
	c    *call
	body string
}

type ledger struct {
	mu       sync.Mutex
	now      *tally
	seen     map[sighting]int
	newest   map[string]int64 // by client, the newest revision that it was answered
	floor    int64            // every replica has answered by this revision
	answered int
	more     chan struct{} // closed with the next answer
}

func newLedger() *ledger {
	return &ledger{now: newTally(), seen: map[sighting]int{}, newest: map[string]int64{}, more: make(chan struct{})}
}

func newTally() *tally { return &tally{failed: map[string]int{}, refused: map[string]int{}} }

// begin says what the phase is that has begun with the end of the one before it.
func (l *ledger) begin(name load.Text) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now.name = name
}

// close ends the phase, and checks its answers.
func (l *ledger) close(t *oracle) *tally {
	l.mu.Lock()
	now, seen := l.now, l.seen
	l.now, l.seen = newTally(), map[sighting]int{}
	l.mu.Unlock()
	for s, n := range seen {
		now.checked += n
		if err := t.judge(s.c, []byte(s.body)); err != nil {
			now.wrong = append(now.wrong, fmt.Errorf("%d times: %w", n, err))
		}
	}
	return now
}

// asked is a request that is under way.
type asked struct {
	client        string
	direct        bool // of one replica
	c             *call
	floor, newest int64 // when it was sent
}

func (l *ledger) ask(client string, direct bool, c *call) asked {
	l.mu.Lock()
	defer l.mu.Unlock()
	return asked{client, direct, c, l.floor, l.newest[client]}
}

func (l *ledger) add(a asked, r reply) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !a.direct {
		l.now.requests++
		l.now.slowest = max(l.now.slowest, r.took)
	}
	if r.err == nil && r.status == http.StatusOK {
		l.addAnswer(a, r)
	} else if !a.direct {
		l.now.failed[r.outcome()]++
	}
	if err := r.improper(); err != nil {
		l.now.wrong = append(l.now.wrong, fmt.Errorf("%s: %w", a.c, err))
	}
	l.answered++
	close(l.more)
	l.more = make(chan struct{})
}

// addAnswer records an answer of 200.
func (l *ledger) addAnswer(a asked, r reply) {
	if !a.direct {
		l.now.ok++
	}
	l.seen[sighting{a.c, string(r.body)}]++
	n, err := readNamed(r.body)
	if err == nil && !n.At.IsZero() && n.At != today() {
		l.now.otherDay++
	}
	if err != nil || a.c.at >= 0 {
		return // judged when the phase ends
	}
	switch {
	case n.Revision < a.floor:
		l.now.wrong = append(l.now.wrong, fmt.Errorf("%s: answered by revision %d after every replica had reached %d", a.c, n.Revision, a.floor))
	case n.Revision < a.newest && a.direct:
		l.now.wrong = append(l.now.wrong, fmt.Errorf("%s: %s went back from revision %d to %d", a.c, a.client, a.newest, n.Revision))
	case n.Revision < a.newest:
		l.now.older++
	}
	l.newest[a.client] = max(l.newest[a.client], n.Revision)
}

// raise says that from now on no replica may answer by an older revision.
func (l *ledger) raise(revision int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.floor = max(l.floor, revision)
}

// await waits until so many more requests have come to an end.
func (l *ledger) await(ctx context.Context, n int) error {
	l.mu.Lock()
	target := l.answered + n
	l.mu.Unlock()
	return l.until(ctx, func() bool { return l.answered >= target })
}

// until waits for a condition that answers bring about.
func (l *ledger) until(ctx context.Context, met func() bool) error {
	for {
		l.mu.Lock()
		done, more := met(), l.more
		l.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-more:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// refused records an attempt to write that was not acknowledged.
func (l *ledger) refused(r reply) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now.refused[r.outcome()]++
	if err := r.improper(); err != nil {
		l.now.wrong = append(l.now.wrong, fmt.Errorf("writing: %w", err))
	}
}

// acknowledged records a write. Repeated says that an earlier attempt had made it,
// and silent that the outcome of one was left open; without that, an answer was untrue.
func (l *ledger) acknowledged(repeated, silent bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now.writes++
	if repeated {
		l.now.repeated++
		if !silent {
			l.now.wrong = append(l.now.wrong, errors.New("a write was made, and every answer had said that nothing was changed"))
		}
	}
}
