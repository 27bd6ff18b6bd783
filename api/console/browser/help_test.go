package browser_test

import (
	"path/filepath"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"shixian/api/console/help"
	"shixian/test/fleet"
)

// TestHelp: every page links to the help, and its pictures are there, as large as it says.
func TestHelp(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	for _, l := range []look{{"zh", desktop}, {"en", phone}} {
		b := open(t, f, l)
		b.load("/rules")
		b.click(`nav a[href="/help"]`)
		b.awaitText("h1", l.T("帮助", "Help"))
		for i := range help.Tasks {
			b.await(`(i => { i.scrollIntoView(); return i.naturalWidth === ` + strconv.Itoa(help.Width) + ` && i.naturalHeight === ` + strconv.Itoa(help.Height) +
				`; })(document.querySelector("#` + help.Tasks[i].ID + ` img"))`)
		}
	}
}

// helpColours keeps the pictures of the help small: the program has them all in it.
const helpColours = 64

// helpPictures takes the picture of each task.
func (b *tab) helpPictures(suffix string) {
	b.t.Helper()
	was := b.screen
	b.do(b.show(screen{"help", help.Width, help.Height, false}))
	shots := map[string]func(){
		"count": func() { b.load(replyPath + "&at=2026-04-15") },
		"suspended": func() {
			b.load(replyPath + "&at=2026-04-15&suspended_from=2026-04-15&suspended_to=2026-04-16")
			b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".inputs").scrollIntoView()`))
		},
		"share": func() {
			b.load(replyPath)
			b.click(".share summary")
			b.await(`document.querySelector(".share img").naturalWidth > 0`)
			b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".share").scrollIntoView()`))
		},
		"batch": func() {
			b.load("/batch")
			b.set("#text", "事项\t区县\t收文日期\n会签\t象山区\t9月29日\n"+reply+"\t\t2026-11-26\n征求意见、会签回复\t细河区\t待定\n")
			b.click("#batch > section .primary")
			b.await(`document.querySelector(".asked")`)
			b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(".asked").scrollIntoView()`))
		},
		"matters": b.keepSome,
	}
	for i := range help.Tasks {
		task := &help.Tasks[i]
		shots[task.ID]()
		b.do(chromedp.Evaluate[chromedp.Void]("document.activeElement.blur()"))
		b.write(filepath.Join(*screenshots, "..", "..", "api", "console", "help", "pictures", task.ID+suffix+".png"), helpColours)
	}
	b.do(chromedp.Evaluate[chromedp.Void]("localStorage.clear()"), b.show(was))
}
