package api

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestEncoderIsEncodingJSON holds the bytes of every rule's answers, and of where
// its matters stand, to what encoding/json makes of the documented structs.
func TestEncoderIsEncodingJSON(t *testing.T) {
	table, cat := world()
	enc := newEncoder(cat)
	for _, r := range cat.Rules {
		t.Run(r.ID, func(t *testing.T) {
			answered := 0
			rapid.Check(t, func(t *rapid.T) {
				asked := questions(r, rapid.Bool().Draw(t, "trace")).Draw(t, "question")
				q, err := asked.parsed(cat)
				if err != nil {
					t.Fatalf("%s: %v", asked.json(), err)
				}
				a, err := cat.Ask(table, &q.Question)
				if err != nil {
					t.Skip(err)
				}
				answered++
				compareEncodings(t, enc, cat, &a)
			})
			if answered < 50 {
				t.Errorf("only %d questions had an answer", answered)
			}
		})
	}
}

func compareEncodings(t *rapid.T, enc *encoder, cat *deadlines.Catalogue, a *deadlines.Answer) {
	look := deadlines.Look{
		At:     dates(a.Calendar.First(), a.Calendar.Last()).Draw(t, "at"),
		Yellow: rapid.IntRange(0, 20).Draw(t, "yellow"),
	}
	if rapid.Bool().Draw(t, "is done") {
		look.Done = dates(a.Calendar.First(), a.Calendar.Last()).Draw(t, "done")
	}
	st, err := deadlines.Stand(a, look)
	if (err == nil) != a.Rule.HasDue() {
		t.Fatal(err)
	}
	for _, lang := range []string{zh, en} {
		want := mustJSON(newAnswer(cat, a, lang))
		if got := enc.appendAnswer(nil, a, lang); string(got) != string(want) {
			t.Fatalf("in %s the encoder writes\n%s\nand encoding/json\n%s", lang, got, want)
		}
		if err != nil {
			continue
		}
		want = mustJSON(newStatusAnswer(newAnswer(cat, a, lang), look, &st))
		if got := appendStanding(enc.appendOpenAnswer(nil, a, lang), look, &st); string(got) != string(want) {
			t.Fatalf("in %s the encoder writes\n%s\nand encoding/json\n%s", lang, got, want)
		}
	}
}

// TestEncoderKeepsRoom: an answer is appended to what is there already.
func TestEncoderKeepsRoom(t *testing.T) {
	table, cat := world()
	enc := newEncoder(cat)
	for _, r := range cat.Rules {
		q := deadlines.Question{Rule: r.ID, Request: deadlines.Request{Trigger: r.EffectiveFrom(), Trace: true}}
		if r.Shape == deadlines.Threshold {
			q.Trigger, q.Days, q.HasDays = holidays.Date{}, 2, true
		}
		a, err := cat.Ask(table, &q)
		if err != nil {
			t.Fatal(r.ID, err)
		}
		alone := enc.appendAnswer(nil, &a, en)
		if after := enc.appendAnswer([]byte("before,"), &a, en); string(after) != "before,"+string(alone) {
			t.Errorf("%s after other text: %s", r.ID, after)
		}
	}
}

// TestAppendText: names come from notices, which anybody may write.
func TestAppendText(t *testing.T) {
	texts := []string{
		"国办发明电〔2025〕7号", "CN-2026", `a "quoted" name`, `back\slash`, "a<b>&c", "tab\tand\nline", "\x00\x1f",
		"line\u2028separator", "paragraph\u2029separator", "bad \xff byte", "cut \xe2\x80", "“quotes” – dash", "\u007f", "e\u0301", "🎉",
	}
	for _, s := range texts {
		checkText(t, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		checkText(t, string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")))
		checkText(t, rapid.String().Draw(t, "text"))
	})
}

func checkText(t rapid.TB, s string) {
	type named struct {
		Notice string `json:"notice,omitempty"`
	}
	want, err := json.Marshal(named{s})
	if err != nil {
		t.Fatal(err)
	}
	got := slices.Concat([]byte("{"), appendText(nil, `"notice":`, s), []byte("}"))
	if string(got) != string(want) {
		t.Errorf("%q is written %s, and by encoding/json %s", s, got, want)
	}
}

// TestEncoderEscapes: a name that has to be escaped is, inside an answer too.
func TestEncoderEscapes(t *testing.T) {
	table, cat := world()
	src := *table.Source()
	src.Notices = slices.Clone(src.Notices)
	for i := range src.Notices {
		src.Notices[i].Document = "<\"\u2028\xff>"
		src.Notices[i].Entries = slices.Clone(src.Notices[i].Entries)
		for k := range src.Notices[i].Entries {
			src.Notices[i].Entries[k].Festival = "a&b\\\n"
		}
	}
	odd, err := holidays.NewTable(&src, 7, nil)
	if err != nil {
		t.Fatal(err)
	}
	q := deadlines.Question{Rule: "xihe.countersign-reply", Request: deadlines.Request{Trigger: holidays.NewDate(2026, 2, 9), Trace: true}}
	a, err := cat.Ask(odd, &q)
	if err != nil {
		t.Fatal(err)
	}
	got, want := newEncoder(cat).appendAnswer(nil, &a, zh), mustJSON(newAnswer(cat, &a, zh))
	if string(got) != string(want) {
		t.Errorf("the encoder writes\n%s\nand encoding/json\n%s", got, want)
	}
	runs := *decode[Answer](t, got).Trace
	if f := runs[len(runs)-2].Festival; f != "a&b\\\n" {
		t.Errorf("the festival arrives as %q", f)
	}
}
