package browser_test

import (
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"shixian/test/fleet"
)

// hands counts what somebody does on a page: a click, a choice, a field filled in.
type hands struct {
	*tab
	done int
}

func (h *hands) press(selector chromedp.CSS) {
	h.t.Helper()
	h.done++
	h.click(selector)
}

func (h *hands) fill(selector, value string) {
	h.t.Helper()
	h.done++
	h.set(selector, value)
}

// clicks are the tasks of the help, each done by somebody who counted the matter before.
var clicks = []struct {
	task string
	do   func(h *hands)
}{
	{"count", func(h *hands) {
		h.load("/")
		h.press(".recent a")
		h.await(`document.querySelector("p.due time")`)
	}},
	{"suspended", func(h *hands) {
		h.load("/")
		h.press(".recent a")
		h.press(".pair button:nth-child(2)")
		h.await(`location.search.includes("day=")`)
		h.press("details.more summary")
		// From tomorrow for two weeks: whenever the test is run, there are working days in it.
		after := func(days string) string {
			return h.text(`new Date(Date.parse(document.querySelector(".pair button").value) + ` + days + ` * 864e5).toISOString().slice(0, 10)`)
		}
		from, to := after("1"), after("14")
		h.fill("#from0", from)
		h.await(`location.search.includes("suspended_from=` + from + `")`)
		h.fill("#to0", to)
		h.awaitText(".verdict", "（14天）")
	}},
	{"share", func(h *hands) {
		h.load(replyPath)
		h.press(".share summary")
		h.press(".share [data-copy]")
		h.awaitText(".share [data-copy]", "已复制")
	}},
	{"batch", func(h *hands) {
		h.load("/batch")
		h.fill("#text", "事项\t区县\t收文日期\n会签\t象山区\t9月29日\n")
		h.press("#batch > section .primary")
		h.await(`document.querySelector("[data-remember]")`)
		h.fill("[data-remember]", reply)
		h.fill("#year", "2026")
		h.press(".asked .primary")
		h.awaitText(".grid td", "2026-10-09")
	}},
	{"matters", func(h *hands) {
		h.load(replyPath)
		h.press("[data-save]")
		h.press(`nav a[href="/matters"]`)
		h.awaitText("#matters-list th[scope=row]", "2026-04-21")
	}},
}

// TestClicks: the tasks take as many steps as the document says.
func TestClicks(t *testing.T) {
	f := fleet.Start(t, fleet.Options{})
	said := map[string]string{}
	for _, file := range []string{"../../../docs/clicks.md", "../../../docs/clicks.en.md"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile("(?m)^\\| `(\\w+)` [^|]*\\| [^|]* \\| (\\d+) \\|").FindAllStringSubmatch(string(text), -1) {
			if was := said[m[1]]; was != "" && was != m[2] {
				t.Errorf("%s: %s in one language, %s in the other", m[1], was, m[2])
			}
			said[m[1]] = m[2]
		}
	}
	b := open(t, f, look{"zh", desktop})
	b.load("/?district=xiangshan&rule=" + reply)
	for _, c := range clicks {
		h := &hands{tab: b}
		c.do(h)
		if got := strconv.Itoa(h.done); got != said[c.task] {
			t.Errorf("%s takes %s, and the document says %q", c.task, got, said[c.task])
		}
	}
	if len(said) != len(clicks) {
		t.Errorf("the document has %d tasks, and %d are done", len(said), len(clicks))
	}
}
