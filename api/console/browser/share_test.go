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
		// An office may forbid the clipboard.
		b.do(chromedp.Evaluate[chromedp.Void](`navigator.clipboard.writeText = () => Promise.reject(new Error("forbidden"));
			document.execCommand = () => { window.copied = document.activeElement.value; return true; }; window.copied = ""`))
		b.click(".verdict [data-copy]")
		b.awaitText(".verdict [data-copy]", l.T("已复制", "Copied"))
		if got := b.text("window.copied"); !strings.Contains(got, "2026") {
			t.Errorf("copied without the clipboard: %s", got)
		}
	}
}
