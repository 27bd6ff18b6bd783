package calculator_test

import (
	"encoding/xml"
	"net/http"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	"golang.org/x/net/html"

	"shixian/api/console/internal/pagetest"
	"shixian/api/icalendar"
	"shixian/holidays"
)

const shareQuery = "rule=xiangshan.countersign-reply&trigger=2026-04-14"

// TestShare: what is passed on has the whole text and the answer's own link, and the title
// and the card of the page say the answer.
func TestShare(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	d := pagetest.Get(t, h, "/?"+shareQuery)
	plain := pagetest.Attr(d.All(func(n *html.Node) bool { return pagetest.Attr(n, "data-copy") != "" })[0], "data-copy")
	share := d.One("what is passed on", pagetest.ByClass("details", "card share"))
	var copied, code string
	for n := range share.Descendants() {
		if n.Data == "button" && pagetest.Attr(n, "data-copy") != "" {
			copied = pagetest.Attr(n, "data-copy")
		}
		if n.Data == "img" {
			code = pagetest.Attr(n, "src")
		}
	}
	text, link, _ := strings.Cut(copied, "\nhttp")
	if text != plain || !strings.Contains(link, "/?rule=xiangshan.countersign-reply&revision=0&trigger=2026-04-14") {
		t.Errorf("copied %q", copied)
	}
	title := pagetest.Text(d.One("the title", func(n *html.Node) bool { return n.Data == "title" }))
	card := d.One("the card", func(n *html.Node) bool { return pagetest.Attr(n, "property") == "og:title" })
	if !strings.HasPrefix(title, "2026年4月21日") || !strings.Contains(title, "征求意见、会签回复（广西壮族自治区桂林市象山区）") || !strings.HasPrefix(title, pagetest.Attr(card, "content")) {
		t.Errorf("title %s, card %s", title, pagetest.Attr(card, "content"))
	}
	picture := pagetest.Get(t, h, code)
	if err := xml.NewDecoder(strings.NewReader(picture.Body)).Decode(&struct{ XMLName xml.Name }{}); err != nil || len(picture.Body) < 2000 {
		t.Errorf("the code: %v, %d bytes", err, len(picture.Body))
	}
	if d := pagetest.Get(t, h, "/"); strings.Contains(d.Body, "og:title") || strings.Contains(d.Body, "发给同事") {
		t.Error("a page without an answer passes one on")
	}
}

// TestReminders: the event has the reminders chosen, in the language asked for.
func TestReminders(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for query, want := range map[string]string{
		"":                                "-PT111H PT9H", // over a weekend and three days off
		"&remind=&remind=0":               "PT9H",
		"&remind=&remind=3&remind=1":      "-PT111H -PT159H",
		"&remind=":                        "",
		"&remind=&remind=0&lang=en&rest=": "PT9H",
	} {
		d := pagetest.Get(t, h, "/deadline.ics?"+shareQuery+query)
		cal, err := ics.ParseCalendar(strings.NewReader(d.Body))
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		if got := triggers(cal.Events()[0]); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
		if english := strings.Contains(d.Body, "Reply to a consultation"); english != strings.Contains(query, "lang=en") {
			t.Errorf("%s: in the other language", query)
		}
	}
}

func triggers(e *ics.VEvent) string {
	var out []string
	for _, a := range e.Alarms() {
		out = append(out, a.GetProperty(ics.ComponentPropertyTrigger).Value)
	}
	return strings.Join(out, " ")
}

// TestRestDay: a due day off is told of on the working day before, once, unless people
// want to be told on days off.
func TestRestDay(t *testing.T) {
	due := holidays.NewDate(2026, 10, 3) // in the holiday that begins on 1 October
	for _, c := range []struct {
		told icalendar.Reminders
		want string
	}{
		{icalendar.Usual, "-PT63H"},
		{icalendar.Reminders{Before: []int{0, 1}, RestDays: true}, "PT9H -PT63H"},
	} {
		e := icalendar.New("zh").AddEvent("one@example")
		c.told.AddTo(e, due, pagetest.Table.Calendar("CN"), "到期")
		if got := triggers(e); got != c.want {
			t.Errorf("%+v: %s, want %s", c.told, got, c.want)
		}
	}
}

// TestLinkTooLongForACode: if the link does not fit into a code, none is shown.
func TestLinkTooLongForACode(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for spans, want := range map[int]int{0: 1, 60: 1, 70: 0} {
		address, day := "/?rule=xihe.countersign-reply&trigger=2026-04-14", holidays.NewDate(2026, 4, 15)
		for range spans {
			address += "&suspended=" + day.String() + "/" + day.String()
			day = day.AddDays(2)
		}
		codes := pagetest.Get(t, h, address).All(func(n *html.Node) bool {
			return n.Data == "img" && strings.HasPrefix(pagetest.Attr(n, "src"), "/deadline.svg")
		})
		if len(codes) != want {
			t.Errorf("%d spans: %d codes", spans, len(codes))
		}
		for _, code := range codes {
			if got := pagetest.Get(t, h, pagetest.Attr(code, "src")); got.Status != http.StatusOK {
				t.Errorf("%d spans: %d", spans, got.Status)
			}
		}
	}
}
