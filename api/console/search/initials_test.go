package search_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"

	"shixian/api/console/search"
)

var update = flag.Bool("update", false, "write initials.txt from the library")

// TestTable: the table is what the library says, character by character.
func TestTable(t *testing.T) {
	args := pinyin.NewArgs()
	args.Style = pinyin.FirstLetter
	var b strings.Builder
	for r := rune(0x4e00); r <= 0x9fa5; r++ {
		letter := "."
		if got := pinyin.SinglePinyin(r, args); len(got) > 0 && len(got[0]) == 1 && got[0][0] >= 'a' && got[0][0] <= 'z' {
			letter = got[0]
		}
		b.WriteString(letter)
	}
	if *update {
		if err := os.WriteFile("initials.txt", []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile("initials.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Error("initials.txt differs from the library: go test ./api/console/initials -update")
	}
}

func TestOf(t *testing.T) {
	for text, want := range map[string]string{
		"会签回复": "hqhf", "征求意见、会签回复": "zqyjhqhf", "“710”事项 A类": "710sxal", "": "", "é": "",
	} {
		if got := search.Initials(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
