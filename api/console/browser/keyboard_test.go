package browser_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/runtime"
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
// and the focus can be seen.
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

// TestTasksByKeyboard: the tasks of the help without a mouse. Each stop has a name that
// says what it is for, its outcome is announced in a sentence, and the focus stays after a key,
// or goes to the outcome.
func TestTasksByKeyboard(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	for _, l := range []look{{"zh", desktop}, {"en", desktop}} {
		t.Run(l.String(), func(t *testing.T) {
			b := open(t, f, l)
			b.load("/?district=xiangshan&trigger=2026-04-14")
			b.tabTo(".skip", l.T("跳到正文", "Skip to content"))
			if !b.is(`document.activeElement.getBoundingClientRect().left >= 0`) {
				t.Error("the link to the content stays hidden")
			}
			b.press(kb.Enter, "#main")
			b.tabTo("#find", l.T("查找", "Search"))
			b.press("hqhf", "#find")
			b.tabTo("[name=rule]", l.T("征求意见、会签回复", "Reply to a consultation"))
			b.press(" ", `[value="`+reply+`"]:checked`)
			b.hears(l.T("象山区 · 征求意见、会签回复：2026年4月21日（周二）", "countersignature: Tuesday 21 April 2026"))

			b.tabTo("details.more summary", l.T("更多条件", "More conditions"))
			b.press(kb.Enter, "summary")
			b.tabTo("#from0", l.T("第 1 段，从", "span 1, from"))
			b.press(b.typed("2026", "04", "15"), "#from0")
			b.await(`location.search.includes("suspended_from=2026-04-15")`)
			b.tabTo("#to0", l.T("第 1 段，到", "span 1, to"))
			b.press(b.typed("2026", "04", "16"), "#to0")
			b.hears(l.T("2026年4月23日（周四）", "Thursday 23 April 2026"))

			b.tabTo("[data-save]", l.T("存入我的台账", "Keep in my matters"))
			b.press(kb.Enter, "[data-save]")
			b.hears(l.T("已存入", "Kept"))
			b.tabTo(".share summary", l.T("发给同事", "Send to a colleague"))
			b.press(kb.Enter, "summary")
			b.tabTo(".share [data-copy]", l.T("复制全文和链接", "Copy text and link"))
			b.press(kb.Enter, ".share [data-copy]")
			b.hears(l.T("已复制", "Copied"))

			b.load("/matters")
			b.await(`document.querySelector("[data-do=set]")`)
			b.tabTo("[data-do=set]", l.T("今天办结 征求意见、会签回复", "Done today Reply to a consultation"))
			b.press(kb.Enter, "#matters-list *")

			b.load("/batch")
			b.tabTo("#text", l.T("粘贴在这里", "paste here"))
			b.set("#text", "事项\t区县\t收文日期\n会签\t象山区\t9月29日\n")
			b.tabTo("#batch > section .primary", l.T("计算", "Count"))
			b.press(kb.Enter, "*")
			b.await(`document.querySelector("#outcome")`)
			b.tabTo("[data-remember]", l.T("是哪一件", "which matter"))
			b.press(kb.ArrowDown, "[data-remember]")
			b.tabTo("#year", l.T("是哪一年", "Which year"))
			b.press("2026", "#year")
			b.tabTo(".asked .primary", l.T("按这些回答计算", "Count by these answers"))
			b.press(kb.Enter, "#outcome")
			b.awaitText(".grid td", "2026-10-09")
		})
	}
}

// tabTo presses the tab key until an element has the focus, and fails the test if what is
// heard there does not say what it is for.
func (b *tab) tabTo(selector, name string) {
	b.t.Helper()
	for range 90 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if b.is(`document.activeElement.matches(` + quote(selector) + `)`) {
			at := call(b, runtime.Evaluate, runtime.EvaluateParams{Expression: "document.activeElement"})
			nodes := call(b, accessibility.GetPartialAXTree, accessibility.GetPartialAXTreeParams{ObjectID: at.Result.ObjectID}).Nodes
			var said string
			if err := json.Unmarshal(nodes[0].Name.Value, &said); err != nil || !strings.Contains(said, name) {
				b.t.Errorf("%s: %s is heard as %s, not %s", b.look, selector, said, name)
			}
			return
		}
	}
	b.t.Fatalf("%s: the tab key never reaches %s", b.look, selector)
}

// press presses keys, and waits until an element has the focus.
func (b *tab) press(keys, selector string) {
	b.t.Helper()
	for _, key := range keys {
		b.do(chromedp.KeyEvent(string(key)))
	}
	b.await(`document.activeElement.matches(` + quote(selector) + `)`)
}

// hears waits until those who hear the page are told something.
func (b *tab) hears(said string) {
	b.t.Helper()
	b.await(`document.querySelector("[role=status]").textContent.includes(` + quote(said) + `)`)
}

// typed is what is typed into a field for a day, whose order is that of the browser.
func (b *tab) typed(year, month, day string) string {
	b.t.Helper()
	if b.is(`new Intl.DateTimeFormat().formatToParts()[0].type === "year"`) {
		return year + kb.ArrowRight + month + day // a year may have more digits
	}
	return month + day + year
}

// TestFocusStays: the focus stays on an element that a key press replaces.
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
