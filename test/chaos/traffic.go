package chaos

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"shixian/test/fleet"
)

// The load.
const (
	clients = 8
	timeout = 15 * time.Second // of a client, with one answer
	// directly is how often a replica is asked directly, past the proxy.
	directly = 8
)

// traffic is requests at a fixed rate.
type traffic struct {
	ledger   *ledger
	client   *http.Client
	calls    []*call
	proxy    string   // URL
	replicas []string // URLs
	rate     int      // requests a second
}

func newClient() *http.Client {
	transport := &http.Transport{MaxIdleConnsPerHost: 64, IdleConnTimeout: time.Minute, DisableCompression: true}
	return &http.Client{Transport: transport, Timeout: timeout}
}

// run asks until ctx ends, and returns when the last answer is there.
func (l *traffic) run(ctx context.Context) {
	var wg sync.WaitGroup
	defer wg.Wait()
	pace := time.NewTicker(time.Second / time.Duration(l.rate))
	defer pace.Stop()
	random := rand.New(rand.NewPCG(1, 2))
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			return
		case <-pace.C:
		}
		base, client, direct := l.proxy, fmt.Sprint("client ", i%clients), i%directly == 0
		if direct {
			n := i / directly % len(l.replicas)
			base, client = l.replicas[n], fmt.Sprint("replica ", n)
		}
		a := l.ledger.ask(client, direct, l.calls[random.IntN(len(l.calls))])
		wg.Go(func() {
			// What is under way when ctx ends is still answered.
			l.ledger.add(a, do(context.WithoutCancel(ctx), l.client, base, a.c.method, a.c.path, a.c.body, "Content-Type", a.c.media))
		})
	}
}

// do sends a request, and tells how long it took.
func do(ctx context.Context, client *http.Client, base, method, path, body string, headers ...string) reply {
	start := time.Now()
	r, err := fleet.Do(ctx, client, method, base+path, body, headers...)
	return reply{r.Status, r.Header, r.Body, err, time.Since(start)}
}
