package admin_test

import (
	"html"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"shixian/api/console/internal/pagetest"
	"shixian/holidays/check"
)

// texts are pasted as they stand in testdata/notices. Those of which no check fails can
// be published.
var texts = []struct {
	file, calendar string
	amends         bool   // the year's notice is there
	check          string // that fails
	none           bool   // it makes no draft
}{
	{file: "year", calendar: "CN"},
	{file: "region", calendar: "CN-GX"},
	{file: "shorter", calendar: "CN", amends: true},
	{file: "corrected", calendar: "CN", amends: true},
	{file: "says-neither", calendar: "CN", amends: true, check: check.AmendmentMeaning},
	{file: "shorter", calendar: "CN", check: check.TextWhole}, // there is nothing to amend
	{file: "month-zero", calendar: "CN", check: check.SentencesRead},
	{file: "day-that-is-not", calendar: "CN", check: check.SentencesRead},
	{file: "item-missing", calendar: "CN", check: check.TextWhole},
	{file: "cut-in-closing", calendar: "CN", check: check.TextComplete},
	{file: "cut-in-bracket", calendar: "CN", check: check.TextComplete},
	{file: "cut-after-mid-autumn", calendar: "CN", check: check.TextComplete},
	{file: "region-cut", calendar: "CN-GX", check: check.TextComplete},
	{file: "traditional", calendar: "CN", check: check.Simplified},
	{file: "region", calendar: "CN", check: check.CalendarFits},
	{file: "region", calendar: "CN-JL", check: check.CalendarFits},
	{file: "year", calendar: "CN-GX", check: check.CalendarFits},
	{file: "year", calendar: "CN-LN", check: check.CalendarFits},
	{file: "greeting", calendar: "CN", none: true},
	{file: "party", calendar: "CN", none: true},
}

// textChannels bring a text in.
var textChannels = []struct {
	name string
	send func(c *channelTest, calendar string, text []byte) answer
}{
	{"text", func(c *channelTest, calendar string, text []byte) answer {
		return c.call("li", http.MethodPost, "/v1/admin/drafts?calendar="+calendar, "text/plain; charset=utf-8", text)
	}},
	{"text in GB 18030", func(c *channelTest, calendar string, text []byte) answer {
		gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes(text)
		if err != nil {
			c.t.Fatal(err)
		}
		return c.call("li", http.MethodPost, "/v1/admin/drafts?calendar="+calendar, "text/plain; charset=gb18030", gb)
	}},
	{"pasted on the page", func(c *channelTest, calendar string, text []byte) answer {
		return c.page(c.browser.Post("/admin/new", "calendar", calendar, "text", string(text)))
	}},
	{"the source of a web page", func(c *channelTest, calendar string, text []byte) answer {
		return c.page(c.browser.Post("/admin/new", "calendar", calendar, "text", pageOf(text)))
	}},
	{"file of a web page", func(c *channelTest, calendar string, text []byte) answer {
		return c.page(c.browser.Upload("/admin/new", "notice.html", "text/html", []byte(pageOf(text)), "calendar", calendar))
	}},
	{"file of UTF-16 on the page", func(c *channelTest, calendar string, text []byte) answer {
		utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(text)
		if err != nil {
			c.t.Fatal(err)
		}
		return c.page(c.browser.Upload("/admin/new", "notice.txt", "text/plain", utf16, "calendar", calendar))
	}},
	{"file on the page", func(c *channelTest, calendar string, text []byte) answer {
		return c.page(c.browser.Upload("/admin/new", "notice.txt", "text/plain", text, "calendar", calendar))
	}},
}

// pageOf is the source of a web page that shows a text.
func pageOf(text []byte) string {
	lines := strings.Split(html.EscapeString(string(text)), "\n")
	return "<!DOCTYPE html><html><head><title>通知</title><script>let a = '<p>1月2日放假。</p>'</script></head><body>\n<p>" +
		strings.Join(lines, "</p>\n<p style=\"text-indent: 2em\"><span>") + "</span></p></body></html>"
}

// TestTexts: a text is read, or refused for the same reason, by whatever channel.
func TestTexts(t *testing.T) {
	first, after := newChannelTest(t), newChannelTest(t)
	year := textChannels[0].send(after, "CN", readText(t, "year"))
	if d := after.call("zhao", http.MethodPost, "/v1/admin/drafts/"+year.draft.ID+"/publish", "application/json", []byte(`{}`), "If-Match", year.tag); d.status != http.StatusOK {
		t.Fatalf("%d %s", d.status, d.body)
	}
	for i, x := range texts {
		c := first
		if x.amends {
			c = after
		}
		for j, channel := range textChannels {
			if testing.Short() && (i+j)%3 != 0 {
				continue
			}
			name := x.file + " under " + x.calendar + ", " + channel.name
			a := channel.send(c, x.calendar, readText(t, x.file))
			switch failed := a.failed(); {
			case x.none:
				if a.status != http.StatusUnprocessableEntity {
					t.Errorf("%s: %d %s", name, a.status, a.body)
				}
			case x.check == "":
				if len(failed) > 0 || !a.draft.Publishable {
					t.Errorf("%s: %d, failed %v: %s", name, a.status, failed, a.body)
				}
				c.discard(&a)
			case a.draft.Publishable || !slices.Contains(failed, x.check):
				t.Errorf("%s: %d, failed %v, want %s: %s", name, a.status, failed, x.check, a.body)
			default:
				c.again(name, &a)
			}
		}
	}
}

func readText(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "notices", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestUnfit: what is too long, or cannot be seen, makes no draft and changes none, by
// whatever channel.
func TestUnfit(t *testing.T) {
	c := newChannelTest(t)
	for name, spoil := range unfit {
		n := sound()
		spoil(&n)
		for i, channel := range channels {
			if testing.Short() && (i+len(name))%3 != 0 {
				continue
			}
			if slices.Contains([]string{"text", "pasted on the page"}, channel.name) {
				continue
			}
			if a := channel.send(c, &n); a.status < 400 || a.status >= 500 {
				t.Errorf("%s, %s: %d", name, channel.name, a.status)
			}
		}
	}
	c.browser.Get("/admin").Says("没有草稿")
	for name, spoil := range unsound {
		n := sound()
		spoil(&n)
		for i, channel := range channels {
			if testing.Short() && (i+len(name))%3 != 0 {
				continue
			}
			if slices.Contains([]string{"text", "pasted on the page", "holiday-cn"}, channel.name) {
				continue
			}
			a := channel.send(c, &n)
			said := slices.Contains(a.failed(), check.EntriesSound) || slices.Contains(a.failed(), check.NoContradiction)
			if changes := channel.name == "PUT" || channel.name == "form on the page"; a.draft.Publishable || changes != said || changes == (a.status >= 400) {
				t.Errorf("%s, %s: %d, failed %v", name, channel.name, a.status, a.failed())
			}
		}
	}
}

func newChannelTest(t *testing.T) *channelTest {
	t.Helper()
	w := pagetest.NewService(t, oneRule)
	return &channelTest{t, w, w.As("li")}
}
