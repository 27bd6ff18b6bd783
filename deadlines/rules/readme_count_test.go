package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shixian/deadlines/rules/rulestest"
)

// TestReadmeCounts: the project's README counts the rules and years that come with it.
func TestReadmeCounts(t *testing.T) {
	years := func(calendar string) (first, last string) {
		files, err := filepath.Glob("../../holidays/data/" + calendar + "/*.yaml") // in order
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		year := func(file string) string { return strings.TrimSuffix(filepath.Base(file), ".yaml") }
		return year(files[0]), year(files[len(files)-1])
	}
	n := len(rulestest.Catalogue().Rules)
	from, to := years("CN")
	regionFrom, regionTo := years("CN-GX")
	for file, wants := range map[string][]string{
		"README.md":    {fmt.Sprintf("的 %d 条规则", n), fmt.Sprintf("全国 %s 至 %s 年、广西 %s 至 %s 年", from, to, regionFrom, regionTo)},
		"README.en.md": {fmt.Sprintf("%d rules of", n), fmt.Sprintf("the nation from %s to %s and of Guangxi from %s to %s", from, to, regionFrom, regionTo)},
	} {
		text, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s does not say %q", file, want)
			}
		}
	}
}
