package browser_test

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"shixian/test/fleet"
)

// focusable lists what the tab key has to reach: all that can be used and is not
// hidden. Of a group of radio buttons it reaches one.
const focusable = `(() => {
	const names = new Set();
	window.stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")].filter(e => {
		if (e.disabled || e.tabIndex < 0 || !e.checkVisibility({visibilityProperty: true})) return false;
		if (e.type !== "radio") return true;
		const group = [...document.getElementsByName(e.name)];
		const first = group.find(r => r.checked) ?? group[0];
		return e === first;
	});
	window.reached = new Set();
	return window.stops.length;
})()`

// step notes what has the focus, and returns what is wrong with how that shows.
const step = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return "end";
	window.reached.add(e);
	const s = getComputedStyle(e), r = e.getBoundingClientRect();
	if (!(s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2)) return "no outline: " + e.outerHTML.slice(0, 120);
	if (r.right <= 0 || r.bottom <= 0 || r.top >= innerHeight || r.left >= innerWidth) return "out of sight: " + e.outerHTML.slice(0, 120);
	return "";
})()`

// TestKeyboard: the tab key reaches all that can be used, in the order of the page,
// and one sees where one is.
func TestKeyboard(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	for _, l := range []look{{"zh", desktop}, {"en", phone}} {
		b := open(t, f, l)
		for _, path := range []string{replyPath, "/rules?q=hqhf", "/calendar/CN-GX/2026?with=CN", "/batch", "/admin"} {
			b.expect("status of 401")
			b.load(path)
			count := run(b, chromedp.Evaluate[int](focusable))
			for range 4 * count { // a date takes the key several times
				b.do(chromedp.KeyEvent(kb.Tab))
				wrong := b.text(step)
				if wrong == "end" {
					break
				}
				if wrong != "" {
					t.Errorf("%s %s: %s", l, path, wrong)
				}
			}
			if missed := b.text(`window.stops.filter(e => !window.reached.has(e)).map(e => e.outerHTML.slice(0, 120)).join("\n")`); missed != "" || count == 0 {
				t.Errorf("%s %s: not reached of %d:\n%s", l, path, count, missed)
			}
		}
	}
}

// TestSearchElsewhere: a search for what the district has not got says who has it, and leads
// there.
func TestSearchElsewhere(t *testing.T) {
	b := open(t, fleet.Start(t, fleet.Options{}), look{"zh", desktop})
	b.load("/?district=xihe")
	b.do(chromedp.SendKeys(chromedp.CSS("#find"), "督办"))
	b.awaitText("#rule-list [data-none]", "细河区没有这样的规则；双塔区")
	b.accessible("count, elsewhere")
	b.click("[data-everywhere]")
	b.await(`document.querySelector('article[data-rule="shuangta.710-general"]')`)
}

// TestKeyboardOnly: an answer without a mouse.
func TestKeyboardOnly(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	b := open(t, f, look{"zh", desktop})
	b.load("/?district=xiangshan&trigger=2026-04-14")
	b.do(chromedp.KeyEvent(kb.Tab))
	if !b.is(`document.activeElement.matches(".skip") && document.activeElement.getBoundingClientRect().left >= 0`) {
		t.Fatal("the first stop is not the link to the content, or it stays hidden")
	}
	b.do(chromedp.KeyEvent(kb.Enter))
	b.await(`document.activeElement.id === "main"`)
	b.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Tab)) // the district, the search
	if !b.is(`document.activeElement.id === "find"`) {
		t.Fatalf("after the district comes %s", b.text("document.activeElement.outerHTML"))
	}
	b.do(chromedp.KeyEvent("hqhf"), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(" "))
	b.await(`document.querySelector('input[value="` + reply + `"]:checked') && document.querySelector("#trigger")`)
	// The form was put in place anew; the focus is where it was.
	if !b.is(`document.activeElement.value === "` + reply + `"`) {
		t.Errorf("the focus went to %s", b.text("document.activeElement.outerHTML.slice(0, 200)"))
	}
}

// TestFocusStays: whoever presses a key on what is put in place anew is where they were.
func TestFocusStays(t *testing.T) {
	b := open(t, fleet.Start(t, fleet.Options{}), look{"zh", desktop})
	b.load("/?district=xihe")
	b.do(chromedp.SendKeys(chromedp.CSS("#find"), "hqhf"), chromedp.KeyEvent(kb.Enter))
	b.await(`document.querySelector("p.due") && document.activeElement.id === "find"`)
	for _, id := range []string{"yesterday", "today", "count"} {
		b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#answer").old = true`), chromedp.Focus(chromedp.CSS("#"+id)), chromedp.KeyEvent(" "))
		b.await(`!document.querySelector("#answer").old && document.activeElement.id === "` + id + `"`)
	}
	b.load("/batch")
	b.set("#text", pasted)
	b.do(chromedp.Focus(chromedp.CSS("#batch > section .primary")), chromedp.KeyEvent(kb.Enter))
	b.await(`document.querySelector("#outcome")`)
	b.do(chromedp.Focus(chromedp.CSS(".filter [value=bad]")), chromedp.KeyEvent(" "))
	b.await(`document.activeElement.matches(".filter [value=bad][aria-pressed=true]")`)

	b.do(chromedp.Evaluate[chromedp.Void](`shixianMine.set(["2026-04-14", "2026-04-15"].map(d => "rule=xihe.countersign-reply&trigger=" + d))`))
	b.load("/matters")
	for n := range 2 {
		b.await(`document.querySelectorAll("[data-do=remove]").length === ` + strconv.Itoa(2-n))
		b.do(chromedp.Focus("[data-do=remove]"), chromedp.KeyEvent(" "))
	}
	b.await(`!document.querySelector("[data-do]") && document.activeElement.id === "matters-list"`)
}
