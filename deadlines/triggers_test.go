package deadlines_test

import (
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestTriggersByTrying holds the triggers of every rule's due days to those that are found
// by trying every day.
func TestTriggersByTrying(t *testing.T) {
	table, cat := table(), catalogue()
	days := holidays.Span{From: date("2025-12-20"), To: date("2026-03-10")}
	suspended := []holidays.Span{{From: date("2026-01-08"), To: date("2026-01-14")}}
	for _, r := range cat.Rules {
		if !r.HasDue() || r.Every == deadlines.EveryYear || r.Shape == deadlines.YearEnd || r.Shape == deadlines.Term {
			continue // whose triggers lie far away; below
		}
		questions := []deadlines.Question{{Rule: r.ID}, {Rule: r.ID, Request: deadlines.Request{Roll: deadlines.RollPrevious, Suspended: suspended}}}
		for _, i := range r.Interpretations {
			for _, alt := range r.Open[i.Code] {
				questions = append(questions, deadlines.Question{Rule: r.ID, Request: deadlines.Request{Interpret: []deadlines.Choice{{Of: i.Code, Take: alt.Code}}}})
			}
		}
		for _, q := range questions {
			first, last := map[holidays.Date]holidays.Date{}, map[holidays.Date]holidays.Date{}
			for d := days.From.AddDays(-250); !d.After(days.To.AddDays(250)); d = d.AddDays(1) {
				at := q
				at.Trigger = d
				a, err := cat.Ask(table, &at)
				if err != nil {
					continue
				}
				if _, any := first[a.Due]; !any {
					first[a.Due] = d
				}
				last[a.Due] = d
			}
			for due := days.From; !due.After(days.To); due = due.AddDays(1) {
				got, err := cat.TriggersOf(table, &q, due)
				if err != nil || got.Earliest != first[due] || got.Latest != last[due] {
					t.Errorf("%s due %s: %s to %s (%v), want %s to %s", r.ID, due, got.Earliest, got.Latest, err, first[due], last[due])
				}
			}
		}
	}
}

func TestTriggers(t *testing.T) {
	table, cat := table(), catalogue()
	for _, c := range []struct {
		rule, due, earliest, latest string
		certainty                   deadlines.Certainty
	}{
		{"xihe.countersign-reply", "2026-02-25", "2026-02-09", "2026-02-09", deadlines.Settled},
		{"xihe.countersign-reply", "2026-03-02", "2026-02-13", "2026-02-13", deadlines.Settled},
		{"xihe.countersign-reply", "2026-02-22", "", "", deadlines.Settled}, // a holiday
		{"xihe.countersign-reply", "2027-10-20", "2027-10-11", "2027-10-11", deadlines.Provisional},
		{"shuangta.710-annual", "2026-12-31", "2026-01-01", "2026-12-31", deadlines.Settled},
		{"tiexi.term", "2029-02-28", "2024-02-28", "2024-02-29", deadlines.Settled},
		{"xihe.countersign-reply", "2019-04-12", "2019-04-02", "2019-04-02", deadlines.Settled}, // the day on which it took effect
		{"xihe.countersign-reply", "2019-04-11", "", "", deadlines.Settled},
	} {
		got, err := cat.TriggersOf(table, &deadlines.Question{Rule: c.rule}, date(c.due))
		text := func(d holidays.Date) string {
			if d.IsZero() {
				return ""
			}
			return d.String()
		}
		if err != nil || text(got.Earliest) != c.earliest || text(got.Latest) != c.latest || got.Certainty != c.certainty {
			t.Errorf("%s due %s: %s to %s, %s, %v", c.rule, c.due, text(got.Earliest), text(got.Latest), got.Certainty, err)
		}
	}
	for _, c := range []struct {
		question deadlines.Question
		due      string
		want     deadlines.Code
	}{
		{deadlines.Question{Rule: "x"}, "2026-02-25", deadlines.CodeRuleUnknown},
		{deadlines.Question{}, "2026-02-25", deadlines.CodeFieldMissing},
		{deadlines.Question{Rule: replyID, Calendar: "x"}, "2026-02-25", deadlines.CodeCalendarUnknown},
		{deadlines.Question{Rule: replyID}, "1999-02-25", deadlines.CodeOutOfCoverage},
		{deadlines.Question{Rule: quotaID}, "2026-02-25", deadlines.CodeNoDueDate},
		{deadlines.Question{Rule: thresholdID}, "2026-02-25", deadlines.CodeNoDueDate},
		{deadlines.Question{Rule: windowID}, "2026-02-25", deadlines.CodeNoDueDate},
		{deadlines.Question{Rule: replyID, Request: deadlines.Request{Amount: -1}}, "2026-02-25", deadlines.CodeAmountRange},
	} {
		if got, err := cat.TriggersOf(table, &c.question, date(c.due)); codeOf(err) != c.want || got != (deadlines.Triggers{}) {
			t.Errorf("%+v due %s: %+v, %v, want %s", c.question, c.due, got, err, c.want)
		}
	}
}

// TestTriggersAtTheEdges holds triggers to trying every day where due days lie beyond the
// first or the last day of the calendar, by a count or by a roll, and where the days are
// open how sure they are.
func TestTriggersAtTheEdges(t *testing.T) {
	cal := table().Calendar("CN")
	first, last := cal.First(), cal.Last()
	old := func(id string) *deadlines.Rule {
		return changed(since(ruleOf(t, id), first), func(r *deadlines.Rule) { r.Overridable = true })
	}
	few := deadlines.NewCatalogue(nil, []*deadlines.Rule{
		old(replyID), old("xihe.revise-decided-document"), old("xihe.travel-notice"), old("tiexi.submit-meeting-papers"),
		old("tiexi.lead-urgent"), old("tiexi.standing-meeting"), old("shuangta.710-complex"),
	}, nil)
	for _, r := range few.Rules {
		for _, roll := range []deadlines.Roll{"", deadlines.RollNext, deadlines.RollPrevious} {
			for _, days := range []holidays.Span{{From: first, To: first.AddDays(45)}, {From: last.AddDays(-45), To: last}, span("2027-01-25", "2027-02-20")} {
				triggersByTrying(t, few, deadlines.Question{Rule: r.ID, Calendar: "CN", Request: deadlines.Request{Roll: roll, Amount: min(2, r.Amount)}}, days)
			}
		}
	}
}

func triggersByTrying(t *testing.T, cat *deadlines.Catalogue, q deadlines.Question, dues holidays.Span) {
	t.Helper()
	var answers []deadlines.Answer
	for d := dues.From.AddDays(-60); d.Before(dues.To.AddDays(60)); d = d.AddDays(1) {
		q.Trigger = d
		if a, err := cat.Ask(table(), &q); err == nil {
			answers = append(answers, a)
		}
	}
	for due := dues.From; !due.After(dues.To); due = due.AddDays(1) {
		want := deadlines.Triggers{Certainty: deadlines.Settled}
		for _, a := range answers {
			if a.Due == due {
				if want.Latest = a.Trigger; want.Earliest.IsZero() {
					want.Earliest = a.Trigger
				}
			}
			open := !a.UnsettledFrom.IsZero()
			switch {
			case open && a.Earliest != a.Latest && !due.Before(a.Earliest) && !due.After(a.Latest):
				want.Certainty = deadlines.Provisional
			case open && a.Due == due && want.Certainty == deadlines.Settled:
				want.Certainty = deadlines.Bounded
			}
		}
		got, err := cat.TriggersOf(table(), &q, due)
		if err != nil || got.Earliest != want.Earliest || got.Latest != want.Latest || got.Certainty != want.Certainty {
			t.Errorf("%s %s due %s: %s to %s, %s (%v), want %s to %s, %s", q.Rule, q.Roll, due,
				got.Earliest, got.Latest, got.Certainty, err, want.Earliest, want.Latest, want.Certainty)
		}
	}
}
