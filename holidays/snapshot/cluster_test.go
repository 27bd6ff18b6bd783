package snapshot

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"shixian/holidays/live"
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

// TestSentinel kills the master: the snapshots and the announcements go on with
// the replica.
func TestSentinel(t *testing.T) {
	set := testenv.Sentinel(t)
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
