package wire_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shixian/api/wire"
	"shixian/api/wire/wiretest"
	"shixian/deadlines"
	"shixian/holidays"
)

// TestEncoderIsEncodingJSON holds the bytes of every rule's answers, and of where
// its matters stand, to what encoding/json makes of the documented structs.
func TestEncoderIsEncodingJSON(t *testing.T) {
	table, cat := world()
	enc := wire.NewEncoder(cat)
	for _, r := range cat.Rules {
		t.Run(r.ID, func(t *testing.T) {
			answered := 0
			property := func(t *rapid.T) {
				asked := wiretest.Questions(r, rapid.Bool().Draw(t, "trace")).Draw(t, "question")
				var q wire.Input
				if err := wire.NewDecoder(cat).Line([]byte(asked.JSON()), &q); err != nil {
					t.Fatalf("%s: %v", asked.JSON(), err)
				}
				a, err := cat.Ask(table, &q.Question)
				if err != nil {
					t.Skip(err)
				}
				answered++
				compareEncodings(t, enc, cat, &a)
			}
			const enough = 50
			rapid.Check(t, property)
			for round := 0; round < 20 && answered < enough; round++ { // a short run draws less in each
				rapid.Check(t, property)
			}
			if answered < enough {
				t.Errorf("only %d questions had an answer", answered)
			}
		})
	}
}

func compareEncodings(t *rapid.T, enc *wire.Encoder, cat *deadlines.Catalogue, a *deadlines.Answer) {
	look := deadlines.Look{
		At:     wiretest.Dates(a.Calendar.First(), a.Calendar.Last()).Draw(t, "at"),
		Yellow: rapid.IntRange(0, 20).Draw(t, "yellow"),
	}
	if rapid.Bool().Draw(t, "is done") {
		look.Done = wiretest.Dates(a.Calendar.First(), a.Calendar.Last()).Draw(t, "done")
	}
	st, err := deadlines.Stand(a, look)
	if e := (*deadlines.Error)(nil); errors.As(err, &e) && e.Code == deadlines.CodeDoneTooEarly {
		look.Done = holidays.Date{}
		st, err = deadlines.Stand(a, look)
	}
	if (err == nil) != a.Rule.HasDue() {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh", "en"} {
		want := mustJSON(newAnswer(cat, a, lang))
		if got := enc.AppendAnswer(nil, a, lang); string(got) != string(want) {
			t.Fatalf("in %s the encoder writes\n%s\nand encoding/json\n%s", lang, got, want)
		}
		if err != nil {
			continue
		}
		want = mustJSON(newStatusAnswer(newAnswer(cat, a, lang), look, &st))
		if got := enc.AppendRendered(nil, a, &wire.Rendering{Lang: lang, Look: look, Standing: &st}); string(got) != string(want) {
			t.Fatalf("in %s the encoder writes\n%s\nand encoding/json\n%s", lang, got, want)
		}
	}
}

// TestEncoderKeepsRoom: an answer is appended to what is there already.
func TestEncoderKeepsRoom(t *testing.T) {
	table, cat := world()
	enc := wire.NewEncoder(cat)
	for _, r := range cat.Rules {
		q := deadlines.Question{Rule: r.ID, Request: deadlines.Request{Trigger: r.EffectiveFrom(), Trace: true}}
		if r.Shape == deadlines.Threshold {
			q.Trigger, q.Days, q.HasDays = holidays.Date{}, 2, true
		}
		a, err := cat.Ask(table, &q)
		if err != nil {
			t.Fatal(r.ID, err)
		}
		alone := enc.AppendAnswer(nil, &a, "en")
		if after := enc.AppendAnswer([]byte("before,"), &a, "en"); string(after) != "before,"+string(alone) {
			t.Errorf("%s after other text: %s", r.ID, after)
		}
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
	got, want := wire.NewEncoder(cat).AppendAnswer(nil, &a, "zh"), mustJSON(newAnswer(cat, &a, "zh"))
	if string(got) != string(want) {
		t.Errorf("the encoder writes\n%s\nand encoding/json\n%s", got, want)
	}
	var answer wire.Answer
	if err := json.Unmarshal(got, &answer); err != nil {
		t.Fatal(err)
	}
	runs := *answer.Trace
	if f := runs[len(runs)-2].Festival; f != "a&b\\\n" {
		t.Errorf("the festival arrives as %q", f)
	}
}

// newAnswer returns the documented form of an answer. [wire.Encoder] writes
// the same; this is the reference that it is tested against.
func newAnswer(cat *deadlines.Catalogue, a *deadlines.Answer, lang string) wire.Answer {
	r := a.Rule
	out := wire.Answer{
		Rule: r.ID, Title: r.Title.In(lang), Jurisdiction: r.Jurisdiction.ID, Shape: r.Shape, Strength: r.Strength,
		Amount:  a.Amount,
		Trigger: a.Trigger, Nominal: a.Nominal, Due: a.Due, LastWorkingDay: a.LastWorkingDay.Date,
		LastWorkingDayCertainty: a.LastWorkingDay.Certainty,
		LastWorkingDayEarliest:  a.LastWorkingDay.Earliest, LastWorkingDayLatest: a.LastWorkingDay.Latest,
		Calendar: a.Calendar.ID(), CalendarRevision: a.Calendar.Revision(), Position: a.Calendar.Position(),
		Certainty: a.Certainty(), Provisional: a.Provisional(), UnsettledFrom: a.UnsettledFrom,
		Earliest: a.Earliest, Latest: a.Latest,
		Interpretations: []wire.Interpretation{}, Citation: wire.NewCitation(r),
	}
	if a.Amount != 0 {
		out.Unit = r.Unit
	}
	for _, code := range a.Codes(nil) {
		out.Interpretations = append(out.Interpretations, wire.Interpretation{Code: code, Text: cat.Interpretations[code].Text.In(lang)})
	}
	switch r.Shape {
	case deadlines.Quota:
		q := a.Quota
		out.Allowed, out.Used, out.Limit, out.Window, out.NextAllowed = &q.Allowed, &q.Used, &q.Limit, &q.Window, q.NextAllowed
		out.Remaining = &q.Remaining
		if r.AtLeast {
			out.Required, out.Reachable = &q.Required, &q.Reachable
		}
	case deadlines.Threshold:
		both := a.Other == r.Beyond
		out.Approver, out.ApproverOther, out.Both = a.Approver.In(lang), a.Other.In(lang), &both
		out.ApproverSide = "up_to"
		if a.Approver == r.Beyond {
			out.ApproverSide = "beyond"
		}
	case deadlines.WeekdayWindow:
		out.Inside, out.NextInside = &a.Window.Inside, a.Window.NextInside
	default:
		rolled := a.Rolled()
		out.Roll, out.Rolled = string(a.Roll), &rolled
	}
	if a.Trace != nil {
		out.Trace = newRuns(a.Trace)
	}
	return out
}

func newRuns(trace []deadlines.Run) *[]wire.Run {
	runs := make([]wire.Run, 0, len(trace))
	for _, r := range trace {
		runs = append(runs, wire.Run{
			From: r.From, To: r.To, Days: r.Days(), Kind: r.Kind.String(), Festival: r.Festival,
			Notice: r.Notice, Settled: r.Settled, Suspended: r.Suspended, Counted: r.Counted,
		})
	}
	return &runs
}

// newStatusAnswer returns the documented form of a standing.
func newStatusAnswer(a wire.Answer, l deadlines.Look, st *deadlines.Standing) wire.StatusAnswer {
	out := wire.StatusAnswer{
		Answer: a, At: l.At, Done: l.Done, State: st.State, Light: st.Light,
		DeemedNoObjection: st.Deemed, DeemedSince: st.DeemedSince,
		WorkingDaysCertainty: st.Days, LightCertainty: st.LightCertainty,
	}
	if st.Days != deadlines.Settled {
		least, most := st.Least, st.Most
		if st.Late {
			least, most = -most, -least
		}
		out.WorkingDaysLeast, out.WorkingDaysMost = &least, &most
	}
	if st.Late {
		out.WorkingDaysOver = &st.WorkingDaysOver
	} else {
		out.WorkingDaysLeft = &st.WorkingDaysLeft
	}
	return out
}
