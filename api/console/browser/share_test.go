package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"shixian/test/fleet"
)

// TestShare: a colleague is sent the whole text with its link, the code shows, and nothing
// of it is a barrier.
func TestShare(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	for _, l := range []look{{"zh", desktop}, {"en", phone}} {
		b := open(t, f, l)
		b.load(replyPath)
		b.click(".share summary")
		b.await(`document.querySelector(".share img").naturalWidth > 0`)
		b.accessible("share")
		b.fits("share")
		b.do(chromedp.Evaluate[chromedp.Void](`navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }`))
		b.click(".share [data-copy]")
		b.awaitText(".share [data-copy]", l.T("已复制", "Copied"))
		if got := b.text("window.copied"); !strings.Contains(got, f.URL()+"/?rule=") {
			t.Errorf("copied %s", got)
		}
	}
}
