package chaos

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"shixian/test/load"
)

// at is an answer by a revision.
func at(revision string) reply {
	return reply{status: http.StatusOK, body: []byte(`{"calendar_revision":` + revision + `}`)}
}

// TestLedger: answers that go back in time are told apart by who hears them.
func TestLedger(t *testing.T) {
	anything := &call{at: -1}
	for name, c := range map[string]struct {
		direct       bool
		floor        int64
		then         string // the second answer
		older, wrong int
	}{
		"the same, through the proxy":      {false, 0, "7", 0, 0},
		"older, through the proxy":         {false, 0, "6", 1, 0},
		"older, of one replica":            {true, 0, "6", 0, 1},
		"older than what all have reached": {false, 7, "6", 0, 1},
		"newer":                            {true, 7, "8", 0, 0},
	} {
		l := newLedger()
		l.add(l.ask("a", c.direct, anything), at("7"))
		l.raise(c.floor)
		l.add(l.ask("a", c.direct, anything), at(c.then))
		if l.now.older != c.older || len(l.now.wrong) != c.wrong {
			t.Errorf("%s: %d older, wrong %v", name, l.now.older, l.now.wrong)
		}
		// Who asked before hearing of 7 may be answered by less.
		l = newLedger()
		early := l.ask("a", c.direct, anything)
		l.add(l.ask("a", c.direct, anything), at("7"))
		l.add(early, at("6"))
		if l.now.older != 0 || len(l.now.wrong) != 0 {
			t.Errorf("%s: asked before: %d older, wrong %v", name, l.now.older, l.now.wrong)
		}
	}
}

// TestUntrue: who was told that nothing was changed must not find it changed.
func TestUntrue(t *testing.T) {
	for _, c := range []struct {
		repeated, silent bool
		wrong            int
	}{{false, false, 0}, {false, true, 0}, {true, true, 0}, {true, false, 1}} {
		l := newLedger()
		l.acknowledged(c.repeated, c.silent)
		if len(l.now.wrong) != c.wrong || l.now.writes != 1 {
			t.Errorf("%+v: %v", c, l.now.wrong)
		}
	}
	for _, r := range []reply{
		{err: errors.New("reset")}, {status: 502}, {status: 504}, {status: 503, body: []byte(`{"code":"outcome_unknown"}`)},
	} {
		if !r.unsure() {
			t.Errorf("%+v is taken for sure", r)
		}
	}
	if (reply{status: 503, body: []byte(`{"code":"record_unavailable"}`)}).unsure() {
		t.Error("nothing was changed, and it is taken for unsure")
	}
}

// TestImproper: an error has to be a whole problem document.
func TestImproper(t *testing.T) {
	const whole = `{"type":"urn:x","code":"x","status":503,"title":"x","detail":"x"}`
	problem := http.Header{"Content-Type": {"application/problem+json; charset=utf-8"}}
	for name, c := range map[string]struct {
		r    reply
		want bool
	}{
		"a problem":        {reply{status: 503, header: problem, body: []byte(whole)}, false},
		"no answer":        {reply{err: errors.New("reset")}, false},
		"an answer":        {reply{status: 200}, false},
		"a page":           {reply{status: 503, header: http.Header{"Content-Type": {"text/html"}}, body: []byte(whole)}, true},
		"half a problem":   {reply{status: 503, header: problem, body: []byte(whole[:20])}, true},
		"another's status": {reply{status: 502, header: problem, body: []byte(whole)}, true},
		"without a code":   {reply{status: 503, header: problem, body: []byte(strings.Replace(whole, `"x"`, `""`, 1))}, true},
	} {
		if err := c.r.improper(); (err != nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTable: rows add up, in both languages.
func TestTable(t *testing.T) {
	one := &tally{name: load.Text{"甲", "a"}, requests: 8, ok: 6, failed: map[string]int{"503 not_ready": 2}, writes: 3}
	text := table([]*tally{one, one})
	for lang, want := range map[int][]string{
		load.English: {"| a | 8 | 75.000% | 503 not_ready × 2 |", "| **all** | 16 | 75.000% | 503 not_ready × 4 |"},
		load.Chinese: {"| 甲 | 8 |", "| **合计** | 16 |"},
	} {
		for _, row := range want {
			if !strings.Contains(text[lang], row) {
				t.Errorf("there is no %q in\n%s", row, text[lang])
			}
		}
	}
}
