package data

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"shixian/holidays"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// blocks returns the blocks of code of a language.
func blocks(text, language string) []string {
	var out []string
	for _, m := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// Each change that the README makes to the notice for 2018 is refused as the README says.
func TestReadmeRefusals(t *testing.T) {
	year, err := embedded.ReadFile("CN/2018.yaml")
	if err != nil {
		t.Fatal(err)
	}
	fsys := broken(t, refusal{file: "CN/2018.yaml", new: string(year)}).(fstest.MapFS)
	shown := blocks(readme(t), "text")
	for i, change := range [][2]string{
		{"from: 2018-02-24, to: 2018-02-24", "from: 2018-02-23, to: 2018-02-23"},
		{"      - {festival: 国庆节, kind: work, from: 2018-09-29, to: 2018-09-30}\n", ""},
		{"issued", "issue"},
	} {
		fsys["CN/2018.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(string(year), change[0], change[1], 1))}
		if _, err := Load(fsys); err == nil || err.Error()+"\n" != shown[i] {
			t.Errorf("%v is refused with\n%v\nand the README shows\n%s", change, err, shown[i])
		}
	}
}

// What the README quotes stands in the files.
func TestReadmeQuotes(t *testing.T) {
	quoted := blocks(readme(t), "yaml")
	for i, file := range []string{"CN/2019.yaml", "CN/2020.yaml", "CN/2020.yaml"} {
		text, err := embedded.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), quoted[i]) {
			t.Errorf("%s does not hold\n%s", file, quoted[i])
		}
	}
}

// The README explains every key, in both languages.
func TestReadmeIsComplete(t *testing.T) {
	var words []string
	for _, of := range []any{yearFile{}, fileNotice{}, holidays.Notice{}, holidays.Entry{}, holidays.Span{}, holidays.Residue{}, holidays.Definition{}, holidays.OwnNotice{}, holidays.Regulation{}, holidays.FestivalDays{}, holidays.Principles{}, holidays.Block{}} {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(of)) {
			if key, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); key != "" && key != "-" {
				words = append(words, key)
			}
		}
	}
	for _, a := range anchors {
		words = append(words, string(a))
	}
	if !slices.Contains(words, "overrides") || !slices.Contains(words, "own_notice") {
		t.Fatal("the keys were not found")
	}
	chinese, english, ok := strings.Cut(readme(t), "\n# Holiday notices\n")
	if !ok {
		t.Fatal("the README has no English half")
	}
	for _, w := range words {
		if !strings.Contains(chinese, "`"+w+"`") || !strings.Contains(english, "`"+w+"`") {
			t.Errorf("%s is not explained in both languages", w)
		}
	}
}
