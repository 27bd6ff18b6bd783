package browser_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "folder to write pictures of the pages to; empty for none")

// The most of a page that a picture shows.
var mostHeight = map[bool]int64{false: 1300, true: 1700}

// TestScreenshots takes pictures of each page for the documentation.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("-screenshots names no folder")
	}
	w := newTown(t)
	path := w.as("zhang", look{"zh", desktop}).draft()
	for _, l := range []look{{"zh", desktop}, {"zh", phone}} {
		w.pictures(l, path)
	}
	en := open(t, w.Fleet, look{"en", desktop})
	en.load(replyPath)
	en.picture("calculation-desktop-en")
	en.load("/calendar/CN-GX/2026")
	en.picture("calendar-desktop-en")
	en.keepSome()
	en.picture("matters-desktop-en")
	dark := open(t, w.Fleet, look{"zh", phone})
	dark.prefer("prefers-color-scheme", "dark")
	dark.load(replyPath)
	dark.picture("calculation-phone-dark")
}

// pictures takes one of each page.
func (w *town) pictures(l look, draft string) {
	b := open(w.t, w.Fleet, l)
	for _, p := range []struct{ name, path string }{
		{"calculation", replyPath}, {"calendar", "/calendar/CN-GX/2026"}, {"compare", "/calendar/CN-GX/2026?with=CN"}, {"rules", "/rules?q=hq"},
	} {
		b.load(p.path)
		b.picture(p.name + "-" + l.name)
	}
	b.load("/batch")
	b.set("#text", pasted)
	b.click("#batch > section .primary")
	b.await(`document.querySelector("#outcome")`)
	b.do(chromedp.Evaluate[chromedp.Void]("scrollTo(0, 0)"))
	b.picture("batch-" + l.name)
	b.keepSome()
	b.picture("matters-" + l.name)
	b.load(replyPath)
	b.click(".share summary")
	b.await(`document.querySelector(".share img").naturalWidth > 0`)
	b.picture("share-" + l.name)
	li := w.as("li", l)
	li.picture("administration-" + l.name)
	li.load(draft)
	li.picture("draft-" + l.name)
}

// keepSome keeps three answers and shows the list of them.
func (b *tab) keepSome() {
	b.t.Helper()
	for _, q := range []string{replyPath, "/?rule=xihe.countersign-reply&trigger=2026-11-24", "/?rule=shuangta.issue-minutes&trigger=2026-11-26"} {
		b.load(q)
		b.click("[data-save]")
	}
	b.load("/matters")
	b.await(`document.querySelectorAll("#matters-list th[scope=row]").length === 3`)
}

// picture writes a picture of the page, from its top.
func (b *tab) picture(name string) {
	b.t.Helper()
	s := b.screen
	s.height = min(run(b, chromedp.Evaluate[int64]("document.documentElement.scrollHeight")), mostHeight[s.phone])
	b.do(b.show(s), chromedp.Evaluate[chromedp.Void]("document.activeElement.blur()"))
	taken, err := png.Decode(bytes.NewReader(run(b, chromedp.CaptureScreenshot())))
	if err != nil {
		b.t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, fewColours(taken)); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*screenshots, name+".png"), out.Bytes(), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// fewColours draws a picture with its 256 most frequent colours, and the nearest of
// them for the others, which are those of the edges of letters.
func fewColours(from image.Image) *image.Paletted {
	counts := map[color.Color]int{}
	r := from.Bounds()
	for y := range r.Dy() {
		for x := range r.Dx() {
			counts[from.At(x, y)]++
		}
	}
	var all color.Palette
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.Color) int { return counts[b] - counts[a] })
	to := image.NewPaletted(r, all[:min(256, len(all))])
	index := map[color.Color]uint8{}
	for y := range r.Dy() {
		for x := range r.Dx() {
			c := from.At(x, y)
			i, known := index[c]
			if !known {
				i = uint8(to.Palette.Index(c))
				index[c] = i
			}
			to.SetColorIndex(x, y, i)
		}
	}
	return to
}
