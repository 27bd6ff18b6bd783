package browser_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"shixian/test/fleet"
)

// markup would open a dialog, or put an image into the page, were it more than text.
const markup = `"'><script>alert(1)</script><img src=x onerror=alert(2)>`

// typeMarkup fills it into every field for text of the form.
func (b *tab) typeMarkup(form string) {
	b.t.Helper()
	n := run(b, chromedp.Evaluate[int](`(() => {
		const fields = [...document.querySelectorAll(`+quote(form+" input:is([type=text], [type=search], [type=password]):not([readonly]), "+form+" textarea")+`)];
		for (const e of fields) { e.closest("details")?.setAttribute("open", ""); e.removeAttribute("maxlength"); e.value = `+quote(markup)+`; }
		return fields.length;
	})()`))
	if n == 0 {
		b.t.Errorf("%s has no fields", form)
	}
}

// isText fails the test if something of it became an element. A dialog fails it
// in any case.
func (b *tab) isText(where string) {
	b.t.Helper()
	if b.is(`document.querySelector("script:not([src]), img, [onerror]")`) {
		b.t.Errorf("%s: what was typed has become an element", where)
	}
}

// TestMarkup: a script tag in any field for text stays text.
func TestMarkup(t *testing.T) {
	w := newTown(t)
	b := open(t, w.Fleet, look{"zh", desktop})
	b.expect("status of 4")
	quota := run(b, chromedp.Evaluate[string](`fetch("/v1/rules").then(r => r.json()).then(a => (a.rules ?? a).find(r => r.shape === "quota").id)`, chromedp.EvalAwaitPromise))
	for _, c := range []struct{ path, form, button string }{
		{replyPath, "#question", "#question .primary"},
		{"/?rule=" + quota + "&trigger=2026-04-14", "#question", "#question .primary"},
		{"/rules", ".search-form", ".search-form button"},
		{"/calendar/CN/2026", "form.choice", "form.choice .primary"},
		{"/admin", ".sign-in", ".sign-in .primary"},
	} {
		for _, script := range []bool{true, false} {
			b := open(t, w.Fleet, look{"zh", desktop})
			b.expect("status of 4")
			if !script {
				b.withoutScript()
			}
			b.load(c.path)
			b.typeMarkup(c.form)
			b.submits(c.button)
			b.isText(c.path)
		}
	}
	b.load("/batch")
	b.set("#text", "事项\t日期\n"+markup+"\t"+markup+"\n"+reply+"\t2026-04-14\n")
	b.click("#batch > section .primary")
	b.awaitText(".grid td", "<script>alert(1)</script>")
	b.isText("/batch")
}

// submits clicks a button and waits until the page, or its part, is another.
func (b *tab) submits(button string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(` + quote(button) + `).dataset.old = "1"`))
	b.click(chromedp.CSS(button))
	b.await(`document.querySelector("main") && !document.querySelector("[data-old]")`)
}

// TestMarkupOfAdministrators: the same in drafts, the log, and what others see of it.
func TestMarkupOfAdministrators(t *testing.T) {
	w := newTown(t)
	l := look{"zh", desktop}
	li := w.as("li", l)
	li.expect("status of 4")
	li.load("/admin/new")
	li.typeMarkup(".draft-new")
	li.submits(".draft-new .primary")
	li.isText("/admin/new")

	path := li.draft()
	li.typeMarkup(".entries")
	li.submits(".entries .actions .primary")
	li.isText("the entries at fault")
	li.load(path)
	li.set(`[id="entries/0/festival"]`, markup)
	li.set("#document", markup)
	li.submits(".entries .actions .primary")
	li.isText("the entries")

	zhao := w.as("zhao", l)
	zhao.expect("status of 4")
	zhao.load("/admin")
	zhao.isText("/admin")
	zhao.load(path)
	zhao.isText(path)
	if zhao.is(`document.querySelector('form[action$="/publish"] .primary')`) {
		zhao.typeMarkup(`form[action$="/publish"]`)
		zhao.submits(`form[action$="/publish"] .primary`)
		zhao.isText("publishing")
	}
	zhao.load("/admin/history")
	zhao.isText("/admin/history")
	zhao.load("/admin/rollback/0")
	zhao.isText("/admin/rollback/0")
	zhao.load("/admin/withdraw/CN-2026")
	zhao.typeMarkup(".change")
	zhao.submits(".change .primary")
	zhao.isText("withdrawing")
}

// TestPolicyHolds: what is not of this service is not run, nor shown.
func TestPolicyHolds(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	b := open(t, f, look{"zh", desktop})
	b.expect("Content Security Policy")
	b.load("/")
	b.do(chromedp.Evaluate[chromedp.Void](`(() => {
		const s = document.createElement("script");
		s.textContent = "window.ran = true";
		document.head.append(s);
		document.body.insertAdjacentHTML("beforeend", "<p id=styled style='position: fixed'>x</p>");
	})()`))
	if b.is(`window.ran || getComputedStyle(document.getElementById("styled")).position === "fixed"`) {
		t.Error("inline script or style is let through")
	}
}
