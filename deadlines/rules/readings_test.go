package rules

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/datafile"
)

var updateReadings = flag.Bool("update", false, "write testdata/readings.golden anew")

const readingsFile = "testdata/readings.golden"

// readingTriggers are days on which readings part: before holidays, at the end of a
// month, at weekends, at the end of a year.
var readingTriggers = []string{"2024-02-10", "2026-02-10", "2026-10-09", "2026-01-31", "2025-06-05", "2022-12-30"}

// readingLines says what a rule comes to under each reading that its text leaves open,
// and why the other interpretations have none.
func readingLines(r *deadlines.Rule) (out []string) {
	for _, i := range r.Interpretations {
		for _, alt := range append([]*deadlines.Alternative{{Of: i.Code, Code: i.Code}}, r.Open[i.Code]...) {
			line := r.ID + " " + alt.Of + ":" + alt.Code
			for _, day := range readingTriggers {
				line += " " + underReading(r, alt, day)
			}
			if len(r.Open[i.Code]) > 0 {
				out = append(out, line)
			}
		}
		if why := r.Closed[i.Code]; !why.IsZero() {
			out = append(out, r.ID+" "+i.Code+" closed: "+why.EN)
		}
	}
	return out
}

// underReading is the answer under a reading, "-" if there is none.
func underReading(r *deadlines.Rule, alt *deadlines.Alternative, day string) string {
	d, err := holidays.ParseDate(day)
	if err != nil {
		panic(err)
	}
	q := deadlines.Request{Trigger: d, Interpret: []deadlines.Choice{{Of: alt.Of, Take: alt.Code}}}
	switch r.Shape {
	case deadlines.Threshold:
		q.Trigger, q.Days, q.HasDays = holidays.Date{}, float64(r.Amount), true
	case deadlines.Quota:
		q.History = []holidays.Date{d.AddDays(-100), d.AddDays(-300)}
	}
	a, err := deadlines.Compute(r, table().Calendar(r.Jurisdiction.Calendar), &q)
	switch {
	case err != nil:
		return "-"
	case r.Shape == deadlines.Threshold:
		return strings.ReplaceAll(a.Approver.EN, " ", "_")
	case r.Shape == deadlines.Quota:
		return fmt.Sprintf("%d/%d/%s", a.Quota.Used, max(a.Quota.Required, a.Quota.Limit), a.Quota.NextAllowed)
	case r.Shape == deadlines.WeekdayWindow:
		return a.Window.NextInside.String()
	}
	return a.Due.String()
}

// goldenReadings returns the lines of readings.golden by rule.
func goldenReadings(t testing.TB) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(readingsFile)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		id, _, _ := strings.Cut(line, " ")
		out[id] = append(out[id], line)
	}
	return out
}

// TestReadingsAreGolden: what each rule comes to under each reading was worked out once
// and stays.
func TestReadingsAreGolden(t *testing.T) {
	c, err := Load(table())
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, r := range c.Rules {
		all = append(all, readingLines(r)...)
	}
	if *updateReadings {
		if err := os.WriteFile(readingsFile, []byte(strings.Join(all, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := goldenReadings(t)
	for _, r := range c.Rules {
		if got := readingLines(r); !slices.Equal(got, want[r.ID]) {
			t.Errorf("%s\n got %q\nwant %q", r.ID, got, want[r.ID])
		}
	}
}

// TestEveryInterpretationCanBeLeft: whoever disagrees with an interpretation of the
// embedded rules has another reading to choose, or is told why there is none.
func TestEveryInterpretationCanBeLeft(t *testing.T) {
	c, err := Load(table())
	if err != nil {
		t.Fatal(err)
	}
	for code, i := range c.Interpretations {
		if len(i.Alternatives) == 0 && (i.WhyNot.IsZero() || i.WhyNot == notNamed) {
			t.Errorf("%s has neither alternatives nor why_not", code)
		}
	}
	for _, r := range c.Rules {
		for _, i := range r.Interpretations {
			if open, why := r.Open[i.Code], r.Closed[i.Code]; (len(open) > 0) == !why.IsZero() || why == noMeaning {
				t.Errorf("%s: %s has %d alternatives, and is closed because of %q", r.ID, i.Code, len(open), why.EN)
			}
		}
	}
}

// TestFlipAlternatives changes what each reading sets, one value at a time: loading
// fails, or a rule no longer comes to what it came to.
func TestFlipAlternatives(t *testing.T) {
	text, err := fs.ReadFile(embedded, interpretationsFile)
	if err != nil {
		t.Fatal(err)
	}
	var doc yaml.Node
	if err := yaml.Load(text, &doc); err != nil {
		t.Fatal(err)
	}
	vary := map[string]func(string) []string{
		"unit": others("working_day", "day"), "amount": shiftNumber, "roll": others(rolls...),
		"trigger_day_counts": not, "period": others(""), "line": others(""), "decision_day": others(""),
	}
	want, flips := goldenReadings(t), 0
	lines := strings.Split(string(text), "\n")
	for _, set := range settings(doc.Content[0]) {
		for _, v := range vary[set.key](set.node.Value) {
			if v == "" {
				v = `""`
			}
			flips++
			p := part{file: interpretationsFile, lines: lines}
			if !noticedReadings(t, p.with(t, set.node, v), want) {
				t.Errorf("line %d: %s %s changed to %s is not noticed", set.node.Line, set.key, set.node.Value, v)
			}
		}
	}
	if flips < 20 {
		t.Errorf("only %d values were changed", flips)
	}
}

// settings lists the values under every set.
func settings(n *yaml.Node) (out []scalar) {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i].Value, n.Content[i+1]
		if key != "set" {
			out = append(out, settings(value)...)
			continue
		}
		for k := 0; k+1 < len(value.Content); k += 2 {
			out = append(out, scalar{value.Content[k].Value, value.Content[k+1]})
		}
	}
	return out
}

// noticedReadings reports whether the rules no longer load with other interpretations,
// or come to something else.
func noticedReadings(t *testing.T, text string, want map[string][]string) bool {
	l := newLoader(table())
	if err := l.loadShared(fstest.MapFS{interpretationsFile: {Data: []byte(text)}}); err != nil {
		return true
	}
	if err := l.loadFolder(&datafile.Folder{FS: embedded}); err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(l.rules, func(r *deadlines.Rule) bool { return !slices.Equal(readingLines(r), want[r.ID]) })
}
