package chaos

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
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
			l.ledger.told(a, do(context.WithoutCancel(ctx), l.client, base, a.c.method, a.c.path, a.c.body, "Content-Type", a.c.media))
		})
	}
}

// do sends a request; headers come in pairs, and one without a value is left out.
func do(ctx context.Context, client *http.Client, base, method, path, body string, headers ...string) (r reply) {
	start := time.Now()
	defer func() { r.took = time.Since(start) }()
	req, err := http.NewRequestWithContext(ctx, method, base+path, strings.NewReader(body))
	if err != nil {
		return reply{err: err}
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i+1] != "" {
			req.Header.Set(headers[i], headers[i+1])
		}
	}
	res, err := client.Do(req)
	if err != nil {
		return reply{err: err}
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return reply{status: res.StatusCode, header: res.Header, body: text, err: err}
}
