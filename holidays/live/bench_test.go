package live_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"shixian/deploy/testenv"
	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// thousand is a record of 1,000 events on all embedded calendars: a baseline, and
// single days given off. It keeps its events as text in memory, so what a database
// would take comes on top.
func thousand(b *testing.B) (*memory, *holidays.Source) {
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
	return r, src
}

// BenchmarkStart is the time from nothing to a table after 1,000 events, read
// from the record or from a snapshot in Redis.
func BenchmarkStart(b *testing.B) {
	r, src := thousand(b)
	use := func(c *live.Config) { c.Embedded = src }
	first := keeper(r, nil, use)
	refresh(b, first)
	s := storeOf(b, testenv.Redis(b).URL(), src)
	if _, err := s.Put(context.Background(), live.SnapshotOf(first)); err != nil {
		b.Fatal(err)
	}
	for name, c := range map[string]struct {
		from live.Snapshots
		want live.Source
	}{"record": {nil, live.FromRecord}, "snapshot": {s, live.FromSnapshot}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				k := keeper(r, c.from, use)
				refresh(b, k)
				if got := k.State(); got.Source != c.want || got.Revision != 999 {
					b.Fatalf("%+v", got)
				}
			}
		})
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
	var both [2]*live.Keeper
	for i := range both {
		s := storeOf(b, server.URL(), src)
		both[i] = keeper(r, s, use)
		run(b, both[i])
		within(b, both[i], 0, patience)
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
		within(b, both[1], revision, patience)
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	for name, part := range map[string]int{"p50-ms": 50, "p99-ms": 99} {
		b.ReportMetric(float64(took[(len(took)-1)*part/100])/float64(time.Millisecond), name)
	}
}
