package datafile_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"shixian/holidays"
	"shixian/holidays/datafile"
)

// rule stands for any file that people edit.
type rule struct {
	Name     string            `yaml:"name"`
	Amount   int               `yaml:"amount"`
	Weight   float64           `yaml:"weight"`
	Month    time.Month        `yaml:"month"`
	Urgent   bool              `yaml:"urgent"`
	From     holidays.Date     `yaml:"from"`
	Words    []string          `yaml:"words"`
	History  []string          `yaml:"history"`
	Labels   map[string]string `yaml:"labels"`
	Inner    *rule             `yaml:"inner"`
	Children []rule            `yaml:"children"`
	Kind     holidays.EntryKind
}

func TestDecode(t *testing.T) {
	var r rule
	text := "name: 会签\namount: 7\nmonth: 5\nurgent: true\nfrom: 2026-02-14\nwords: [甲, 乙]\ninner: {name: 内}\n"
	if _, err := datafile.Decode("r.yaml", []byte(text), &r); err != nil {
		t.Fatal(err)
	}
	if r.Name != "会签" || r.Amount != 7 || r.Month != time.May || !r.Urgent || r.From.String() != "2026-02-14" || len(r.Words) != 2 || r.Inner.Name != "内" {
		t.Errorf("%+v", r)
	}
	alike := "words: [甲, '甲乙']\nhistory: [甲, 甲]\nlabels: {a: x, b: x}\nchildren: [{name: 甲}, {name: 甲, amount: 1}, {inner: {name: 甲}}]\n"
	if _, err := datafile.Decode("r.yaml", []byte(alike), &r); err != nil {
		t.Errorf("what is only alike: %v", err)
	}
	if _, err := datafile.Decode("r.yaml", []byte("\ufeffname: 会签\n"), &r); err != nil {
		t.Errorf("with a byte order mark: %v", err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "r.yaml: the file is empty"},
		{" \n\n", "r.yaml: the file is empty"},
		{"# 只有注释\n", "r.yaml: the file is empty"},
		{"name: 甲\n---\nname: 乙\n", "r.yaml: the file holds more than one document (---)"},
		{"name: \xbb\xe1\xc7\xa9\n", "r.yaml: the file is not saved as UTF-8"},
		{"\xff\xfen\x00", "r.yaml: the file is not saved as UTF-8"},
		{"name: 甲\nunits: 3\n", `r.yaml:2: unknown key "units"`},
		{"名称: 甲\n", `r.yaml:1: unknown key "名称"`},
		{"two words: 甲\n", `r.yaml:1: unknown key "two words"`},
		{"children:\n  - name: 甲\n  - nmae: 乙\n", `r.yaml:3: unknown key "nmae"`},
		{"name: 甲\nname: 乙\n", `r.yaml:2: key "name" stands twice, first on line 1`},
		{"amount: seven\n", `r.yaml:1: text "seven" stands where a whole number belongs`},
		{"amount: '7'\n", `r.yaml:1: text "7" stands where a whole number belongs`},
		{"amount: 二十个工作日以内\n", `r.yaml:1: text "二十..." stands where a whole number belongs`},
		{"amount: 7.5\n", `r.yaml:1: "7.5" stands where a whole number belongs`},
		{"amount: 99999999999999999999\n", `r.yaml:1: "9999999..." stands where a whole number belongs`},
		{"amount: [7]\n", "r.yaml:1: a list stands where a whole number belongs"},
		{"amount: !days 七\n", `r.yaml:1: "七" stands where a whole number belongs`},
		{"weight: heavy\n", `r.yaml:1: text "heavy" stands where a number belongs`},
		{"month: May\n", `r.yaml:1: text "May" stands where a whole number belongs`},
		{"urgent: 1\n", `r.yaml:1: "1" stands where true or false belongs`},
		{"name: [甲]\n", "r.yaml:1: a list stands where text belongs"},
		{"name: {zh: 甲}\n", "r.yaml:1: a group of keys stands where text belongs"},
		{"from: 2026-2-14\n", "r.yaml:1: not a date written YYYY-MM-DD"},
		{"from: [2026-02-14]\n", "r.yaml:1: a list stands where a single value belongs"},
		{"words: 甲\n", `r.yaml:1: text "甲" stands where a list belongs`},
		{"words: {a: b}\n", "r.yaml:1: a group of keys stands where a list belongs"},
		{"labels: 7\n", `r.yaml:1: "7" stands where a group of keys belongs`},
		{"labels: [7]\n", "r.yaml:1: a list stands where a group of keys belongs"},
		{"inner: 甲\n", `r.yaml:1: text "甲" stands where a group of keys belongs`},
		{"inner: [甲]\n", "r.yaml:1: a list does not fit here"},
		{"kind: [off]\n", "r.yaml:1: a list does not fit here"},
		{"- name: 甲\n", "r.yaml:1: a list does not fit here"},
		{"words: [甲, 乙, 甲]\n", "r.yaml:1: the list has this item already, on line 1"},
		{"words:\n  - 甲\n  - 乙\n  - '甲' # 又\n", "r.yaml:4: the list has this item already, on line 2"},
		{"children:\n  - {name: 甲, words: [乙]}\n  - name: 甲\n    words: [乙]\n", "r.yaml:3: the list has this item already, on line 2"},
		{"children:\n  - {name: 甲}\n  - {name: 乙, children: [{amount: 1}, {amount: 1}]}\n", "r.yaml:3: the list has this item already, on line 3"},
		{"name: 甲\n\tamount: 7\n", "r.yaml:2: found a tab character that violates indentation"},
		{"name: '甲\n", "r.yaml:2: found unexpected end of stream"},
		{"name: *x\n", "r.yaml:1: unknown anchor 'x' referenced"},
	} {
		var r rule
		_, err := datafile.Decode("r.yaml", []byte(c.text), &r)
		if err == nil || inEnglish(err) != c.want {
			t.Errorf("%q:\n%v, want\n%s", c.text, err, c.want)
		}
		var e *datafile.Error
		if !errors.As(err, &e) || e.File != "r.yaml" {
			t.Errorf("%q: %T", c.text, err)
		}
	}
}

var chinese = regexp.MustCompile(`: [^\n]*? / `)

// inEnglish is an error without what it says in Chinese.
func inEnglish(err error) string { return chinese.ReplaceAllString(err.Error(), ": ") }

// TestDecodeSeveral: all keys and values of a file that are wrong are told at once.
func TestDecodeSeveral(t *testing.T) {
	var r rule
	_, err := datafile.Decode("r.yaml", []byte("nmae: 甲\namount: 七\nchildren:\n  - from: 2026-02-30\n  - words: 乙\n    urgnet: true\n"), &r)
	want := `r.yaml:1: unknown key "nmae"
r.yaml:2: text "七" stands where a whole number belongs
r.yaml:4: not a date written YYYY-MM-DD
r.yaml:5: text "乙" stands where a list belongs
r.yaml:6: unknown key "urgnet"`
	if err == nil || inEnglish(err) != want {
		t.Errorf("%v", err)
	}
}

func TestErrorf(t *testing.T) {
	text := "# 注释\nname: 甲\nchildren:\n  - name: 乙\n    from: 2026-02-14\n  -\n    name: 丙\n    words:\n      - 一\n      - 二\nlabels: {a: b}\n"
	var r rule
	file, err := datafile.Decode("r.yaml", []byte(text), &r)
	if err != nil {
		t.Fatal(err)
	}
	for path, line := range map[string]int{
		"$": 2, "$.name": 2, "$.children": 3, "$.children[0]": 4, "$.children[0].from": 5, "$.children[1].name": 7,
		"$.children[1].words[1]": 10, "$.labels.a": 11,
		// What is not there is at its nearest ancestor.
		"$.children[0].words": 4, "$.children[7].name": 3, "$.nothing.at.all": 2, "$.name.deeper": 2, "$.children.x": 3,
	} {
		err := file.Errorf(path, "%d too many", 3)
		var e *datafile.Error
		if !errors.As(err, &e) || *e != (datafile.Error{File: "r.yaml", Line: line, Reason: "3 too many"}) {
			t.Errorf("%s: %v, want line %d", path, err, line)
		}
	}
}

// FuzzDecode: whatever the text, there is a value or an error that names the file
// and no Go type.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{"name: 甲\n", "amount: x\n", "amount: 二十个工作日以内\n", "a: &a [*a]\n", "<<: {name: 1}\n", "? [a]\n: b\n", "name: !!binary abc\n", "%YAML 3.0\n---\n", "\x01", "---\n...\n---\n", "!", "amount: !days 7\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var r rule
		file, err := datafile.Decode("r.yaml", text, &r)
		var e *datafile.Error
		if (file == nil) != (err != nil) || err != nil && !errors.As(err, &e) {
			t.Fatalf("%v, %T", file, err)
		}
		if e != nil && (e.File != "r.yaml" || e.Line < 0 || strings.Contains(e.Reason, "datafile_test.")) {
			t.Fatal(e)
		}
		if file != nil && file.Errorf("$.children[0].name", "x") == nil {
			t.Fatal("no error")
		}
	})
}
