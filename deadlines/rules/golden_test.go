package rules

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/holidays/data/datatest"
)

// table holds the embedded calendars.
var table = datatest.Table

// golden returns the lines of testdata/rules.golden by rule id. They were written
// from the texts of the districts, without looking at the rule files.
func golden(t testing.TB) map[string]string {
	t.Helper()
	text, err := os.ReadFile("testdata/rules.golden")
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		id, _, _ := strings.Cut(line, " ")
		if lines[id] != "" {
			t.Fatalf("%s stands twice in the golden file", id)
		}
		lines[id] = line
	}
	return lines
}

// goldenLine writes every number and choice of a rule, defaults included.
func goldenLine(r *deadlines.Rule) string {
	dash := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	weekday := ""
	if r.Nth != 0 {
		weekday = strings.ToLower(r.Weekday.String())
	}
	var weekdays, readings []string
	for _, w := range r.Weekdays {
		weekdays = append(weekdays, strings.ToLower(w.String()))
	}
	for _, i := range r.Interpretations {
		readings = append(readings, i.Code)
	}
	slices.Sort(readings)
	return fmt.Sprintf("%s shape=%s amount=%d unit=%s every=%s nth=%d weekday=%s weekdays=%s at_least=%t at_most=%d counter=%s strength=%s modal=%s roll=%s"+
		" trigger_day_counts=%t overridable=%t silence=%s silence_inferred=%t postponable=%t article=%d paragraph=%d"+
		" effective_from=%s effective_unknown=%t article_inferred=%t calendar=%s checked=%s group=%s interpretations=%s",
		r.ID, r.Shape, r.Amount, dash(string(r.Unit)), dash(string(r.Every)), r.Nth, dash(weekday), dash(strings.Join(weekdays, ",")),
		r.AtLeast, r.AtMost, dash(r.Counter.EN), r.Strength, dash(r.Modal), r.Roll, r.TriggerDayCounts, r.Overridable, dash(r.Silence), r.SilenceInferred, !r.PostponedBy.IsZero(), r.Article, r.Paragraph,
		r.EffectiveFrom(), r.Document.EffectiveUnknown, r.Document.ArticlesInferred, r.Jurisdiction.Calendar, r.Document.Checked,
		r.Group, strings.Join(readings, ","))
}

func TestCatalogueIsGolden(t *testing.T) {
	c, err := Load(table())
	if err != nil {
		t.Fatal(err)
	}
	want := golden(t)
	for _, r := range c.Rules {
		if got := goldenLine(r); got != want[r.ID] {
			t.Errorf("%s\n got %s\nwant %s", r.ID, got, want[r.ID])
		}
		delete(want, r.ID)
		if c.Rule(r.ID) != r {
			t.Errorf("%s is not found by its id", r.ID)
		}
	}
	for id := range want {
		t.Errorf("the rule %s is missing", id)
	}
}

// TestEveryRuleIsWorded: a rule has its texts in both languages, and every
// interpretation that counting may add is there.
func TestEveryRuleIsWorded(t *testing.T) {
	c, err := Load(table())
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range deadlines.AddedCodes {
		if c.Interpretations[code] == nil {
			t.Errorf("the interpretation %s is missing", code)
		}
	}
	used := map[string]bool{}
	for _, r := range c.Rules {
		texts := []deadlines.Text{r.Title, r.Trigger, r.Actor, r.Jurisdiction.Name, r.Note, r.PostponedBy, r.UpTo, r.Beyond}
		for _, i := range r.Interpretations {
			texts = append(texts, i.Text, i.Source)
			used[i.Code] = true
		}
		for _, text := range texts {
			if (text.ZH == "") != (text.EN == "") {
				t.Errorf("%s: %q and %q are not both there", r.ID, text.ZH, text.EN)
			}
		}
		if rolls := rollReadings(r); rolls != (r.HasDue() && r.Unit != deadlines.WorkingDay) {
			t.Errorf("%s: whether it rolls is not what its interpretations say", r.ID)
		}
	}
	for code := range c.Interpretations {
		if !used[code] && !slices.Contains(deadlines.AddedCodes[:], code) {
			t.Errorf("no rule uses the interpretation %s", code)
		}
	}
}

// rollReadings reports whether an interpretation of the rule is about its roll.
func rollReadings(r *deadlines.Rule) bool {
	return slices.ContainsFunc(r.Interpretations, func(i *deadlines.Interpretation) bool { return i.Override == "roll" })
}
