package rules_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"
	"golang.org/x/net/html"

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

// TestRanked: a search lists the cards best first, each with its rule's id, and of one
// district if that is chosen or named.
func TestRanked(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for query, want := range map[string][]string{
		"q=年底&district=shuangta":    {"shuangta.710-annual"},
		"q=加急&district=tiexi":       {"tiexi.approval-expedited"},
		"q=象山区+会签":                  {"xiangshan.countersign-reply", "xiangshan.countersign-reply-major"},
		"q=会鉴&district=象山区":         {"xiangshan.countersign-reply", "xiangshan.countersign-reply-major"},
		"district=xihe":             {"xihe.standing-meeting", "xihe.issue-decided-document"},
		"q=会签&district=no-such-one": nil,
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		d := pagetest.Get(t, h, "/rules?"+values.Encode())
		var got []string
		for _, a := range d.All(pagetest.ByClass("article", "rule")) {
			got = append(got, strings.TrimPrefix(pagetest.Attr(a, "id"), "rule-"))
		}
		if len(got) < len(want) || !slices.Equal(got[:len(want)], want) || want == nil && len(got) > 0 {
			t.Errorf("%s: %v, want %v first", query, got, want)
		}
	}
}

// TestElsewhere: a search in a district that has nothing like it says so, and shows where
// there is one.
func TestElsewhere(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for cookie, want := range map[string]string{
		"": "细河区没有这样的规则；双塔区、铁西区有 9 条。", "shixian_lang=en": "Xihe District has no such rule; others have 9: Shuangta District, Tiexi District.",
	} {
		d := pagetest.Get(t, h, "/rules?district=xihe&q="+url.QueryEscape("督办"), cookie)
		if got := pagetest.Text(d.One("what is found", func(n *html.Node) bool { return pagetest.Has(n, "data-elsewhere") })); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if first := d.All(pagetest.ByClass("article", "rule"))[0]; !strings.HasPrefix(pagetest.Attr(first, "id"), "rule-shuangta.710-") {
			t.Errorf("shows %s first", pagetest.Attr(first, "id"))
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

// TestUncounted: with each district stand the duties that are no rules, and why; a search
// looks for rules alone.
func TestUncounted(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	all := 0
	for _, j := range pagetest.Catalogue.Jurisdictions {
		all += len(j.Uncounted)
	}
	byName := func(name string) func(*html.Node) bool {
		return func(n *html.Node) bool { return n.Data == name && n.Parent.Parent.Data == "details" }
	}
	for query, want := range map[string]int{"": all, "?district=xishi": 13, "?q=会签": 0} {
		if got := len(pagetest.Get(t, h, "/rules"+query).All(byName("dt"))); got != want {
			t.Errorf("%q: %d duties, want %d", query, got, want)
		}
	}
	for cookie, want := range map[string][2]string{
		"":                {"第41条第3款", "副区长、各部门主要负责同志外出请假：“事先”没有说提前多久"},
		"shixian_lang=en": {"Article 41, paragraph 3", "Deputy heads and heads of departments ask for leave before a trip: 事先 (beforehand) does not say how long before"},
	} {
		d := pagetest.Get(t, h, "/rules?district=xishi", cookie)
		places, texts := d.All(byName("dt")), d.All(byName("dd"))
		last := len(places) - 1
		if got := [2]string{pagetest.Text(places[last]), pagetest.Text(texts[last])}; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
