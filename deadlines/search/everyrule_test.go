package search_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/deadlines/rules/rulestest"
	"shixian/deadlines/search"
	"shixian/holidays"
)

// place is where a rule stands among those that a search finds in its district, from 1; 0 if
// it is not there. A rule of which it is the beginning, in id and titles, may stand before it.
func place(x *search.Index, typed string, r *deadlines.Rule) int {
	found := slices.DeleteFunc(x.Find(typed, r.Jurisdiction.ID), func(other *deadlines.Rule) bool { return other != r && strings.HasPrefix(other.ID, r.ID) })
	return slices.Index(found, r) + 1
}

// TestEveryRuleByItsOwnWords: in its district, each rule is found first by its title in either
// language and by its id, and among the first three by pinyin and first letters.
func TestEveryRuleByItsOwnWords(t *testing.T) {
	cat := rulestest.Catalogue()
	x := search.New(cat)
	for _, r := range cat.Rules {
		keys := strings.Fields(x.Keys(r))
		pinyin, letters := keys[len(keys)-2], keys[len(keys)-1]
		for typed, last := range map[string]int{r.Title.ZH: 1, r.Title.EN: 1, r.ID: 1, pinyin: 3, letters: 3} {
			if at := place(x, typed, r); at == 0 || at > last {
				t.Errorf("%s: %q finds it at %d of %v", r.ID, typed, at, ids(x, typed, r.Jurisdiction.ID))
			}
		}
	}
}

// TestEveryRuleByItsArticle: the number of an article in Chinese finds its rules and no others;
// in English, if others have the word, its rules come first.
func TestEveryRuleByItsArticle(t *testing.T) {
	cat := rulestest.Catalogue()
	x := search.New(cat)
	for _, r := range cat.Rules {
		var of []*deadlines.Rule
		for _, other := range cat.Rules {
			if other.Jurisdiction == r.Jurisdiction && other.Article == r.Article {
				of = append(of, other)
			}
		}
		number := strconv.Itoa(r.Article)
		if found := x.Find("第"+number+"条", r.Jurisdiction.ID); !slices.Equal(found, of) {
			t.Errorf("%s: article %s finds %d, not %d", r.ID, number, len(found), len(of))
		}
		if found := x.Find("article "+number, r.Jurisdiction.ID); len(found) < len(of) || !slices.Equal(found[:len(of)], of) {
			t.Errorf("%s: article %s does not stand first", r.ID, number)
		}
	}
}

// TestHowItIsTyped: full-width letters, capitals, marks and space between words, other words
// for weekdays and Chinese figures find the same rules in the same order.
func TestHowItIsTyped(t *testing.T) {
	x := search.New(rulestest.Catalogue())
	for _, same := range [][]string{
		{"会签", "“会签”", "会签。", " 会签 ", "会签？"},
		{"hq", "HQ", "ＨＱ", "hq!"},
		{"huiqian", "Huiqian", "hui'qian", "ｈｕｉｑｉａｎ"},
		{"第47条", "第四十七条", "第４７条", "第 47 条"},
		{"周三", "星期三", "礼拜三"},
		{"710制度", "“710”制度", "七一〇制度", "７１０制度", "七一零制度"},
		{"三天", "3天", "３天"},
		{"7个工作日", "七个工作日", "7工作日"},
		{"countersign reply", "COUNTERSIGN, reply", "countersign; reply"},
	} {
		want := ids(x, same[0], "")
		if len(want) == 0 {
			t.Errorf("%s finds nothing", same[0])
		}
		for _, typed := range same[1:] {
			if got := ids(x, typed, ""); !slices.Equal(got, want) {
				t.Errorf("%s finds %v, %s %v", typed, got, same[0], want)
			}
		}
	}
}

// TestDistrictInTheWords: a district's name before the words leaves just what the words find
// in that district.
func TestDistrictInTheWords(t *testing.T) {
	cat := rulestest.Catalogue()
	x := search.New(cat)
	for _, j := range cat.Jurisdictions {
		for _, name := range []string{j.ID, j.Name.ZH, search.Short(holidays.Chinese, j), search.Spellings(j)[1]} {
			for _, typed := range []string{"", "会议", "会签回复", "第10条", "no such words"} {
				want := ids(x, typed, j.ID)
				if got := ids(x, name+" "+typed, ""); !slices.Equal(got, want) {
					t.Errorf("%s %s: %v, want %v", name, typed, got, want)
				}
				if got := ids(x, typed, name); !slices.Equal(got, want) {
					t.Errorf("%s chosen, %s: %v, want %v", name, typed, got, want)
				}
			}
		}
	}
}

// TestSpellings: with and without province, city and what each is.
func TestSpellings(t *testing.T) {
	for name, want := range map[string][]string{
		"辽宁省朝阳市双塔区":     {"双塔区", "双塔", "朝阳市双塔区", "朝阳双塔区", "朝阳市双塔", "朝阳双塔", "辽宁省朝阳市双塔区"},
		"广西壮族自治区桂林市象山区": {"象山区", "象山", "桂林市象山区", "桂林象山", "广西壮族自治区桂林市象山区"},
		"甲县":  {"甲县"},
		"某部门": {"某部门"},
	} {
		got := search.Spellings(&deadlines.Jurisdiction{Name: deadlines.Text{ZH: name}})
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s is not written %s: %v", name, w, got)
			}
		}
		slices.Sort(got)
		if len(slices.Compact(got)) != len(got) {
			t.Errorf("%s has a spelling twice: %v", name, got)
		}
	}
}

// TestShort: the district alone, or the name as it is if none is to be seen in it.
func TestShort(t *testing.T) {
	for _, c := range []struct{ zh, en, wantZH, wantEN string }{
		{"广西壮族自治区桂林市象山区", "Xiangshan District, Guilin, Guangxi", "象山区", "Xiangshan District"},
		{"四平市铁西区", "Tiexi District", "铁西区", "Tiexi District"},
		{"某部门", "Some office, Somewhere", "某部门", "Some office"},
	} {
		j := &deadlines.Jurisdiction{Name: deadlines.Text{ZH: c.zh, EN: c.en}}
		if zh, en := search.Short(holidays.Chinese, j), search.Short(holidays.English, j); zh != c.wantZH || en != c.wantEN {
			t.Errorf("%s: %s, %s", c.zh, zh, en)
		}
	}
}

// TestHas: a word stands in some rule, as it is written there; a number stands whole.
func TestHas(t *testing.T) {
	x := search.New(rulestest.Catalogue())
	for word, want := range map[string]bool{
		"会签": true, "第四十七条": true, "第47条": true, "工作日": true, "countersign": true,
		"": false, "、": false, "红烧肉": false, "第470条": false, "ountersign": false,
	} {
		if got := x.Has(word); got != want {
			t.Errorf("%s: %t", word, got)
		}
	}
}

// TestSynonymsLead: each word of the catalogue's synonyms finds a rule that has what it means.
func TestSynonymsLead(t *testing.T) {
	cat := rulestest.Catalogue()
	x := search.New(cat)
	for _, s := range cat.Words.Synonyms {
		for _, typed := range s.Typed {
			if len(x.Find(typed, "")) == 0 {
				t.Errorf("%s, which means %v, finds nothing", typed, s.Means)
			}
		}
	}
}

// TestLongSearch: a letter pasted into the field is read as far as 64 characters.
func TestLongSearch(t *testing.T) {
	x := search.New(rulestest.Catalogue())
	pasted := "会签" + strings.Repeat("红", 62)
	if got := ids(x, pasted, ""); len(got) > 0 {
		t.Errorf("2 characters of 64 find %v", got)
	}
	filled := strings.Repeat("会签", 32)
	if got, want := ids(x, filled+"红烧肉", ""), ids(x, filled, ""); !slices.Equal(got, want) {
		t.Errorf("what stands behind is read: %v, %v", got, want)
	}
}

// TestOneCharacter: a word of one character is looked for, and one within a word is not.
func TestOneCharacter(t *testing.T) {
	x := search.New(rulestest.Catalogue())
	if got := ids(x, "签", "xihe"); !slices.Contains(got, "xihe.countersign-reply") {
		t.Errorf("签 finds %v", got)
	}
	if got := ids(x, "签红", "xihe"); len(got) > 0 {
		t.Errorf("签红 finds %v", got)
	}
}
