package chaos

import (
	"context"
	"sync"
	"time"

	"shixian/test/fleet"
	"shixian/test/load"
	"shixian/test/testenv"
)

// How slow a delayed network is, and how far a clock jumps.
const (
	delay = 300 * time.Millisecond
	leap  = 400 * 24 * time.Hour
)

// plan returns what goes wrong, one after another, in a fleet of several replicas
// that share a PostgreSQL and a Redis.
func (r *rig) plan(c *fleet.Clock) []phase {
	f := r.f
	one := f.Replicas[0]
	return []phase{
		{name: load.Text{"无故障", "nothing"}},
		{name: load.Text{"副本 kill -9", "kill -9 of a replica"}, fault: one.Kill, mend: one.Start},
		{name: load.Text{"Redis kill -9", "kill -9 of Redis"}, fault: f.Redis.Kill, mend: f.Redis.Start},
		{name: load.Text{"PostgreSQL kill -9", "kill -9 of PostgreSQL"}, fault: f.Postgres.Kill, mend: f.Postgres.Start, shows: unwritable},
		{name: load.Text{"副本挂住（SIGSTOP）", "a replica hangs (SIGSTOP)"}, fault: one.Pause, mend: one.Resume},
		{name: load.Text{"Redis 挂住（SIGSTOP）", "Redis hangs (SIGSTOP)"}, fault: f.Redis.Pause, mend: f.Redis.Resume},
		{name: load.Text{"PostgreSQL 挂住（SIGSTOP）", "PostgreSQL hangs (SIGSTOP)"}, fault: f.Postgres.Pause, mend: f.Postgres.Resume, shows: unwritable},
		slow("Redis", f.RedisNet), cut("Redis", f.RedisNet),
		slow("PostgreSQL", f.PostgresNet), cut("PostgreSQL", f.PostgresNet),
		{name: load.Text{"代理到一个副本的网络延迟", "delay between proxy and a replica"}, fault: func() { one.Net.Latency(delay) }, mend: one.Net.Clear},
		{name: load.Text{"代理到一个副本的网络中断", "cut between proxy and a replica"}, fault: one.Net.Timeout, mend: one.Net.Clear},
		{name: load.Text{"一个副本的时钟快400天", "a replica's clock 400 days ahead"},
			fault: func() { c.Jump(one.PID(), leap) }, mend: func() { c.Jump(one.PID(), 0) }, shows: otherDay},
		{name: load.Text{"一个副本的时钟慢400天", "a replica's clock 400 days behind"},
			fault: func() { c.Jump(one.PID(), -leap) }, mend: func() { c.Jump(one.PID(), 0) }, shows: otherDay},
		{name: load.Text{"发布途中副本 kill -9，反复", "kill -9 of a replica in the middle of publishes"}, during: func() {
			r.killing(func(i int) *testenv.Server { return f.Replicas[i%len(f.Replicas)].Server })
		}},
		{name: load.Text{"发布途中 PostgreSQL kill -9，反复", "kill -9 of PostgreSQL in the middle of publishes"}, during: func() {
			r.killing(func(int) *testenv.Server { return f.Postgres })
		}},
	}
}

func unwritable(t *tally) bool { return t.refused["503 record_unavailable"] > 0 }

func otherDay(t *tally) bool { return t.otherDay > 0 }

func slow(name string, net *testenv.NetProxy) phase {
	return phase{name: load.Text{"到 " + name + " 的网络延迟", "delay to " + name}, fault: func() { net.Latency(delay) }, mend: net.Clear}
}

func cut(name string, net *testenv.NetProxy) phase {
	return phase{name: load.Text{"到 " + name + " 的网络中断", "cut to " + name}, fault: net.Timeout, mend: net.Clear}
}

// killing makes changes, each sent to one replica, and kills a server as soon as it
// has been sent, or a few answers later. The server starts again, and the change
// is sent again until it is acknowledged.
func (r *rig) killing(victim func(i int) *testenv.Server) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), r.pace.length+gaveUp)
	defer cancel()
	for i := range r.pace.kills {
		sent, settled := make(chan struct{}), make(chan error, 1)
		r.writer.first = r.f.Replicas[i%len(r.f.Replicas)].URL()
		r.writer.sent = sync.OnceFunc(func() { close(sent) })
		go func() { settled <- r.writer.settle(ctx) }()
		select {
		case <-sent:
		case <-ctx.Done():
			r.t.Fatal("a change was not sent")
		}
		r.await(i * 3 % 8) // so that not every kill comes at the same place
		victim(i).Kill()
		victim(i).Start()
		if err := <-settled; err != nil {
			r.t.Fatal(err)
		}
		r.learn()
	}
}
