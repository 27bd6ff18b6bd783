package search_test

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"shixian/deadlines/rules/rulestest"
	"shixian/deadlines/search"
)

// TestSearches: of what people type, one of the rules that they mean is among the first
// three found.
func TestSearches(t *testing.T) {
	f, err := os.Open("testdata/searches.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	x := search.New(rulestest.Catalogue())
	for _, row := range rows[1:] {
		var got []string
		for _, r := range x.Find(row[0], row[1]) {
			got = append(got, r.ID)
		}
		first := got[:min(3, len(got))]
		if !slices.ContainsFunc(strings.Fields(row[2]), func(id string) bool { return slices.Contains(first, id) }) {
			t.Errorf("%s in %q: %v, want %s among the first three", row[0], row[1], got, row[2])
		}
	}
}

// ids are those of the rules that a search finds.
func ids(x *search.Index, typed, district string) []string {
	var out []string
	for _, r := range x.Find(typed, district) {
		out = append(out, r.ID)
	}
	return out
}

// TestNothing: what names no rule finds none, and nothing typed finds all.
func TestNothing(t *testing.T) {
	cat := rulestest.Catalogue()
	x := search.New(cat)
	for _, typed := range []string{"天气预报", "nothing of the kind", "countersign no-such-word", "第470条", "xyzzy", "象山区 红烧肉", "7条"} {
		if got := ids(x, typed, ""); len(got) > 0 {
			t.Errorf("%q finds %v", typed, got)
		}
	}
	if got := ids(x, "会签", "nowhere"); len(got) > 0 {
		t.Errorf("an unknown district has %v", got)
	}
	if got := ids(x, "铁西区 会签", "xihe"); len(got) > 0 {
		t.Errorf("one district chosen and another named: %v", got)
	}
	for _, typed := range []string{"", " ", "、“”", "　"} {
		if got := x.Find(typed, ""); !slices.Equal(got, cat.Rules) {
			t.Errorf("%q finds %d rules", typed, len(got))
		}
	}
}

// TestNotHere: a district that has no such matter has none like it either.
func TestNotHere(t *testing.T) {
	x := search.New(rulestest.Catalogue())
	for _, typed := range []string{"督办", "督查", "duban", "710制度", "细河 督办"} {
		if got := ids(x, typed, "xihe"); len(got) > 0 {
			t.Errorf("%s: Xihe has %v", typed, got)
		}
	}
}

// TestOrder: the district's name leaves its own rules in the order of the articles, and a
// word in the title comes before the same word elsewhere.
func TestOrder(t *testing.T) {
	x := search.New(rulestest.Catalogue())
	for _, name := range []string{"xihe", "细河", "细河区", "阜新市", "辽宁省阜新市细河区"} {
		if got := ids(x, name, ""); len(got) != 5 || got[0] != "xihe.standing-meeting" {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := ids(x, "任期", ""); len(got) == 0 || got[0] != "tiexi.term" {
		t.Errorf("%v", got)
	}
	// Two words that stand apart in a title are found in it before those that have one of them.
	if got := ids(x, "印发文件", "tiexi"); len(got) == 0 || got[0] != "tiexi.issue-decided-document" {
		t.Errorf("%v", got)
	}
}

func FuzzFind(f *testing.F) {
	x := search.New(rulestest.Catalogue())
	for _, s := range []string{"会签", "hq", "第47条", "铁西 加急", "\xff", "会\u0301签", "ａＢ1一十百"} {
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, typed, district string) {
		for _, r := range x.Find(typed, district) {
			if r == nil {
				t.Error("no rule")
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	x := search.New(rulestest.Catalogue())
	for _, typed := range []string{"会签", "hq", "征求意件", "出差要提前几天向区政府办公室和区长报备才行"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				x.Find(typed, "")
			}
		})
	}
}
