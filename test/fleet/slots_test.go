package fleet

import (
	"fmt"
	"strings"
	"testing"

	"shixian/test/testenv"
)

// TestSlotsMove: while all slots of two of a Redis Cluster's nodes move to others, everything
// is answered, publications reach the other replica, and what comes and goes is logged once
// by each replica, and not with every try.
func TestSlotsMove(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	cluster := testenv.RedisCluster(t)
	f := Start(t, Options{Replicas: 2, Postgres: true, Proxy: true, Env: []string{
		admitAll, "SHIXIAN_POLL=200ms", "SHIXIAN_REDIS_URL=redis://" + strings.Join(cluster.Addrs(), ","),
	}})
	d := newShell(t, f)
	l := startLoad(t, f, repeatable...)
	turns := 0
	for i := range 2 {
		moved := make(chan error, 1)
		go func() { moved <- cluster.MoveSlots(i, i+1) }()
		for {
			d.turn(turns)
			turns++
			select {
			case err := <-moved:
				if err != nil {
					t.Fatal(err)
				}
			default:
				continue
			}
			break
		}
	}
	l.stop()
	t.Logf("%d publications meanwhile", turns)
	d.agree()
	for _, r := range f.Replicas {
		testenv.Await(t, func() error {
			a := want(t, 200, "GET", r.OpsURL()+"/readyz", "")
			if !strings.Contains(a.body, `"redis":"ok"`) {
				return fmt.Errorf("%s: %s", r.Name, a.body)
			}
			return nil
		})
		if n := strings.Count(r.Log(), `"msg":"fault","code":"redis_`); n > 3 {
			t.Errorf("%s has logged %d faults of Redis", r.Name, n)
		}
	}
}

// turn withdraws a notice, or puts it into force again.
func (d *shell) turn(n int) {
	d.t.Helper()
	auth := []string{"Authorization", "Bearer " + d.f.Token("publisher"), "Content-Type", jsonBody}
	if n%2 == 0 {
		want(d.t, 200, "POST", d.f.Replicas[0].URL()+"/v1/admin/notices/CN-2007/withdraw", `{"reason":"演练","confirm_past":true}`, auth...)
	} else {
		want(d.t, 200, "POST", d.f.Replicas[0].URL()+"/v1/admin/rollback", `{"to":0,"reason":"演练","confirm_past":true}`, auth...)
	}
	d.agree()
}
