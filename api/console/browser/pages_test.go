package browser_test

import (
	"bytes"
	"fmt"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"shixian/test/fleet"
)

func TestCalendar(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	for _, l := range looks {
		t.Run(l.String(), func(t *testing.T) {
			b := open(t, f, l)
			b.load("/calendar/CN-GX/2026")
			if n := run(b, chromedp.Evaluate[int](`document.querySelectorAll(".month").length`)); n != 12 {
				t.Errorf("%d months", n)
			}
			b.awaitText("#festivals-title + .scroll", b.T("三月三", "Sanyuesan"))
			b.set("#with", "CN")
			b.click("form.choice .primary")
			b.await(`document.querySelectorAll(".differences tbody tr").length > 0`)
			if rows := b.text(`document.querySelector(".differences tbody").innerText`); !bytes.Contains([]byte(rows), []byte(b.T("4月17日", "17 April"))) {
				t.Errorf("the regions differ on %s", rows)
			}
			b.load("/calendar/CN-GX/2026")
			b.click(`a[rel="prev"]`)
			b.await(`location.pathname === "/calendar/CN-GX/2025" && document.querySelectorAll(".month").length === 12`)
		})
	}
}

func TestRules(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	const shown = `document.querySelectorAll("#rule-cards article:not([hidden])").length`
	for _, l := range looks {
		t.Run(l.String(), func(t *testing.T) {
			b := open(t, f, l)
			b.load("/rules")
			all := run(b, chromedp.Evaluate[int](shown))
			b.do(chromedp.SendKeys(chromedp.CSS("#q"), "hqhf"))
			b.await(fmt.Sprintf(`location.search.includes("q=hqhf") && %s > 0 && %s < %d`, shown, shown, all))
			few := run(b, chromedp.Evaluate[int](shown))
			b.do(chromedp.SendKeys(chromedp.CSS("#q"), "zzz"))
			b.await(`!document.querySelector("#rule-cards [data-none]").hidden`)

			plain := open(t, f, l)
			plain.withoutScript()
			plain.load("/rules")
			plain.do(chromedp.SetValue(chromedp.CSS("#q"), "hqhf"))
			plain.click(".search-form button")
			plain.await("location.search.startsWith('?q=hqhf')")
			if n := run(plain, chromedp.Evaluate[int](shown)); n != few {
				t.Errorf("%d rules without a script, %d with", n, few)
			}
			plain.click(`article[data-rule="` + reply + `"] a`)
			plain.await(`document.querySelector("p.due time")`)
		})
	}
}

// states are pages and what they can be at, for all who have not signed in.
var states = []struct{ name, path string }{
	{"count, empty", "/"},
	{"count, matter", "/?district=xiangshan&rule=" + reply},
	{"count, answer", replyPath},
	{"count, conditions", replyPath + "&suspended_from=2026-04-15&suspended_to=2026-04-16&roll=next"},
	{"count, long", "/?district=xiangshan&rule=" + reply + "&trigger=2026-01-05&amount=120"},
	{"count, provisional", "/?district=xiangshan&rule=" + reply + "&trigger=2027-12-30"},
	{"count, problem", replyPath + "&amount=0"},
	{"count, quota", "/?rule=tiexi.district-meeting-quota&trigger=2026-06-01"},
	{"count, threshold", "/?rule=tiexi.absence-approver&days=3"},
	{"count, lost matter", "/?rule=no.such-rule"},
	{"rules", "/rules?q=hqhf"},
	{"rules, all", "/rules"},
	{"rules, elsewhere", "/rules?q=duban&district=xihe"},
	{"rules, none", "/rules?q=zzz"},
	{"calendar", "/calendar/CN-GX/2026"},
	{"calendar, compared", "/calendar/CN-GX/2026?with=CN"},
	{"calendar, problem", "/calendar/CN-XX/2026"},
	{"batch", "/batch"},
	{"matters, empty", "/matters"},
	{"help", "/help"},
	{"no such page", "/no-such-page"},
	{"errors", "/docs/errors"},
	{"sign in", "/admin"},
}

// TestReflow: nothing makes a page wider than a narrow screen, or a wide one at a
// zoom of 400%; with text of twice the size neither, and with all that folds open.
func TestReflow(t *testing.T) {
	w := newTown(t)
	for _, l := range []look{{"zh", narrow}, {"en", narrow}} {
		b := open(t, w.Fleet, l)
		b.expect("status of 4")
		for _, s := range states {
			b.load(s.path)
			b.reflows(s.name)
		}
		b.load("/batch")
		b.set("#text", pasted)
		b.click("#batch > section .primary")
		b.await(`document.querySelector("#outcome")`)
		b.reflows("batch, outcome")

		li := w.as("li", l)
		li.reflows("overview")
		li.draft()
		li.reflows("draft")
		for _, path := range []string{"/admin/new", "/admin/history", "/admin/withdraw/CN-2026"} {
			li.load(path)
			li.reflows(path)
		}
	}
}

// reflows fails the test if the page is wider than the screen with all open, and for what
// [tab.roomy] does.
func (b *tab) reflows(state string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(e => { e.open = true; })`))
	b.fits(state)
	b.roomy(state)
}

// fits fails the test if the page is wider than the screen, and names what is.
func (b *tab) fits(state string) {
	b.t.Helper()
	wide := b.text(fmt.Sprintf(`document.documentElement.scrollWidth <= %d ? "" : document.documentElement.scrollWidth + " " +
		[...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > %d && !e.closest(".scroll > *, .hide, .skip")).slice(0, 3).map(e => e.outerHTML.slice(0, 150)).join("\n")`,
		b.width, b.width))
	if wide != "" {
		b.t.Errorf("%s, %s is wider than %d: %s", b.look, state, b.width, wide)
	}
}

// signsFit fails the test if, on paper, what stands in a cell of a day is cut by the next.
func (b *tab) signsFit(path string) {
	b.t.Helper()
	wide := b.look.screen
	b.do(b.show(screen{"paper", 718, 1000, false})) // 190 mm
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if cut := b.text(`[...document.querySelectorAll(".calc .month td")].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.innerText).join(", ")`); cut != "" {
		b.t.Errorf("%s: %s: cut in print: %s", b.look, path, cut)
	}
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	b.do(b.show(wide))
}

// TestPrint: an answer takes one sheet of A4, and so does a year.
func TestPrint(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	leaf := regexp.MustCompile(`/Type\s*/Page\b`)
	box := regexp.MustCompile(`/MediaBox\s*\[\s*0 0 59[45][.0-9]* 84[12][.0-9]*\s*\]`)
	for _, l := range []look{{"zh", desktop}, {"en", desktop}, {"zh", phone}} {
		b := open(t, f, l)
		for _, path := range []string{replyPath, states[3].path, states[4].path, "/?rule=tiexi.term&trigger=2024-02-29", "/?rule=shuangta.710-annual&trigger=2026-06-01", "/calendar/CN-GX/2026"} {
			b.load(path)
			b.signsFit(path)
			pdf := run(b, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
			if n := len(leaf.FindAll(pdf, -1)); n != 1 || !box.Match(pdf) {
				t.Errorf("%s: %s prints on %d pages; A4 %t", l, path, n, box.Match(pdf))
			}
		}
	}
}
