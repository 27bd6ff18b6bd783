package rules

import (
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/datafile"
)

// The kinds of value in a rule file. A parameter is a rule's own, a question and
// an answer stand in its cases.
type kind struct {
	role string // text, parameter, question or answer
	vary func(value string) []string
}

var (
	text     = kind{role: "text"}
	weekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	rolls    = []string{"none", "next", "previous"}
)

// kinds are the kinds of all values by their key, as in rules.amount. A key that
// is not listed fails the test.
func kinds(codes []string) map[string]kind {
	parameter := func(vary func(string) []string) kind { return kind{"parameter", vary} }
	question := func(vary func(string) []string) kind { return kind{"question", vary} }
	answer := func(vary func(string) []string) kind { return kind{"answer", vary} }
	return map[string]kind{
		"jurisdiction.id": text, "jurisdiction.name": text, "document.title": text, "document.title_en": text, "document.number": text,
		"jurisdiction.calendar":      parameter(others(table().IDs()...)),
		"document.effective_from":    parameter(shiftDate(1)),
		"document.checked":           parameter(shiftDate(1)),
		"document.effective_unknown": parameter(not),
		"document.articles_inferred": parameter(not),

		"uncounted.word": text, "uncounted.what": text, "uncounted.reason": text,
		"uncounted.article": text, "uncounted.paragraph": text,

		"rules.id": text, "rules.title": text, "rules.trigger": text, "rules.actor": text,
		"rules.note": text, "rules.wording": text, "rules.postponed_by": text, "rules.approver": text,
		"rules.group":    parameter(others(Groups...)),
		"rules.shape":    parameter(others("within", "before", "lead", "year_end", "term", "recurring", "quota", "threshold", "weekday_window")),
		"rules.amount":   parameter(shiftNumber),
		"rules.unit":     parameter(others("working_day", "day", "month", "year")),
		"rules.every":    parameter(others("year", "half_year", "two_months", "month", "half_month", "two_weeks", "nth_weekday")),
		"rules.nth":      parameter(shiftNumber),
		"rules.weekday":  parameter(others(weekdays...)),
		"rules.weekdays": parameter(others(weekdays...)),
		"rules.strength": parameter(others("mandatory", "principle", "general", "permitted", "plain")),
		"rules.modal":    parameter(others("须", "应", "原则上", "一般", "可")),
		"rules.at_most":  parameter(shiftNumber),
		"rules.roll":     parameter(others(rolls...)),
		"rules.silence":  parameter(others("deemed_no_objection", `""`)),
		"rules.article":  parameter(shiftNumber), "rules.paragraph": parameter(shiftNumber),
		"rules.at_least": parameter(not), "rules.trigger_day_counts": parameter(not), "rules.overridable": parameter(not),
		"rules.interpretations": parameter(neighbour(codes)),
		"rules.counter":         text, "rules.closed": text, "rules.silence_inferred": parameter(not),

		"cases.why":     text,
		"cases.trigger": question(shiftDate(1, 3, 366)), "cases.history": question(shiftDate(1, 3, 366)),
		"cases.suspended": question(shiftDate(1, 3, 366)),
		"cases.amount":    question(shiftNumber), "cases.days": question(shiftNumber), "cases.roll": question(others(rolls...)),
		"cases.nominal": answer(shiftDate(1)), "cases.due": answer(shiftDate(1)), "cases.last_working_day": answer(shiftDate(1)),
		"cases.next_allowed": answer(shiftDate(1)), "cases.next_inside": answer(shiftDate(1)),
		"cases.rolled": answer(not), "cases.allowed": answer(not), "cases.inside": answer(not),
		"cases.used": answer(shiftNumber), "cases.limit": answer(shiftNumber), "cases.required": answer(shiftNumber),
		"cases.remaining": answer(shiftNumber), "cases.reachable": answer(not), "cases.both": answer(not),
		"cases.approver": answer(others("up_to", "beyond")),
		"cases.error":    answer(others("rule_not_in_force", "field_missing", "amount_not_allowed")),
	}
}

// others returns the values of a choice but the one that stands there.
func others(values ...string) func(string) []string {
	return func(v string) []string {
		return slices.DeleteFunc(slices.Clone(values), func(o string) bool { return o == v })
	}
}

// neighbour returns the value that follows in a long choice, and one that is not in it.
func neighbour(values []string) func(string) []string {
	return func(v string) []string {
		return []string{values[(slices.Index(values, v)+1)%len(values)], "no_such_reading"}
	}
}

func not(v string) []string { return others("true", "false")(v) }

func shiftNumber(v string) []string {
	n, err := strconv.Atoi(v)
	if err != nil {
		panic(err)
	}
	return []string{strconv.Itoa(n - 1), strconv.Itoa(n + 1)}
}

func shiftDate(steps ...int) func(string) []string {
	return func(v string) (out []string) {
		d, err := holidays.ParseDate(v)
		if err != nil {
			panic(err)
		}
		for _, s := range steps {
			out = append(out, d.AddDays(-s).String(), d.AddDays(s).String())
		}
		return out
	}
}

// A part is a rule file cut down to its head and one rule, so that it loads fast.
type part struct {
	file  string
	lines []string
	root  *yaml.Node
}

// parts cuts every embedded rule file into its rules.
func parts(t *testing.T) (out []part) {
	names, err := fs.Glob(embedded, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if name == interpretationsFile || name == wordsFile {
			continue
		}
		text, err := fs.ReadFile(embedded, name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		rules := slices.Index(lines, "rules:")
		for from := rules + 1; from < len(lines); {
			to := from + 1
			for to < len(lines) && !strings.HasPrefix(lines[to], "  - ") {
				to++
			}
			p := part{file: name, lines: slices.Concat(lines[:rules+1], lines[from:to])}
			var doc yaml.Node
			if err := yaml.Load([]byte(strings.Join(p.lines, "\n")), &doc); err != nil {
				t.Fatal(name, err)
			}
			p.root = doc.Content[0]
			out = append(out, p)
			from = to
		}
	}
	return out
}

// scalar is a value in a part, and the key that it stands under.
type scalar struct {
	key  string
	node *yaml.Node
}

// scalars lists the values under a node. The keys of a rule are joined to "rules",
// those of a case to "cases"; what lies deeper counts as its key.
func scalars(group, key string, n *yaml.Node) (out []scalar) {
	switch n.Kind {
	case yaml.ScalarNode:
		return []scalar{{key, n}}
	case yaml.SequenceNode:
		for _, item := range n.Content {
			out = append(out, scalars(group, key, item)...)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			name, value := n.Content[i].Value, n.Content[i+1]
			switch {
			case key == group: // a rule, a case or the head
				if name == "cases" {
					out = append(out, scalars("cases", "cases", value)...)
				} else {
					out = append(out, scalars(group, group+"."+name, value)...)
				}
			default: // {zh: …, en: …}, {from: …, to: …}
				out = append(out, scalars(group, key, value)...)
			}
		}
	}
	return out
}

// with returns the part with other text for a value.
func (p *part) with(t *testing.T, n *yaml.Node, value string) string {
	lines := slices.Clone(p.lines)
	line := []rune(lines[n.Line-1])
	from, to := n.Column-1, n.Column-1+len([]rune(n.Value))
	if to > len(line) || string(line[from:to]) != n.Value {
		t.Fatalf("%s: %q does not stand at %d:%d", p.file, n.Value, n.Line, n.Column)
	}
	lines[n.Line-1] = string(line[:from]) + value + string(line[to:])
	return strings.Join(lines, "\n")
}

// workbench loads parts, with the shared interpretations read once.
type workbench struct {
	shared map[string]*deadlines.Interpretation
	golden map[string]string
	// readings are the lines of readings.golden, by rule.
	readings map[string][]string
}

func newWorkbench(t *testing.T) *workbench {
	l := newLoader(table())
	if err := l.loadShared(embedded); err != nil {
		t.Fatal(err)
	}
	return &workbench{shared: l.interpretations, golden: golden(t), readings: goldenReadings(t)}
}

// load loads the one rule of a part.
func (w *workbench) load(file, text string) (*deadlines.Rule, error) {
	l := newLoader(table())
	l.interpretations = maps.Clone(w.shared)
	if err := l.loadFile(&datafile.Folder{FS: fstest.MapFS{file: {Data: []byte(text)}}}, file); err != nil {
		return nil, err
	}
	return l.rules[0], nil
}

// noticed says what notices that a part is not as it should be: its loading, the
// golden file, or nothing.
func (w *workbench) noticed(file, text string) string {
	r, err := w.load(file, text)
	switch {
	case err != nil:
		return "load"
	case goldenLine(r) != w.golden[r.ID]:
		return "golden"
	case !slices.Equal(readingLines(r), w.readings[r.ID]):
		return "readings"
	}
	return ""
}

// TestFlip changes every number, date and choice of the rule files, one at a time:
// loading fails, or the rule is no longer golden. The count of a rule has to be
// held by its cases alone. A question of a case may be put differently and have
// the same answer, but not in every way.
func TestFlip(t *testing.T) {
	w := newWorkbench(t)
	kinds := kinds(slices.Sorted(maps.Keys(w.shared)))
	counting := []string{"rules.amount", "rules.unit", "rules.every", "rules.nth", "rules.weekday", "rules.weekdays", "rules.trigger_day_counts"}
	flips := map[string]int{}
	for i, p := range parts(t) {
		if got := w.noticed(p.file, strings.Join(p.lines, "\n")); got != "" {
			t.Fatalf("part %d of %s is not right before anything is changed (%s)", i, p.file, got)
		}
		for _, s := range p.values() {
			k, ok := kinds[s.key]
			if !ok {
				t.Fatalf("%s: the key %s is not known to this test", p.file, s.key)
			}
			if k.role == "text" {
				continue
			}
			seen := false
			for _, v := range k.vary(s.node.Value) {
				if seen && k.role == "question" {
					break
				}
				by := w.noticed(p.file, p.with(t, s.node, v))
				flips[k.role]++
				seen = seen || by != ""
				if by == "" && k.role != "question" || by != "load" && (k.role == "answer" || slices.Contains(counting, s.key)) {
					t.Errorf("%s: %s %s changed to %s is noticed by %q", p.name(), s.key, s.node.Value, v, by)
				}
			}
			if !seen {
				t.Errorf("%s: nothing depends on %s %s", p.name(), s.key, s.node.Value)
			}
		}
	}
	for _, role := range []string{"parameter", "question", "answer"} {
		if flips[role] == 0 {
			t.Errorf("there is no %s to flip", role)
		}
	}
	t.Logf("changes: %v", flips)
}

// name is where a part stands, for messages.
func (p *part) name() string {
	for _, line := range p.lines {
		if id, ok := strings.CutPrefix(line, "  - id: "); ok {
			return p.file + " " + id
		}
	}
	return p.file
}

// values are the values of a part, those of the head included.
func (p *part) values() (out []scalar) {
	for i := 0; i+1 < len(p.root.Content); i += 2 {
		name := p.root.Content[i].Value
		out = append(out, scalars(name, name, p.root.Content[i+1])...)
	}
	return out
}

// TestAddedKeyIsNoticed adds each key that a rule does without, with any value
// that is not its default.
func TestAddedKeyIsNoticed(t *testing.T) {
	w := newWorkbench(t)
	added := []string{
		"amount: 3", "unit: day", "unit: working_day", "every: month", "nth: 2", "weekday: monday", "weekdays: [monday]", "at_least: true",
		"roll: none", "roll: next", "roll: previous", "trigger_day_counts: true", "overridable: true", "silence: deemed_no_objection",
		"postponed_by: {zh: 某, en: someone}", "approver: {up_to: {zh: 甲, en: one}, beyond: {zh: 乙, en: other}}", "paragraph: 9",
	}
	for _, p := range parts(t) {
		r, err := w.load(p.file, strings.Join(p.lines, "\n"))
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range added {
			key, value, _ := strings.Cut(line, ": ")
			stands := slices.ContainsFunc(p.lines, func(l string) bool { return strings.HasPrefix(l, "    "+key+":") })
			if stands || key == "roll" && value == string(r.Roll) {
				continue
			}
			at := slices.IndexFunc(p.lines, func(l string) bool { return strings.HasPrefix(l, "  - id: ") })
			text := strings.Join(slices.Insert(slices.Clone(p.lines), at+1, "    "+line), "\n")
			if w.noticed(p.file, text) == "" {
				t.Errorf("%s: %s is added and nothing notices", r.ID, line)
			}
		}
	}
}

// TestLeftOutKeyIsNoticed leaves out each key of a rule that is not a text.
func TestLeftOutKeyIsNoticed(t *testing.T) {
	w := newWorkbench(t)
	known := kinds(nil)
	left := 0
	for _, p := range parts(t) {
		for i, line := range p.lines {
			key, _, ok := strings.Cut(strings.TrimSpace(line), ":")
			if k := known["rules."+key]; !ok || !strings.HasPrefix(line, "    ") || line[4] == ' ' || k.role != "parameter" {
				continue
			}
			left++
			text := strings.Join(slices.Delete(slices.Clone(p.lines), i, i+1), "\n")
			if w.noticed(p.file, text) == "" {
				t.Errorf("%s: %s is left out and nothing notices", p.name(), strings.TrimSpace(line))
			}
		}
	}
	if left < 57*4 {
		t.Errorf("only %d keys were left out", left)
	}
}
