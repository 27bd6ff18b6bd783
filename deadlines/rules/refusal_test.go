package rules

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"shixian/holidays/datafile"
)

// reasons are why each testdata/busted_*.yaml is refused. The line that the error
// has to name ends in "# here"; a file without that mark is refused as a whole.
var reasons = map[string]string{
	"empty":                         "the file is empty",
	"unknown_key":                   `unknown key "amonut"`,
	"unknown_key_of_a_case":         `unknown key "duo"`,
	"doubled_key":                   `key "amount" stands twice`,
	"text_for_a_number":             `"five"`,
	"no_such_date":                  "not a date written YYYY-MM-DD",
	"no_rules":                      "the file has no rules",
	"jurisdiction_id":               `the jurisdiction id "Bei_cheng" is not lower-case letters, digits and hyphens`,
	"jurisdiction_taken":            `"xihe" stands in xihe.yaml already`,
	"jurisdiction_name":             "the jurisdiction has a name in zh and en",
	"unknown_calendar":              `there is no calendar "CN-XX"; there are CN, CN-GX, CN-LN, CN-JL`,
	"no_document_title":             "the document has a title",
	"no_effective_from":             "the document has a date effective_from",
	"no_checked":                    "the document has a date checked",
	"id_with_capitals":              `the id "beicheng.Reply_1" is not beicheng.name in lower-case letters, digits and hyphens`,
	"id_of_another_jurisdiction":    `the id "xihe.reply" is not beicheng.name`,
	"doubled_id":                    `"beicheng.reply" stands in rules/busted_doubled_id.yaml already`,
	"title_without_english":         "title stands in zh and en",
	"title_without_chinese":         "title stands in zh and en",
	"trigger_without_english":       "trigger stands in zh and en",
	"no_actor":                      "actor stands in zh and en",
	"note_without_english":          "note stands in zh and en",
	"why_without_english":           "why stands in zh and en",
	"postponed_by_without_english":  "postponed_by stands in zh and en",
	"unknown_group":                 `the group "replies" is none of meeting, document, reply, travel, supervision`,
	"unknown_shape":                 `the shape "inside" is none of before, lead, quota, recurring, term, threshold, weekday_window, within, year_end`,
	"unknown_unit":                  `the shape within does not count in "week", but in working_day, day, month`,
	"modal_of_another_strength":     `a rule that is mandatory has one of “须、应、要、不得” in its modal, and this one has "一般"`,
	"modal_of_a_plain_rule":         `a rule that is plain has no modal, and this one has "应"`,
	"at_most_below_at_least":        "at_most 1 is not beyond the amount",
	"at_most_without_at_least":      "the shape quota does not take at_most",
	"effective_to_before_from":      "effective_to 2025-01-01 is before effective_from",
	"effective_to_alone":            "effective_to and superseded_by stand together",
	"uncounted_without_word":        "the duty has the text's time word",
	"uncounted_without_reason":      "reason stands in zh and en",
	"unknown_strength":              `the strength "strong" is none of mandatory, principle, general, permitted, plain`,
	"unknown_roll":                  `the roll "nearest" is none of none, next, previous`,
	"unknown_silence":               `the consequence of silence "deemed_refused" is not deemed_no_objection`,
	"unknown_every":                 `the window "week" is none of half_month,`,
	"unknown_weekday":               `"wed" is not a weekday such as monday`,
	"doubled_weekday":               "the list has this item already, on line 14",
	"unknown_weekdays":              `"funday" is not a weekday such as monday`,
	"unknown_interpretation":        `there is no interpretation "trigger_day_exclude"`,
	"no_amount":                     "the amount 0 is not 1 to 1000",
	"amount_zero":                   "the amount 0 is not 1 to 1000",
	"amount_negative":               "the amount -5 is not 1 to 1000",
	"amount_too_large":              "the amount 1001 is not 1 to 1000",
	"no_article":                    "the rule cites an article",
	"paragraph_negative":            "a paragraph is numbered from 1",
	"unit_of_another_shape":         `the shape lead does not count in "day", but in working_day`,
	"key_of_another_shape":          "the shape before does not take trigger_day_counts",
	"no_every":                      `the window "" is none of half_month, half_year, month, nth_weekday, two_months, two_weeks, year`,
	"no_weekday":                    "an nth_weekday has a weekday",
	"nth_too_large":                 "nth 6 is not 1 to 5",
	"no_weekdays":                   "a weekday_window has weekdays",
	"no_approver":                   "a threshold says in zh and en who decides up_to it and beyond it",
	"approver_without_english":      "a threshold says in zh and en who decides up_to it and beyond it",
	"doubled_interpretation":        `the interpretation "roll_next" is defined already`,
	"alternative_without_source":    `an alternative has text and source in zh and en`,
	"alternative_changes_nothing":   `an alternative changes something of the rule`,
	"alternative_unit":              `a reading changes the unit to working_day or day, not "month"`,
	"alternative_amount":            `the amount 1001 is not 1 to 1000`,
	"alternative_roll":              `the roll "later" is none of none, next, previous`,
	"alternative_period":            `the period "month" is not twelve_months`,
	"alternative_line":              `the side of the line "up_to" is not beyond`,
	"alternative_decision_day":      `the day of the decision "included" is not excluded`,
	"why_not_beside_alternatives":   `why_not stands only where there are no alternatives`,
	"why_not_without_english":       `why_not stands in zh and en`,
	"closed_of_another":             `"calendar_days" is not one of the rule's interpretations`,
	"closed_without_alternatives":   `"trigger_inferred" has no alternatives that could be closed`,
	"closed_without_english":        `stands in zh and en`,
	"silence_inferred_alone":        `silence_inferred stands without silence`,
	"counter_of_a_reply":            `the shape within does not take counter`,
	"interpretation_without_source": "an interpretation has text and source in zh and en",
	"interpretation_override":       `override "trigger" is not a request field that changes the count`,
	"no_cases":                      "the rule needs 2 worked cases, and has 0",
	"one_case":                      "the rule needs 2 worked cases, and has 1",
	"interpretation_missing":        "the interpretations lack those by which the rule is counted: trigger_day_excluded",
	"case_fails":                    "the case expects due 2026-02-25, and the answer is 2026-02-26",
	"case_expects_nothing":          "the case expects nothing, such as due",
	"case_expects_another_shape":    "the case expects allowed, which the answer of a within does not have",
	"case_expects_an_error":         "the case expects the error rule_not_in_force, and there is an answer",
	"case_expects_another_error":    "the case expects the error field_missing, and the error is rule_not_in_force",
	"case_has_no_answer":            "the case has no answer, but the error rule_not_in_force",
}

// pack is a folder called rules that holds files.
func pack(files map[string]string) *datafile.Folder {
	dir := fstest.MapFS{}
	for name, text := range files {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return &datafile.Folder{Name: "rules", FS: dir}
}

// mistakes are the errors that an error of loading is joined of.
func mistakes(t *testing.T, err error) (out []*datafile.Error) {
	t.Helper()
	var one *datafile.Error
	switch err := err.(type) {
	case nil:
	case interface{ Unwrap() []error }:
		for _, e := range err.Unwrap() {
			out = append(out, mistakes(t, e)...)
		}
	default:
		if !errors.As(err, &one) {
			t.Fatalf("%v is not an error of a file", err)
		}
		out = append(out, one)
	}
	return out
}

// loadMistakes loads packs that have to be refused, and returns why.
func loadMistakes(t *testing.T, packs ...*datafile.Folder) []*datafile.Error {
	t.Helper()
	c, err := Load(table(), packs...)
	if err == nil || c != nil {
		t.Fatalf("the rules are loaded: %v", err)
	}
	return mistakes(t, err)
}

var han = regexp.MustCompile(`\p{Han}`)

func TestBustedFiles(t *testing.T) {
	names, err := filepath.Glob("testdata/busted_*.yaml")
	if err != nil || len(names) != len(reasons) {
		t.Errorf("there are %d files and %d reasons (%v)", len(names), len(reasons), err)
	}
	for defect, reason := range reasons {
		t.Run(defect, func(t *testing.T) {
			name := "busted_" + defect + ".yaml"
			text, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			line := 0
			if before, _, marked := strings.Cut(string(text), "# here"); marked {
				line = strings.Count(before, "\n") + 1
			}
			got := loadMistakes(t, pack(map[string]string{name: string(text)}))
			if len(got) != 1 || got[0].File != "rules/"+name || got[0].Line != line || !strings.Contains(got[0].Reason, reason) {
				t.Errorf("got %v, want line %d: %s", got, line, reason)
			}
			chinese, _, _ := strings.Cut(got[0].Reason, " / ")
			if !han.MatchString(chinese) || strings.Contains(got[0].Reason, "%!") {
				t.Errorf("it is not told in Chinese and in English: %s", got[0].Reason)
			}
		})
	}
}

func TestWorkingFiles(t *testing.T) {
	c, err := Load(table(), &datafile.Folder{Name: "testdata", FS: only{os.DirFS("testdata"), "working_"}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"beicheng.reply": "beicheng.reply shape=within amount=5 unit=working_day every=- nth=0 weekday=- weekdays=- at_least=false at_most=0 counter=- strength=general modal=- roll=none" +
			" trigger_day_counts=false overridable=false silence=- silence_inferred=false postponable=false article=32 paragraph=0" +
			" effective_from=2025-03-03 effective_unknown=false article_inferred=false calendar=CN checked=2026-11-20 group=reply interpretations=trigger_day_excluded",
		"dongcheng-2.within-days": "dongcheng-2.within-days shape=within amount=7 unit=day every=- nth=0 weekday=- weekdays=- at_least=false at_most=0 counter=- strength=mandatory modal=应 roll=none" +
			" trigger_day_counts=true overridable=true silence=deemed_no_objection silence_inferred=false postponable=false article=1 paragraph=3" +
			" effective_from=2021-03-01 effective_unknown=true article_inferred=true calendar=CN-GX checked=2026-11-20 group=supervision interpretations=calendar_days,counted_twice,trigger_day_included",
	}
	for id, line := range want {
		if r := c.Rule(id); r == nil || goldenLine(r) != line {
			t.Errorf("%s is not as its file says: %v", id, r)
		}
	}
	if n := len(c.Rules); n != 57+13 || c.Rules[57].ID != "beicheng.reply" || len(c.Jurisdictions) != 5+2 {
		t.Errorf("%d rules of %d jurisdictions, after the embedded ones %s", n, len(c.Jurisdictions), c.Rules[57].ID)
	}
	if i := c.Interpretations["counted_twice"]; i == nil || i.Override != "suspended" || i.Text.EN != "The day itself counts." {
		t.Errorf("a file's own interpretation is %+v", i)
	}
}

// only shows the files of a folder whose names begin with a prefix.
type only struct {
	fs.FS
	prefix string
}

func (o only) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(o.FS, name)
	var out []fs.DirEntry
	for _, e := range all {
		if strings.HasPrefix(e.Name(), o.prefix) {
			out = append(out, e)
		}
	}
	return out, err
}

// working returns the shortest file that loads, with the id of its jurisdiction changed.
func working(t *testing.T, id string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/working_reply.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "beicheng", id)
}

func TestFolders(t *testing.T) {
	file := func(id string) string { return working(t, id) }
	dangling := t.TempDir()
	if err := os.Symlink(filepath.Join(dangling, "nowhere"), filepath.Join(dangling, "gone.yaml")); err != nil {
		t.Skip("the file system has no symbolic links:", err)
	}
	for _, tt := range []struct {
		name         string
		packs        []*datafile.Folder
		file, reason string
	}{
		{"an empty folder", []*datafile.Folder{pack(nil)}, "rules", "the folder has no data file (*.yaml)"},
		{"a folder without a rule file", []*datafile.Folder{pack(map[string]string{"README.md": "text", ".a.yaml": "text", "b/c.yaml": "text"})},
			"rules", "the folder has no data file (*.yaml)"},
		{"another ending", []*datafile.Folder{pack(map[string]string{"a.yaml": file("a"), "b.yml": file("b")})}, "rules/b.yml", "a data file ends in .yaml"},
		{"no folder", []*datafile.Folder{{Name: "rules", FS: os.DirFS(filepath.Join(dangling, "nowhere"))}}, "rules", "the folder cannot be read: "},
		{"a file that cannot be read", []*datafile.Folder{{Name: "rules", FS: os.DirFS(dangling)}}, "rules/gone.yaml", "no such file"},
		{"one jurisdiction in two files", []*datafile.Folder{pack(map[string]string{"a.yaml": file("a"), "b.yaml": file("a")})}, "rules/b.yaml", `"a" stands in rules/a.yaml already`},
		{"one jurisdiction in two folders", []*datafile.Folder{pack(map[string]string{"a.yaml": file("a")}), {Name: "more", FS: pack(map[string]string{"b.yaml": file("a")}).FS}},
			"more/b.yaml", `"a" stands in rules/a.yaml already`},
		{"an embedded jurisdiction", []*datafile.Folder{pack(map[string]string{"a.yaml": file("tiexi")})}, "rules/a.yaml", `"tiexi" stands in tiexi.yaml already`},
		{"shared interpretations in a folder of rules", []*datafile.Folder{pack(map[string]string{"interpretations.yaml": "own: {}"})}, "rules/interpretations.yaml", `unknown key "own"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := loadMistakes(t, tt.packs...)
			if len(got) != 1 || got[0].File != tt.file || !strings.Contains(got[0].Reason, tt.reason) {
				t.Errorf("got %v, want %s: %s", got, tt.file, tt.reason)
			}
		})
	}
}

// TestInterpretationTwiceInFolder: a code that one file defines is taken for the next.
func TestInterpretationTwiceInFolder(t *testing.T) {
	own := "interpretations:\n  own_reading:\n    text: {zh: 顺延。, en: The next.}\n    source: {zh: 约定, en: a convention}\nrules:\n"
	with := func(id string) string { return strings.Replace(working(t, id), "rules:\n", own, 1) }
	got := loadMistakes(t, pack(map[string]string{"a.yaml": with("a"), "b.yaml": with("b")}))
	if len(got) != 1 || got[0].File != "rules/b.yaml" || got[0].Line != 11 || !strings.HasSuffix(got[0].Reason, `the interpretation "own_reading" is defined already`) {
		t.Errorf("got %v", got)
	}
}

// TestAllMistakesOfAFile: every rule of a file is looked at before it is refused,
// and every wrong answer of a case is named.
func TestAllMistakesOfAFile(t *testing.T) {
	text := working(t, "a")
	rule := text[strings.Index(text, "  - id:"):]
	text = strings.Replace(text, "due: 2025-03-10", "nominal: 2025-03-09, due: 2025-03-11", 1) +
		strings.NewReplacer("a.reply", "a.second", "group: reply", "group: none").Replace(rule)
	got := loadMistakes(t, pack(map[string]string{"a.yaml": text}))
	if len(got) != 3 || got[0].Line != 23 || got[1].Line != 23 || got[2].Line != 27 {
		t.Errorf("got %v", got)
	}
}

// TestSharedInterpretations: the readings that counting adds have to be there.
func TestSharedInterpretations(t *testing.T) {
	full, err := fs.ReadFile(embedded, interpretationsFile)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		files  fstest.MapFS
		reason string
	}{
		"no file":        {fstest.MapFS{}, "file does not exist"},
		"a code missing": {fstest.MapFS{interpretationsFile: {Data: []byte(strings.Replace(string(full), "\nmonth_end:", "\nend_of_month:", 1))}}, `the interpretation "month_end", which counting adds, is missing`},
		"no English":     {fstest.MapFS{interpretationsFile: {Data: []byte("month_end: {text: {zh: 月末。}}")}}, "an interpretation has text and source in zh and en"},
		"not a mapping":  {fstest.MapFS{interpretationsFile: {Data: []byte("- month_end")}}, ""},
	} {
		got := mistakes(t, newLoader(table()).loadShared(tt.files))
		if len(got) != 1 || got[0].File != interpretationsFile || !strings.Contains(got[0].Reason, tt.reason) {
			t.Errorf("%s: got %v, want %s", name, got, tt.reason)
		}
	}
}

// TestShapesTakeTheirKeys adds each key that counts to a rule of each shape: it is
// refused by name if the shape does not take it.
func TestShapesTakeTheirKeys(t *testing.T) {
	rule := map[string][]string{
		"within":         {"amount: 5", "unit: day", "trigger_day_counts: true", "overridable: true"},
		"before":         {"amount: 5", "unit: day", "overridable: true"},
		"lead":           {"amount: 5", "unit: working_day", "overridable: true"},
		"year_end":       {},
		"term":           {"amount: 5", "unit: year"},
		"recurring":      {"every: nth_weekday", "nth: 2", "weekday: sunday", "postponed_by: {zh: 某, en: someone}"},
		"quota":          {"amount: 5", "unit: day", "at_least: true"},
		"threshold":      {"amount: 5", "unit: day", "approver: {up_to: {zh: 甲, en: one}, beyond: {zh: 乙, en: other}}"},
		"weekday_window": {"weekdays: [monday]"},
	}
	named := map[string]string{
		"within": "trigger_day_included, calendar_days, roll_next", "before": "backward_counting, trigger_day_excluded, calendar_days, roll_previous_notice",
		"lead": "backward_counting, lead_last_day, trigger_day_excluded", "year_end": "no_roll_year_end",
		"term": "term_anniversary, trigger_day_excluded, no_roll_term", "recurring": "weekday_of_month, roll_next_meeting",
		"quota": "quota_calendar_year", "threshold": "threshold_inclusive", "weekday_window": "weekday_window_working",
	}
	w, base := newWorkbench(t), working(t, "a")
	taken := func(shape string, lines []string) []*datafile.Error {
		own := "    shape: " + shape + "\n    " + strings.Join(lines, "\n    ") + "\n"
		text := strings.Replace(base, "    shape: within\n    amount: 5\n    unit: working_day\n", own, 1)
		text = strings.Replace(text, "interpretations: [trigger_day_excluded]", "interpretations: ["+named[shape]+"]", 1)
		text, _, _ = strings.Cut(text, "    cases:")
		// Cases that expect nothing: the last thing to be refused.
		_, err := w.load("a.yaml", text+"    cases: [{trigger: 2025-03-03}, {trigger: 2025-03-04}]\n")
		return mistakes(t, err)
	}
	for shape, own := range rule {
		if got := taken(shape, own); len(got) != 2 || !strings.Contains(got[0].Reason, "the case ") {
			t.Errorf("%s takes %v, and it is refused: %v", shape, own, got)
		}
		for _, others := range rule {
			for _, line := range others {
				key, _, _ := strings.Cut(line, ":")
				if strings.Contains("\n"+strings.Join(own, "\n"), "\n"+key+":") {
					continue
				}
				got := taken(shape, append([]string{line}, own...))
				if len(got) != 1 || !strings.Contains(got[0].Reason, "the shape "+shape+" does not take ") {
					t.Errorf("%s does not take %s: %v", shape, key, got)
				}
			}
		}
	}
}

// TestBothLanguages leaves one language of each text of a file out.
func TestBothLanguages(t *testing.T) {
	raw, err := os.ReadFile("testdata/working_shapes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	w, text := newWorkbench(t), string(raw)
	if _, err := w.load("a.yaml", text); err != nil {
		t.Fatal(err)
	}
	both := regexp.MustCompile(`\{(zh: [^,}]*), (en: [^}]*)\}`).FindAllStringSubmatchIndex(text, -1)
	if len(both) < 40 {
		t.Errorf("the file has only %d texts", len(both))
	}
	for _, m := range both {
		for _, half := range []string{text[m[2]:m[3]], text[m[4]:m[5]]} {
			_, err := w.load("a.yaml", text[:m[0]]+"{"+half+"}"+text[m[1]:])
			got := mistakes(t, err)
			if len(got) == 0 || !strings.Contains(got[0].Reason, "zh and en") {
				t.Errorf("%s alone instead of %s: %v", half, text[m[0]:m[1]], got)
			}
		}
	}
}

// TestSynonyms: a folder may bring words of its own; what is wrong in them is named with
// its line.
func TestSynonyms(t *testing.T) {
	entry := func(typed, means, why string) string {
		return "synonyms:\n  - typed: [" + typed + "]\n    means: [" + means + "]\n    why: {zh: " + why + ", en: our word}\n"
	}
	folder := func(text string) *datafile.Folder {
		return pack(map[string]string{"a.yaml": working(t, "a"), wordsFile: text})
	}
	for _, c := range []struct {
		text, reason string
		line         int
	}{
		{entry("回单", "没有的词", "本区的说法"), `no rule has the word "没有的词"`, 3},
		{entry("回函", "回复", "本区的说法"), `the word "回函" stands in another synonym already`, 2},
		{entry("回单, 回单", "回复", "本区的说法"), "the list has this item already, on line 2", 2},
		{entry("", "回复", "本区的说法"), "a synonym has the words that people type", 2},
		{entry("回单", "", "本区的说法"), "a synonym has the words that they mean", 3},
		{entry("回单", "回复", `""`), "why stands in zh and en", 4},
		{"ignored: [\"\"]\n", "a word that is ignored is not empty", 1},
		{"words: []\n", `unknown key "words"`, 1},
	} {
		got := loadMistakes(t, folder(c.text))
		if len(got) != 1 || got[0].File != "rules/"+wordsFile || got[0].Line != c.line || !strings.Contains(got[0].Reason, c.reason) {
			t.Errorf("%s: %v, want line %d: %s", c.text, got, c.line, c.reason)
		}
	}
	c, err := Load(table(), folder(entry("回单", "回复", "本区的说法")))
	if err != nil {
		t.Fatal(err)
	}
	if last := c.Words.Synonyms[len(c.Words.Synonyms)-1]; last.Typed[0] != "回单" {
		t.Errorf("the folder's own word is %+v", last)
	}
}
