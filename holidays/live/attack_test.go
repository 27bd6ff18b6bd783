package live_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/snapshot"
	redisclient "shixian/internal/redis"
	"shixian/test/testenv"
)

// attacked is a running replica and the Redis that it uses, to which somebody else
// can write.
type attacked struct {
	*testing.T
	server  *testenv.Server
	r       *memory
	f       *live.Follower
	c       *redis.Client
	version string
}

func attack(t *testing.T) *attacked {
	a := &attacked{T: t, server: testenv.Redis(t), r: baseline(t, "a")}
	var err error
	if a.version, err = snapshot.DataVersion(embedded()); err != nil {
		t.Fatal(err)
	}
	a.f = begun(t, a.r, a.server.URL(), every(often))
	a.c = admin(t, a.server)
	return a
}

// forge writes a snapshot like a follower's, with the record's own id, without knowing
// the key.
func forge(t *testing.T, url string, like *live.Follower, change func(*live.Snapshot)) {
	t.Helper()
	s := live.SnapshotOf(like)
	change(s)
	version, err := snapshot.DataVersion(embedded())
	if err != nil {
		t.Fatal(err)
	}
	client, err := redisclient.Open(url, snapshot.Timeout)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	forger := snapshot.New(client, version, snapshot.FixedKey([]byte("guessed")))
	if _, err := forger.Rewrite(context.Background(), s); err != nil {
		t.Fatal(err)
	}
}

// leftOut is the head that was forged first: of revision 1000, with the nation's notices
// left out.
func leftOut(s *live.Snapshot) {
	s.Revision, s.Hash = 1000, "forged"
	s.Notices = slices.DeleteFunc(slices.Clone(s.Notices), func(n holidays.Notice) bool { return n.Calendar == "CN" })
}

// holds checks that the replica answers as the record has it, and so does one that
// starts now; and that Redis is as it should be afterwards.
func (a *attacked) holds(revision int64) {
	a.Helper()
	late := followerOf(a.r, store(a, a.server.URL()), every(often))
	stop := run(a, late)
	defer stop()
	within(a, late, revision, waitLimit)
	for _, f := range []*live.Follower{a.f, late} {
		inRedis(a, store(a, a.server.URL()), f)
		same(a, f.Table(), a.r, revision)
		knows(a.T, f, revision, revision)
		until(a, "ready", func() bool { return seen(f).Status == live.Ready })
	}
}

// TestForgedHead: a head of a revision far ahead, with the record's id.
func TestForgedHead(t *testing.T) {
	a := attack(t)
	forge(t, a.server.URL(), a.f, leftOut)
	awaitMended(t, a.f, live.RedisChecksum)
	forge(t, a.server.URL(), a.f, leftOut)
	a.holds(0)
	news(t, a.f, a.r, 2)
	a.holds(1)
}

// TestForgedContent: other days under the revision and the hash of the record's event.
func TestForgedContent(t *testing.T) {
	a := attack(t)
	otherDays := func(s *live.Snapshot) {
		s.Notices = append(slices.Clone(s.Notices), notice("CN", 2))
	}
	forge(t, a.server.URL(), a.f, otherDays)
	awaitMended(t, a.f, live.RedisChecksum)
	forge(t, a.server.URL(), a.f, otherDays)
	a.holds(0)
}

// TestForgedAlone: a forged snapshot is not read by a replica that starts while the
// record is away.
func TestForgedAlone(t *testing.T) {
	server, r := testenv.Redis(t), baseline(t, "a")
	left(t, r, server.URL())
	like := followerOf(r, nil)
	refresh(t, like)
	forge(t, server.URL(), like, leftOut)
	r.set(func(m *memory) { m.down = errDown })
	f := followerOf(r, store(t, server.URL()))
	if err := f.Refresh(t.Context()); !errors.Is(err, record.ErrUnavailable) {
		t.Error(err)
	}
	expect(t, f, live.NotReady, live.RecordUnreachable, live.RedisChecksum, live.TableUnknown)
}

// TestReplayed: an older snapshot, rightly sealed, is put back.
func TestReplayed(t *testing.T) {
	a := attack(t)
	ctx := context.Background()
	old := map[string]string{}
	keys, err := a.c.Keys(ctx, "shixian:{*").Result()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		old[key] = a.c.Get(ctx, key).Val()
	}
	replay := func() {
		for key, text := range old {
			if err := a.c.Set(ctx, key, text, 0).Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
	news(t, a.f, a.r, 2)
	inRedis(t, store(t, a.server.URL()), a.f)
	replay()
	a.holds(1)

	// While the record is away it is all that there is, until the record is back.
	a.r.set(func(m *memory) { m.down = errDown })
	awaitFault(t, a.f, live.RecordUnreachable)
	replay()
	f := followerOf(a.r, store(t, a.server.URL()), every(often))
	run(t, f)
	within(t, f, 0, waitLimit)
	if s := seen(f); s.Status != live.Degraded || s.Source != live.FromSnapshot {
		t.Errorf("%+v", s)
	}
	a.r.set(func(m *memory) { m.down = nil })
	within(t, f, 1, waitLimit)
	a.holds(1)
}

// TestAnnouncementFlood: revisions are announced that there are not, the greatest
// among them.
func TestAnnouncementFlood(t *testing.T) {
	a := attack(t)
	rare := begun(t, a.r, a.server.URL(), every(time.Hour))
	for i := range int64(2000) {
		body := fmt.Sprintf(`{"record":"a","revision":%d}`, math.MaxInt64-i)
		text := fmt.Sprintf("%x\n%s", sha256.Sum256([]byte(body)), body)
		if err := a.c.Publish(t.Context(), "shixian:{a}:new", text).Err(); err != nil {
			t.Fatal(err)
		}
	}
	news(t, a.f, a.r, 2)
	within(t, rare, 1, waitLimit)
	knows(t, rare, 1, 1)
	a.holds(1)
}

// TestWrongID: Redis names another record; it is not used, and nobody is taken out.
func TestWrongID(t *testing.T) {
	a := attack(t)
	if err := a.c.HSet(t.Context(), "shixian:record", "id", "x").Err(); err != nil {
		t.Fatal(err)
	}
	awaitFault(t, a.f, live.RedisOtherRecord)
	rare := followerOf(a.r, store(t, a.server.URL()), every(time.Hour))
	run(t, rare)
	within(t, rare, 0, waitLimit)
	awaitFault(t, rare, live.RedisOtherRecord)
	expect(t, rare, live.Degraded, live.RedisOtherRecord)
	news(t, a.f, a.r, 2)
	within(t, rare, 1, waitLimit) // announcements go on
	expect(t, a.f, live.Degraded, live.RedisOtherRecord)
	if err := a.c.Del(t.Context(), "shixian:record").Err(); err != nil {
		t.Fatal(err)
	}
	a.holds(1)
}

// TestListForHash: each key is a list.
func TestListForHash(t *testing.T) {
	a := attack(t)
	keys, err := a.c.Keys(t.Context(), "*").Result()
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		if err := errors.Join(a.c.Del(t.Context(), key).Err(), a.c.RPush(t.Context(), key, "x").Err()); err != nil {
			t.Fatal(err)
		}
		a.holds(0)
	}
}

// TestNoKey: without the key no snapshot is read, whether it is good or not; with the
// record the key comes back.
func TestNoKey(t *testing.T) {
	a := attack(t)
	client, err := redisclient.Open(a.server.URL(), snapshot.Timeout)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	r := &memory{id: "a", events: a.r.events, hashes: a.r.hashes, down: errDown}
	key := func(ctx context.Context) ([]byte, error) {
		_, err := r.ID(ctx)
		return testKey, err
	}
	f := followerOf(r, snapshot.New(client, a.version, key), every(often))
	if err := f.Refresh(t.Context()); !errors.Is(err, record.ErrUnavailable) {
		t.Error(err)
	}
	expect(t, f, live.NotReady, live.RecordUnreachable, live.RedisNoKey, live.TableUnknown)
	r.set(func(m *memory) { m.down = nil })
	run(t, f)
	within(t, f, 0, waitLimit)
	awaitMended(t, f, live.RedisNoKey)
}

// TestRestoredRecord: the record was put back while a replica runs. It keeps its table
// and does not write it to Redis; one that starts has the record's.
func TestRestoredRecord(t *testing.T) {
	a := attack(t)
	events, hashes := a.r.events, a.r.hashes
	news(t, a.f, a.r, 2)
	inRedis(t, store(t, a.server.URL()), a.f)
	a.r.set(func(m *memory) { m.events, m.hashes = events, hashes })
	awaitFault(t, a.f, live.RecordBehind)
	for _, emptied := range []bool{true, false} {
		if emptied {
			if err := a.c.FlushDB(t.Context()).Err(); err != nil {
				t.Fatal(err)
			}
		}
		late := followerOf(a.r, store(t, a.server.URL()), every(often))
		stop := run(t, late)
		within(t, late, 0, waitLimit)
		inRedis(t, store(t, a.server.URL()), late)
		same(t, late.Table(), a.r, 0)
		for seen(late).Status != live.Ready { // it may have found Redis empty first
			if err := late.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		stop()
	}
}

// TestUnconfirmedSnapshot: a replica starts from a snapshot of events that the record
// turns out not to have.
func TestUnconfirmedSnapshot(t *testing.T) {
	a := attack(t)
	events, hashes := a.r.events, a.r.hashes
	news(t, a.f, a.r, 2)
	inRedis(t, store(t, a.server.URL()), a.f)
	back := &memory{id: "a", events: events, hashes: hashes, down: errDown}
	late := followerOf(back, store(t, a.server.URL()), every(often))
	run(t, late)
	within(t, late, 1, waitLimit)
	expect(t, late, live.Degraded, live.RecordUnreachable)
	back.set(func(m *memory) { m.down = nil })
	until(t, "the record's table", func() bool { return late.State().Revision == 0 })
	same(t, late.Table(), back, 0)
	knows(t, late, 0, 0)
}

// TestNoticesLeftOut: a snapshot without notices has nobody append them again.
func TestNoticesLeftOut(t *testing.T) {
	r := baseline(t, "a")
	r.add(t, withdraw(embedded().Notices[0].ID))
	s := kept(t, r)
	s.snapshot.Notices, s.snapshot.Withdrawn = nil, nil
	f := followerOf(r, s)
	refresh(t, f)
	if n := len(r.all(t)); n != 2 {
		t.Errorf("there are %d events", n)
	}
	same(t, f.Table(), r, 1)
}
