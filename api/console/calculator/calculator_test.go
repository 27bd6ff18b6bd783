package calculator_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/api"
	"shixian/api/answers"
	"shixian/api/console"
	"shixian/api/console/calculator"
	"shixian/api/console/internal/pagetest"
	"shixian/api/console/page"
	"shixian/deadlines/search"
	"shixian/holidays"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"
	"golang.org/x/net/html"
)

// daysOf returns what the sheets say of each day of a month that they show first.
func daysOf(d pagetest.Document) map[string]string {
	out := map[string]string{}
	for _, td := range d.All(func(n *html.Node) bool { return n.Data == "td" }) {
		day, rest, _ := strings.Cut(pagetest.Text(td), " ")
		if _, there := out[day]; !there {
			out[day] = rest
		}
	}
	return out
}

func TestSheets(t *testing.T) {
	for _, c := range []struct {
		name, address, due, light string
		days                      map[string]string
	}{
		{
			"across 三月三", "/?rule=xiangshan.countersign-reply&trigger=2026-04-14", "2026年4月21日 周二", "yellow",
			map[string]string{
				"13": "", "14": "起 起算之日，不计", "15": "1 第 1 天", "16": "2 第 2 天", "17": "休 广西三月三放假",
				"20": "休 广西三月三放假", "21": "止 3 第 3 天", "22": "",
			},
		},
		{
			"across Spring Festival, a Saturday made up", "/?rule=xihe.countersign-reply&trigger=2026-02-09", "2026年2月25日 周三", "red",
			map[string]string{
				"9": "起 起算之日，不计", "14": "5 第 5 天，春节补班", "15": "休 春节放假", "23": "休 春节放假", "24": "6 第 6 天", "25": "止 7 第 7 天",
			},
		},
		{
			"a window, from whose day asked nothing is counted", "/?rule=xihe.standing-meeting&trigger=2026-04-13", "2026年4月15日 周三", "yellow",
			map[string]string{"13": "问 所问之日", "14": "工作日", "15": "止 工作日"},
		},
		{
			"two weeks, which are", "/?rule=xishi.standing-meeting&trigger=2026-04-02", "2026年4月16日 周四", "yellow",
			map[string]string{"2": "起 起算之日，不计", "3": "1 第 1 天", "16": "止 14 第 14 天"},
		},
		{
			"suspended", "/?rule=xihe.countersign-reply&trigger=2026-03-02&suspended_from=2026-03-04&suspended_to=2026-03-06", "2026年3月16日 周一", "red",
			map[string]string{"3": "1 第 1 天", "4": "停 中止，不计", "6": "停 中止，不计", "7": "末 周末", "9": "2 第 2 天", "16": "止 7 第 7 天"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := pagetest.Get(t, pagetest.Pages("2026-04-15"), c.address)
			if got := pagetest.Text(d.One("the due day", pagetest.ByClass("p", "due"))); got != c.due {
				t.Errorf("due: %s, want %s", got, c.due)
			}
			d.One("the light", pagetest.ByClass("p", c.light))
			got := daysOf(d)
			for day, want := range c.days {
				if got[day] != want {
					t.Errorf("day %s: %q, want %q", day, got[day], want)
				}
			}
		})
	}
}

// TestShapes: every rule of the catalogue has a page with an answer.
func TestShapes(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, r := range pagetest.Catalogue.Rules {
		for _, cookie := range []string{"", "shixian_lang=en"} {
			d := pagetest.Get(t, h, "/?rule="+r.ID+"&trigger=2026-04-14&days=3", cookie)
			if d.Status != http.StatusOK {
				t.Errorf("%s: %d", r.ID, d.Status)
				continue
			}
			if got := pagetest.Text(d.One("the verdict of "+r.ID, pagetest.ByClass("p", "due"))); got == "" {
				t.Errorf("%s: an empty verdict", r.ID)
			}
			if cookie != "" {
				for _, n := range d.All(pagetest.ByClass("div", "verdict")) {
					if strings.Contains(pagetest.Text(n), "工作日") {
						t.Errorf("%s: Chinese on the English page: %s", r.ID, pagetest.Text(n))
					}
				}
			}
		}
	}
}

func TestEmptyAndFaulty(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, c := range []struct {
		address string
		status  int
		want    string
	}{
		{"/", 200, "先选区县和事项。"},
		{"/?rule=xihe.countersign-reply&trigger=", 200, "填上那一天，就有答案。"},
		{"/?rule=tiexi.absence-approver", 200, "填上多长，就有答案。"},
		{"/?rule=nothing&trigger=2026-04-14", 200, "没有“nothing”这个事项"},
		{"/?rule=xihe.gone&trigger=2026-04-14&district=xihe", 200, "没有“xihe.gone”这个事项"},
		{"/?district=xihe&rule=tiexi.absence-approver&days=3", 200, "细河区没有“离开本地由谁批准”这件事项"},
		{"/?district=atlantis", 200, "没有“atlantis”这个区县"},
		{"/?rule=xihe.countersign-reply&trigger=yesterday", 422, "请改标红的一项"},
		{"/?rule=xihe.countersign-reply&trigger=2026-02-09&revision=7", 404, "没有版本 7 的日历表"},
		{"/?rule=xihe.countersign-reply&trigger=2010-01-04", 422, "2019年4月2日"},
	} {
		d := pagetest.Get(t, h, c.address)
		if got := pagetest.Text(d.One("the answer", func(n *html.Node) bool { return pagetest.Attr(n, "id") == "answer" })); d.Status != c.status || !strings.Contains(got, c.want) {
			t.Errorf("%s: %d %s", c.address, d.Status, got)
		}
	}
}

// TestScriptStaysText: what a caller writes into any field is shown as text.
func TestScriptStaysText(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	h := pagetest.Pages("2026-04-15")
	for _, field := range []string{"district", "rule", "trigger", "amount", "days", "history", "roll", "calendar", "as_of", "at", "done", "revision", "suspended_from", "suspended"} {
		for _, base := range []string{"/?rule=xihe.countersign-reply&trigger=2026-04-14", "/?rule=xihe.quota&trigger=2026-04-14"} {
			d := pagetest.Get(t, h, base+"&"+field+"="+url.QueryEscape(evil))
			for _, n := range d.All(func(n *html.Node) bool { return n.Data == "script" }) {
				if pagetest.Attr(n, "src") == "" {
					t.Errorf("%s: a script of the caller's: %s", field, pagetest.Text(n))
				}
			}
		}
	}
}

// TestDeadlineICS: a second program reads the file, and the alarms ring at nine on
// the working day before, here before a holiday, and on the day.
func TestDeadlineICS(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	d := pagetest.Get(t, h, "/deadline.ics?rule=xiangshan.countersign-reply&trigger=2026-04-14")
	cal, err := ics.ParseCalendar(strings.NewReader(d.Body))
	if err != nil || len(cal.Events()) != 1 {
		t.Fatalf("%v in %s", err, d.Body)
	}
	e := cal.Events()[0]
	if at, err := e.GetAllDayStartAt(); err != nil || at.Format("2006-01-02") != "2026-04-21" {
		t.Errorf("starts %s, %v", at, err)
	}
	for _, want := range []string{"TRIGGER:-PT111H", "TRIGGER:PT9H", "SEQUENCE:0", "SUMMARY:截止：征求意见、会签回复"} {
		if !strings.Contains(d.Body, want+"\r\n") {
			t.Errorf("no %s in\n%s", want, d.Body)
		}
	}
	again := pagetest.Get(t, h, "/deadline.ics?rule=xiangshan.countersign-reply&trigger=2026-04-14&revision=0")
	if !strings.Contains(again.Body, "UID:"+e.Id()+"\r\n") {
		t.Error("the revision changes the UID")
	}
	if d := pagetest.Get(t, h, "/deadline.ics?rule=xiangshan.countersign-reply"); d.Status != http.StatusSeeOther {
		t.Errorf("without a day: %d", d.Status)
	}
}

// TestFirstLoad: what the first page loads stays under 45 KB, compressed.
func TestFirstLoad(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	d := pagetest.Get(t, h, "/")
	addresses := []string{"/"}
	for _, n := range d.All(func(n *html.Node) bool { return n.Data == "script" || n.Data == "link" }) {
		addresses = append(addresses, pagetest.Attr(n, "src")+pagetest.Attr(n, "href"))
	}
	total := 0
	for _, address := range addresses {
		r := httptest.NewRequest(http.MethodGet, address, http.NoBody)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK || address != "/" && !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", r.URL, w.Code, w.Header())
		}
		total += w.Body.Len()
	}
	if total > 45_000 {
		t.Errorf("%d bytes", total)
	}
}

// TestRefusedCompression: who takes no gzip gets what pages load as it is.
func TestRefusedCompression(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for accepted, want := range map[string]string{"": "", "identity": "", "gzip;q=0": "", "gzip": "gzip"} {
		r := httptest.NewRequest(http.MethodGet, "/assets/console.css", http.NoBody)
		r.Header.Set("Accept-Encoding", accepted)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got := w.Header(); w.Code != http.StatusOK || got.Get("Content-Encoding") != want || !slices.Equal(got["Vary"], []string{"Accept-Encoding"}) {
			t.Errorf("%q: %d %v", accepted, w.Code, got)
		}
	}
}

func TestLanguage(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for back, want := range map[string]string{
		"/?rule=x": "/?rule=x", "//evil.example": "/", "https://evil.example/": "/", `/\evil.example`: "/", "": "/", "javascript:alert(1)": "/",
	} {
		d := pagetest.Get(t, h, "/language?to=en&back="+url.QueryEscape(back))
		if d.Status != http.StatusSeeOther || d.Header.Get("Location") != want || !strings.HasPrefix(d.Header.Get("Set-Cookie"), "shixian_lang=en;") {
			t.Errorf("%q: %d %v", back, d.Status, d.Header)
		}
	}
	if d := pagetest.Get(t, h, "/", "shixian_lang=en"); !strings.Contains(d.Body, `<html lang="en">`) {
		t.Error("not in English")
	}
}

// BenchmarkPage compares the server's time for the page with that for what it shows as
// JSON, explanation, days and readings with it. The two take turns, so that what else the
// machine does weighs on both: times-json is to be about 3.
func BenchmarkPage(b *testing.B) {
	h := pagetest.Pages("2026-04-15")
	const question = "?rule=xihe.countersign-reply&trigger=2026-02-09"
	var took [2][]time.Duration
	for b.Loop() {
		for i, address := range [...]string{"/" + question, "/v1/deadlines" + question + "&view=full"} {
			start := time.Now()
			h.ServeHTTP(sink{}, httptest.NewRequest(http.MethodGet, address, http.NoBody))
			took[i] = append(took[i], time.Since(start))
		}
	}
	median := func(all []time.Duration) float64 { slices.Sort(all); return float64(all[len(all)/2]) }
	b.ReportMetric(median(took[0])/median(took[1]), "times-json")
}

// sink takes what is answered, as a connection does, and keeps none of it.
type sink http.Header

func (s sink) Header() http.Header         { return http.Header(s) }
func (s sink) Write(b []byte) (int, error) { return len(b), nil }
func (s sink) WriteHeader(int)             {}

// TestHalfSpan: a span with one day takes no answer away, and is said to be left out.
func TestHalfSpan(t *testing.T) {
	for cookie, want := range map[string]string{"shixian_lang=zh": "还没有算进去", "shixian_lang=en": "is not counted yet"} {
		d := pagetest.Get(t, pagetest.Pages("2026-03-02"), "/?rule=xihe.countersign-reply&trigger=2026-03-02&suspended_from=2026-03-04&suspended_to=", cookie)
		if got := pagetest.Text(d.One("the due day", pagetest.ByClass("p", "due"))); d.Status != http.StatusOK || !strings.Contains(got, "11") {
			t.Errorf("%d, %s", d.Status, got)
		}
		if got := pagetest.Text(d.One("the form", func(n *html.Node) bool { return pagetest.Attr(n, "id") == "question" })); !strings.Contains(got, want) {
			t.Errorf("%s does not say %s", got, want)
		}
	}
}

// TestNowhere: a browser gets a page for an address that leads nowhere, a program JSON.
func TestNowhere(t *testing.T) {
	h := pagetest.Pages("2026-03-02")
	for _, c := range []struct{ path, accept, want string }{
		{"/nowhere", "text/html,*/*;q=0.8", "text/html"}, {"/admin/nowhere", "text/html", "text/html"},
		{"/v1/nowhere", "text/html", "application/problem+json"}, {"/nowhere", "", "application/problem+json"},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, c.path, http.NoBody)
		r.Header.Set("Accept", c.accept)
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if got := rec.Header().Get("Content-Type"); rec.Code != http.StatusNotFound || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s for %q: %d %s", c.path, c.accept, rec.Code, got)
		}
	}
}

// TestUnknownPosition: if a position is gone, there is nothing to compare with.
func TestUnknownPosition(t *testing.T) {
	d := pagetest.Get(t, pagetest.Pages("2026-03-02"), "/?rule=xihe.countersign-reply&trigger=2026-03-02&was=9.9f3c41aa")
	d.One("the due day", pagetest.ByClass("p", "due"))
	if d.Status != http.StatusOK || len(d.All(pagetest.ByClass("p", "moved"))) > 0 {
		t.Errorf("%d", d.Status)
	}
	if again := d.All(func(n *html.Node) bool { return n.Data == "section" }); len(again) != 1 {
		t.Errorf("%d answers", len(again))
	}
}

// TestMistyped: a field says what to write, with an example and once, and names no field
// of the API.
func TestMistyped(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for address, want := range map[string]string{
		"/?rule=xihe.countersign-reply&trigger=yesterday":                  "“yesterday”：起算的日子请写年、月、日，例如 2026-03-12 或 2026年3月12日。",
		"/?rule=xihe.countersign-reply&trigger=2026-02-30":                 "没有“2026-02-30”这一天。起算的日子请写",
		"/?rule=xihe.countersign-reply&trigger=2026-04-14&amount=0":        "另定的时限请写 1 至 1000 的整数，例如 5。",
		"/?rule=xihe.countersign-reply&trigger=2026-04-14&agreed=x":        "商定的日子请写年、月、日",
		"/?rule=tiexi.absence-approver&days=-1":                            "例如 3 或 0.5。",
		"/?rule=tiexi.field-research-quota&trigger=2026-04-14&history=x":   "已用的日子里的“x”请写年、月、日",
		"/?rule=xihe.countersign-reply&trigger=2026-04-14&as_of=x":         "通知公布的日子请写年、月、日",
		"/?rule=xihe.countersign-reply&trigger=2026-04-14&done=2026-04-13": "没有灯：办结日期 2026-04-13 早于起算日 2026-04-14。",
	} {
		d := pagetest.Get(t, h, address)
		if seen := d.Main(); strings.Count(seen, want) != 1 {
			t.Errorf("%s: %d times %q: %s", address, strings.Count(seen, want), want, seen)
		}
	}
}

// TestToday: the day is today until it is given, and one button away.
func TestToday(t *testing.T) {
	h := pagetest.Pages("2026-04-14")
	for address, due := range map[string]string{
		"/?rule=xiangshan.countersign-reply":                                       "2026年4月21日 周二",
		"/?rule=xiangshan.countersign-reply&trigger=2026-03-02&day=2026-04-14":     "2026年4月21日 周二",
		"/?district=xiangshan&rule=xihe.countersign-reply&day=2026-04-13&trigger=": "2026年4月16日 周四",
	} {
		d := pagetest.Get(t, h, address)
		if got := pagetest.Text(d.One("the due day", pagetest.ByClass("p", "due"))); got != due {
			t.Errorf("%s: %s, want %s", address, got, due)
		}
	}
	d := pagetest.Get(t, h, "/?rule=xiangshan.countersign-reply")
	days := map[string]string{}
	for _, b := range d.All(func(n *html.Node) bool { return n.Data == "button" && pagetest.Attr(n, "name") == "day" }) {
		days[pagetest.Text(b)] = pagetest.Attr(b, "value")
	}
	if days["今天"] != "2026-04-14" || days["昨天"] != "2026-04-13" {
		t.Errorf("%v", days)
	}
}

// kept are the cookies that an answer leaves in a browser.
func kept(d pagetest.Document) map[string]string {
	out := map[string]string{}
	for _, c := range (&http.Response{Header: d.Header}).Cookies() {
		out[c.Name] = c.Value
	}
	return out
}

// TestRemembered: the district chosen and the matters answered are the browser's own next
// time; what a cookie says that does not exist is passed over.
func TestRemembered(t *testing.T) {
	h := pagetest.Pages("2026-04-14")
	first := kept(pagetest.Get(t, h, "/?district=xiangshan&rule=xiangshan.countersign-reply"))
	if first["shixian_district"] != "xiangshan" || first["shixian_recent"] != "xiangshan.countersign-reply" {
		t.Fatalf("%v", first)
	}
	again := pagetest.Get(t, h, "/", "shixian_district=xiangshan", "shixian_recent=gone.rule|xiangshan.countersign-reply|xihe.travel-notice")
	if !strings.Contains(again.Body, `<option value="xiangshan" selected`) {
		t.Error("the district is forgotten")
	}
	recent := again.One("the matters asked last", pagetest.ByClass("nav", "recent"))
	if got := pagetest.Text(recent); got != "最近 征求意见、会签回复 象山区 部门主要负责人离阜外出报告 细河区" {
		t.Error(got)
	}
	if n := len(kept(again)); n > 0 {
		t.Errorf("looking at the page leaves %d cookies", n)
	}
	next := kept(pagetest.Get(t, h, "/?rule=xihe.travel-notice", "shixian_recent=xiangshan.countersign-reply|xihe.travel-notice"))
	if next["shixian_recent"] != "xihe.travel-notice|xiangshan.countersign-reply" || next["shixian_district"] != "" {
		t.Errorf("%v", next)
	}
	if d := pagetest.Get(t, h, "/", "shixian_district=nowhere"); d.Status != http.StatusOK || !strings.Contains(d.Body, `<option value="shuangta" selected`) {
		t.Error("an unknown district is taken")
	}
}

// TestUsual: the matters that this browser asks most often come first, and are not among the
// last ones again; asking for another day of the same matter is no new question.
func TestUsual(t *testing.T) {
	h := pagetest.Pages("2026-04-14")
	cookies := map[string]string{}
	ask := func(address string) pagetest.Document {
		var sent []string
		for name, value := range cookies {
			sent = append(sent, name+"="+value)
		}
		d := pagetest.Get(t, h, address, sent...)
		maps.Copy(cookies, kept(d))
		return d
	}
	for _, id := range []string{"xihe.travel-notice", "xishi.countersign-reply", "xihe.travel-notice", "xihe.travel-notice&trigger=2026-04-13", "tiexi.enquiry-reply"} {
		ask("/?rule=" + id)
	}
	if got := cookies["shixian_usual"]; got != "2*xihe.travel-notice|1*xishi.countersign-reply|1*tiexi.enquiry-reply" {
		t.Error(got)
	}
	d := ask("/")
	for class, want := range map[string]string{
		"usual": "常用 部门主要负责人离阜外出报告 细河区", "recent": "最近 网站简单咨询回应 铁西区 征求意见、会签回复 西市区",
	} {
		if got := pagetest.Text(d.One(class, pagetest.ByClass("nav", class))); got != want {
			t.Errorf("%s: %s", class, got)
		}
	}
	cookies["shixian_usual"] = "99*xihe.travel-notice|7*gone.rule|x*tiexi.term|3*xishi.countersign-reply"
	ask("/?rule=xihe.travel-notice")
	if got := cookies["shixian_usual"]; got != "50*xihe.travel-notice|2*xishi.countersign-reply" {
		t.Error(got)
	}
}

// TestOffice: an office's own district comes first, and alone if it says so.
func TestOffice(t *testing.T) {
	for _, only := range []bool{false, true} {
		w := pagetest.NewService(t, func(_ *api.Config, p *console.Console) { p.District, p.DistrictOnly = "xihe", only })
		d := pagetest.Get(t, w.Handler, "/")
		if n := len(d.All(func(n *html.Node) bool { return n.Data == "option" })); !strings.Contains(d.Body, `<option value="xihe" selected`) || (n == 1) != only {
			t.Errorf("only %v: %d districts", only, n)
		}
		d = pagetest.Get(t, w.Handler, "/", "shixian_district=xishi")
		if strings.Contains(d.Body, `<option value="xishi" selected`) == only {
			t.Errorf("only %v: the browser's district", only)
		}
	}
}

// TestReadings: another reading that the text leaves open is chosen from a list, and an
// agreed day takes the place of the count.
func TestReadings(t *testing.T) {
	h := pagetest.Pages("2026-04-14")
	base := "/?rule=xihe.countersign-reply&trigger=2026-04-14"
	d := pagetest.Get(t, h, base)
	d.One("the choice of readings", func(n *html.Node) bool { return pagetest.Attr(n, "id") == "reading-trigger_day_excluded" })
	for address, due := range map[string]string{
		base + "&interpret=": "2026年4月23日 周四",
		base + "&interpret=trigger_day_excluded:trigger_day_counted": "2026年4月22日 周三",
		base + "&agreed=2026-04-30":                                  "2026年4月30日 周四",
	} {
		d := pagetest.Get(t, h, address)
		if got := pagetest.Text(d.One("the due day", pagetest.ByClass("p", "due"))); got != due {
			t.Errorf("%s: %s, want %s", address, got, due)
		}
	}
}

// TestSaid: a screen reader is told the answer in one sentence, and not by its cells.
func TestSaid(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for address, want := range map[string]string{
		"/": "先选区县和事项。",
		"/?rule=xiangshan.countersign-reply&trigger=2026-04-14": "广西壮族自治区桂林市象山区 · 征求意见、会签回复：2026年4月21日（周二）",
		"/?rule=xiangshan.countersign-reply&trigger=x":          "",
	} {
		d := pagetest.Get(t, h, address)
		if got := pagetest.Text(d.One("what is said", func(n *html.Node) bool { return pagetest.Attr(n, "role") == "status" })); got != want {
			t.Errorf("%s: %q", address, got)
		}
		if live := d.All(func(n *html.Node) bool { return pagetest.Has(n, "aria-live") }); len(live) > 0 {
			t.Errorf("%s: %d live regions beside it", address, len(live))
		}
	}
}

// TestSlip: the printed slip has the readings, the position and the link.
func TestSlip(t *testing.T) {
	d := pagetest.Get(t, pagetest.Pages("2026-04-15"), "/?rule=xihe.countersign-reply&trigger=2026-03-02&suspended_from=2026-03-04&suspended_to=2026-03-06")
	foot := pagetest.Text(d.One("the foot of the slip", pagetest.ByClass("div", "print-only")))
	for _, want := range []string{"中止期间的工作日不计入期限。", "位置 0", "http://example.com/?rule=xihe.countersign-reply&revision=0", "suspended=2026-03-04%2F2026-03-06"} {
		if !strings.Contains(foot, want) {
			t.Errorf("no %q: %s", want, foot)
		}
	}
}

// TestEventLanguage: the file is in the language that its address names.
func TestEventLanguage(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for lang, want := range map[string]string{"": "截止：征求意见、会签回复", "&lang=en": "Due: Reply to a consultation", "&lang=zh": "截止：", "&lang=x": "截止："} {
		d := pagetest.Get(t, h, "/deadline.ics?rule=xiangshan.countersign-reply&trigger=2026-04-14"+lang)
		if !strings.Contains(d.Body, "SUMMARY:"+want) {
			t.Errorf("%q: %s", lang, d.Body)
		}
	}
}

// TestEstimated: a day that a notice may still move is marked as one.
func TestEstimated(t *testing.T) {
	for trigger, want := range map[string]bool{"2026-04-14": false, "2026-12-28": true} {
		d := pagetest.Get(t, pagetest.Pages("2026-04-15"), "/?rule=xihe.countersign-reply&trigger="+trigger)
		due := d.One("the due day", pagetest.ByClass("p", "due"))
		if got := strings.Contains(pagetest.Text(due), "预计"); got != want || got != strings.Contains(pagetest.Attr(due, "class"), "estimated") {
			t.Errorf("%s: %s", trigger, pagetest.Text(due))
		}
	}
}

// TestOfficeName: the office's own name and sign stand at the head of every page.
func TestOfficeName(t *testing.T) {
	const svg = `<svg xmlns="http://www.w3.org/2000/svg"/>`
	w := pagetest.NewService(t, func(_ *api.Config, p *console.Console) {
		p.Office = page.Office{Name: "象山区政府办", Logo: []byte(svg)}
	})
	for _, path := range []string{"/", "/rules", "/batch"} {
		d := pagetest.Get(t, w.Handler, path)
		brand := d.One("brand", pagetest.ByClass("a", "brand"))
		if pagetest.Text(brand) != "象山区政府办" || !strings.Contains(d.Body, "· 象山区政府办</title>") {
			t.Errorf("%s: %s", path, pagetest.Text(brand))
		}
		logo := pagetest.Get(t, w.Handler, pagetest.Attr(d.One("logo", pagetest.ByClass("img", "logo")), "src"))
		if logo.Status != http.StatusOK || logo.Body != svg || logo.Header.Get("Content-Type") != "image/svg+xml" {
			t.Errorf("%s: the logo is %d %v", path, logo.Status, logo.Header)
		}
	}
}

// broken is what answers questions while something of its own fails.
type broken struct{ *answers.Service }

func (broken) CaseOf(context.Context, string) (*answers.Case, error) { return nil, errBroken }

var errBroken = errors.New("broken")

// TestInternalError: what fails is told to whoever asks in general words, and the access log
// has it.
func TestInternalError(t *testing.T) {
	var logged []*gin.Error
	e := gin.New()
	e.Use(func(c *gin.Context) {
		c.Next()
		logged = append(logged, c.Errors...)
	})
	site := page.NewSite("test", page.Office{}, func() *holidays.Table { return pagetest.Table }, func(*gin.Context) string { return "" })
	s := answers.New(answers.Config{
		Tables: pagetest.TableFunc(func() *holidays.Table { return pagetest.Table }), Catalogue: pagetest.Catalogue,
		Today: func() holidays.Date { return holidays.NewDate(2026, time.April, 15) },
	})
	calculator.New(site, broken{s}, search.New(pagetest.Catalogue), time.Now, calculator.Config{}).Mount(e)
	d := pagetest.Get(t, e, "/?rule=xihe.countersign-reply&trigger=2026-04-14")
	d.Says("服务出错，未作任何更改")
	if d.Status != http.StatusInternalServerError || strings.Contains(d.Body, errBroken.Error()) || len(logged) != 1 || !errors.Is(logged[0], errBroken) {
		t.Errorf("%d, logged %v", d.Status, logged)
	}
}
