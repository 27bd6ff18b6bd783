package rules

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shixian/deadlines"
)

// readme returns README.md and its fenced blocks, with their languages.
func readme(t *testing.T) (text string, blocks []block) {
	t.Helper()
	raw, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?s)\n```(\\w*)\n(.*?)```\n").FindAllStringSubmatch(string(raw), -1) {
		blocks = append(blocks, block{m[1], m[2]})
	}
	if len(blocks) != 2 || blocks[0].lang != "yaml" || blocks[1].lang != "" {
		t.Fatalf("README.md has an interpretation and four errors, and not %d blocks", len(blocks))
	}
	return string(raw), blocks
}

// example returns the district that README.md links to.
func example(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/examples/xincheng.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

type block struct{ lang, text string }

func TestReadmeExample(t *testing.T) {
	c, err := Load(table(), pack(map[string]string{"xincheng.yaml": example(t)}))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range c.Rules {
		if r.Jurisdiction.ID == "xincheng" {
			ids = append(ids, r.ID)
		}
	}
	if !slices.Equal(ids, []string{
		"xincheng.countersign-reply", "xincheng.travel-notice", "xincheng.standing-meeting", "xincheng.meeting-papers", "xincheng.annual-review",
		"xincheng.term", "xincheng.meeting-quota", "xincheng.absence-approver", "xincheng.research-days",
	}) {
		t.Errorf("the example's rules are %v", ids)
	}
}

// TestReadmeInterpretation puts the README's own reading into the example.
func TestReadmeInterpretation(t *testing.T) {
	_, blocks := readme(t)
	text := blocks[0].text + strings.Replace(example(t), "[half_month_windows,", "[month_as_four_weeks, half_month_windows,", 1)
	c, err := Load(table(), pack(map[string]string{"xincheng.yaml": text}))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Rule("xincheng.standing-meeting").Interpretations[0]; got.Code != "month_as_four_weeks" || got.Text.EN != "One month is read as 28 days." {
		t.Errorf("the reading is %+v", got)
	}
}

// TestReadmeErrors makes the four mistakes of the README in the example: the errors
// are those that it shows.
func TestReadmeErrors(t *testing.T) {
	_, blocks := readme(t)
	shown := strings.Split(strings.TrimSpace(blocks[1].text), "\n")
	made := []struct{ right, wrong string }{
		{"amount: 5", "amount: 6"},
		{"trigger: 2026-02-12", "trigger: 2026-02-30"},
		{"xincheng.travel-notice", "xincheng.Travel_notice"},
		{"calendar: CN\n", "calendar: CN-XX\n"},
	}
	if len(shown) != len(made) {
		t.Fatalf("the README shows %d errors", len(shown))
	}
	for i, m := range made {
		text := strings.Replace(example(t), m.right, m.wrong, 1)
		got := loadMistakes(t, pack(map[string]string{"xincheng.yaml": text}))
		if got[0].Error() != shown[i] {
			t.Errorf("%s is refused as\n%s\nand the README says\n%s", m.wrong, got[0], shown[i])
		}
	}
}

// TestReadmeKeys: the README explains every key of the format in both languages.
func TestReadmeKeys(t *testing.T) {
	text, _ := readme(t)
	chinese, english, ok := strings.Cut(text, "\n# Rule files\n")
	if !ok {
		t.Fatal("the README has no English half")
	}
	var keys []string
	for _, part := range []any{deadlines.Jurisdiction{}, deadlines.Document{}, deadlines.Rule{}, rule{}, approver{}, deadlines.Request{}, workedCase{}, ruleFile{}} {
		for f := range reflect.TypeOf(part).Fields() {
			if key := f.Tag.Get("yaml"); key != "" && key != "-" && key != ",inline" {
				keys = append(keys, key)
			}
		}
	}
	for code := range shapeUses {
		keys = append(keys, string(code))
	}
	keys = append(keys, Groups...)
	keys = append(keys, string(deadlines.CodeNotInForce))
	for _, key := range keys {
		named := regexp.MustCompile("`" + key + "`|### " + key + "[ ：:]|# " + key + "\n")
		for half, in := range map[string]string{"Chinese": chinese, "English": english} {
			if !named.MatchString(in) {
				t.Errorf("the %s half of the README does not explain %s", half, key)
			}
		}
	}
}
