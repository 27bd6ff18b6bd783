package record_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shixian/holidays"
	"shixian/holidays/record"
)

// full returns a sealed event that uses every field, following prev.
func full(t testing.TB, prev *record.Event) record.Event {
	t.Helper()
	n := int64(0)
	if prev != nil {
		n = prev.Revision + 1
	}
	day := holidays.NewDate(2026, time.January, 1)
	e, err := record.Seal(record.Event{
		Action: record.Publish,
		Time:   time.Date(2025, time.November, 4, 11, int(n), 0, 123456789, holidays.Shanghai),
		Who:    fmt.Sprintf("clerk %d", n),
		Why:    "国务院办公厅通知 <第一号> & 更正",
		Published: []holidays.Notice{{
			ID: holidays.NoticeID("CN-GX", 2026, int(n)+1), Calendar: "CN-GX", Year: 2026, Document: "桂政办发〔2026〕1号",
			Issued: day, IssuedApproximate: true, Source: "https://example.cn/a?b=c&d", Amends: "CN-2026",
			Restates: []string{"春节"}, Extends: []string{"国庆节、中秋节"}, Replaces: "CN-2026",
			Entries: []holidays.Entry{{Festival: "三月三", Kind: holidays.Off, Span: holidays.Span{From: day, To: day.AddDays(2)}}},
			Residue: &holidays.Residue{Days: -1, Reason: "调休"},
		}},
		Withdrawn: []string{"CN-GX-2025", "CN-GX-2024"},
		Overrides: []record.Override{{Check: "swap", Reason: "地方规定"}},
	}, prev)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func fullChain(t testing.TB, n int) []record.Event {
	t.Helper()
	var events []record.Event
	var prev *record.Event
	for i := range n {
		events = append(events, full(t, prev))
		prev = &events[i]
	}
	return events
}

func TestSeal(t *testing.T) {
	events := fullChain(t, 3)
	for i, e := range events {
		want := ""
		if i > 0 {
			want = events[i-1].Hash
		}
		if e.Revision != int64(i) || e.Prev != want || len(e.Hash) != 64 {
			t.Errorf("event %d is sealed as revision %d after %q with hash %q", i, e.Revision, e.Prev, e.Hash)
		}
		if e.Time.Location() != time.UTC || e.Time.Nanosecond() != 123456000 {
			t.Errorf("event %d is dated %s", i, e.Time)
		}
		again, err := record.Seal(e, prevOf(events, i))
		if err != nil || again.Hash != e.Hash {
			t.Errorf("sealing again gives %s, %v", again.Hash, err)
		}
	}
	if err := record.Verify(nil, events); err != nil {
		t.Error(err)
	}
	if err := record.Verify(&events[0], events[1:]); err != nil {
		t.Errorf("from the middle: %v", err)
	}
	if err := record.Verify(nil, nil); err != nil {
		t.Errorf("no events: %v", err)
	}
}

func prevOf(events []record.Event, i int) *record.Event {
	if i == 0 {
		return nil
	}
	return &events[i-1]
}

// The hash of a given event never changes: stored records depend on it. (It is what
// sha256sum gives for the event's JSON with "hash":"".)
func TestHashIsStable(t *testing.T) {
	e := record.Event{
		Revision: 7, Action: record.Withdraw, Time: time.Date(2026, time.May, 1, 0, 0, 0, 0, time.UTC),
		Who: "王", Why: "<撤回>", Withdrawn: []string{"CN-2026-2"}, Prev: strings.Repeat("0", 64), Hash: "ignored",
	}
	got, err := record.Hash(e)
	if want := "8e8aaccf11776736e97fad4f07b7f188151bb8bb585886aa479b10ed9f195ab0"; err != nil || got != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

func TestSealRefusesWhatIsNoJSON(t *testing.T) {
	bad := record.Event{Time: time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := record.Seal(bad, nil); err == nil || !strings.Contains(err.Error(), "event 0") {
		t.Errorf("a year of five digits was sealed: %v", err)
	}
	if err := record.Verify(nil, []record.Event{bad}); err == nil {
		t.Error("and verified")
	}
}

// Verify names the first event that is wrong.
func TestVerifyFindsChangesOfOrder(t *testing.T) {
	events := fullChain(t, 5)
	pick := func(which ...int) (out []record.Event) {
		for _, i := range which {
			out = append(out, events[i])
		}
		return out
	}
	fork, err := record.Seal(record.Event{Action: record.Publish, Who: "another"}, &events[2])
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		prev   *record.Event
		events []record.Event
		says   string
	}{
		"first missing":    {nil, pick(1, 2), "event 1 stands where 0"},
		"one missing":      {nil, pick(0, 1, 3), "event 3 stands where 2"},
		"two swapped":      {nil, pick(0, 2, 1), "event 2 stands where 1"},
		"one twice":        {nil, pick(0, 1, 1), "event 1 stands where 2"},
		"one of another":   {nil, append(pick(0, 1, 2), fork, events[4]), "event 4 does not follow"},
		"after another":    {&fork, pick(4), "event 4 does not follow"},
		"after none":       {&events[0], pick(0), "event 0 stands where 1"},
		"after too early":  {&events[1], pick(4), "event 4 stands where 2"},
		"baseline follows": {nil, []record.Event{reseal(t, events[0], func(e *record.Event) { e.Prev = "x" })}, "does not follow"},
	} {
		if err := record.Verify(c.prev, c.events); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// reseal returns e after a change, with the hash that then fits.
func reseal(t testing.TB, e record.Event, change func(e *record.Event)) record.Event {
	t.Helper()
	change(&e)
	hash, err := record.Hash(e)
	if err != nil {
		t.Fatal(err)
	}
	e.Hash = hash
	return e
}
