package calendar_test

import (
	"context"
	"maps"
	"strings"
	"testing"
	"time"

	"shixian/api/console/internal/pagetest"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// published is a keeper of tables that follow each other, an hour apart.
type published struct {
	history
	at []*holidays.Table
}

func (p published) TableAt(_ context.Context, revision int64) (*holidays.Table, error) {
	if revision < 0 || revision >= int64(len(p.at)) {
		return nil, live.ErrRevision
	}
	return p.at[revision], nil
}

func (p published) TableOf(ctx context.Context, at record.Position) (*holidays.Table, error) {
	return p.TableAt(ctx, at.Revision)
}

func (p published) Events(_ context.Context, after int64, _ int) ([]record.Event, error) {
	events := []record.Event{{Revision: 0, Action: record.Baseline, Published: p.at[0].Source().Notices}}
	for i := 1; i < len(p.at); i++ {
		events = append(events, record.Event{Revision: int64(i), Action: record.Publish, Time: time.Date(2026, 4, 15, i, 0, 0, 1000, time.UTC),
			Published: []holidays.Notice{{ID: "CN-2020-2", Calendar: "CN"}}})
	}
	return events[min(int64(len(events)), after+1):], p.down
}

// TestFeedHistory: of an amendment that is published, withdrawn and published again only
// the events that it changes get another SEQUENCE and DTSTAMP, and neither goes back. A
// server that has seen each table and one that has just started say the same.
func TestFeedHistory(t *testing.T) {
	tables := []*holidays.Table{without(t, 0, "CN-2020-2"), without(t, 1), without(t, 2, "CN-2020-2"), without(t, 3)}
	now := 0
	keeper := published{at: tables}
	old := pagetest.PagesBy("2026-04-15", pagetest.TableFunc(func() *holidays.Table { return tables[now] }), keeper)
	const spring = "CN-2020-48eb870b394f-"
	var before map[string]facts
	for now = range tables {
		got := factsOf(t, old, "/calendar/CN.ics", "")
		if fresh := factsOf(t, pagesOf(tables[now], keeper), "/calendar/CN.ics", ""); !maps.Equal(got, fresh) {
			t.Errorf("revision %d: a server that has just started says something else", now)
		}
		for uid, was := range before {
			is, there := got[uid]
			switch {
			case !strings.HasPrefix(uid, spring):
				if is != was {
					t.Errorf("revision %d, %s: %v, then %v", now, uid, was, is)
				}
			case there && (is.sequence <= was.sequence || is.modified <= was.modified):
				t.Errorf("revision %d, %s: %v, then %v", now, uid, was, is)
			}
		}
		before = got
	}
	if f := before[spring+"off-1@shixian"]; f.sequence != 302 || f.modified != "20260415T030000Z" {
		t.Errorf("%+v", f)
	}
}

// TestFeedWithoutRecord: without the record nobody knows what has changed since, and a
// program keeps what it has.
func TestFeedWithoutRecord(t *testing.T) {
	keeper := published{at: []*holidays.Table{without(t, 0)}}
	keeper.down = record.ErrUnavailable
	d := pagetest.Get(t, pagesOf(keeper.at[0], keeper), "/calendar/CN.ics")
	if d.Status != 503 {
		t.Errorf("%d", d.Status)
	}
}
