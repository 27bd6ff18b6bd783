package noticetext

import (
	"strings"
	"testing"
)

// A phrase has one meaning: it stands in the table once.
func TestPhrasesUnique(t *testing.T) {
	seen := map[string]kind{}
	for k, words := range phrases {
		for _, w := range strings.Fields(words) {
			if other, ok := seen[w]; ok {
				t.Errorf("%s is both kind %d and kind %d", w, other, k)
			}
			seen[w] = k
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"５月１日（星期六）":                  "5月1日(星期六)",
		"5&nbsp;月&#12288;1&#x3000;日": "5月1日",
		"5&amp;nbsp;月":               "5月",
		"a&b&unknown;":               "a&b&unknown；",
		"５\u200b月\ufeff１\u00a0日":     "5月1日",
		"⼀⽉⼆⽇":                       "一月二日",
		"㋀㏠":                         "1月1日",
		"①元旦":                        "1.元旦",
		"㈠元旦":                        "(一)元旦",
		"5月1日—3日～4日":                 "5月1日-3日~4日",
		"国办发明电[2018]15号【x】":          "国办发明电〔2018〕15号〔x〕",
		"二○一○年二◯":                    "二〇一〇年二〇",
		"“三月三”「a」'b'":                `"三月三""a""b"`,
		"a\r\nb\rc\u2028d":           "a\nb\nc\nd",
		"好…":                         "好…",
		"e\u0301":                    "e",
		"甲,乙:丙;丁｡":                   "甲，乙：丙；丁。",
	} {
		got := normalize(in)
		if string(got.r) != want {
			t.Errorf("%q: %q, want %q", in, string(got.r), want)
		}
		for i := range got.r {
			if got.at[i] >= got.end[i] || int(got.end[i]) > len(in) || i > 0 && got.at[i] < got.at[i-1] {
				t.Errorf("%q: rune %d at %d-%d", in, i, got.at[i], got.end[i])
			}
		}
	}
}

func TestReadDate(t *testing.T) {
	for in, want := range map[string]struct {
		w writtenDate
		n int
	}{
		"2019年5月1日放":    {writtenDate{2019, 5, 1}, 9},
		"二〇一九年十二月三十一日":  {writtenDate{2019, 12, 31}, 12},
		"5月1日":          {writtenDate{0, 5, 1}, 4},
		"十月一号":          {writtenDate{0, 10, 1}, 4},
		"31日":           {writtenDate{0, 0, 31}, 3},
		"5月1至4日":        {writtenDate{0, 5, 1}, 3},
		"5月1、2日":        {writtenDate{0, 5, 1}, 3},
		"2019-05-01 ":   {writtenDate{2019, 5, 1}, 10},
		"2019/5/1 10":   {writtenDate{2019, 5, 1}, 8},
		"2019.12.31":    {writtenDate{2019, 12, 31}, 10},
		"5月1":           {},
		"5月1至4天":        {},
		"5月":            {},
		"17号":           {},
		"2019年3日":       {},
		"2019年":         {},
		"20199年5月1日":    {},
		"三月三":           {},
		"2019-5.1":      {},
		"2019-二-1":      {},
		"一二月三日":         {},
		"12345678":      {},
		"":              {},
		"2019-05-":      {},
		"二十二日":          {writtenDate{0, 0, 22}, 4},
		"十日":            {writtenDate{0, 0, 10}, 2},
		"十十日":           {},
		"00月00日":        {writtenDate{}, 6},
		"2019年13月45日":   {writtenDate{2019, 13, 45}, 11},
		"零零一九年1月1日":     {writtenDate{19, 1, 1}, 9},
		"2O19年1月1日":     {writtenDate{2019, 1, 1}, 9},
		"2019年1月1号，":    {writtenDate{2019, 1, 1}, 9},
		"2019年1月1日2月":   {writtenDate{2019, 1, 1}, 9},
		"１":             {},
		"五月五日至八日":       {writtenDate{0, 5, 5}, 4},
		"三十一日":          {writtenDate{0, 0, 31}, 4},
		"一百日":           {},
		"4月31日":         {writtenDate{0, 4, 31}, 5},
		"1月1日（周三）放假1天":  {writtenDate{0, 1, 1}, 4},
		"10月12日（星期六）上班": {writtenDate{0, 10, 12}, 6},
	} {
		w, n := readDate([]rune(in))
		if w != want.w || n != want.n {
			t.Errorf("%q: %v %d, want %v %d", in, w, n, want.w, want.n)
		}
	}
}

func TestWrittenDate(t *testing.T) {
	for _, c := range []struct {
		w  writtenDate
		ok bool
	}{
		{writtenDate{2020, 2, 29}, true}, {writtenDate{2019, 2, 29}, false}, {writtenDate{2019, 2, 30}, false}, {writtenDate{2019, 4, 31}, false},
		{writtenDate{2019, 13, 1}, false}, {writtenDate{2019, 0, 1}, false}, {writtenDate{0, 1, 1}, false}, {writtenDate{2019, 1, 0}, false},
		{writtenDate{2019, 12, 31}, true}, {writtenDate{2019, 1, 9999}, false}, {writtenDate{9999, 12, 31}, true},
	} {
		if d, ok := c.w.date(); ok != c.ok {
			t.Errorf("%v: %s %t", c.w, d, ok)
		}
	}
}

func TestSeasons(t *testing.T) {
	if len(seasons) < 10 {
		t.Fatal("seasons are missing")
	}
	for name, s := range seasons {
		if festivalNames[name] != name {
			t.Errorf("%s has a season and is not known", name)
		}
		if s[0]/100 < 1 || s[0]/100 > 12 || s[1]/100 < 1 || s[1]/100 > 12 || s[0] == s[1] {
			t.Errorf("%s: %v", name, s)
		}
	}
}

// Every code has its two texts.
func TestCodes(t *testing.T) {
	for _, table := range []map[string][2]string{reasonTexts, problemTexts} {
		for code, text := range table {
			if text[0] == "" || text[1] == "" || strings.ContainsAny(text[1], "，。") {
				t.Errorf("%s: %q", code, text)
			}
		}
	}
}

func TestFestivals(t *testing.T) {
	for in, want := range map[string]string{
		"国庆节、中秋节": "国庆节、中秋节", "中秋节和国庆节放假安排": "中秋节、国庆节", "2019年元旦": "元旦", "清明": "清明节", `"壮族三月三"`: "壮族三月三",
		"某某胜利70周年纪念日": "某某胜利70周年纪念日", "花山节": "花山节", "七国庆节": "", "2端午节": "", "节假日": "", "安排": "", "": "", "5月1日": "", "至春节": "",
	} {
		names, ok := festivals(in)
		if got := strings.Join(names, "、"); got != want || ok != (want != "") {
			t.Errorf("%q: %q %t", in, got, ok)
		}
	}
}
