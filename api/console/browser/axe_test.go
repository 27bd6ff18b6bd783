package browser_test

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe is axe-core 4.14.1, from npm; its licence is beside it.
//
//go:embed testdata/axe-core/axe.min.js
var axe string

// axeRules are the rules that hold: WCAG up to 2.2, A and AA, and good practice. Of
// them, only those of contrast can tell dark and forced colours from light.
var axeRules = []struct{ feature, value, rules string }{
	{"prefers-color-scheme", "dark", contrastRules},
	{"forced-colors", "active", contrastRules},
	{"prefers-color-scheme", "light", `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`},
}

const contrastRules = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`

// violation is what axe has found wrong.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML, FailureSummary string
		Target               []any
	}
}

// accessible fails the test for whatever axe finds wrong with the page as it is, in
// light, in dark and in forced colours, for what is hard to hit, and for text that has no
// room at twice its size. It runs beside the page, whose policy would not let it in.
func (b *tab) accessible(state string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](axe))
	for _, a := range axeRules {
		b.prefer(a.feature, a.value)
		found := run(b, chromedp.Evaluate[[]violation](
			"axe.run(document, {runOnly: "+a.rules+", resultTypes: ['violations']}).then(r => r.violations)", chromedp.EvalAwaitPromise))
		for _, v := range found {
			var nodes []string
			for _, n := range v.Nodes[:min(5, len(v.Nodes))] {
				nodes = append(nodes, fmt.Sprintf("%v %.200s: %s", n.Target, n.HTML, n.FailureSummary))
			}
			b.t.Errorf("%s, %s, %s: %s (%s)\n%s", b.look, state, a.feature+" "+a.value, v.Help, v.ID, strings.Join(nodes, "\n"))
		}
	}
	b.roomy(state)
}

// smallTargets are those under 24 px; a box and its label are one.
const smallTargets = `[...document.querySelectorAll("a, button, input, select, textarea, summary")].filter(e => {
	const r = e.getBoundingClientRect();
	return r.width && !e.closest(".hide, .skip") && !(e.matches("[type=radio], [type=checkbox]") && e.closest("label")) && (r.height < 24 || r.width < 24);
}).map(e => e.outerHTML.slice(0, 120)).join("\n")`

// roomy fails the test for targets under 24 px, and for what reaches out of the page once
// text has twice its size.
func (b *tab) roomy(state string) {
	b.t.Helper()
	if small := b.text(smallTargets); small != "" {
		b.t.Errorf("%s, %s: targets under 24 px:\n%s", b.look, state, small)
	}
	b.do(chromedp.Evaluate[chromedp.Void](`document.documentElement.style.fontSize = "200%"`))
	b.fits(state + ", text at 200%")
	b.do(chromedp.Evaluate[chromedp.Void](`document.documentElement.style.fontSize = ""`))
}

// TestAccessible: axe finds nothing on any page, in any state.
func TestAccessible(t *testing.T) {
	w := newTown(t)
	for _, l := range []look{{"zh", desktop}, {"en", phone}} {
		t.Run(l.String(), func(t *testing.T) {
			b := open(t, w.Fleet, l)
			b.expect("status of 4")
			for _, s := range states {
				b.load(s.path)
				b.accessible(s.name)
			}
			b.load(replyPath)
			b.click(".readings summary")
			b.accessible("readings")
			b.load("/batch")
			b.set("#text", pasted)
			b.click("#batch > section .primary")
			b.await(`document.querySelector("#outcome")`)
			b.accessible("batch, outcome")
		})
	}
}

// pasted is a table with answers and problems.
const pasted = "事项\t收文日期\n" + reply + "\t2026-04-14\n" + reply + "\t四月\n没有的\t2026-04-14\n"

// TestAdministrationAccessible: nor on those of administrators.
func TestAdministrationAccessible(t *testing.T) {
	for _, l := range []look{{"zh", desktop}, {"en", phone}} {
		t.Run(l.String(), func(t *testing.T) {
			w := newTown(t)
			li, zhao := w.as("li", l), w.as("zhao", l)
			li.expect("status of 4")
			li.load("/admin/new")
			li.accessible("new")
			li.submits(".draft-new .primary")
			li.accessible("new, problem")
			path := li.draft()
			li.accessible("draft")
			li.set("#year", "x")
			li.submits(".entries .actions .primary")
			li.accessible("draft, problem")
			li.load("/admin")
			li.accessible("overview")
			zhao.load(path)
			zhao.accessible("draft of another")
			zhao.published("国务院办公厅通知")
			zhao.accessible("history")
			zhao.load("/admin/withdraw/CN-2027")
			zhao.accessible("withdraw")
			zhao.expect("status of 404")
			zhao.load(path)
			zhao.accessible("gone")
		})
	}
}
