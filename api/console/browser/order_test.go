package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"shixian/test/fleet"
)

// filling is a step of filling in the form: what is done, and what is then seen.
type filling struct {
	do   func(b *tab)
	seen string
}

func chooseDistrict(id string) filling {
	return filling{func(b *tab) { b.set("#district", id) }, `location.search.includes("district=` + id + `")`}
}

func chooseMatter(id string) filling {
	return filling{func(b *tab) { b.click(chromedp.CSS(`label.option:has(input[value="` + id + `"])`)) },
		`document.querySelector('input[value="` + id + `"]').checked && location.search.includes("rule=` + id + `")`}
}

func enterDay(day string) filling {
	return filling{func(b *tab) { b.set("#trigger", day) }, `location.search.includes("trigger=` + day + `")`}
}

// arrow goes to the next matter by the keyboard.
func arrow(key, id string) filling {
	return filling{func(b *tab) { b.do(chromedp.Focus("#rule-list input:checked"), chromedp.KeyEvent(key)) },
		`document.querySelector('input[value="` + id + `"]').checked && location.search.includes("rule=` + id + `")`}
}

// TestOrderOfFilling: district, matter and day are filled in and changed in every
// order; each choice is followed, and no day is lost.
func TestOrderOfFilling(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	xihe, xiangshan := chooseDistrict("xihe"), chooseDistrict("xiangshan")
	mine, other := chooseMatter(reply), chooseMatter("xihe.countersign-reply")
	day := enterDay("2026-04-14")
	for name, steps := range map[string][]filling{
		"district, matter, day":                        {xiangshan, mine, day},
		"matter, district, day":                        {xihe, other, xiangshan, day},
		"matter, day, district":                        {xihe, other, day, xiangshan},
		"district, matter, another district, day":      {xiangshan, mine, xihe, day, xiangshan},
		"another matter without a day":                 {xiangshan, chooseMatter("xiangshan.countersign-reply-major"), mine, day},
		"another matter after the day":                 {xiangshan, chooseMatter("xiangshan.countersign-reply-major"), day, mine},
		"a matter that the other district has not got": {chooseDistrict("tiexi"), chooseMatter("tiexi.absence-approver"), xiangshan, mine, day},
		"the day is kept while no matter is chosen":    {chooseDistrict("tiexi"), chooseMatter("tiexi.district-meeting-quota"), day, xiangshan, mine},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, f, look{"zh", desktop})
			b.load("/")
			for _, s := range steps {
				s.do(b)
				b.await(s.seen)
				b.await(`document.querySelector("#district").value === (document.querySelector("#rule-list input").value.split(".")[0])`)
			}
			b.await(replyDue)
			if !strings.Contains(b.path(), "trigger=2026-04-14") {
				t.Errorf("the address is %s", b.path())
			}
		})
	}
}

// TestDistrictInBetween: whoever goes through the districts by the arrow keys has their matter
// again in the next that has it, or chooses another on the way.
func TestDistrictInBetween(t *testing.T) {
	b := open(t, fleet.Start(t, fleet.Options{}), look{"zh", desktop})
	b.load("/?rule=xihe.travel-notice&trigger=2026-10-08")
	b.do(chromedp.Focus("#district"))
	for _, s := range []struct{ key, district, rule string }{
		{kb.ArrowUp, "xiangshan", ""}, {kb.ArrowUp, "tiexi", ""}, {kb.ArrowUp, "shuangta", "shuangta.travel-notice"},
		{kb.ArrowDown, "tiexi", ""}, {kb.ArrowDown, "xiangshan", ""},
	} {
		b.do(chromedp.KeyEvent(s.key))
		b.await(`location.search.includes("district=` + s.district + `&") && document.querySelector("#rule-list input").value.startsWith("` + s.district + `.")`)
		if got := b.text(`document.querySelector("#rule-list input:checked")?.value ?? ""`); got != s.rule {
			t.Errorf("%s has %q", s.district, got)
		}
	}
	b.click(chromedp.CSS(`label.option:has(input[value="` + reply + `"])`))
	b.await(`document.querySelector('#answer a[href="/rules#` + reply + `"]')`)
}

// TestChosenAtOnce: a matter chosen as soon as the answer to another is there is counted, too.
func TestChosenAtOnce(t *testing.T) {
	b := open(t, fleet.Start(t, fleet.Options{}), look{"zh", desktop})
	b.load("/?district=xiangshan&trigger=2026-04-14")
	b.do(chromedp.Evaluate[chromedp.Void](`document.addEventListener("htmx:afterSwap", () => setTimeout(() => document.querySelector('input[value="` + reply + `"]').click(), 0), {once: true})`))
	chooseMatter("xiangshan.plenary-meeting").do(b)
	b.await(replyDue)
}

// slowly holds what the form asks until somebody has gone back, and the page that is gone
// back to until the form's answer is there or was given up.
const slowly = `(() => {
	const XHR = XMLHttpRequest.prototype, header = XHR.setRequestHeader, send = XHR.send, abort = XHR.abort;
	let over = false, waiting = [];
	const finish = () => { over = true; waiting.forEach(go => go()); };
	document.addEventListener("htmx:pushedIntoHistory", finish);
	XHR.setRequestHeader = function (name, value) { this.restores ||= name === "HX-History-Restore-Request"; header.call(this, name, value); };
	XHR.abort = function () { this.gone = true; abort.call(this); };
	XHR.send = function (body) {
		const go = () => send.call(this, body);
		if (!this.restores) window.addEventListener("popstate", () => this.gone ? finish() : go(), {once: true});
		else if (over) go(); else waiting.push(go);
	};
})()`

// TestBackMeanwhile: who goes back while an answer is on its way has the address of what is
// shown.
func TestBackMeanwhile(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	b := open(t, f, look{"zh", desktop})
	b.load("/?district=xiangshan")
	for _, s := range []filling{chooseMatter(reply), enterDay("2026-04-14"), enterDay("2026-04-15")} {
		s.do(b)
		b.await(s.seen)
	}
	b.do(chromedp.Evaluate[chromedp.Void](slowly))
	b.do(chromedp.Evaluate[chromedp.Void](`(() => { const day = document.querySelector("#trigger"); day.value = "2026-04-16"; day.dispatchEvent(new Event("change", {bubbles: true})); history.back(); })()`))
	b.await(`document.querySelector("#trigger").value === "2026-04-14" && document.querySelector(".verdict")`)
	if !strings.Contains(b.path(), "trigger=2026-04-14") {
		t.Errorf("the answer to 14 April stands under %s", b.path())
	}
}

// TestArrowKeysBeforeTheDay: the arrow keys go on from matter to matter while the day
// is empty, and the button then says that it is missing.
func TestArrowKeysBeforeTheDay(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	b := open(t, f, look{"zh", desktop})
	b.load("/?district=xiangshan&trigger=&rule=" + reply)
	next := b.text(`(() => { const all = [...document.querySelectorAll("#rule-list input")]; return all[all.findIndex(e => e.checked) + 1].value; })()`)
	for _, s := range []filling{arrow(kb.ArrowDown, next), arrow(kb.ArrowUp, reply)} {
		s.do(b)
		b.await(s.seen)
	}
	b.click("#question .primary")
	b.await(`document.activeElement.id === "trigger" && !document.querySelector(".verdict")`)
}

// TestTypedMeanwhile: an answer that comes while something is typed does not take it
// away, and Enter in the search neither clears it nor sends the form.
func TestTypedMeanwhile(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	b := open(t, f, look{"zh", desktop})
	b.load("/?district=xiangshan")
	b.do(chromedp.SendKeys("#find", "hqhf"), chromedp.KeyEvent(kb.Enter))
	if got := b.text(`document.querySelector("#find").value`); got != "hqhf" {
		t.Errorf("after Enter the search holds %q", got)
	}
	b.click(chromedp.CSS(`label.option:has(input[value="` + reply + `"])`))
	b.await(`document.querySelector("#trigger")`)
	if got := b.text(`document.querySelector("#find").value`); got != "hqhf" {
		t.Errorf("after a choice the search holds %q", got)
	}
	b.set("#trigger", "2026-04-14")
	b.await(replyDue)

	b.expect("htmx:") // it tells of the request that is given up
	// The limit is typed into while the answer to another matter is on its way.
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#find").value = "";
		document.querySelector("#find").dispatchEvent(new Event("input", {bubbles: true}));
		document.querySelector('input[value="xiangshan.countersign-reply-major"]').click();
		document.querySelector("#amount")?.focus();`))
	b.do(chromedp.KeyEvent("5"))
	b.await(`location.search.includes("major") || document.querySelector("#amount").value === "5"`)
	b.do(chromedp.KeyEvent(kb.Tab))
	b.await(`location.search.includes("major") && location.search.includes("amount=5")`)
}
