package load

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync/atomic"

	vegeta "github.com/tsenart/vegeta/v12/lib"

	"shixian/test/fleet"
)

// variety is how many calls the mix consists of before it begins again.
const variety = 2000

// Mix is a sequence of calls without an end.
type Mix struct {
	calls []Call
	next  atomic.Uint64
}

// NewMix returns the whole mix. The service at url is asked for the ETags.
func NewMix(ctx context.Context, url string) (*Mix, error) {
	var weighted []Kind
	for _, k := range kinds {
		for range k.Weight {
			weighted = append(weighted, k)
		}
	}
	return newMix(ctx, url, weighted)
}

// newMix returns a mix of kinds, of which each stands as often as it weighs.
func newMix(ctx context.Context, url string, weighted []Kind) (*Mix, error) {
	r := rand.New(rand.NewPCG(2026, 2))
	m := &Mix{}
	made := map[string][]Call{}
	for i := range variety {
		k := weighted[i%len(weighted)]
		c := k.call(r)
		c.Kind = k.Name
		if c.Deadlines > 1 {
			if made[k.Name] = append(made[k.Name], c); len(made[k.Name]) > heavy {
				c = made[k.Name][i%heavy] // bodies take memory, and so many differ enough
			}
		}
		m.calls = append(m.calls, c)
	}
	r.Shuffle(len(m.calls), func(i, j int) { m.calls[i], m.calls[j] = m.calls[j], m.calls[i] })
	return m, m.tag(ctx, url)
}

// tag gives the calls that have to be answered with 304 the ETags of their answers.
func (m *Mix) tag(ctx context.Context, url string) error {
	for i := range m.calls {
		c := &m.calls[i]
		if c.Kind != etagKind {
			continue
		}
		res, err := c.ask(ctx, url)
		if err != nil {
			return err
		}
		tag := res.Header.Get("ETag")
		if tag == "" {
			return fmt.Errorf("%s: %d, without an ETag", c.Target, res.Status)
		}
		c.Header = http.Header{"If-None-Match": {tag}}
	}
	return nil
}

// size finds out how long the answers to calls for one due day are.
func (m *Mix) size(ctx context.Context, url string) error {
	for i := range m.calls {
		c := &m.calls[i]
		if c.Deadlines != 1 {
			continue
		}
		res, err := c.ask(ctx, url)
		if err != nil {
			return err
		}
		c.answer = len(res.Body)
	}
	return nil
}

func (c *Call) ask(ctx context.Context, url string) (fleet.Reply, error) {
	headers := []string{"Accept-Encoding", "identity"} // as the attack asks, so that tags fit
	for name := range c.Header {
		headers = append(headers, name, c.Header.Get(name))
	}
	return fleet.Do(ctx, nil, c.Method, url+c.Target, string(c.Body), headers...)
}

// targeter hands the calls to vegeta, one after the other. The kind travels as the
// fragment of the URL, which stays with the client.
func (m *Mix) targeter(url string) vegeta.Targeter {
	return func(t *vegeta.Target) error {
		c := &m.calls[(m.next.Add(1)-1)%variety]
		t.Method, t.URL, t.Header, t.Body = c.Method, url+c.Target+"#"+c.Kind, c.Header, c.Body
		return nil
	}
}

// deadlines returns how many due days the mix asks for in one call, on average.
func (m *Mix) deadlines() float64 {
	n := 0
	for _, c := range m.calls {
		n += c.Deadlines
	}
	return float64(n) / float64(len(m.calls))
}
