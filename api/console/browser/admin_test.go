package browser_test

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestNotice takes a notice from paste to published by two people, while a third
// looks at an answer that it changes.
func TestNotice(t *testing.T) {
	for _, l := range []look{{"zh", desktop}, {"en", phone}} {
		t.Run(l.String(), func(t *testing.T) {
			w := newTown(t)
			clerk := open(t, w.Fleet, l)
			clerk.load("/?rule=xihe.countersign-reply&trigger=2027-02-10")
			clerk.await(`document.querySelector('p.due time[datetime="2027-02-22"]')`)
			clerk.do(chromedp.Evaluate[chromedp.Void]("window.stays = true"))

			zhang := w.as("zhang", l)
			path := zhang.draft()
			zhang.awaitText(".state", l.T("可以发布", "Ready to publish"))
			zhang.awaitText(".sentence.read", "2月20日（周六）上班")
			if zhang.is(`document.querySelector('form[action$="/publish"]')`) {
				t.Error("an editor may publish")
			}
			zhang.fits("draft")

			li := w.as("li", l)
			li.load(path)
			li.published("国务院办公厅通知")
			li.awaitText(".done", l.T("已发布", "Published"))
			li.awaitText(".log", "国务院办公厅通知")

			clerk.await(`document.querySelector('p.due time[datetime="2027-02-20"]')`)
			if !clerk.is("window.stays") {
				t.Error("the page was loaded again")
			}
		})
	}
}

// TestFourEyes: the author of a draft finds no button to publish it.
func TestFourEyes(t *testing.T) {
	w := newTown(t)
	li := w.as("li", look{"zh", desktop})
	li.draft()
	li.awaitText("#publish-title ~ p", "须由另一个人发布")
	if li.is(`document.querySelector('form[action$="/publish"]')`) {
		t.Error("the author may publish")
	}
}

// TestSessionEnds: what was typed before a session ended is there afterwards.
func TestSessionEnds(t *testing.T) {
	w := newTown(t)
	zhang := w.as("zhang", look{"zh", desktop})
	path := zhang.draft()
	zhang.set(`[id="entries/0/festival"]`, "写到一半")
	w.only(zhang, "li")
	zhang.click(".entries .actions .primary")
	zhang.awaitText(".problem", "登录已失效")
	zhang.awaitText(".problem", "您填写的内容都在")

	w.only(zhang, "li", "zhang")
	w.signIn(zhang, "zhang")
	zhang.awaitText("h1", "请确认提交")
	zhang.awaitText("dd", "写到一半")
	zhang.click("form.card .primary")
	zhang.await(`location.pathname === "` + path + `" && document.querySelector('[id="entries/0/festival"]').value === "写到一半"`)
	zhang.awaitText(".done", "已保存")

	zhang.click(".who button")
	zhang.awaitText(".done", "已退出")
	zhang.load(path)
	zhang.await(`document.querySelector("#token")`)
}

// TestCollision: of two people who change a draft at once, the second sees what the
// first saved and loses nothing.
func TestCollision(t *testing.T) {
	w := newTown(t)
	l := look{"zh", desktop}
	zhang, li := w.as("zhang", l), w.as("li", l)
	path := zhang.draft()
	li.load(path)
	li.set(`[id="entries/0/festival"]`, "李的元旦")
	zhang.set(`[id="entries/0/festival"]`, "张的元旦")
	zhang.click(".entries .actions .primary")
	zhang.awaitText(".done", "已保存")

	li.expect("status of 412")
	li.expect("status of 409")
	li.click(".entries .actions .primary")
	li.awaitText(".problem", "别人刚改过这份草稿")
	li.awaitText(".problem tr.differs", "张的元旦")
	if got := li.text(`document.querySelector('[id="entries/0/festival"]').value`); got != "李的元旦" {
		t.Errorf("what was typed is now %q", got)
	}
	li.click(".entries .actions .primary")
	li.awaitText(".done", "已保存")
	zhang.load(path)
	zhang.await(`document.querySelector('[id="entries/0/festival"]').value === "李的元旦"`)
}

// TestUnsaved: what was typed into one form of a draft's page is asked about before another is
// sent, or the page is left; what came back unsaved, too.
func TestUnsaved(t *testing.T) {
	w := newTown(t)
	li := w.as("li", look{"zh", desktop})
	li.load(w.as("zhang", look{"zh", desktop}).draft())
	const leaves = `!window.dispatchEvent(new Event("beforeunload", {cancelable: true}))`
	if li.is(leaves) {
		t.Error("asked though nothing was typed")
	}
	li.do(chromedp.Evaluate[chromedp.Void](`window.confirm = text => { window.asked = (window.asked || 0) + 1; return false; }; window.stays = true`))
	li.set(`[id="entries/0/festival"]`, "新元旦")
	li.set("#comment", "请看第一行")
	for i, button := range []chromedp.CSS{`[value=return]`, `[value=comment]`, `form[action$="/publish"] .primary`, ".who button", ".entries .actions .primary"} {
		li.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(` + quote(string(button)) + `).click()`))
		if got := li.text(`[window.stays, window.asked]`); got != "true,"+strconv.Itoa(i+1) {
			t.Errorf("%s: %s", button, got)
		}
	}
	if !li.is(leaves) {
		t.Error("the page is left without a word")
	}
	li.set("#comment", "")
	li.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".entries [value=add]").click()`))
	li.await(`!window.stays && document.querySelectorAll("[name=festival]").length > 8`)
	li.awaitText("#publish-title ~ p", "还没有保存")
	if li.is(`document.querySelector('form[action$="/publish"] .primary')`) || !li.is(leaves) {
		t.Error("a row was added and not saved, and that is not said")
	}
	li.click(".entries .actions .primary")
	li.awaitText(".done", "已保存")
}
