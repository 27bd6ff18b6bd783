package api

import (
	"net/netip"
	"testing"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/problem"
	"shixian/holidays"
)

// TestWatchersAreBounded: there are so many in all, and so many of one client, after
// which others are still let in.
func TestWatchersAreBounded(t *testing.T) {
	client := 0
	h := changeHandler{watchers: admit.NewPool(maxWatchers), clientOf: func(*gin.Context) ratelimit.Client {
		return ratelimit.Address(netip.AddrFrom4([4]byte{192, 0, 2, byte(client)}))
	}}
	refused := func(what string) {
		t.Helper()
		_, err := h.watch(nil)
		if p := problem.Of(err, holidays.Chinese); p.Code != string(problem.TooManyWatchers) || p.Status != 503 {
			t.Errorf("%s: %+v", what, p)
		}
	}
	var done func()
	for client < 4 {
		for i := range maxWatchers / 4 {
			var err error
			if done, err = h.watch(nil); err != nil {
				t.Fatalf("client %d, caller %d: %v", client, i, err)
			}
		}
		refused("one too many of a client")
		client++
	}
	refused("one too many of all")
	done()
	client--
	if _, err := h.watch(nil); err != nil {
		t.Fatal(err)
	}
}

// TestSince: a position that is empty is a wrong one, as it is for the stream, and not one
// that is missing.
func TestSince(t *testing.T) {
	h := newTestHandler(t, func(c *Config) { c.Record, c.Keeper = unusable{}, stillKeeper{} })
	for path, want := range map[string]string{
		"": "parameter_missing", "?since=": "invalid_parameter", "?since=x": "invalid_parameter",
		"/stream?since=": "invalid_parameter", "/stream?since=x": "invalid_parameter",
	} {
		if p := problemIn(t, get(h, "/v1/changes"+path)); p.Code != want || p.Errors[0].Pointer != "/since" {
			t.Errorf("%s: %+v, want %s", path, p, want)
		}
	}
}
