package chaos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/data/datatest"
	"shixian/holidays/draft"
	"shixian/holidays/record"
)

// recordOf is a record of so many writes of a writer, and the writes.
func recordOf(t *testing.T, o *oracle, n int) ([]record.Event, []*write) {
	t.Helper()
	events := []record.Event{sealed(t, record.Event{Action: record.Baseline, Published: o.src.Notices}, nil)}
	w := &writer{ledger: newLedger()}
	for range n {
		next := w.next()
		e := record.Event{Why: next.why(), Action: record.Withdraw, Withdrawn: []string{next.withdraw}}
		if next.withdraw == "" {
			next.notice = holidays.NoticeID("CN", 2027, next.n+1)
			e = record.Event{Why: next.why(), Action: record.Publish, Published: []holidays.Notice{{
				ID: next.notice, Calendar: "CN", Year: 2027, Document: document(next.n), Issued: on(1, 1).AddDays(-30), Entries: entries(next.n),
			}}}
		}
		events = append(events, sealed(t, e, &events[len(events)-1]))
		next.revision = int64(len(events) - 1)
	}
	return events, w.writes
}

func sealed(t *testing.T, e record.Event, prev *record.Event) record.Event {
	t.Helper()
	e, err := record.Seal(e, prev)
	must(t, err)
	return e
}

func oracleOf(t *testing.T, writes int) *oracle {
	t.Helper()
	o := newOracle()
	events, _ := recordOf(t, o, writes)
	must(t, o.learn(events))
	return o
}

// TestJudge: an answer passes as it has to be, and in no other form.
func TestJudge(t *testing.T) {
	o := oracleOf(t, 3)
	all, err := o.calls()
	must(t, err)
	seen := map[*call]bool{}
	for _, c := range all {
		if seen[c] {
			continue
		}
		seen[c] = true
		revision := int64(3)
		if c.at >= 0 {
			revision = c.at
		}
		table, err := o.table(revision)
		must(t, err)
		body, err := c.want(table, named{At: on(2, 3)})
		must(t, err)
		if err := o.judge(c, body); err != nil {
			t.Fatal(err)
		}
		for change, to := range map[string]string{
			`"calendar_revision":3`: `"calendar_revision":4`, `"calendar_revision":0`: `"calendar_revision":1`,
			`"calendar":"CN`: `"calendar":"XX`, `"working":true`: `"working":false`, `"due":"2027`: `"due":"2028`, `"light":"red`: `"light":"green`,
			`"settled":true`: `"settled":false`, `"workdays":`: `"workdays":1`,
		} {
			if wrong := bytes.Replace(body, []byte(change), []byte(to), 1); !bytes.Equal(wrong, body) && o.judge(c, wrong) == nil {
				t.Errorf("%s: %s passes for %s", c, to, change)
			}
		}
	}
}

// TestJudgeUnknown: neither a revision that is not in the record nor an answer that
// names none passes, nor half an answer.
func TestJudgeUnknown(t *testing.T) {
	o := oracleOf(t, 2)
	table, err := o.table(2)
	must(t, err)
	c := days("CN")
	body, err := c.want(table, named{})
	must(t, err)
	for name, wrong := range map[string][]byte{
		"unknown revision":  bytes.Replace(body, []byte(`"calendar_revision":2`), []byte(`"calendar_revision":9`), 1),
		"negative revision": bytes.Replace(body, []byte(`"calendar_revision":2`), []byte(`"calendar_revision":-1`), 1),
		"nothing":           nil,
		"half of it":        body[:len(body)/2],
		"more than it":      append(bytes.Clone(body), '\n'),
	} {
		if o.judge(c, wrong) == nil {
			t.Errorf("%s passes", name)
		}
	}
}

// TestRevisionsDiffer: an answer by the revision before, with the number of this one,
// does not pass for one by this.
func TestRevisionsDiffer(t *testing.T) {
	o := oracleOf(t, 14)
	for _, c := range []*call{days("CN"), days("CN-GX")} {
		for revision := int64(1); revision < 15; revision++ {
			before, err := o.table(revision - 1)
			must(t, err)
			old, err := c.want(before, named{})
			must(t, err)
			head := fmt.Sprintf(`"calendar_revision":%d`, revision)
			stale := strings.Replace(string(old), fmt.Sprintf(`"calendar_revision":%d`, revision-1), head, 1)
			if !strings.Contains(stale, head) {
				t.Fatalf("not at revision %d: %.200s", revision, stale)
			}
			if o.judge(c, []byte(stale)) == nil {
				t.Errorf("%s of revision %d passes for revision %d", c, revision-1, revision)
			}
		}
	}
}

// TestLearn: a record that was changed or cut short is not taken over.
func TestLearn(t *testing.T) {
	o := oracleOf(t, 3)
	short, _ := recordOf(t, o, 2)
	if o.learn(short) == nil {
		t.Error("an event is gone, and nothing is said")
	}
	other, _ := recordOf(t, o, 3)
	last := other[3]
	last.Why = "another"
	other[3] = sealed(t, last, &other[2])
	if o.learn(other) == nil {
		t.Error("an event is another, and nothing is said")
	}
	other[3].Why = "a third"
	if err := o.learn(other); err == nil || !strings.Contains(err.Error(), "hash") {
		t.Errorf("a broken chain: %v", err)
	}
}

// TestEntries: the writer's notices pass every check.
func TestEntries(t *testing.T) {
	table := datatest.Table()
	for n := range len(springs) * len(labours) {
		body, err := noticeJSON(n)
		must(t, err)
		var notice holidays.Notice
		must(t, json.Unmarshal([]byte(body), &notice))
		v, err := draft.Judge(check.Input{Notice: &notice, Before: table, Today: holidays.NewDate(2026, 11, 26)})
		if must(t, err); len(v.Blocking(nil)) > 0 {
			t.Errorf("notice %d: %+v", n, v.Blocking(nil))
		}
	}
}
