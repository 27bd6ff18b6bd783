package search

import (
	"slices"
	"testing"

	"shixian/deadlines"
)

// TestFieldHas: a number stands whole, a Latin word from its beginning, Chinese anywhere.
func TestFieldHas(t *testing.T) {
	for _, c := range []struct {
		text  string
		latin bool
		word  string
		want  bool
	}{
		{"征求意见会签回复", false, "会签", true},
		{"征求意见会签回复", false, "签会", false},
		{"第47条第2款", false, "47条", true},
		{"第47条第2款", false, "7条", false},
		{"第47条第2款", false, "第4", false},
		{"第47条第4款", false, "第4", true}, // the second time it is whole
		{"710制度", false, "710", true},
		{"710制度", false, "10制", false},
		{" standing meeting", true, "standing", true},
		{" standing meeting", true, "meet", true},
		{" standing meeting", true, "eeting", false},
		{" standing meeting", true, "tanding", false},
		{" seeing sees", true, "sees", true},
		{"", false, "会", false},
	} {
		f := field{text: c.text, latin: c.latin}
		if got := f.has(c.word); got != c.want {
			t.Errorf("%q in %q: %t", c.word, c.text, got)
		}
	}
}

// TestWordsOfLatin: lower case, one space between, and no marks but those of ids.
func TestWordsOfLatin(t *testing.T) {
	for text, want := range map[string]string{
		"Standing  Meeting": "standing meeting", "xihe.countersign-reply": "xihe.countersign-reply", "(710) rule: an A/B": "710 rule an a b", "会签": "", " ": "",
	} {
		if got := words(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestPlain: half-width letters and figures, in lower case, without marks.
func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"ＡＢ１２": "ab12", "“710”制度：复杂事项": "710制度复杂事项", "七一〇": "七一〇", " a-b_c ": "abc", "①": "①", "\xff": "", "é": "é",
	} {
		if got := plain(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestLongAndShort: a unit without what it is, if two characters are left.
func TestLongAndShort(t *testing.T) {
	for unit, want := range map[string][]string{
		"": nil, "桂林市": {"桂林市", "桂林"}, "广西壮族自治区": {"广西壮族自治区", "广西"}, "内蒙古自治区": {"内蒙古自治区", "内蒙古"},
		"吉县": {"吉县"}, "某地": {"某地"}, "延边朝鲜族自治州": {"延边朝鲜族自治州", "延边朝鲜族"}, "鄂温克族自治旗": {"鄂温克族自治旗", "鄂温克族自治"},
	} {
		if got := longAndShort(unit); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", unit, got, want)
		}
	}
}

// TestPrefixOfDistrict: the longest of its names at the beginning of a word, its id, or the
// whole pinyin of a name.
func TestPrefixOfDistrict(t *testing.T) {
	d := districtOf(&deadlines.Jurisdiction{ID: "xihe", Name: deadlines.Text{ZH: "辽宁省阜新市细河区"}})
	for word, want := range map[string]int{
		"细河区会签": len("细河区"), "细河会签": len("细河"), "辽宁省阜新市细河区": len("辽宁省阜新市细河区"), "阜新会签": len("阜新"),
		"xihe": len("xihe"), "xihequ": len("xihequ"), "fuxin": len("fuxin"), "xihex": 0, "xh": 0, "会签细河": 0, "": 0,
	} {
		if got := d.prefix(word, syllables); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
	for word, want := range map[string]int{"xh": len("xh"), "fx": 0, "x": 0, "xhq": 0} {
		if got := d.prefix(word, initials); got != want {
			t.Errorf("first letters %s: %d, want %d", word, got, want)
		}
	}
}

// TestSpelt: letters stand for the whole of a word, not for a part of it.
func TestSpelt(t *testing.T) {
	for letters, want := range map[string]sound{
		"huiqian": syllables, "hq": initials, "huiq": initials, "huiqi": initials, "hui": noSound, "h": noSound, "huiqianx": noSound, "": noSound,
	} {
		if got := spelt([]rune("会签"), letters); got != want {
			t.Errorf("%s: %d, want %d", letters, got, want)
		}
	}
	if spelt(nil, "hui") != noSound {
		t.Error("a word without characters is spelt")
	}
}

// TestBetterFirst: the nearer to what stands in a rule, the more a word says; and a title says
// more than any other text.
func TestBetterFirst(t *testing.T) {
	falling := []float64{1, bySynonym, bySyllable, byInitials, bySameSound, byMistake, byGuess, perPiece, 0}
	for i := range falling[1:] {
		if falling[i] <= falling[i+1] {
			t.Errorf("%v is no more than %v", falling[i], falling[i+1])
		}
	}
	fields := fieldsOf(&deadlines.Rule{Jurisdiction: &deadlines.Jurisdiction{}, Document: &deadlines.Document{}, Title: deadlines.Text{ZH: "会签"}})
	for _, f := range fields[1:] {
		if f.weight >= fields[0].weight || f.weight <= 0 {
			t.Errorf("%+v says as much as the title", f)
		}
	}
}

// TestSimilarBothWays: two characters sound alike as much as the other way round, and each
// like itself.
func TestSimilarBothWays(t *testing.T) {
	characters := []rune("会汇签千鉴函涵行长重要调研办班辛星")
	for _, a := range characters {
		for _, b := range characters {
			if similar(a, b) != similar(b, a) || similar(a, a) != 2 {
				t.Errorf("%c and %c: %d, %d", a, b, similar(a, b), similar(b, a))
			}
		}
	}
}
