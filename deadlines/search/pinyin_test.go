package search

import (
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/mozillazg/go-pinyin"
)

var update = flag.Bool("update", false, "write pinyin.txt from the library")

// TestPinyinTable: the table is what the library says, character by character.
func TestPinyinTable(t *testing.T) {
	args := pinyin.NewArgs()
	args.Heteronym = true
	by := map[string][]rune{}
	for r := rune(0x4e00); r <= 0x9fa5; r++ {
		said := pinyin.SinglePinyin(r, args)
		slices.Sort(said)
		for _, s := range slices.Compact(said) {
			s = strings.Map(func(r rune) rune {
				if r < 'a' || r > 'z' {
					return -1
				}
				return r
			}, strings.ReplaceAll(s, "ü", "v"))
			if s != "" && !slices.Contains(by[s], r) {
				by[s] = append(by[s], r)
			}
		}
	}
	var b strings.Builder
	for _, s := range slices.Sorted(maps.Keys(by)) {
		b.WriteString(s + " " + string(by[s]) + "\n")
	}
	if *update {
		if err := os.WriteFile("pinyin.txt", []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile("pinyin.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Error("pinyin.txt differs from the library: go test ./deadlines/search -run Table -update")
	}
}

func TestSoundsLike(t *testing.T) {
	for letters, want := range map[string]sound{
		"hq": initials, "huiqian": syllables, "huiq": initials, "hqhf": initials, "zhengqiuyijian": syllables,
		"yijianhuiqian": syllables, "hx": noSound, "huiqianx": noSound,
	} {
		if got := soundsLike([]rune("征求意见会签回复"), letters); got != want {
			t.Errorf("%s: %d, want %d", letters, got, want)
		}
	}
	if soundsLike([]rune("710制度"), "710zd") != initials {
		t.Error("figures stand for themselves")
	}
}

func TestMisspelt(t *testing.T) {
	for letters, want := range map[string]bool{
		"huqian": true, "huiqain": true, "huiqiam": true, "huiqiann": true, "qhuiqian": false, "huqain": false, "huifua": true, "xueqian": false,
	} {
		if got := misspelt([]rune("征求意见会签回复"), letters); got != want {
			t.Errorf("%s: %v", letters, got)
		}
	}
}

func TestSimilar(t *testing.T) {
	for pair, want := range map[string]int{"签鉴": 1, "签迁": 2, "函涵": 2, "办班": 2, "签议": 0, "辛星": 1, "會会": 2} {
		if r := []rune(pair); similar(r[0], r[1]) != want {
			t.Errorf("%s: %d, want %d", pair, similar(r[0], r[1]), want)
		}
	}
}

func TestNormal(t *testing.T) {
	for text, want := range map[string]string{
		"三个工作日": "3工作日", "第四十七条": "第47条", "七一零": "710", "ＨＱ": "hq", "星期三": "周3", "“710”制度：A类": "710制度a类",
		"一百零三": "103", "十": "10", "二十": "20", "两周": "2周", "七一〇": "710", "": "",
	} {
		if got := normal(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
