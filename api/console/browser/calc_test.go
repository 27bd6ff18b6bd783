package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"shixian/test/fleet"
)

const (
	reply     = "xiangshan.countersign-reply"
	replyPath = "/?district=xiangshan&rule=" + reply + "&trigger=2026-04-14"
	replyDue  = `document.querySelector('p.due time[datetime="2026-04-21"]')`
)

// TestCalculation goes the way of a clerk: the district, the matter by its pinyin
// initials, the day; then the answer, its text, and its link.
func TestCalculation(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	for _, l := range looks {
		t.Run(l.String(), func(t *testing.T) {
			b := open(t, f, l)
			b.load("/")
			b.choose()
			b.set("#trigger", "2026-04-14")
			b.await(replyDue)
			b.await(inView)
			b.counted()
			if !strings.Contains(b.path(), "trigger=2026-04-14") {
				t.Errorf("the address is %s", b.path())
			}
			b.copied()
			link := b.text(`document.querySelector('.actions a[href^="/?"]').getAttribute("href")`)
			if !strings.Contains(link, "revision=") {
				t.Errorf("the link has no revision: %s", link)
			}
			colleague := open(t, f, l)
			colleague.load(link)
			if mine, theirs := b.text(verdict), colleague.text(verdict); mine != theirs {
				t.Errorf("the link gives %q, not %q", theirs, mine)
			}
			colleague.counted()
		})
	}
}

// inView holds while the day is seen on the screen, on a phone too, where it is below the
// form, and while all that is read out of it is one sentence.
const inView = `(r => r.bottom > 0 && r.top < innerHeight)(document.querySelector("#answer p.due").getBoundingClientRect()) &&
	document.querySelectorAll("[role=status], [aria-live]").length === 1 && document.querySelector("[role=status]").textContent.length < 200`

// verdict is all that the answer says above the sheets.
const verdict = `[...document.querySelectorAll(".verdict > :not(.actions)")].map(e => e.innerText).join("\n")`

// choose chooses the district, and the matter by its initials.
func (b *tab) choose() {
	b.t.Helper()
	b.set("#district", "xiangshan")
	b.await(`document.querySelector('input[value="` + reply + `"]') && location.search.includes("district=xiangshan")`)
	all := run(b, chromedp.Evaluate[int](shownRules))
	b.do(chromedp.SendKeys(chromedp.CSS("#find"), "hqhf"))
	if few := run(b, chromedp.Evaluate[int](shownRules)); few == 0 || few >= all {
		b.t.Fatalf("%s: %d of %d matters for hqhf", b.look, few, all)
	}
	b.click(`label.option:has(input[value="` + reply + `"])`)
	b.await(`document.querySelector("#trigger") && document.querySelector('input[value="` + reply + `"]').checked`)
}

const shownRules = `document.querySelectorAll("#rule-list label:not([hidden])").length`

// counted checks the sheet of the days across 三月三 of 2026.
func (b *tab) counted() {
	b.t.Helper()
	off := b.T("休", "H")
	want := map[string]string{"14": "", "15": "1", "16": "2", "17": off, "18": off, "19": off, "20": off, "21": "3", "22": ""}
	got := run(b, chromedp.Evaluate[map[string]string](`Object.fromEntries([...document.querySelectorAll(".month td:not(.blank)")].map(
		e => [e.querySelector(".day").innerText, e.querySelector(".sign")?.innerText ?? ""]))`))
	for day, sign := range want {
		if got[day] != sign {
			b.t.Errorf("%s: %s April carries %q, want %q", b.look, day, got[day], sign)
		}
	}
	for class, day := range map[string]string{"trigger": "14", "due": "21"} {
		if got := b.text(`document.querySelector(".month td.` + class + ` .day").innerText`); got != day {
			b.t.Errorf("%s: %s is on the %s", b.look, class, got)
		}
	}
	if b.is(`[...document.querySelectorAll(".month td.holiday")].some(e => !/三月三|Sanyuesan/.test(e.textContent))`) {
		b.t.Errorf("%s: a day off does not say why", b.look)
	}
}

// copied copies the answer, and pastes it where text can be typed.
func (b *tab) copied() {
	b.t.Helper()
	b.click("[data-copy]")
	b.awaitText("[data-copy]", b.T("已复制", "Copied"))
	b.do(chromedp.Focus(chromedp.CSS("#find")))
	call(b, input.DispatchKeyEvent, input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeKeyDown, Key: "v", Code: "KeyV", Commands: []string{"paste"},
	})
	if got := b.text(`document.querySelector("#find").value`); !strings.Contains(got, b.T("2026年4月21日", "21 April 2026")) {
		b.t.Errorf("%s: copied %q", b.look, got)
	}
}

// TestCalculationWithoutScript: the same by forms alone.
func TestCalculationWithoutScript(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	for _, l := range looks {
		t.Run(l.String(), func(t *testing.T) {
			b := open(t, f, l)
			b.withoutScript()
			b.load("/?district=xiangshan")
			if !b.is(`document.querySelector("[data-needs-script]").hidden && !window.htmx`) {
				t.Fatal("scripts run")
			}
			b.click(`input[value="` + reply + `"]`)
			b.click("#question .primary")
			b.await(`document.querySelector("#trigger")`)
			b.do(chromedp.SetValue(chromedp.CSS("#trigger"), "2026-04-14"))
			b.click("#question .primary")
			b.await(replyDue)
			b.counted()
		})
	}
}

// TestTypedDay: a day is typed digit by digit, each of which makes another date.
func TestTypedDay(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	b := open(t, f, look{"zh", desktop})
	b.load("/?district=xiangshan&trigger=&rule=" + reply)
	b.do(chromedp.Focus(chromedp.CSS("#trigger")))
	b.press(b.typed("2026", "04", "14")+kb.Enter, "#trigger")
	b.await(replyDue)
	b.load("/rules") // whatever else was sent has been answered, or given up
	if n := strings.Count(f.Replicas[0].Log(), `"GET /"`); n > 2 {
		t.Errorf("%d requests for a day that was typed", n)
	}
}

// TestProblem: what is wrong is said beside the field, in both languages.
func TestProblem(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	for _, l := range []look{{"zh", desktop}, {"en", phone}} {
		b := open(t, f, l)
		b.expect("status of 4")
		b.load(replyPath + "&amount=0")
		b.await(`document.querySelector("#amount[aria-invalid][aria-describedby=amount-fault]") && document.querySelector("#amount-fault").innerText`)
		b.load(replyPath)
		b.set("#amount", "-3")
		b.await(`document.querySelector("#amount[aria-invalid]")`)
		b.set("#amount", "")
		b.await(replyDue)
	}
}

// TestUnreachable: an answer that does not come is not passed over in silence.
func TestUnreachable(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	b := open(t, f, look{"zh", desktop})
	b.load(replyPath)
	b.expect("") // the browser and htmx say a lot of it
	f.Replicas[0].Stop()
	b.set("#trigger", "2026-04-15")
	b.awaitText("#question [role=alert]", "请再点一次")
	f.Replicas[0].Start()
	b.click("#question .primary")
	b.await(`document.querySelector('p.due time[datetime="2026-04-22"]')`)
}
