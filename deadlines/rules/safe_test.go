package rules

import (
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestStrictestOfAllCombinations: against a walk through the products of all
// readings of each rule, the strictest is the earliest day, and the choices named lead there.
func TestStrictestOfAllCombinations(t *testing.T) {
	c, err := Load(table())
	if err != nil {
		t.Fatal(err)
	}
	combined := 0
	for _, r := range c.Rules {
		if !r.HasDue() {
			continue
		}
		for _, day := range readingTriggers {
			trigger, err := holidays.ParseDate(day)
			if err != nil {
				t.Fatal(err)
			}
			q := deadlines.Question{Rule: r.ID, Request: deadlines.Request{Trigger: trigger, Readings: true}}
			a, err := c.Ask(table(), &q)
			if err != nil {
				continue // not in force
			}
			want := a.Due
			for _, choices := range products(r, r.Interpretations) {
				if due := dueUnder(t, c, &q, choices); due.Before(want) {
					want = due
				}
			}
			strictest, by := a.Strictest()
			if strictest.Due != want || dueUnder(t, c, &q, by) != want {
				t.Errorf("%s on %s: the strictest is %s by %v, not %s", r.ID, day, strictest.Due, by, want)
			}
			if len(by) > 1 {
				combined++
			}
		}
	}
	if combined == 0 {
		t.Error("no combination is stricter than its parts")
	}
}

func dueUnder(t *testing.T, c *deadlines.Catalogue, q *deadlines.Question, choices []deadlines.Choice) holidays.Date {
	t.Helper()
	other := *q
	other.Readings, other.Interpret = false, choices
	a, err := c.Ask(table(), &other)
	if err != nil {
		t.Fatal(err)
	}
	return a.Due
}

// products are all ways to choose a reading of each interpretation.
func products(r *deadlines.Rule, is []*deadlines.Interpretation) [][]deadlines.Choice {
	if len(is) == 0 {
		return [][]deadlines.Choice{nil}
	}
	rest := products(r, is[1:])
	out := rest
	for _, alt := range r.Open[is[0].Code] {
		for _, choices := range rest {
			out = append(out, append([]deadlines.Choice{{Of: alt.Of, Take: alt.Code}}, choices...))
		}
	}
	return out
}
