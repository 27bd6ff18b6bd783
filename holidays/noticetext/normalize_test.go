package noticetext

import (
	"testing"
)

// Whatever marks, widths and entities a text has, it comes in one form, and each
// character still knows where it stood.
func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"５月１日（星期六）":                  "5月1日(星期六)",
		"5&nbsp;月&#12288;1&#x3000;日": "5月1日",
		"5&amp;nbsp;月":               "5月",
		"a&amp;b&amp;amp;":           "a&b&",
		"好!吗?":                       "好！吗？",
		"a&#x4e00;&#1234567890123;":  "a一&#1234567890123；",
		"&amp;lt;&lt":                "<&lt",
		"a&b&unknown;":               "a&b&unknown；",
		"５\u200b月\ufeff１\u00a0日":     "5月1日",
		"⼀⽉⼆⽇":                       "一月二日",
		"㋀㏠":                         "1月1日",
		"①元旦":                        "1.元旦",
		"⑳元旦":                        "20.元旦",
		"㈠元旦":                        "(一)元旦",
		"5月1日—3日～4日":                 "5月1日-3日~4日",
		"国办发明电[2018]15号【x】":          "国办发明电〔2018〕15号〔x〕",
		"二○一○年二◯":                    "二〇一〇年二〇",
		"“三月三”「a」'b'":                `"三月三""a""b"`,
		"a\r\nb\rc\u2028d":           "a\nb\nc\nd",
		"好…":                         "好…",
		"e\u0301":                    "e",
		"a\u0085b\u2029c\vd\fe":      "a\nb\nc\nd\ne",
		"a\u2800b\u3000c":            "abc",
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
