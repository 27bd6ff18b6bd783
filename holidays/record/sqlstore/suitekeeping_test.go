package sqlstore

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"shixian/holidays"
	"shixian/holidays/record"
	"shixian/holidays/record/recordtest"
)

func testReopen(t *testing.T, open Open) {
	first, err := open()
	check(t, err, nil)
	id, err := first.ID(t.Context())
	check(t, err, nil)
	last := chain(t, first, 3)[2]
	check(t, first.PutDraft(t.Context(), draft("mine")), nil)
	_, _, err = first.Publish(t.Context(), recordtest.Event(t, &last, "clerk"), "", 0, "key", []byte("reply"))
	check(t, err, nil)
	before := see(t, first, "key")
	check(t, first.Close(), nil)

	second := open.store(t)
	same(t, "after reopening", see(t, second, "key"), before)
	again, err := second.ID(t.Context())
	check(t, err, nil)
	same(t, "id", again, id)
}

// Nothing happens in a context that has ended, and the error blames the caller.
func testCancelled(t *testing.T, open Open) {
	s := open.store(t)
	last := chain(t, s, 1)[0]
	check(t, s.PutDraft(t.Context(), draft("mine")), nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	e, d := recordtest.Event(t, &last, "clerk"), draft("mine")
	d.Version = 2
	unchanged(t, s, "calls in a cancelled context", func() {
		for name, call := range map[string]func() error{
			"ID":          func() error { _, err := s.ID(ctx); return err },
			"Last":        func() error { _, _, err := s.Last(ctx); return err },
			"Events":      func() error { _, err := s.Events(ctx, -1, 1); return err },
			"Append":      func() error { return s.Append(ctx, e) },
			"SnapshotKey": func() error { _, err := s.SnapshotKey(ctx); return err },
			"PutDraft":    func() error { return s.PutDraft(ctx, d) },
			"GetDraft":    func() error { _, err := s.GetDraft(ctx, "mine"); return err },
			"Drafts":      func() error { _, err := s.Drafts(ctx); return err },
			"DeleteDraft": func() error { return s.DeleteDraft(ctx, "mine", 1) },
			"Publish":     func() error { _, _, err := s.Publish(ctx, e, "mine", 1, "key", nil); return err },
			"Reply":       func() error { _, err := s.Reply(ctx, "key"); return err },
			"Probe":       func() error { return s.Probe(ctx) },
			"Ping":        func() error { return s.Ping(ctx) },
		} {
			t.Run(name, func(t *testing.T) { check(t, call(), context.Canceled) })
		}
	}, "key")
}

func testBig(t *testing.T, open Open) {
	s := open.store(t)
	last := chain(t, s, 1)[0]
	n := recordtest.Event(t, &last, "clerk").Published[0]
	day := holidays.NewDate(2026, time.January, 1)
	for i := range 5000 {
		n.Entries = append(n.Entries, holidays.Entry{Festival: fmt.Sprintf("节日 %d", i), Kind: holidays.Off,
			Span: holidays.Span{From: day.AddDays(i), To: day.AddDays(i)}})
	}
	e := recordtest.Seal(t, record.Event{Action: record.Publish, Time: recordtest.Start, Who: "clerk", Why: strings.Repeat("因为", 1<<19),
		Published: []holidays.Notice{n}}, &last)
	d := draft("big")
	d.Body = []byte(`"` + strings.Repeat("x", 4<<20) + `"`)
	check(t, s.PutDraft(t.Context(), d), nil)
	got, err := s.GetDraft(t.Context(), "big")
	check(t, err, nil)
	if string(got.Body) != string(d.Body) {
		t.Errorf("the big draft came back with %d bytes", len(got.Body))
	}
	_, _, err = s.Publish(t.Context(), e, "big", 1, "key", d.Body)
	check(t, err, nil)
	st := see(t, s, "key")
	if len(st.events) != 2 || st.events[1].Hash != e.Hash || len(st.events[1].Published[0].Entries) != 5002 {
		t.Error("the big event came back otherwise than it went in")
	}
	if st.replies["key"] != string(d.Body) {
		t.Errorf("the big reply came back with %d bytes", len(st.replies["key"]))
	}
}

func testUnicode(t *testing.T, open Open) {
	s := open.store(t)
	events := chain(t, s, 1)
	for _, text := range []string{
		"时限 · 补班 · 三月三", "👩🏽‍⚖️ 𠮷野家", "e\u0301 é", "\u2028\u2029\ufeff\ufffd", `"\'%$?1`, "<b>&amp;</b>", "line\r\n\ttab\x01",
		"ﷺ\u202eRTL", "'); DROP TABLE events; --",
	} {
		e := recordtest.Seal(t, record.Event{Action: record.Publish, Time: recordtest.Start, Who: text, Why: text + "\x00",
			Withdrawn: []string{text}, Overrides: []record.Override{{Check: text, Reason: text}}}, &events[len(events)-1])
		d := draft(text)
		d.Calendar, d.Author, d.Body = text, text, []byte(text+"\x00\xff")
		check(t, s.PutDraft(t.Context(), d), nil)
		got, err := s.GetDraft(t.Context(), text)
		check(t, err, nil)
		same(t, "draft", got, d)
		_, _, err = s.Publish(t.Context(), e, text, 1, text, d.Body)
		check(t, err, nil)
		reply, err := s.Reply(t.Context(), text)
		check(t, err, nil)
		same(t, "reply", string(reply), string(d.Body))
		events = append(events, e)
	}
	same(t, "events", see(t, s).events, events)
}

// The key is made once, whoever asks first, and every store of the record has it.
func testSnapshotKey(t *testing.T, open Open) {
	const stores = 4
	keys := make([][]byte, stores)
	var wg sync.WaitGroup
	for i := range keys {
		s := open.store(t)
		wg.Go(func() {
			var err error
			keys[i], err = s.SnapshotKey(t.Context())
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(keys[0]) != record.SnapshotKeyBytes {
		t.Fatalf("the key has %d bytes", len(keys[0]))
	}
	for _, key := range keys[1:] {
		same(t, "key", key, keys[0])
	}
	again, err := open.store(t).SnapshotKey(t.Context())
	check(t, err, nil)
	same(t, "key of a store opened later", again, keys[0])
}
