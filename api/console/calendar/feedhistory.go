package calendar

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"shixian/holidays"
	"shixian/holidays/record"
)

// feedHistory says of each event of a calendar's feed, by UID, when it last changed, up
// to a revision of the record. It does not change once it is kept.
type feedHistory struct {
	revision int64 // -1 before any
	events   map[string]eventState
}

// eventState is what an event was when it last changed.
type eventState struct {
	content  string    // what a subscriber sees of it; empty once it is gone
	revision int64     // of the table in which it changed
	stamp    time.Time // when; never earlier than before
}

// feedHistories keeps the last history of each calendar. It is safe for concurrent use.
type feedHistories struct {
	mu sync.Mutex
	of map[string]*feedHistory
}

// upTo returns a history to go on from to a revision.
func (k *feedHistories) upTo(id string, revision int64) *feedHistory {
	k.mu.Lock()
	defer k.mu.Unlock()
	if kept := k.of[id]; kept != nil && kept.revision <= revision {
		return kept
	}
	return &feedHistory{-1, map[string]eventState{}}
}

func (k *feedHistories) keep(id string, f *feedHistory) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if kept := k.of[id]; kept == nil || kept.revision < f.revision {
		k.of[id] = f
	}
}

// history returns the history of a calendar's feed up to the table in force. Only the
// tables that changed the calendar since the last call are looked at.
func (h *Handler) history(ctx context.Context, t *holidays.Table, id string) (*feedHistory, error) {
	last := h.histories.upTo(id, t.Revision())
	if last.revision == t.Revision() {
		return last, nil
	}
	next := &feedHistory{t.Revision(), maps.Clone(last.events)}
	changes, err := h.answers.Revisions(ctx, id)
	if err != nil {
		return nil, err
	}
	at := ""
	for _, ch := range changes {
		if ch.Revision == t.Revision() {
			at = ch.Time
		}
		if ch.Revision <= last.revision || ch.Revision >= t.Revision() {
			continue
		}
		p, err := record.ParsePosition(ch.Position)
		if err != nil {
			return nil, err
		}
		then, err := h.answers.TableAt(ctx, p)
		if err != nil {
			return nil, err
		}
		next.take(then, id, ch.Revision, ch.Time)
	}
	next.take(t, id, t.Revision(), at)
	h.histories.keep(id, next)
	return next, nil
}

// take notes what changed with a revision, which was recorded at a time, RFC 3339.
func (f *feedHistory) take(t *holidays.Table, id string, revision int64, at string) {
	cal := t.Calendar(id)
	if cal == nil {
		return
	}
	recorded := time.Time{}
	if revision > 0 { // revision 0 is what the program came with
		recorded, _ = time.Parse(time.RFC3339, at)
	}
	there := map[string]bool{}
	for _, a := range cal.Arrangements(feedSpan(cal)) {
		content, issued := contentOf(&a), issuedLast(t, &a)
		for _, uid := range uidsOf(id, &a) {
			there[uid] = true
			f.note(uid, content, revision, later(issued, recorded))
		}
	}
	for uid := range f.events {
		if !there[uid] {
			f.note(uid, "", revision, recorded)
		}
	}
}

func (f *feedHistory) note(uid, content string, revision int64, stamp time.Time) {
	if was, known := f.events[uid]; !known || was.content != content {
		f.events[uid] = eventState{content, revision, later(was.stamp, stamp.Truncate(time.Second))}
	}
}

// newest is when the feed last changed.
func (f *feedHistory) newest() (last time.Time) {
	for _, e := range f.events {
		last = later(last, e.stamp)
	}
	return last
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// contentOf is all that an arrangement's events show of it.
func contentOf(a *holidays.Arrangement) string {
	return fmt.Sprint(a.Off, a.Work, a.Settled, holidays.NoticeIDs(a.Notices))
}

// uidsOf returns the UIDs of an arrangement's events.
func uidsOf(id string, a *holidays.Arrangement) []string {
	var out []string
	for i := range a.Off {
		out = append(out, uidOf(id, a, offEvent, i+1))
	}
	for i := range a.Work {
		out = append(out, uidOf(id, a, workEvent, i+1))
	}
	return out
}
