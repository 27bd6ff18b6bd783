package api

import (
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
)

// TestAcceptLanguage: Chinese, unless English is preferred to it.
func TestAcceptLanguage(t *testing.T) {
	h := newTestHandler(t, nil)
	cases := []struct{ header, want string }{
		{"", "zh-CN"},
		{"en", "en"},
		{"en-US,en;q=0.9", "en"},
		{"en-GB", "en"},
		{"EN", "en"},
		{"fr, en;q=0.3", "en"},
		{"zh", "zh-CN"},
		{"zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"},
		{"zh-TW", "zh-CN"},
		{"zh-TW,en;q=0.9", "zh-CN"},
		{"zh-Hant, en", "zh-CN"},
		{"en;q=0.5, zh;q=0.9", "zh-CN"},
		{"en;q=0", "zh-CN"},
		{"de", "zh-CN"},
		{"*", "zh-CN"},
		{";;;", "zh-CN"},
		{"\x00\xff", "zh-CN"},
		{"en-" + strings.Repeat("x", 10_000), "zh-CN"},
		{strings.Repeat("en,", 200), "zh-CN"},
	}
	for _, c := range cases {
		rec := get(h, "/nowhere", "Accept-Language", c.header)
		if got := rec.Header().Get("Content-Language"); got != c.want {
			t.Errorf("%.40q is answered in %s, want %s", c.header, got, c.want)
		}
		wantTitle := problem.Of(problem.New(problem.NotFound, ""), c.want).Title
		if p := problemIn(t, rec); p.Title != wantTitle {
			t.Errorf("%.40q has the title %s, want %s", c.header, p.Title, wantTitle)
		}
	}
	split := newRequest("GET", "/nowhere", "")
	split.Header["Accept-Language"] = []string{"fr", "en"}
	if got := serve(h, split).Header().Get("Content-Language"); got != "en" {
		t.Errorf("in two lines: %s", got)
	}
	if got := get(h, "/nowhere").Header().Get("Content-Language"); got != "zh-CN" {
		t.Errorf("without the header: %s", got)
	}
}

// TestAnswersInBothLanguages: what an answer says in words follows the caller.
func TestAnswersInBothLanguages(t *testing.T) {
	h := newTestHandler(t, nil)
	_, cat := world()
	const target = "/v1/deadlines?rule=tiexi.absence-approver&days=1"
	rule := cat.Rule("tiexi.absence-approver")
	for _, lang := range []string{holidays.Chinese, holidays.English} {
		a := ok[wire.Answer](t, get(h, target, "Accept-Language", lang))
		if a.Approver != rule.UpTo.In(lang) || a.Interpretations[0].Text != rule.Interpretations[0].Text.In(lang) {
			t.Errorf("in %s: %+v", lang, a)
		}
	}
}

// TestLanguagesAreBounded: a caller who makes up headers does not fill the memory.
func TestLanguagesAreBounded(t *testing.T) {
	for i := range 3 * maxLanguages {
		header := "en;q=0." + strings.Repeat("1", i%3+1) + ",x-" + string(rune('a'+i%26)) + strings.Repeat("b", i/26%8)
		if got, again := negotiate(header), negotiate(header); got != again {
			t.Fatalf("%q is %s, and then %s", header, got, again)
		}
	}
	n := 0
	languages.Range(func(any, any) bool { n++; return true })
	if n > maxLanguages {
		t.Errorf("%d headers are kept", n)
	}
}
