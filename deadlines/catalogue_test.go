package deadlines_test

import (
	"slices"
	"testing"

	"shixian/deadlines"
)

// TestCataloguePosition: it is eight hex digits, the same for the same rules, and another
// once anything that one of them says is.
func TestCataloguePosition(t *testing.T) {
	c := catalogue()
	again := deadlines.NewCatalogue(c.Jurisdictions, c.Rules, c.Interpretations)
	if len(c.Position()) != 8 || again.Position() != c.Position() {
		t.Errorf("%q, and again %q", c.Position(), again.Position())
	}
	rules := slices.Clone(c.Rules)
	rules[3] = changed(rules[3], func(r *deadlines.Rule) { r.Amount++ })
	if other := deadlines.NewCatalogue(c.Jurisdictions, rules, c.Interpretations); other.Position() == c.Position() {
		t.Error("another amount is at the same position")
	}
}

func TestCatalogueFindsByID(t *testing.T) {
	c := catalogue()
	for _, r := range c.Rules {
		if c.Rule(r.ID) != r || c.Jurisdiction(r.Jurisdiction.ID) != r.Jurisdiction {
			t.Errorf("%s is not found", r.ID)
		}
	}
	if c.Rule("x") != nil || c.Jurisdiction("x") != nil {
		t.Error("what is not there is found")
	}
}

// TestName: a question is answered by the rule that was named last, whichever way.
func TestName(t *testing.T) {
	c := catalogue()
	var q deadlines.Question
	q.Trigger = date("2026-02-09")
	if c.Name(&q, []byte("x")) || q.Rule != "" {
		t.Errorf("%q is named, which there is not", q.Rule)
	}
	for i, r := range c.Rules[:2] {
		other := c.Rules[1-i].ID
		if !c.Name(&q, []byte(r.ID)) || ask(t, q).Rule != r {
			t.Errorf("%s is not named", r.ID)
		}
		if q.Rule = other; ask(t, q).Rule.ID != other {
			t.Errorf("%s answers a question to %s", r.ID, other)
		}
	}
}

// TestInterpretationsAreTheCodes: they are those that the codes name, in the same order, and
// what a request brings in is named by its code.
func TestInterpretationsAreTheCodes(t *testing.T) {
	const id = "xihe.revise-decided-document"
	for code, q := range map[string]deadlines.Question{
		"roll_next":              of(id, "2026-02-10"),
		"roll_overridden":        of(id, "2026-02-10", withRoll(deadlines.RollNone)),
		"no_roll":                of(id, "2026-02-10", withReadings("roll_next:no_roll")),
		"working_days":           of(id, "2026-02-10", withReadings("calendar_days:working_days")),
		"provisional_principles": of(replyID, "2027-02-10"),
		"agreed_date":            of(replyID, "2026-03-02", withAgreed("2026-03-09")),
		"agreed_rest_day":        of(replyID, "2026-03-02", withAgreed("2026-03-15")),
		"calendar_overridden":    of(replyID, "2026-03-02", withCalendar("CN-GX")),
		"beijing_time":           of(replyID, "2026-03-02", func(q *deadlines.Question) { q.NoOffset = true }),
		"as_of_notices":          of(replyID, "2026-03-02", func(q *deadlines.Question) { q.AsOf = date("2026-03-01") }),
		"threshold_both_sides":   of(thresholdID, "", withDays(1)),
	} {
		a := ask(t, q)
		var named []string
		for _, i := range a.Interpretations(catalogue().Interpretations) {
			named = append(named, i.Code)
		}
		if codes := a.Codes([]string{"x"}); !slices.Equal(codes[1:], named) || codes[0] != "x" || !slices.Contains(named, code) {
			t.Errorf("%s: codes %v, interpretations %v", code, codes, named)
		}
	}
	plain := ask(t, of(replyID, "2026-03-02", withAgreed("2026-03-09")))
	if codes := plain.Codes(nil); slices.Contains(codes, "agreed_rest_day") || slices.Contains(codes, "beijing_time") || slices.Contains(codes, "roll_overridden") || plain.Amount != 0 || plain.Roll != deadlines.RollNone {
		t.Errorf("an agreed working day: %v, %d, %s", codes, plain.Amount, plain.Roll)
	}
}
