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
	redisclient "shixian/internal/redis"
	"shixian/test/testenv"
)

// often is the poll interval of tests that wait for polls. waitLimit bounds every
// wait; nothing comes near it unless it never comes.
const (
	often     = 50 * time.Millisecond
	waitLimit = testenv.Wait
)

// testKey is the snapshots' key of all replicas.
var testKey = []byte("the key of thirty-two characters")

// store opens the snapshots of programs with the embedded data.
func store(t testing.TB, url string) *snapshot.Store { return storeOf(t, url, embedded()) }

func storeOf(t testing.TB, url string, src *holidays.Source) *snapshot.Store {
	t.Helper()
	version, err := snapshot.DataVersion(src)
	if err != nil {
		t.Fatal(err)
	}
	client, err := redisclient.Open(url, snapshot.Timeout)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return snapshot.New(client, version, snapshot.FixedKey(testKey))
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
	end := time.After(waitLimit)
	for !holds() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("%s: not after %s", what, waitLimit)
		}
	}
}

// awaitFault waits until a follower gives a reason.
func awaitFault(t testing.TB, f *live.Follower, code string) {
	t.Helper()
	until(t, code, func() bool { return slices.Contains(strings.Fields(codes(f.State().Reasons)), code) })
}

// awaitMended waits until a follower is ready and says that it had a fault before.
func awaitMended(t testing.TB, f *live.Follower, code string) {
	t.Helper()
	until(t, code+" mended", func() bool {
		s := seen(f)
		return s.Status == live.Ready && slices.Contains(strings.Fields(codes(s.Mended)), code)
	})
}

// inRedis waits until Redis holds a follower's table, whole.
func inRedis(t testing.TB, s *snapshot.Store, f *live.Follower) {
	t.Helper()
	until(t, "the snapshot is in Redis", func() bool {
		own := live.SnapshotOf(f)
		return own != nil && s.Check(context.Background(), own) == nil
	})
}

// news publishes into the record alone and checks that a follower sees it.
func news(t testing.TB, f *live.Follower, r *memory, seq int) {
	t.Helper()
	revision := r.add(t, publish("CN", seq))
	within(t, f, revision, waitLimit)
	same(t, f.Table(), r, revision)
}

// begun returns a running follower whose table is in Redis.
func begun(t testing.TB, r *memory, url string, change ...func(*live.Config)) *live.Follower {
	t.Helper()
	f := followerOf(r, store(t, url), change...)
	run(t, f)
	within(t, f, 0, waitLimit)
	inRedis(t, store(t, url), f)
	until(t, "ready", func() bool { return seen(f).Status == live.Ready })
	return f
}

// left runs a follower until its table is in Redis.
func left(t testing.TB, r *memory, url string) {
	t.Helper()
	f := followerOf(r, store(t, url))
	stop := run(t, f)
	defer stop()
	within(t, f, int64(len(r.all(t))-1), waitLimit)
	inRedis(t, store(t, url), f)
}

func TestRedisAbsentAtStart(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	server.Stop()
	f := followerOf(r, store(t, server.URL()), every(often), logs.into)
	run(t, f)
	within(t, f, 0, waitLimit)
	same(t, f.Table(), r, 0)
	awaitFault(t, f, live.RedisUnreachable)
	awaitFault(t, f, live.RedisUnsubscribed)
	logs.has(t, live.RedisUnreachable)
	news(t, f, r, 2)
	server.Restart()
	awaitMended(t, f, live.RedisUnreachable)
	awaitMended(t, f, live.RedisUnsubscribed)
	inRedis(t, store(t, server.URL()), f)
}

func TestRedisStopped(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	f := begun(t, r, server.URL(), every(often), logs.into)
	server.Kill()
	awaitFault(t, f, live.RedisUnreachable)
	awaitFault(t, f, live.RedisUnsubscribed)
	if s := seen(f); s.Status != live.Degraded || s.Redis != live.Unreachable || s.Record != live.OK {
		t.Errorf("%+v", s)
	}
	logs.has(t, live.RedisUnreachable)
	news(t, f, r, 2)
	server.Restart()
	awaitMended(t, f, live.RedisUnreachable)
	inRedis(t, store(t, server.URL()), f)
}

func TestRedisFlushed(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	left(t, r, server.URL())
	f := begun(t, r, server.URL(), every(often), logs.into)
	if s := seen(f); len(s.Mended) != 0 {
		t.Errorf("before it was flushed: %+v", s.Mended)
	}
	if err := admin(t, server).FlushAll(context.Background()).Err(); err != nil {
		t.Fatal(err)
	}
	awaitMended(t, f, live.RedisMissing)
	inRedis(t, store(t, server.URL()), f)
	logs.has(t, live.RedisMissing)
	news(t, f, r, 2)
}

// TestRedisSlow delays every answer, a little and too much.
func TestRedisSlow(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	proxy := testenv.Proxy(t, server.Addr())
	f := begun(t, r, proxy.Through(server.URL()), every(often))
	proxy.Latency(50 * time.Millisecond)
	news(t, f, r, 2)
	inRedis(t, store(t, server.URL()), f)
	proxy.Clear()
	proxy.Latency(time.Minute)
	awaitFault(t, f, live.RedisUnreachable)
	news(t, f, r, 3)
	late := followerOf(r, store(t, proxy.Through(server.URL())), every(often))
	run(t, late)
	within(t, late, 2, waitLimit)
	same(t, late.Table(), r, 2)
	proxy.Clear()
	awaitMended(t, f, live.RedisUnreachable)
	inRedis(t, store(t, server.URL()), f)
}

// TestRedisRubbish puts rubbish into each key, in turn: a running replica and one
// that starts then give the same answers and mend it; one that has no record
// either says that it knows nothing.
func TestRedisRubbish(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	c, ctx := admin(t, server), context.Background()
	f := begun(t, r, server.URL(), every(often))
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
		inRedis(t, store(t, server.URL()), f)
		awaitMended(t, f, live.RedisRubbish)
		spoil()
		second := followerOf(r, store(t, server.URL()), every(often))
		stop := run(t, second)
		within(t, second, int64(i), waitLimit)
		same(t, second.Table(), r, int64(i))
		inRedis(t, store(t, server.URL()), second)
		news(t, second, r, i+2)
		stop()
		within(t, f, int64(i+1), waitLimit)
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
	f := followerOf(r, store(t, server.URL()), every(often), logs.into)
	run(t, f)
	awaitFault(t, f, live.RedisRubbish)
	if f.Table() != nil {
		t.Error("there is a table")
	}
	expect(t, f, live.NotReady, live.RecordUnreachable, live.RedisRubbish, live.TableUnknown)
	logs.has(t, live.RedisRubbish)
}

// TestRedisSnapshotAlone starts without a record from what another replica left.
func TestRedisSnapshotAlone(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	r.add(t, publish("CN", 2), publish("CN-GX", 2), withdraw("CN-2026-2"))
	left(t, r, server.URL())
	gone := &memory{id: "a", down: errDown}
	f := followerOf(gone, store(t, server.URL()), every(often))
	run(t, f)
	within(t, f, 3, waitLimit)
	same(t, f.Table(), r, 3)
	expect(t, f, live.Degraded, live.RecordUnreachable)
	r.add(t, publish("CN", 4))
	s := store(t, server.URL())
	full := followerOf(r, s)
	refresh(t, full)
	if _, err := s.Put(context.Background(), live.SnapshotOf(full)); err != nil {
		t.Fatal(err)
	}
	within(t, f, 4, waitLimit) // found by the poll of the snapshots
	same(t, f.Table(), r, 4)
}

// TestRedisOtherVersion: a program with other embedded data finds only the
// snapshots of the one before, and leaves them alone.
func TestRedisOtherVersion(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	old := begun(t, r, server.URL(), every(often))
	src := with(embedded().Notices...)
	src.Definitions = slices.Clone(src.Definitions)
	src.Definitions[0].NameEN = "another name"
	f := followerOf(r, storeOf(t, server.URL(), src), every(often), logs.into, func(c *live.Config) { c.Embedded = src })
	run(t, f)
	within(t, f, 0, waitLimit)
	same(t, f.Table(), r, 0)
	awaitMended(t, f, live.RedisOtherVersion)
	logs.has(t, live.RedisOtherVersion)
	inRedis(t, storeOf(t, server.URL(), src), f)
	inRedis(t, store(t, server.URL()), old)
	news(t, f, r, 2)
	within(t, old, 1, waitLimit)
}

// TestRedisOtherRecord: a replica that was given the Redis of another record answers
// from its own, and does not use that Redis; the other's replicas go on.
func TestRedisOtherRecord(t *testing.T) {
	server, r, logs := testenv.Redis(t), baseline(t, "a"), &logbook{}
	first := begun(t, r, server.URL(), every(often))
	other := baseline(t, "b")
	other.add(t, publish("CN", 9))
	f := followerOf(other, store(t, server.URL()), every(often), logs.into)
	run(t, f)
	within(t, f, 1, waitLimit)
	awaitFault(t, f, live.RedisOtherRecord)
	expect(t, f, live.Degraded, live.RedisOtherRecord)
	logs.has(t, live.RedisOtherRecord)
	same(t, f.Table(), other, 1)
	news(t, first, r, 2)
	inRedis(t, store(t, server.URL()), first)
	expect(t, first, live.Ready)
	// The Redis is handed over.
	if err := admin(t, server).FlushAll(context.Background()).Err(); err != nil {
		t.Fatal(err)
	}
	until(t, "one of the two has it", func() bool {
		return (seen(first).Status == live.Ready) != (seen(f).Status == live.Ready)
	})
}

// exchange publishes through one replica and sees it in the other, long before a
// poll, and the other way round.
func exchange(t testing.TB, r *memory, a, b *live.Follower, seq int) {
	t.Helper()
	for _, pair := range [][2]*live.Follower{{a, b}, {b, a}} {
		revision := r.add(t, publish("CN-GX", seq))
		refresh(t, pair[0])
		if got := pair[0].Table().Revision(); got != revision {
			t.Errorf("the publisher is at revision %d, not %d", got, revision)
		}
		within(t, pair[1], revision, waitLimit)
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
	awaitFault(t, a, live.RedisUnsubscribed)
	awaitFault(t, b, live.RedisUnsubscribed)
	server.Restart()
	awaitMended(t, a, live.RedisUnsubscribed)
	awaitMended(t, b, live.RedisUnsubscribed)
	exchange(t, r, a, b, 2)
	inRedis(t, store(t, server.URL()), a)
}

func TestTwoReplicasWithoutRedis(t *testing.T) {
	r := baseline(t, "a")
	a, b := followerOf(r, nil, every(often)), followerOf(r, nil, every(often))
	run(t, a)
	run(t, b)
	within(t, a, 0, waitLimit)
	within(t, b, 0, waitLimit)
	exchange(t, r, a, b, 2)
}

// TestPublisherKilled: the event is in the record and nobody said so. One replica
// polls, and all have it.
func TestPublisherKilled(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	rare, polls := begun(t, r, server.URL(), every(time.Hour)), begun(t, r, server.URL(), every(often))
	news(t, polls, r, 2)
	within(t, rare, 1, waitLimit)
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
	r, set := baseline(t, "a"), testenv.Sentinel(t, nil)
	url := "redis://" + set.Sentinel.Addr() + "/0?master=" + testenv.SentinelMaster
	a, b := begun(t, r, url, every(time.Hour)), begun(t, r, url, every(time.Hour))
	set.Master.Kill()
	awaitFault(t, a, live.RedisUnsubscribed)
	awaitFault(t, b, live.RedisUnsubscribed)
	same(t, a.Table(), r, 0)
	awaitMended(t, a, live.RedisUnsubscribed)
	awaitMended(t, b, live.RedisUnsubscribed)
	exchange(t, r, a, b, 2)
}
