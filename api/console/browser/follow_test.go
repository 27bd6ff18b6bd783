package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// beside opens another tab of the same person.
func (b *tab) beside() *tab {
	b.t.Helper()
	other := &tab{look: b.look, t: b.t, base: b.base}
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithListener(other.hear))
	other.ctx = ctx
	b.t.Cleanup(cancel)
	other.do(other.show(b.screen))
	return other
}

// TestTenTabs: browsers allow six connections to a host; ten answers open at once hold
// one stream, load, and all follow what is published.
func TestTenTabs(t *testing.T) {
	w := newTown(t)
	li, zhao := w.as("li", look{"zh", desktop}), w.as("zhao", look{"zh", desktop})
	b := open(t, w.Fleet, look{"zh", desktop})
	tabs := []*tab{b}
	for range 9 {
		tabs = append(tabs, b.beside())
	}
	for _, one := range tabs {
		one.load("/?rule=xihe.countersign-reply&trigger=2027-01-22")
		one.await(`document.querySelector('#answer[data-revision="0"]')`)
	}
	path := li.draft()
	zhao.load(path)
	zhao.published("国务院办公厅通知")
	for _, one := range tabs {
		one.await(`document.hidden || document.querySelector('#answer[data-revision="1"]')`)
	}
	b.awaitText(".verdict .moved", "截止日由2027年2月1日（周一）改为2027年2月2日（周二），由暂定变为已定，因为")

	// Those hidden meanwhile hear of it once they are seen.
	for _, one := range tabs {
		call(one, page.BringToFront, cdp.Empty{})
		one.await(`document.querySelector('#answer[data-revision="1"]')`)
	}

	// Whoever opens a page next is told of it, once.
	b.load("/rules")
	b.awaitText(".announcement", "2027年放假安排已发布（国办发明电〔2026〕99号）")
	b.load("/calendar")
	b.await(`!document.querySelector(".announcement") && localStorage["shixian-announced"] === document.body.dataset.table`)

	w.Replicas[0].Stop() // a stream is logged when it ends
	if n := strings.Count(w.Replicas[0].Log(), "GET /v1/changes/stream"); n != 1 {
		t.Errorf("%d streams for %d tabs", n, len(tabs))
	}
}
