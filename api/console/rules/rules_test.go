package rules_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"shixian/api/console/internal/pagetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestSearch: the page lists the rules that have all the words, by title, id or the
// initials of their pinyin, and says so if there are none.
func TestSearch(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	countersign := 0
	for _, r := range pagetest.Catalogue.Rules {
		if strings.Contains(r.Title.ZH, "会签回复") {
			countersign++
		}
	}
	for query, want := range map[string]int{
		"":                            len(pagetest.Catalogue.Rules),
		"会签":                          countersign,
		" HQHF ":                      countersign,
		"countersign xihe":            1,
		"xihe.countersign-reply":      1,
		"countersign no-such-word":    0,
		`"><script>alert(1)</script>`: 0,
	} {
		d := pagetest.Get(t, h, "/rules?q="+url.QueryEscape(query))
		if got := len(d.All(pagetest.ByClass("article", "rule"))); got != want || d.Status != http.StatusOK {
			t.Errorf("%q: %d rules, want %d; status %d", query, got, want, d.Status)
		}
		d.Scripts(query)
		if none := d.One("the note", pagetest.ByClass("p", "empty")); pagetest.Has(none, "hidden") == (want == 0) {
			t.Errorf("%q: the note is wrong", query)
		}
	}
}

// TestExamples: each rule says what it makes of today, and links to the answer.
func TestExamples(t *testing.T) {
	for cookie, c := range map[string]struct{ today, ends string }{
		"":                {"2026-04-14", "今天 如为今天：2026年4月23日（周四） 接口 GET /v1/deadlines?rule=xihe.countersign-reply&trigger=2026-04-14"},
		"shixian_lang=en": {"2026-12-24", "Today if it is today: Tuesday 5 January 2027 (provisional) API GET /v1/deadlines?rule=xihe.countersign-reply&trigger=2026-12-24"},
	} {
		d := pagetest.Get(t, pagetest.Pages(c.today), "/rules?q=xihe.countersign-reply", cookie)
		got := pagetest.Text(d.One("the rule", pagetest.ByClass("article", "rule")))
		if !strings.HasSuffix(got, c.ends) {
			t.Errorf("%s: %s", c.today, got)
		}
	}
	for _, r := range pagetest.Catalogue.Rules {
		d := pagetest.Get(t, pagetest.Pages("2026-04-15"), "/rules?q="+r.ID)
		for _, a := range d.All(pagetest.ByClass("article", "rule")) {
			if text := pagetest.Text(a); strings.Contains(text, "算不出来") {
				t.Errorf("%s: no example", r.ID)
			}
		}
	}
}
