package load

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"shixian/test/fleet"
)

// TestMix: the service answers every call of the mix, and every question in it.
func TestMix(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	m, err := NewMix(t.Context(), f.URL())
	must(t, err)
	seen := map[string]int{}
	for i := range m.calls {
		c := &m.calls[i]
		if seen[c.Kind]++; c.Deadlines > 1 && seen[c.Kind] > heavy {
			continue // the same bodies again
		}
		res, err := c.ask(t.Context(), f.URL())
		must(t, err)
		want := http.StatusOK
		if c.Kind == etagKind {
			want = http.StatusNotModified
		}
		if res.Status != want {
			t.Errorf("%s %s %.100s: %d: %s", c.Method, c.Target, c.Body, res.Status, res.Body)
		}
		if got := bytes.Count(res.Body, []byte(`"due":`)); c.Deadlines > 1 && got != c.Deadlines {
			i := bytes.Index(res.Body, []byte(`"code"`))
			t.Errorf("%s of %d: %d due days, and %.200s", c.Kind, c.Deadlines, got, res.Body[max(0, i):])
		}
	}
	for _, k := range kinds {
		if want := variety * k.Weight / 100; seen[k.Name] != want {
			t.Errorf("%s: %d calls, want %d", k.Name, seen[k.Name], want)
		}
	}
	offered(t, f, m)
	bareAnswers(t, f, m)
}

// offered: a round counts what was sent, and what it took.
func offered(t *testing.T, f *fleet.Fleet, m *Mix) {
	t.Helper()
	const rate, length = 50, 2 * time.Second
	r, err := SetupOf(f, m, Text{}).Offer(t.Context(), rate, length)
	must(t, err)
	answered := r.Codes[http.StatusOK] + r.Codes[http.StatusNotModified]
	if r.Sent == 0 || answered != r.Sent || len(r.Good[""]) != r.Sent || r.Codes[http.StatusNotModified] != len(r.Good[etagKind]) {
		t.Errorf("sent %d, answered %v, %s", r.Sent, r.Codes, r.Fault)
	}
	if r.Use.CPU() <= 0 || r.Use.Peak() < 1<<20 || r.Client <= 0 || r.Took < length || r.P("", 50) <= 0 {
		t.Errorf("use %v, client %v, took %s, p50 %s", r.Use, r.Client, r.Took, r.P("", 50))
	}
}

// bareAnswers: the bare handler answers the same calls with as many bytes.
func bareAnswers(t *testing.T, f *fleet.Fleet, m *Mix) {
	t.Helper()
	s := startBare(t, m, f.URL())
	for _, k := range kinds {
		c := m.middling(k.Name)
		want, err := c.ask(t.Context(), f.URL())
		must(t, err)
		got, err := c.ask(t.Context(), s.URL)
		must(t, err)
		if got.Status != want.Status || !bytes.Equal(got.Body, want.Body) {
			t.Errorf("%s: %d and %d bytes, the service %d and %d", k.Name, got.Status, len(got.Body), want.Status, len(want.Body))
		}
		if a, b := got.Header.Get("Content-Type"), want.Header.Get("Content-Type"); !strings.HasPrefix(b, a) {
			t.Errorf("%s: Content-Type %s, the service %s", k.Name, a, b)
		}
	}
}
