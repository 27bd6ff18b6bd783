package live_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/bundle"
	"shixian/holidays/record/bundlefile"
	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/recordtest"
	"shixian/holidays/record/sqlstore"
	"shixian/test/testenv"
)

// thousand returns 1,000 events on all embedded calendars: a baseline, and single
// days given off.
func thousand(b *testing.B) ([]record.Event, *holidays.Source) {
	b.Helper()
	src, err := data.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	events := []record.Event{{Action: record.Baseline, Published: src.Notices}}
	for seq := 2; len(events) < 1000; seq++ {
		events = append(events, publish("CN", seq))
	}
	r := newMemory("a")
	r.add(b, events...)
	return r.all(b), src
}

// filled fills a record in a database.
func filled(b *testing.B, s record.Store, err error, events []record.Event) record.Store {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	for _, e := range events {
		if err := s.Append(context.Background(), e); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkStart is the time from nothing to a table after 1,000 events, read
// from the record, from a snapshot in Redis, or from a bundle, whose checkpoints are verified.
func BenchmarkStart(b *testing.B) {
	events, src := thousand(b)
	use := func(c *live.Config) { c.Embedded = src }
	file, err := sqlstore.OpenSQLite(context.Background(), b.TempDir())
	sqlite := filled(b, file, err, events)
	server, err := sqlstore.OpenPostgres(testenv.Postgres(b).URL())
	postgres := filled(b, server, err, events)

	snapshots := storeOf(b, testenv.Redis(b).URL(), src)
	for _, c := range []struct {
		name string
		r    record.Store
		from live.Snapshots
		want live.Source
	}{
		{"sqlite", sqlite, nil, live.FromRecord},
		{"postgres", postgres, nil, live.FromRecord},
		{"postgres and snapshot", postgres, snapshots, live.FromSnapshot},
	} {
		b.Run(c.name, func(b *testing.B) {
			if c.from != nil {
				first := followerOf(c.r, nil, use)
				refresh(b, first)
				if _, err := snapshots.Put(context.Background(), live.SnapshotOf(first)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				f := followerOf(c.r, c.from, use)
				refresh(b, f)
				if got := f.State(); got.Source != c.want || got.Revision != 999 {
					b.Fatalf("%+v", got)
				}
			}
		})
	}
}

// BenchmarkStartBundle is [BenchmarkStart] from a bundle of 1,000 signed events.
func BenchmarkStartBundle(b *testing.B) {
	events, src := thousand(b)
	keys, tree := recordtest.Keys(b, 1), &checkpoint.Tree{}
	for i := range events {
		signed, err := checkpoint.SignEvent("a", tree, events[i], keys)
		if err == nil {
			events[i], err = signed, tree.Append(signed.Hash)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	text, err := (&bundle.Bundle{Made: now, Program: "1", Record: "a", Events: events}).Encode(keys)
	file, kept := filepath.Join(b.TempDir(), "bundle.json"), filepath.Join(b.TempDir(), "kept")
	if err == nil {
		err = bundlefile.WriteFile(file, text)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s, err := bundlefile.Open(file, kept, keys, slog.New(slog.DiscardHandler))
		if err != nil {
			b.Fatal(err)
		}
		f := followerOf(s, nil, signing(keys, &disk{}), func(c *live.Config) { c.Embedded, c.Bundle = src, s })
		refresh(b, f)
		if got := f.State(); got.Source != live.FromBundle || got.Revision != 999 {
			b.Fatalf("%+v", got)
		}
	}
}

// BenchmarkAnnounce is the time from an event's being in the record to its being
// in force in the replica that publishes and, by announcement, in another. It
// reports the 50th and the 99th percentile of the latter, in milliseconds.
func BenchmarkAnnounce(b *testing.B) {
	src, err := data.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	use := func(c *live.Config) { c.Embedded, c.Poll = src, time.Hour }
	r, server := newMemory("a"), testenv.Redis(b)
	var both [2]*live.Follower
	for i := range both {
		s := storeOf(b, server.URL(), src)
		both[i] = followerOf(r, s, use)
		run(b, both[i])
		within(b, both[i], 0, waitLimit)
		inRedis(b, s, both[i])
	}
	var took []time.Duration
	for seq := 2; b.Loop(); seq++ {
		e := publish("CN", 2+seq%2)
		if seq > 3 {
			e.Withdrawn = []string{e.Published[0].ID}
		}
		revision := r.add(b, e)
		begun := time.Now()
		refresh(b, both[0])
		within(b, both[1], revision, waitLimit)
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	for name, part := range map[string]int{"p50-ms": 50, "p99-ms": 99} {
		b.ReportMetric(float64(took[(len(took)-1)*part/100])/float64(time.Millisecond), name)
	}
}
