package live_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/snapshot"
	"shixian/test/testenv"
)

// often is the poll interval of tests that wait for polls. patience bounds every
// wait; nothing comes near it unless it never comes.
const (
	often    = 50 * time.Millisecond
	patience = 30 * time.Second
)

// store opens the snapshots of programs with the embedded data.
func store(t testing.TB, url string) *snapshot.Store { return storeOf(t, url, embedded()) }

func storeOf(t testing.TB, url string, src *holidays.Source) *snapshot.Store {
	t.Helper()
	version, err := snapshot.DataVersion(src)
	if err != nil {
		t.Fatal(err)
	}
	s, err := snapshot.Open(url, version)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// admin returns a client to look at what is in a Redis, and to spoil it.
func admin(t testing.TB, server *testenv.Server) *redis.Client {
	t.Helper()
	c := redis.NewClient(&redis.Options{Addr: server.Addr()})
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// until waits for a condition.
func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	end := time.After(patience)
	for !holds() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("%s: not after %s", what, patience)
		}
	}
}

// amiss waits until a keeper gives a reason.
func amiss(t testing.TB, k *live.Keeper, code string) {
	t.Helper()
	until(t, code, func() bool { return slices.Contains(strings.Fields(codes(k.State().Reasons)), code) })
}

// mended waits until a keeper is ready and says that something was amiss before.
func mended(t testing.TB, k *live.Keeper, code string) {
	t.Helper()
	until(t, code+" mended", func() bool {
		s := k.State()
		return s.Status == live.Ready && slices.Contains(strings.Fields(codes(s.Mended)), code)
	})
}

// inRedis waits until Redis holds a keeper's table, whole.
func inRedis(t testing.TB, s *snapshot.Store, k *live.Keeper) {
	t.Helper()
	until(t, "the snapshot is in Redis", func() bool {
		own := live.SnapshotOf(k)
		return own != nil && s.Check(context.Background(), own) == nil
	})
}

// news publishes into the record alone and checks that a keeper sees it.
func news(t testing.TB, k *live.Keeper, r *memory, seq int) {
	t.Helper()
	revision := r.add(t, publish("CN", seq))
	within(t, k, revision, patience)
	same(t, k.Table(), r, revision)
}

// begun returns a running keeper whose table is in Redis.
func begun(t testing.TB, r *memory, url string, change ...func(*live.Config)) *live.Keeper {
	t.Helper()
	k := keeper(r, store(t, url), change...)
	run(t, k)
	within(t, k, 0, patience)
	inRedis(t, store(t, url), k)
	until(t, "ready", func() bool { return k.State().Status == live.Ready })
	return k
}

// left runs a keeper until its table is in Redis.
func left(t testing.TB, r *memory, url string) {
	t.Helper()
	k := keeper(r, store(t, url))
	stop := run(t, k)
	defer stop()
	within(t, k, int64(len(r.all(t))-1), patience)
	inRedis(t, store(t, url), k)
}

func TestRedisAbsentAtStart(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	server.Stop()
	k := keeper(r, store(t, server.URL()), every(often), logs.into)
	run(t, k)
	within(t, k, 0, patience)
	same(t, k.Table(), r, 0)
	amiss(t, k, live.RedisUnreachable)
	amiss(t, k, live.RedisDeaf)
	logs.has(t, live.RedisUnreachable)
	news(t, k, r, 2)
	server.Restart()
	mended(t, k, live.RedisUnreachable)
	mended(t, k, live.RedisDeaf)
	inRedis(t, store(t, server.URL()), k)
}

func TestRedisStopped(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	k := begun(t, r, server.URL(), every(often), logs.into)
	server.Kill()
	amiss(t, k, live.RedisUnreachable)
	amiss(t, k, live.RedisDeaf)
	if s := k.State(); s.Status != live.Degraded || s.Redis != live.Unreachable || s.Record != live.OK {
		t.Errorf("%+v", s)
	}
	logs.has(t, live.RedisUnreachable)
	news(t, k, r, 2)
	server.Restart()
	mended(t, k, live.RedisUnreachable)
	inRedis(t, store(t, server.URL()), k)
}

func TestRedisFlushed(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	left(t, r, server.URL())
	k := begun(t, r, server.URL(), every(often), logs.into)
	if s := k.State(); len(s.Mended) != 0 {
		t.Errorf("before it was flushed: %+v", s.Mended)
	}
	if err := admin(t, server).FlushAll(context.Background()).Err(); err != nil {
		t.Fatal(err)
	}
	mended(t, k, live.RedisMissing)
	inRedis(t, store(t, server.URL()), k)
	logs.has(t, live.RedisMissing)
	news(t, k, r, 2)
}

// TestRedisSlow delays every answer, a little and too much.
func TestRedisSlow(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	proxy := testenv.Proxy(t, server.Addr())
	k := begun(t, r, proxy.Through(server.URL()), every(often))
	proxy.Latency(50 * time.Millisecond)
	news(t, k, r, 2)
	inRedis(t, store(t, server.URL()), k)
	proxy.Clear()
	proxy.Latency(time.Minute)
	amiss(t, k, live.RedisUnreachable)
	news(t, k, r, 3)
	late := keeper(r, store(t, proxy.Through(server.URL())), every(often))
	run(t, late)
	within(t, late, 2, patience)
	same(t, late.Table(), r, 2)
	proxy.Clear()
	mended(t, k, live.RedisUnreachable)
	inRedis(t, store(t, server.URL()), k)
}

// TestRedisRubbish puts rubbish into each key, in turn: a running replica and one
// that starts then give the same answers and mend it; one that has no record
// either says that it knows nothing.
func TestRedisRubbish(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	c, ctx := admin(t, server), context.Background()
	k := begun(t, r, server.URL(), every(often))
	keys, err := c.Keys(ctx, "*").Result()
	if err != nil || len(keys) != 4 { // identity, head, CN, CN-GX
		t.Fatalf("keys %v, %v", keys, err)
	}
	for i, key := range keys {
		spoil := func() {
			if err := c.Set(ctx, key, "rubbish", 0).Err(); err != nil {
				t.Fatal(err)
			}
		}
		spoil()
		inRedis(t, store(t, server.URL()), k)
		mended(t, k, live.RedisRubbish)
		spoil()
		second := keeper(r, store(t, server.URL()), every(often))
		stop := run(t, second)
		within(t, second, int64(i), patience)
		same(t, second.Table(), r, int64(i))
		inRedis(t, store(t, server.URL()), second)
		news(t, second, r, i+2)
		stop()
		within(t, k, int64(i+1), patience)
	}
}

// TestRedisRubbishAlone starts from rubbish without a record.
func TestRedisRubbishAlone(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	c, ctx := admin(t, server), context.Background()
	left(t, r, server.URL())
	r.set(func(m *memory) { m.down = errDown })
	keys, err := c.Keys(ctx, "shixian:{*").Result()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		if err := c.Set(ctx, key, "rubbish", 0).Err(); err != nil {
			t.Fatal(err)
		}
	}
	logs := &logbook{}
	k := keeper(r, store(t, server.URL()), every(often), logs.into)
	run(t, k)
	amiss(t, k, live.RedisRubbish)
	if k.Table() != nil {
		t.Error("there is a table")
	}
	expect(t, k, live.NotReady, live.RecordUnreachable, live.RedisRubbish, live.TableUnknown)
	logs.has(t, live.RedisRubbish)
}

// TestRedisSnapshotAlone starts without a record from what another replica left.
func TestRedisSnapshotAlone(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	r.add(t, publish("CN", 2), publish("CN-GX", 2), withdraw("CN-2026-2"))
	left(t, r, server.URL())
	gone := &memory{id: "a", down: errDown}
	k := keeper(gone, store(t, server.URL()), every(often))
	run(t, k)
	within(t, k, 3, patience)
	same(t, k.Table(), r, 3)
	expect(t, k, live.Degraded, live.RecordUnreachable)
	r.add(t, publish("CN", 4))
	s := store(t, server.URL())
	full := keeper(r, s)
	refresh(t, full)
	if _, err := s.Put(context.Background(), live.SnapshotOf(full)); err != nil {
		t.Fatal(err)
	}
	within(t, k, 4, patience) // found by the poll of the snapshots
	same(t, k.Table(), r, 4)
}

// TestRedisOtherVersion: a program with other embedded data finds only the
// snapshots of the one before, and leaves them alone.
func TestRedisOtherVersion(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	old := begun(t, r, server.URL(), every(often))
	src := with(embedded().Notices...)
	src.Definitions = slices.Clone(src.Definitions)
	src.Definitions[0].NameEN = "another name"
	k := keeper(r, storeOf(t, server.URL(), src), every(often), logs.into, func(c *live.Config) { c.Embedded = src })
	run(t, k)
	within(t, k, 0, patience)
	same(t, k.Table(), r, 0)
	mended(t, k, live.RedisOtherVersion)
	logs.has(t, live.RedisOtherVersion)
	inRedis(t, storeOf(t, server.URL(), src), k)
	inRedis(t, store(t, server.URL()), old)
	news(t, k, r, 2)
	within(t, old, 1, patience)
}

// TestRedisOtherRecord: a replica that was given the Redis of another record is
// not ready; the other's replicas go on.
func TestRedisOtherRecord(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	first := begun(t, r, server.URL(), every(often))
	other := baseline(t, "b")
	other.add(t, publish("CN", 9))
	k := keeper(other, store(t, server.URL()), every(often), logs.into)
	run(t, k)
	within(t, k, 1, patience)
	amiss(t, k, live.RedisOtherRecord)
	expect(t, k, live.NotReady, live.RedisOtherRecord)
	logs.has(t, live.RedisOtherRecord)
	same(t, k.Table(), other, 1)
	news(t, first, r, 2)
	inRedis(t, store(t, server.URL()), first)
	expect(t, first, live.Ready)
	// The Redis is handed over.
	if err := admin(t, server).FlushAll(context.Background()).Err(); err != nil {
		t.Fatal(err)
	}
	until(t, "one of the two has it", func() bool {
		return (first.State().Status == live.Ready) != (k.State().Status == live.Ready)
	})
}

// exchange publishes through one replica and sees it in the other, long before a
// poll, and the other way round.
func exchange(t testing.TB, r *memory, a, b *live.Keeper, seq int) {
	t.Helper()
	for _, pair := range [][2]*live.Keeper{{a, b}, {b, a}} {
		revision := r.add(t, publish("CN-GX", seq))
		refresh(t, pair[0])
		if got := pair[0].Table().Revision(); got != revision {
			t.Errorf("the publisher is at revision %d, not %d", got, revision)
		}
		within(t, pair[1], revision, patience)
		same(t, pair[1].Table(), r, revision)
		seq++
	}
}

func TestTwoReplicas(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	a, b := begun(t, r, server.URL(), every(time.Hour)), begun(t, r, server.URL(), every(time.Hour))
	exchange(t, r, a, b, 2)
}

// TestTwoReplicasAfterRestart loses every connection, and the content of Redis.
func TestTwoReplicasAfterRestart(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	a, b := begun(t, r, server.URL(), every(time.Hour)), begun(t, r, server.URL(), every(time.Hour))
	server.Stop()
	amiss(t, a, live.RedisDeaf)
	amiss(t, b, live.RedisDeaf)
	server.Restart()
	mended(t, a, live.RedisDeaf)
	mended(t, b, live.RedisDeaf)
	exchange(t, r, a, b, 2)
	inRedis(t, store(t, server.URL()), a)
}

func TestTwoReplicasWithoutRedis(t *testing.T) {
	r := baseline(t, "a")
	a, b := keeper(r, nil, every(often)), keeper(r, nil, every(often))
	run(t, a)
	run(t, b)
	within(t, a, 0, patience)
	within(t, b, 0, patience)
	exchange(t, r, a, b, 2)
}

// TestPublisherKilled: the event is in the record and nobody said so. One replica
// polls, and all have it.
func TestPublisherKilled(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	rare, polls := begun(t, r, server.URL(), every(time.Hour)), begun(t, r, server.URL(), every(often))
	news(t, polls, r, 2)
	within(t, rare, 1, patience)
}

func TestCluster(t *testing.T) {
	r := baseline(t, "a")
	url := "redis://" + strings.Join(testenv.RedisCluster(t).Addrs(), ",")
	a, b := begun(t, r, url, every(time.Hour)), begun(t, r, url, every(time.Hour))
	exchange(t, r, a, b, 2)
}

// TestSentinel kills the master: the answers go on, and so do the announcements
// once the replica is promoted.
func TestSentinel(t *testing.T) {
	r, set := baseline(t, "a"), testenv.Sentinel(t)
	url := "redis://" + set.Sentinel.Addr() + "/0?master=" + testenv.SentinelMaster
	a, b := begun(t, r, url, every(time.Hour)), begun(t, r, url, every(time.Hour))
	set.Master.Kill()
	amiss(t, a, live.RedisDeaf)
	amiss(t, b, live.RedisDeaf)
	same(t, a.Table(), r, 0)
	mended(t, a, live.RedisDeaf)
	mended(t, b, live.RedisDeaf)
	exchange(t, r, a, b, 2)
}
