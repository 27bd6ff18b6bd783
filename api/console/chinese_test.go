package console_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"shixian/api/console/internal/pagetest"
)

// latin are words in Latin letters; allowed are those that stand in Chinese texts too:
// ids of rules, calendars and notices, names of formats and of settings.
var (
	link    = regexp.MustCompile(`https?://\S+`)
	latin   = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_.@/-]*`)
	allowed = regexp.MustCompile(`^(English|API|GET|JSON|CSV|(\.?(?i:xlsx?|ods|et))|UTF-8|GB18030|GB|WPS|Excel|Outlook|Internet|URL|holiday-cn|XX|f3c41aa|MB|KB|iCalendar|ics|\.ics|A4|CN(-[A-Z]{2})?|` +
		`CN[-A-Z]*-[0-9].*|[a-z]+\.[a-z0-9-]+|SHIXIAN_[A-Z_]+|shixian|test|hq|A|B|TLS|Host|Ed25519|SHA-256|PDF|http.*|www.*|li|zhao)$`) // these two have tokens
)

// english returns the English words that a reader of a Chinese page sees.
func english(root []*html.Node) (out []string) {
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "code" || n.Data == "script" || pagetest.Attr(n, "lang") == "en") {
			return
		}
		if n.Type == html.TextNode {
			for _, word := range latin.FindAllString(link.ReplaceAllString(n.Data, ""), -1) {
				if word = strings.Trim(word, "./-"); word != "" && !allowed.MatchString(word) {
					out = append(out, word+" in "+strings.TrimSpace(n.Data))
				}
			}
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	for _, n := range root {
		walk(n)
	}
	return out
}

func body(n *html.Node) bool { return n.Data == "body" }

// TestChinesePages: pages in Chinese have no English words: not for any rule, nor where
// something is wrong.
func TestChinesePages(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	addresses := []string{
		"/", "/rules", "/rules?q=zz", "/batch", "/calendar/CN-GX/2026?with=CN", "/calendar/CN/2027",
		"/?rule=xihe.countersign-reply&trigger=待定", "/?rule=xihe.countersign-reply&trigger=2026-04-14&amount=0", "/?rule=xihe.countersign-reply&trigger=2010-01-04",
		"/?rule=xihe.countersign-reply&trigger=2059-01-04", "/?rule=xihe.countersign-reply&trigger=2026-04-14&calendar=x", "/?rule=xihe.countersign-reply&trigger=2026-04-14&roll=x",
		"/?rule=xihe.countersign-reply&trigger=2026-04-14&revision=x", "/?rule=xihe.countersign-reply&trigger=2026-04-14&revision=7", "/?rule=xihe.countersign-reply&trigger=2026-04-14&interpret=x",
		"/?rule=xihe.countersign-reply&trigger=2026-04-14&amount=5&agreed=2026-04-20", "/?rule=xihe.countersign-reply&trigger=2026-04-14&suspended=2026-04-20/2026-04-16",
		"/?rule=xihe.countersign-reply&trigger=2026-04-14&suspended=2026-04-16/2026-04-17&roll=none&calendar=CN-GX&as_of=2026-04-01",
		"/?rule=xihe.revise-decided-document&trigger=2026-04-14&suspended=2026-04-15/2026-04-16", "/?rule=xihe.countersign-reply&trigger=2026-04-14&agreed=2026-04-19",
		"/?rule=tiexi.district-meeting-quota&trigger=2022-01-10&history=2022-01-05", "/?rule=会签", "/?district=朝阳区",
		"/calendar/CN/2026?revision=x", "/calendar/XX/2026", "/calendar/CN/1990", "/admin",
	}
	for _, r := range pagetest.Catalogue.Rules {
		addresses = append(addresses, "/?rule="+r.ID+"&trigger=2026-12-28&days=1")
	}
	for _, address := range addresses {
		d := pagetest.Get(t, h, address)
		for _, word := range english(d.All(body)) {
			t.Errorf("%s: %s", address, word)
		}
	}
}

// TestChineseDrafts: nor have the pages of administrators, whatever text a draft is made
// of and whatever a check says.
func TestChineseDrafts(t *testing.T) {
	w := pagetest.NewService(t)
	b := w.As("li")
	look := func(name string, d pagetest.Document) {
		for _, word := range english(d.All(func(n *html.Node) bool { return n.Data == "main" })) {
			t.Errorf("%s: %s", name, word)
		}
	}
	for _, address := range []string{"/admin", "/admin/new", "/admin/history"} {
		look(address, b.Get(address))
	}
	files, err := filepath.Glob("admin/testdata/notices/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for i, file := range files {
		if testing.Short() && i%4 != 0 {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d := b.Post("/admin/new", "calendar", "CN", "text", string(text))
		if d.Status == http.StatusSeeOther {
			d = b.Get(d.Header.Get("Location"))
		}
		look(filepath.Base(file), d)
	}
}
