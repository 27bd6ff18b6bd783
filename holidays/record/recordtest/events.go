// Package recordtest makes events for the tests of whoever keeps or follows a record.
package recordtest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shixian/holidays"
	"shixian/holidays/record"
)

// Start is the time of the first event of every test.
var Start = time.Date(2025, time.November, 4, 3, 0, 0, 123456000, time.UTC)

// Event returns a sealed event that follows prev, nil for revision 0.
func Event(t testing.TB, prev *record.Event, who string) record.Event {
	t.Helper()
	e := record.Event{Action: record.Baseline, Time: Start, Who: who, Why: "国务院办公厅通知"}
	seq := 1
	if prev != nil {
		e.Action, e.Time, seq = record.Publish, prev.Time.Add(time.Minute), int(prev.Revision)+2
	}
	e.Published = []holidays.Notice{notice(seq)}
	return Seal(t, e, prev)
}

// Seal returns e as it follows prev, nil for revision 0.
func Seal(t testing.TB, e record.Event, prev *record.Event) record.Event {
	t.Helper()
	e, err := record.Seal(e, prev)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// notice returns the seq-th notice of a made-up year.
func notice(seq int) holidays.Notice {
	newYear := holidays.NewDate(2026, time.January, 1)
	return holidays.Notice{
		ID: holidays.NoticeID("CN", 2026, seq), Calendar: "CN", Year: 2026,
		Document: fmt.Sprintf("国办发明电〔2025〕%d号", seq), Issued: holidays.NewDate(2025, time.November, 4),
		Entries: []holidays.Entry{
			{Festival: "元旦", Kind: holidays.Off, Span: holidays.Span{From: newYear, To: newYear.AddDays(2)}},
			{Festival: "元旦", Kind: holidays.Work, Span: holidays.Span{From: newYear.AddDays(3), To: newYear.AddDays(3)}},
		},
	}
}

// Newer returns an event that follows prev as a newer program writes it: its text is
// that of this program with the first from replaced by to.
func Newer(t testing.TB, prev *record.Event, from, to string) record.Event {
	t.Helper()
	text, err := record.Encode(Event(t, prev, "newer"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(text, from, to, 1)
	hash, _ := record.Hash(record.Event{Text: changed}) // fails for JSON that cannot be written only
	e, err := record.Decode(changed, hash)
	if err != nil || e.Text != changed || changed == text {
		t.Fatalf("%s is read as %+v, %v", changed, e, err)
	}
	return e
}
