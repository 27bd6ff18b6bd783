package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"shixian/test/fleet"
)

// TestMatters: an answer is kept in this browser, is there at the next visit, and is ticked
// off and removed.
func TestMatters(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	for _, l := range []look{{"zh", desktop}, {"en", phone}} {
		b := open(t, f, l)
		b.load("/matters")
		b.awaitText("#matters-list", l.T("还没有事项", "Nothing yet"))
		b.load(replyPath)
		b.click("[data-save]")
		b.awaitText("[data-save]", l.T("已存入", "Kept"))
		b.load("/matters")
		b.awaitText("#matters-list th[scope=row]", "2026-04-21")
		b.accessible("matters")
		b.fits("matters")
		b.click("[data-do=set]")
		b.awaitText("#matters-list", l.T("没办完", "Not done"))
		b.load("/matters")
		b.awaitText("#matters-list", l.T("没办完", "Not done"))
		b.do(chromedp.Evaluate[chromedp.Void](importAgain))
		b.awaitText("#matters-said", l.T("都已经在清单里", "in the list already"))
		b.do(chromedp.Evaluate[chromedp.Void](importLarge))
		b.awaitText("#matters-said", l.T("没有读入", "Nothing was taken in"))
		b.do(chromedp.Evaluate[chromedp.Void](`shixianMine.set([shixianMine.all()[0].replace(/&done=[^&]*/, "")]);` + strings.Replace(importAgain, "const q =", "const q = shixianMine.all()[0] + '&done=2026-04-20', unused =", 1)))
		b.awaitText("#matters-said", l.T("读入 1 件", "1 taken in"))
		b.await(`document.querySelectorAll("#matters-list tbody tr").length === 1 && shixianMine.all()[0].includes("done=2026-04-20")`)
		b.do(chromedp.Evaluate[chromedp.Void](strings.Replace(importAgain, "const q =", "const q = shixianMine.all()[0].replace('2026-04-20', '2026-04-21'), unused =", 1)))
		b.await(`document.querySelectorAll("#matters-list tbody tr").length === 1 && !!document.querySelector("#matters-list tr[data-kept*='done=2026-04-21']")`)
		b.click("[data-do=remove]")
		b.awaitText("#matters-list", l.T("还没有事项", "Nothing yet"))
	}
}

// TestMattersPressedTwice: a button pressed twice before the list has come anew does its work
// once, and what the browser has no room for is said not to be kept.
func TestMattersPressedTwice(t *testing.T) {
	b := open(t, fleet.Start(t, fleet.Options{}), look{"zh", desktop})
	b.load("/rules")
	b.do(chromedp.Evaluate[chromedp.Void](`shixianMine.set(["2026-04-14", "2026-04-15", "2026-04-16"].map(d => "rule=xihe.countersign-reply&trigger=" + d))`))
	b.load("/matters")
	b.await(`document.querySelectorAll("#matters-list tbody tr").length === 3`)
	b.do(chromedp.Evaluate[chromedp.Void](`(() => { const b = document.querySelector("[data-do=remove]"); b.click(); b.click(); })()`))
	b.await(`document.querySelectorAll("#matters-list tbody tr").length === 2 && shixianMine.all().length === 2`)

	b.do(chromedp.Evaluate[chromedp.Void](`Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }`))
	b.click("[data-do=set]")
	b.awaitText("#matters-said", "没有存上")
	b.load(replyPath)
	b.do(chromedp.Evaluate[chromedp.Void](`Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }`))
	b.click("[data-save]")
	b.awaitText("[data-save]", "没有存上")
}

// importAgain exports the list and takes it in as it was before the matter was done and by
// another table.
const importAgain = `(async () => {
	const q = shixianMine.all()[0].replace(/&done=[^&]*/, "").replace(/revision=[^&]*/, "revision=0");
	const exported = await fetch("/matters/export", {method: "POST", body: new URLSearchParams({q: q, as: "ics"})});
	const chosen = new DataTransfer();
	chosen.items.add(new File([await exported.blob()], "list.ics"));
	const file = document.querySelector("#matters-file");
	file.files = chosen.files;
	file.dispatchEvent(new Event("change"));
})()`

// importLarge takes in a file that is larger than any that the page wrote.
const importLarge = `(() => {
	const chosen = new DataTransfer(), file = document.querySelector("#matters-file");
	chosen.items.add(new File([new Uint8Array(3 << 20)], "list.ics"));
	file.files = chosen.files;
	file.dispatchEvent(new Event("change"));
})()`

// TestMattersMoved: what a new table moved is told of, from which day to which and why,
// until somebody has seen it.
func TestMattersMoved(t *testing.T) {
	w := newTown(t)
	li, zhao := w.as("li", look{"zh", desktop}), w.as("zhao", look{"zh", desktop})
	b := open(t, w.Fleet, look{"zh", desktop})
	b.load("/?rule=xihe.countersign-reply&trigger=2027-01-22")
	b.click("[data-save]")
	path := li.draft()
	zhao.load(path)
	zhao.published("国务院办公厅通知")
	b.load("/matters")
	b.awaitText(".moved", "截止日由2027年2月1日（周一）改为2027年2月2日（周二），由暂定变为已定，因为")
	b.click(".moved [data-do=set]")
	b.await(`document.querySelector("#matters-list th") && !document.querySelector(".moved")`)
}

// TestWordsRemembered: what a word means is asked once, for later tables too.
func TestWordsRemembered(t *testing.T) {
	b := open(t, fleet.Start(t, fleet.Options{}), look{"zh", desktop})
	const table = "事项\t区县\t收文日期\n会签\t象山区\t2026-09-29\n"
	b.load("/batch")
	b.set("#text", table)
	b.click("#batch > section .primary")
	b.awaitText(".asked label", "“会签”（广西壮族自治区桂林市象山区，1 行）是哪一件？")
	b.accessible("batch, questions")
	b.set("[data-remember]", "xiangshan.countersign-reply")
	b.click(".asked .primary")
	b.awaitText(".grid td", "2026-10-09")
	b.load("/batch")
	b.set("#text", table+"会签\t象山区\t2026-09-30\n")
	b.click("#batch > section .primary")
	b.awaitText(".sums", "算出 2 行")
}
