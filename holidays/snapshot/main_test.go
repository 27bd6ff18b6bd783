package snapshot

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
	redisclient "shixian/internal/redis"
	"shixian/test/testenv"
)

// patient gives go-redis the second that it takes to notice, while it waits to
// dial again, that its client was closed.
type patient struct{ *testing.M }

func (p patient) Run() int {
	code := p.M.Run()
	for range 10 {
		if goleak.Find(testenv.Leaks()...) == nil {
			break
		}
	}
	return code
}

func TestMain(m *testing.M) { goleak.VerifyTestMain(patient{m}, testenv.Leaks()...) }

const (
	testRecord  = "0b9c6a52-4f0e-4a37-9d6e-8f1f0a7c2d11"
	otherRecord = "7d1e0c1e-0000-4000-8000-000000000002"
	testVersion = "5f0c3b1f8a9e4d27b6c1a2d3e4f50617"
)

var testKey = []byte("the key of thirty-two characters")

// open returns what seals and opens values of a store, whose key must be known.
func (s *Store) open(t testing.TB) sealer {
	t.Helper()
	open, err := s.sealer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return open
}

// sample is a snapshot at a revision from 2 on: the nation's notice changes with
// every revision, the region's was last changed at revision 1.
func sample(revision int64) *live.Snapshot {
	day := holidays.NewDate(2026, time.October, int(revision))
	return &live.Snapshot{Record: testRecord, State: record.State{
		Revision: revision, Hash: "hash of " + day.String(),
		Time: time.Date(2026, time.October, int(revision), 8, 0, 0, 0, time.UTC), Epochs: record.Epochs{Begin: 2, Shared: 1},
		Notices: []holidays.Notice{{
			ID: "CN-2026", Calendar: "CN", Year: 2026, Document: "国办发明电〔2025〕7号",
			Issued: holidays.NewDate(2025, time.November, 4), IssuedApproximate: true,
			Source: "https://www.gov.cn/", Amends: "CN-2026", Restates: []string{"国庆节"}, Extends: []string{"元旦"}, Replaces: "CN-2026",
			Entries: []holidays.Entry{{Festival: "国庆节", Kind: holidays.Off, Span: holidays.Span{From: day, To: day}}},
			Residue: &holidays.Residue{Days: 1, Reason: "说明"},
		}},
		Changed:   map[string]int64{"CN": revision, "CN-GX": 1},
		Withdrawn: map[string][]string{"CN": nil, "CN-GX": {"CN-GX-2026"}},
	}}
}

func open(t testing.TB, url string) *Store {
	t.Helper()
	client, err := redisclient.Open(url, Timeout)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return New(client, testVersion, FixedKey(testKey))
}

// fresh returns a store on a Redis of its own.
func fresh(t testing.TB) (*Store, *testenv.Server) {
	t.Helper()
	server := testenv.Redis(t)
	return open(t, server.URL()), server
}

// bounded returns a context that ends long after what is waited for in it.
func bounded(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), testenv.Wait)
	t.Cleanup(cancel)
	return ctx
}

// must puts a snapshot that is expected to be taken. A machine that is busy may
// take longer than the bounds of a method.
func must(t testing.TB, s *Store, of *live.Snapshot) {
	t.Helper()
	ctx := bounded(t)
	_, err := s.Put(ctx, of)
	for errors.Is(err, live.ErrUnreachable) && ctx.Err() == nil {
		_, err = s.Put(ctx, of)
	}
	if err != nil {
		t.Fatalf("put revision %d: %v", of.Revision, err)
	}
}

// urlOf returns the URL of a store on one server.
func urlOf(s *Store) string {
	return "redis://" + s.client.(*redisclient.Client).UniversalClient.(*redis.Client).Options().Addr
}
