package snapshot

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/redis/go-redis/v9"

	"shixian/holidays/live"
	redisclient "shixian/internal/redis"
	"shixian/test/testenv"
)

// TestCluster does everything once on a Cluster, named by all of its nodes and by
// one.
func TestCluster(t *testing.T) {
	cluster := testenv.RedisCluster(t)
	s := open(t, "redis://"+strings.Join(cluster.Addrs(), ","))
	one := open(t, "redis://"+cluster.Addrs()[1]+"?cluster=true")
	heard := listen(t, one)
	must(t, s, sample(3))
	must(t, one, sample(4))
	if moved, err := s.Rewrite(bounded(t), sample(4)); moved || err != nil {
		t.Errorf("%v, %v", moved, err)
	}
	if _, err := s.Put(bounded(t), sample(3)); !errors.Is(err, live.ErrAhead) {
		t.Error(err)
	}
	if err := s.Check(bounded(t), sample(4)); err != nil {
		t.Error(err)
	}
	if got, err := s.Load(bounded(t), testRecord); err != nil || !reflect.DeepEqual(got, sample(4)) {
		t.Errorf("%+v, %v", got, err)
	}
	announce(t, s, testRecord, 4)
	expect(t, heard, 4)
}

// TestClusterPrimaryKilled: once the replica of a primary that died has taken over, the
// snapshots go on with it, and do not wait for the minute after which go-redis by itself
// asks who serves what.
func TestClusterPrimaryKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it waits for a failover: make prove")
	}
	cluster := testenv.RedisCluster(t)
	cluster.Replicate(t)
	s := open(t, "redis://"+strings.Join(cluster.Addrs(), ","))
	must(t, s, sample(3))
	node, err := s.client.(*redisclient.Client).UniversalClient.(*redis.ClusterClient).MasterForKey(bounded(t), s.headKey())
	if err != nil {
		t.Fatal(err)
	}
	cluster.Nodes[slices.Index(cluster.Addrs(), node.Options().Addr)].Kill()
	if _, err := s.Put(bounded(t), sample(4)); err == nil {
		t.Fatal("it is written without the primary")
	}
	testenv.Await(t, func() error {
		moved, err := s.Put(context.Background(), sample(4))
		if err == nil && !moved {
			err = errors.New("not written")
		}
		return err
	})
	if got, err := s.Load(bounded(t), testRecord); err != nil || !reflect.DeepEqual(got, sample(4)) {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestSentinel kills the master: the snapshots and the announcements go on with
// the replica.
func TestSentinel(t *testing.T) {
	set := testenv.Sentinel(t, nil)
	s := open(t, "redis://"+set.Sentinel.Addr()+"/0?master="+testenv.SentinelMaster)
	must(t, s, sample(3))
	heard := listen(t, s)
	set.Master.Kill()
	if a := next(t, heard); a.Err == nil {
		t.Errorf("heard %+v", a)
	}
	expect(t, heard, -1)
	ctx := bounded(t)
	var err error
	for moved := false; !moved && ctx.Err() == nil; {
		moved, err = s.Put(ctx, sample(4))
	}
	if err != nil {
		t.Fatal(err)
	}
	announce(t, s, testRecord, 4)
	expect(t, heard, 4)
	if got, err := s.Load(ctx, testRecord); err != nil || !reflect.DeepEqual(got, sample(4)) {
		t.Errorf("%+v, %v", got, err)
	}
}
