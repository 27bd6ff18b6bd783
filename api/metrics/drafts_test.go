package metrics_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"shixian/api/metrics"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// changed returns a draft that was last changed at an instant.
func changed(calendar, at string) record.Draft {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		panic(err)
	}
	return record.Draft{Calendar: calendar, Updated: t.UTC()}
}

const (
	waiting = `shixian_drafts_waiting{calendar="CN"}`
	longest = `shixian_draft_longest_wait_workdays{calendar="CN"}`
)

// TestDraftsWait counts the working days after the day of the last change, today
// included, by the oldest draft of each calendar.
func TestDraftsWait(t *testing.T) {
	for _, c := range []struct {
		what, today string
		list        []record.Draft
		want        exposition
	}{
		{"none", "2026-11-26", nil, exposition{waiting: 0, longest: 0, `shixian_drafts_waiting{calendar="CN-GX"}`: 0}},
		{"changed today", "2026-11-26", []record.Draft{changed("CN", "2026-11-26T09:00:00+08:00")}, exposition{waiting: 1, longest: 0}},
		{"from Monday to Thursday", "2026-11-26", []record.Draft{changed("CN", "2026-11-23T23:59:59+08:00")}, exposition{longest: 3}},
		{"a day begins in Shanghai", "2026-11-26", []record.Draft{changed("CN", "2026-11-23T16:00:00Z")}, exposition{longest: 2}},
		{"the oldest counts", "2026-11-26", []record.Draft{
			changed("CN", "2026-11-25T09:00:00+08:00"), changed("CN", "2026-11-23T09:00:00+08:00"), changed("CN", "2026-11-24T09:00:00+08:00"),
		}, exposition{waiting: 3, longest: 3}},
		{"over a weekend", "2026-11-30", []record.Draft{changed("CN", "2026-11-27T09:00:00+08:00")}, exposition{longest: 1}},
		{"over the Spring Festival", "2026-02-24", []record.Draft{changed("CN", "2026-02-13T09:00:00+08:00")}, exposition{longest: 2}}, // the 14th is worked
		{"a region's, by the nation's days", "2026-04-20", []record.Draft{changed("CN-GX", "2026-04-17T09:00:00+08:00")}, exposition{
			waiting: 0, `shixian_drafts_waiting{calendar="CN-GX"}`: 1, `shixian_draft_longest_wait_workdays{calendar="CN-GX"}`: 1}},
		{"changed tomorrow, by another's clock", "2026-11-26", []record.Draft{changed("CN", "2026-11-27T09:00:00+08:00")}, exposition{longest: 0}},
		{"longer than the calendar reaches", "2026-11-26", []record.Draft{changed("CN", "1990-01-01T09:00:00+08:00")}, exposition{longest: 0}},
		{"no such calendar", "2026-11-26", []record.Draft{changed("XX", "2026-11-25T09:00:00+08:00")}, exposition{
			waiting: 0, `shixian_drafts_waiting{calendar="XX"}`: absent}},
	} {
		t.Run(c.what, func(t *testing.T) {
			today, err := holidays.ParseDate(c.today)
			if err != nil {
				t.Fatal(err)
			}
			m := newMetrics(func(cfg *metrics.Config) { cfg.Today = func() holidays.Date { return today } })
			m.Follow(ready(), &drafts{list: c.list})
			scrape(t, m).has(t, c.want)
		})
	}
}

// TestDraftsAreReadSeldom: scrapes in a row ask the record once, and are told on
// what is known while it cannot be read.
func TestDraftsAreReadSeldom(t *testing.T) {
	clock := time.Date(2026, 11, 26, 1, 0, 0, 0, time.UTC)
	m := newMetrics(func(c *metrics.Config) { c.Now = func() time.Time { return clock } })
	d, k := &drafts{list: []record.Draft{changed("CN", "2026-11-25T09:00:00+08:00")}}, ready()
	m.Follow(k, d)
	step := func(after time.Duration, asked int, want exposition) {
		t.Helper()
		clock = clock.Add(after)
		scrape(t, m).has(t, want)
		if d.asked != asked {
			t.Errorf("the record was asked %d times, want %d", d.asked, asked)
		}
	}
	step(0, 1, exposition{waiting: 1})
	d.list = nil
	step(9*time.Second, 1, exposition{waiting: 1})
	step(time.Second, 2, exposition{waiting: 0})
	step(-time.Hour, 3, exposition{waiting: 0}) // the clock was put back
	d.err = errors.New("away")
	step(10*time.Second, 4, exposition{waiting: 0, longest: 0})
	k.state.Record = live.Unreachable
	step(time.Hour, 4, exposition{waiting: 0})
}

// TestDraftsNeverRead: if they were not read, nothing is told of them.
func TestDraftsNeverRead(t *testing.T) {
	m := newMetrics(nil)
	m.Follow(ready(), &drafts{err: errors.New("away")})
	scrape(t, m).has(t, exposition{waiting: absent, longest: absent, "shixian_table_revision": 7})
}

// stuck is a record that answers when it is told to stop.
type stuck struct{}

func (stuck) Drafts(ctx context.Context) ([]record.Draft, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// TestScrapeDoesNotWait: a record that does not answer holds up a scrape for a
// second, and the next one not at all.
func TestScrapeDoesNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMetrics(nil)
		m.Follow(ready(), stuck{})
		for _, most := range []time.Duration{time.Second, 0} {
			begun := time.Now()
			scrape(t, m).has(t, exposition{`shixian_record_up{op="read"}`: 1, waiting: absent})
			if took := time.Since(begun); took > most {
				t.Errorf("a scrape took %s, want %s at most", took, most)
			}
		}
	})
}
