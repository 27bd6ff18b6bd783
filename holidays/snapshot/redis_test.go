package snapshot

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/test/testenv"
)

func TestPutAndLoad(t *testing.T) {
	s, _ := fresh(t)
	ctx := bounded(t)
	if _, err := s.Load(ctx, ""); !errors.Is(err, live.ErrMissing) {
		t.Errorf("an empty Redis: %v", err)
	}
	if err := s.Check(ctx, sample(3)); !errors.Is(err, live.ErrMissing) {
		t.Errorf("an empty Redis: %v", err)
	}
	if moved, err := s.Put(ctx, sample(3)); err != nil || !moved {
		t.Errorf("put: %v, %v", moved, err)
	}
	for _, record := range []string{"", testRecord} {
		got, err := s.Load(ctx, record)
		if err != nil || !reflect.DeepEqual(got, sample(3)) {
			t.Errorf("%+v, %v; want %+v", got, err, sample(3))
		}
	}
	if moved, err := s.Put(ctx, sample(3)); err != nil || moved {
		t.Errorf("put again: %v, %v", moved, err)
	}
	for revision, want := range map[int64]error{2: live.ErrAhead, 3: nil, 4: live.ErrBehind} {
		if err := s.Check(ctx, sample(revision)); !errors.Is(err, want) {
			t.Errorf("check revision %d: %v; want %v", revision, err, want)
		}
	}
}

func TestEmptySnapshot(t *testing.T) {
	s, _ := fresh(t)
	none := &live.Snapshot{Record: testRecord, State: record.State{Hash: "h", Changed: map[string]int64{}, Withdrawn: map[string][]string{}}}
	must(t, s, none)
	if got, err := s.Load(bounded(t), ""); err != nil || !reflect.DeepEqual(got, none) {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestNeverBack puts an older revision, and another event of the same one, late.
func TestNeverBack(t *testing.T) {
	s, _ := fresh(t)
	ctx := bounded(t)
	must(t, s, sample(5))
	other := sample(5)
	other.Hash = "another"
	for _, c := range []struct {
		of   *live.Snapshot
		want error
	}{{sample(4), live.ErrAhead}, {other, live.ErrDiffers}} {
		if moved, err := s.Put(ctx, c.of); moved || !errors.Is(err, c.want) {
			t.Errorf("revision %d: %v, %v; want %v", c.of.Revision, moved, err, c.want)
		}
		if err := s.Check(ctx, c.of); !errors.Is(err, c.want) {
			t.Errorf("check: %v; want %v", err, c.want)
		}
	}
	if got, err := s.Load(ctx, ""); err != nil || !reflect.DeepEqual(got, sample(5)) {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestRewriteBack: what the record has confirmed replaces a newer snapshot.
func TestRewriteBack(t *testing.T) {
	s, _ := fresh(t)
	ctx := bounded(t)
	must(t, s, sample(5))
	if moved, err := s.Rewrite(ctx, sample(4)); moved || err != nil {
		t.Errorf("%v, %v", moved, err)
	}
	if got, err := s.Load(ctx, ""); err != nil || !reflect.DeepEqual(got, sample(4)) {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestKeys: a store without a key uses nothing, asks again until it has one, and reads
// nothing of what another key has sealed.
func TestKeys(t *testing.T) {
	s, server := fresh(t)
	ctx := bounded(t)
	must(t, s, sample(3))
	var key []byte
	cause := errors.New("the record is away")
	asked := 0
	other := open(t, server.URL())
	other.askKey = func(context.Context) ([]byte, error) {
		asked++
		return key, cause
	}
	_, loading := other.Load(ctx, "")
	_, putting := other.Put(ctx, sample(4))
	for _, err := range []error{loading, putting, other.Check(ctx, sample(3))} {
		if !errors.Is(err, live.ErrNoKey) || !errors.Is(err, cause) {
			t.Error(err)
		}
	}
	if err := other.Announce(ctx, testRecord, 3); err != nil {
		t.Errorf("announcing takes no key: %v", err)
	}
	key, cause, asked = []byte("another key"), nil, 0
	for range 2 {
		if _, err := other.Load(ctx, ""); !errors.Is(err, live.ErrChecksum) {
			t.Error(err)
		}
	}
	if asked != 1 {
		t.Errorf("the key was asked for %d times", asked)
	}
	if err := s.Check(ctx, sample(3)); err != nil {
		t.Error(err)
	}
}

// TestLateWriter has a writer look at the head, and another put a newer one before
// the first writes.
func TestLateWriter(t *testing.T) {
	s, _ := fresh(t)
	ctx := bounded(t)
	must(t, s, sample(3))
	seen, err := s.look(ctx, s.open(t), testRecord)
	if err != nil {
		t.Fatal(err)
	}
	must(t, s, sample(5))
	text, err := s.open(t).snapshot(sample(4))
	if err != nil {
		t.Fatal(err)
	}
	if done, err := s.replace(ctx, seen, text); done || err != nil {
		t.Errorf("the late writer: %v, %v", done, err)
	}
	if err := s.Check(ctx, sample(5)); err != nil {
		t.Error(err)
	}
}

func TestManyWriters(t *testing.T) {
	s, _ := fresh(t)
	ctx := bounded(t)
	var wg sync.WaitGroup
	for revision := int64(2); revision < 12; revision++ {
		wg.Go(func() {
			for {
				_, err := s.Put(ctx, sample(revision))
				if err == nil || errors.Is(err, live.ErrAhead) {
					return
				}
				if ctx.Err() != nil {
					t.Errorf("revision %d: %v", revision, err)
					return
				}
			}
		})
	}
	wg.Wait()
	if err := s.Check(ctx, sample(11)); err != nil {
		t.Error(err)
	}
}

// TestExpiry looks at the lives of the snapshots: the newest for ever, those of a
// calendar that has not changed with them, others for a day.
func TestExpiry(t *testing.T) {
	s, _ := fresh(t)
	ctx := bounded(t)
	must(t, s, sample(3))
	must(t, s, sample(4))
	const forever = -1
	for key, want := range map[string]time.Duration{
		s.headKey():            forever,
		identityKey:            forever,
		s.partKey("CN", 3):     Expiry,
		s.partKey("CN", 4):     forever,
		s.partKey("CN-GX", 1):  forever,
		s.partKey("CN-GX", 99): -2, // there is none
	} {
		got, err := s.client.TTL(ctx, key).Result()
		if err != nil || got > want || want > 0 && got < want-time.Minute {
			t.Errorf("%s lives for %s, %v; want %s", key, got, err, want)
		}
	}
	if _, err := s.client.Expire(ctx, s.partKey("CN", 4), time.Hour).Result(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Rewrite(ctx, sample(4)); err != nil {
		t.Fatal(err)
	}
	if got := s.client.TTL(ctx, s.partKey("CN", 4)).Val(); got != forever {
		t.Errorf("written again it lives for %s", got)
	}
}

// TestRubbish puts everything that is wrong into every key.
func TestRubbish(t *testing.T) {
	s, _ := fresh(t)
	ctx := bounded(t)
	keys := map[string]string{"identity": identityKey, "head": s.headKey(), "CN": s.partKey("CN", 3), "CN-GX": s.partKey("CN-GX", 1)}
	rubbish := map[string]func(key string) error{
		"text":        func(key string) error { return s.client.Set(ctx, key, "rubbish", 0).Err() },
		"a checksum":  func(key string) error { return s.client.Set(ctx, key, strings.Repeat("0", sumLen)+"\n{}", 0).Err() },
		"JSON":        func(key string) error { return s.client.Set(ctx, key, sealRaw(key, `{"format":4}`), 0).Err() },
		"much":        func(key string) error { return s.client.SetRange(ctx, key, 2*maxPart, "x").Err() },
		"a list":      func(key string) error { return s.client.RPush(ctx, key, "x").Err() },
		"a hash":      func(key string) error { return s.client.HSet(ctx, key, "id", "no id, surely").Err() },
		"nothing":     func(string) error { return nil },
		"emptiness":   func(key string) error { return s.client.Set(ctx, key, "", 0).Err() },
		"another one": func(key string) error { return s.client.Copy(ctx, s.partKey("CN", 2), key, 0, true).Err() },
	}
	must(t, s, sample(2))
	for where, key := range keys {
		for what, put := range rubbish {
			t.Run(where+" holds "+what, func(t *testing.T) {
				if _, err := s.Rewrite(ctx, sample(3)); err != nil {
					t.Fatal(err)
				}
				if err := errors.Join(s.client.Del(ctx, key).Err(), put(key)); err != nil {
					t.Fatal(err)
				}
				err := s.Check(ctx, sample(3))
				if !errors.Is(err, live.ErrRubbish) && !errors.Is(err, live.ErrChecksum) && !errors.Is(err, live.ErrMissing) {
					t.Errorf("check: %v", err)
				}
				if _, err := s.Load(ctx, testRecord); (err == nil) != (key == identityKey) {
					t.Errorf("load: %v", err)
				}
				if _, err := s.Rewrite(ctx, sample(3)); err != nil {
					t.Fatal(err)
				}
				if err := s.Check(ctx, sample(3)); err != nil {
					t.Errorf("written again: %v", err)
				}
			})
		}
	}
}

func TestOtherRecord(t *testing.T) {
	s, _ := fresh(t)
	ctx := bounded(t)
	must(t, s, sample(3))
	mine := sample(7)
	mine.Record = otherRecord
	later := open(t, urlOf(s))
	later.version = "another"
	for name, store := range map[string]*Store{"the same version": s, "another version": later} {
		_, loadErr := store.Load(ctx, otherRecord)
		_, putErr := store.Put(ctx, mine)
		_, rewriteErr := store.Rewrite(ctx, mine)
		for _, err := range []error{loadErr, putErr, rewriteErr, store.Check(ctx, mine)} {
			if !errors.Is(err, live.ErrOtherRecord) {
				t.Errorf("%s: %v; want %v", name, err, live.ErrOtherRecord)
			}
		}
	}
	// If nobody has said whose Redis it is, the head does.
	if err := s.client.HSet(ctx, identityKey, "id", otherRecord).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(ctx, ""); !errors.Is(err, live.ErrOtherRecord) {
		t.Errorf("the head of another record: %v", err)
	}
}

func TestOtherVersion(t *testing.T) {
	s, _ := fresh(t)
	ctx := bounded(t)
	later := open(t, urlOf(s))
	later.version = "another"
	must(t, s, sample(3))
	if _, err := later.Load(ctx, testRecord); !errors.Is(err, live.ErrOtherVersion) {
		t.Errorf("load: %v", err)
	}
	if err := later.Check(ctx, sample(3)); !errors.Is(err, live.ErrOtherVersion) {
		t.Errorf("check: %v", err)
	}
	must(t, later, sample(3))
	for _, store := range []*Store{s, later} {
		if err := store.Check(ctx, sample(3)); err != nil {
			t.Error(err)
		}
	}
	if err := s.client.Copy(ctx, later.headKey(), s.headKey(), 0, true).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(ctx, testRecord); !errors.Is(err, live.ErrChecksum) {
		t.Errorf("the head of another version: %v", err)
	}
}

// TestUnreachable asks a Redis that is not there, one that stands still, one that
// lets nothing through and one that is slow.
func TestUnreachable(t *testing.T) {
	server := testenv.Redis(t)
	proxy := testenv.Proxy(t, server.Addr())
	s := open(t, proxy.Through(server.URL()))
	must(t, s, sample(3))
	for name, c := range map[string]struct{ begin, end func() }{
		"refused":   {proxy.Down, proxy.Up},
		"standing":  {server.Pause, server.Resume},
		"swallowed": {proxy.Timeout, proxy.Clear},
		"slow":      {func() { proxy.Latency(time.Minute) }, proxy.Clear},
		"reset":     {proxy.Reset, proxy.Clear},
	} {
		c.begin()
		ctx := bounded(t)
		var wg sync.WaitGroup
		for method, call := range map[string]func() error{
			"load":     func() error { _, err := s.Load(ctx, testRecord); return err },
			"put":      func() error { _, err := s.Put(ctx, sample(4)); return err },
			"check":    func() error { return s.Check(ctx, sample(3)) },
			"announce": func() error { return s.Announce(ctx, testRecord, 3) },
		} {
			wg.Go(func() {
				if err := call(); !errors.Is(err, live.ErrUnreachable) || ctx.Err() != nil {
					t.Errorf("%s, %s: %v; want %v", name, method, err, live.ErrUnreachable)
				}
			})
		}
		wg.Wait()
		c.end()
		for s.Check(ctx, sample(3)) != nil && ctx.Err() == nil {
			continue // go-redis looks once a second whether a refused server is back
		}
		if err := s.Check(ctx, sample(3)); err != nil {
			t.Errorf("%s no more: %v", name, err)
		}
	}
}

// TestSecrets gives a wrong password, and has an error that repeats the password.
func TestSecrets(t *testing.T) {
	const password = "tr0ub4dor"
	server := testenv.Redis(t)
	admin := open(t, server.URL())
	if err := admin.client.ConfigSet(bounded(t), "requirepass", "another").Err(); err != nil {
		t.Fatal(err)
	}
	s := open(t, strings.Replace(server.URL(), "redis://", "redis://:"+password+"@", 1))
	repeats := s.unreachable(errors.New("ERR unknown command `AUTH`, with args beginning with: `" + password + "`"))
	_, loading := s.Load(bounded(t), "")
	_, putting := s.Put(bounded(t), sample(1))
	for _, err := range []error{loading, putting, s.Check(bounded(t), sample(1)), repeats} {
		if !errors.Is(err, live.ErrUnreachable) || strings.Contains(err.Error(), password) {
			t.Error(err)
		}
	}
}

func (s *Store) headKey() string { return headKey(s.version) }

func (s *Store) partKey(calendar string, revision int64) string {
	return partKey(s.version, calendar, revision)
}
