package fleet

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"shixian/test/testenv"
)

// load asks without end, from several clients that keep their connections, and
// counts what is not answered as it should be.
type load struct {
	t        testing.TB
	url      string
	auth     string
	calls    []loadCall
	quit     chan struct{}
	wg       sync.WaitGroup
	answered atomic.Int64

	mu    sync.Mutex
	fails []string
}

const (
	clients  = 6
	askEvery = 4 * time.Millisecond // of each client
)

// loadCall is a call, and what its answer holds.
type loadCall struct{ method, path, body, kind, text string }

// repeatable are calls that the proxy may repeat.
var repeatable = []loadCall{
	{"GET", asked, "", "", due},
	{"POST", "/v1/deadlines", question, jsonBody, due},
	{"GET", "/v1/calendars/CN/days/2026-02-14", "", "", `"makeup"`},
	{"POST", "/v1/deadlines/batch", `{"items":[` + question + "," + question + `]}`, jsonBody, due},
	{"POST", "/v1/deadlines/status", strings.TrimSuffix(question, "}") + `,"at":"2026-02-10"}`, jsonBody, due},
	{"POST", "/v1/deadlines/batch", question + "\n" + question + "\n", lines, due},
}

// whole returns those of some calls that are answered at once, and not line by line.
func whole(calls []loadCall) []loadCall {
	return slices.DeleteFunc(slices.Clone(calls), func(c loadCall) bool { return c.kind == lines })
}

// once is a call that the proxy does not repeat once it is sent.
var once = loadCall{"GET", "/v1/admin/log", "", "", `"revision":0`}

// startLoad makes calls to the fleet until stop is called.
func startLoad(t testing.TB, f *Fleet, calls ...loadCall) *load {
	l := &load{t: t, url: f.URL(), auth: "Bearer " + f.Token("viewer"), calls: calls, quit: make(chan struct{})}
	for i := range clients {
		client := newClient(t)
		l.wg.Go(func() { l.client(client, i) })
	}
	return l
}

func (l *load) client(client *http.Client, i int) {
	tick := time.NewTicker(askEvery)
	defer tick.Stop()
	for ; ; i++ {
		select {
		case <-l.quit:
			return
		case <-tick.C:
		}
		c := l.calls[i%len(l.calls)]
		a, err := send(client, c.method, l.url+c.path, c.body, "Content-Type", c.kind, "Authorization", l.auth)
		l.answered.Add(1)
		if err == nil && a.status == http.StatusOK && strings.Contains(a.body, c.text) {
			continue
		}
		l.mu.Lock()
		l.fails = append(l.fails, fmt.Sprintf("%s %s: %d %v %s", c.method, c.path, a.status, err, a.body))
		l.mu.Unlock()
	}
}

// more waits until n more requests have been answered, or have failed.
func (l *load) more(n int64) {
	l.t.Helper()
	until := l.answered.Load() + n
	testenv.Await(l.t, func() error {
		if l.answered.Load() < until {
			return errors.New("the load stands still")
		}
		return nil
	})
}

// stop ends the load, and fails the test if any request failed.
func (l *load) stop() {
	l.t.Helper()
	close(l.quit)
	l.wg.Wait()
	l.t.Logf("%d requests, %d failed", l.answered.Load(), len(l.fails))
	for _, f := range l.fails[:min(len(l.fails), 10)] {
		l.t.Error(f)
	}
}
