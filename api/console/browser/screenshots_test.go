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

// mostHeight is the most of a page that a picture shows.
const mostHeight = 1300

// TestScreenshots takes pictures of each page for the documentation.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("-screenshots names no folder")
	}
	w := newTown(t)
	draft := w.as("zhang", look{"zh", desktop}).draft()
	for _, l := range []look{{"zh", desktop}, {"en", desktop}} {
		suffix := map[string]string{"zh": "", "en": "-en"}[l.lang]
		b := open(w.t, w.Fleet, l)
		b.load(replyPath + "&at=2026-04-15") // while it is not overdue
		b.picture("calculation-desktop" + suffix)
		b.load("/calendar/CN-GX/2026")
		b.picture("calendar-desktop" + suffix)
		b.helpPictures(suffix)
		b.keepSome()
		b.picture("matters-desktop" + suffix)
		li := w.as("li", l)
		li.picture("administration-desktop" + suffix)
		li.load(draft)
		li.picture("draft-desktop" + suffix)
	}
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
	s.height = min(run(b, chromedp.Evaluate[int64]("document.documentElement.scrollHeight")), mostHeight)
	b.do(b.show(s), chromedp.Evaluate[chromedp.Void]("document.activeElement.blur()"))
	b.write(filepath.Join(*screenshots, name+".png"), 256)
}

// write writes a picture of the screen in so many colours.
func (b *tab) write(path string, colours int) {
	b.t.Helper()
	taken, err := png.Decode(bytes.NewReader(run(b, chromedp.CaptureScreenshot())))
	if err != nil {
		b.t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, fewColours(taken, colours)); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// fewColours draws a picture with its most frequent colours, 256 at most, and the nearest
// of them for the others, which are those of the edges of letters.
func fewColours(from image.Image, most int) *image.Paletted {
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
	to := image.NewPaletted(r, all[:min(most, len(all))])
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
