package calendar_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"shixian/api"
	"shixian/api/console/internal/pagetest"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// pagesOf returns the pages by other tables, and by earlier ones if there is a keeper.
func pagesOf(t *holidays.Table, keeper api.Keeper) http.Handler {
	return pagetest.PagesBy("2026-04-15", pagetest.TableFunc(func() *holidays.Table { return t }), keeper)
}

// without builds the embedded table without some notices.
func without(t testing.TB, revision int64, ids ...string) *holidays.Table {
	t.Helper()
	src := *pagetest.Table.Source()
	src.Notices = slices.DeleteFunc(slices.Clone(src.Notices), func(n holidays.Notice) bool { return slices.Contains(ids, n.ID) })
	revisions := map[string]int64{}
	for _, id := range pagetest.Table.IDs() {
		revisions[id] = revision
	}
	out, err := holidays.NewTable(&src, revision, revisions)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// history is a keeper of two revisions, of which pages of the calendar ask nothing else.
type history struct {
	api.Keeper
	tables [2]*holidays.Table
	down   error
}

func (h history) TableAt(_ context.Context, revision int64) (*holidays.Table, error) {
	if revision < 0 || revision > 1 {
		return nil, live.ErrRevision
	}
	return h.tables[revision], nil
}
func (history) Refresh(context.Context) error { return nil }
func (history) Wait(context.Context, record.Position) (record.Position, error) {
	return record.Position{Revision: 1}, nil
}
func (h history) TableOf(ctx context.Context, p record.Position) (*holidays.Table, error) {
	return h.TableAt(ctx, p.Revision)
}
func (history) Locate(_ context.Context, p record.Position) (record.Position, error) { return p, nil }
func (history) State() live.State                                                    { return live.State{} }
func (h history) Events(_ context.Context, after int64, _ int) ([]record.Event, error) {
	events := []record.Event{
		{Revision: 0, Action: record.Baseline, Published: h.tables[0].Source().Notices},
		{Revision: 1, Action: record.Publish, Published: []holidays.Notice{{ID: "CN-2020-2", Calendar: "CN"}}},
	}
	return events[min(2, after+1):], h.down
}

// sheetOf returns what the sheet of a caption says of each day.
func sheetOf(t testing.TB, d pagetest.Document, caption string) map[string]string {
	t.Helper()
	month := d.One(caption, func(n *html.Node) bool {
		return n.Data == "table" && strings.Contains(pagetest.Attr(n, "class"), "month") && strings.HasPrefix(pagetest.Text(n), caption+" ")
	})
	out := map[string]string{}
	for n := range month.Descendants() {
		if n.Data == "td" && pagetest.Attr(n, "class") != "blank" {
			day, rest, _ := strings.Cut(pagetest.Text(n), " ")
			out[day] = rest
		}
	}
	return out
}

// rowsOf returns the cells of a table of a class, row by row.
func rowsOf(t testing.TB, d pagetest.Document, class string) [][]string {
	t.Helper()
	var out [][]string
	for n := range d.One("table "+class, pagetest.ByClass("table", class)).Descendants() {
		if n.Data != "tr" {
			continue
		}
		var cells []string
		for c := range n.ChildNodes() {
			if c.Data == "td" || c.Data == "th" {
				cells = append(cells, pagetest.Text(c))
			}
		}
		out = append(out, cells)
	}
	return out
}

func TestYear(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, c := range []struct {
		address, caption, cookie string
		days                     map[string]string
	}{
		{"/calendar/CN-GX/2026", "2026年4月", "", map[string]string{
			"4": "休 清明节 清明节放假", "15": "今 今天", "16": "", "17": "休 广西三月三 广西三月三放假", "18": "休 广西三月三放假",
			"19": "休 广西三月三放假", "20": "休 广西三月三放假", "21": "", "25": "周末",
		}},
		{"/calendar/CN/2026", "2026年4月", "", map[string]string{"17": "", "18": "周末", "20": ""}},
		{"/calendar/CN-GX/2026", "2026年2月", "", map[string]string{"14": "班 春节补班", "15": "休 春节 春节放假", "23": "休 春节放假", "24": ""}},
		{"/calendar/CN-GX/2026", "2026年12月", "", map[string]string{"24": "", "25": "? 尚未定", "26": "? 周末，尚未定"}},
		{"/calendar/CN-GX/2020", "2020年3月", "", map[string]string{"26": "班 壮族三月三取消放假，照常上班"}},
		{"/calendar/CN/2027", "2027年10月", "", map[string]string{"1": "休 ? 国庆节 国庆节放假，尚未定", "8": "? 尚未定"}},
		{"/calendar/CN-GX/2026", "April 2026", "shixian_lang=en", map[string]string{"15": "T today", "17": "H Sanyuesan Sanyuesan holiday", "25": "weekend"}},
	} {
		got := sheetOf(t, pagetest.Get(t, h, c.address, c.cookie), c.caption)
		for day, want := range c.days {
			if got[day] != want {
				t.Errorf("%s, %s %s: %q, want %q", c.address, c.caption, day, got[day], want)
			}
		}
	}
}

func TestFestivals(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for address, want := range map[string][]string{
		"/calendar/CN-GX/2026": {"广西三月三", "4月17日（周五）至4月20日（周一）", "4", "无", "广西壮族自治区 2026 年放假通知（文号未查实）"},
		"/calendar/CN/2026":    {"春节", "2月15日（周日）至2月23日（周一）", "9", "2月14日（周六），2月28日（周六）", "国办发明电〔2025〕7号"},
		"/calendar/CN/2020":    {"春节", "1月24日（周五）至2月2日（周日）", "10", "1月19日（周日）", "国办发明电〔2019〕16号、国办发明电〔2020〕1号"},
		"/calendar/CN/2023":    {"元旦", "2022年12月31日（周六）至1月2日（周一）", "3", "无", "国办发明电〔2022〕16号"},
		"/calendar/CN/2027":    {"国庆节 未定", "10月1日（周五）至10月7日（周四）", "7", "9月26日（周日），10月9日（周六）", "放假安排原则；通知尚未公布"},
		"/calendar/CN-GX/2020": {"壮族三月三", "不放假", "0", "3月26日（周四）照常上班，3月27日（周五）照常上班", "广西壮族自治区 2020 年放假通知（文号未查实）、广西壮族自治区 2020 年放假通知（文号未查实）"},
	} {
		rows := rowsOf(t, pagetest.Get(t, h, address), "festivals")
		if !slices.ContainsFunc(rows, func(row []string) bool { return slices.Equal(row, want) }) {
			t.Errorf("%s: no %q in %q", address, want, rows)
		}
	}
}

func TestNoticesAndOpenDays(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	d := pagetest.Get(t, h, "/calendar/CN/2020")
	got := pagetest.Text(d.One("the notices", pagetest.ByClass("ol", "notices")))
	for _, want := range []string{"国办发明电〔2019〕16号", "2019年11月21日印发", "修改 国办发明电〔2019〕16号", "content_5472352.htm"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
	for address, want := range map[string]string{
		"/calendar/CN/2026":    "尚未定 2026年12月25日起：要等 2027 年的放假通知，元旦假期可能动到这几天。",
		"/calendar/CN/2027":    "尚未定 2027 年的放假通知还没有公布，以下按放假安排原则推算。通知公布后，放假和补班都可能变。",
		"/calendar/CN-LN/2026": "尚未定 2026年12月25日起：要等 2027 年的放假通知，元旦假期可能动到这几天。",
	} {
		if got := pagetest.Text(pagetest.Get(t, h, address).One("what is open", pagetest.ByClass("div", "provisional"))); got != want {
			t.Errorf("%s: %s", address, got)
		}
	}
	if d := pagetest.Get(t, h, "/calendar/CN/2020"); len(d.All(pagetest.ByClass("div", "provisional"))) != 0 {
		t.Error("2020 is not settled")
	}
	// Guangxi's own notice is still to come while the nation's is out.
	gx := pagesOf(without(t, 0, "CN-GX-2026"), nil)
	if got := pagetest.Text(pagetest.Get(t, gx, "/calendar/CN-GX/2026").One("what is open", pagetest.ByClass("div", "provisional"))); !strings.Contains(got, "4月12日（周日）至5月3日（周日）：这几天的放假通知还没有公布。") {
		t.Error(got)
	}
}

// TestWorkdays: months, quarters and the year are what the calendar counts.
func TestWorkdays(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, id := range []string{"CN", "CN-GX"} {
		cal := pagetest.Table.Calendar(id)
		for year := cal.First().Year() + 1; year <= 2028; year++ {
			rows := rowsOf(t, pagetest.Get(t, h, "/calendar/"+id+"/"+strconv.Itoa(year)), "workdays")
			total := 0
			for q := range 4 {
				before := holidays.NewDate(year, time.Month(3*q+1), 1).AddDays(-1)
				last := holidays.NewDate(year, time.Month(3*q+4), 1).AddDays(-1)
				want, err := cal.CountWorkdays(before, last)
				if err != nil {
					t.Fatal(err)
				}
				row, months := rows[1+q], 0
				for _, cell := range row[1:4] {
					_, n, _ := strings.Cut(cell, " ")
					days, err := strconv.Atoi(n)
					if err != nil {
						t.Fatal(err)
					}
					months += days
				}
				if row[4] != strconv.Itoa(want) || months != want {
					t.Errorf("%s %d: %q, want %d", id, year, row, want)
				}
				total += want
			}
			if last := rows[5]; last[1] != strconv.Itoa(total) {
				t.Errorf("%s %d: %q, want %d", id, year, last, total)
			}
		}
	}
	// The first day of the first year has no day before it.
	if rows := rowsOf(t, pagetest.Get(t, h, "/calendar/CN/2007"), "workdays"); rows[1][1] != "1月 20" {
		t.Errorf("%q", rows[1])
	}
}

// TestCompareRegions: exactly the days that differ are listed, and marked on both
// sheets.
func TestCompareRegions(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	d := pagetest.Get(t, h, "/calendar/CN-GX/2026?with=CN")
	var listed []string
	for _, n := range d.All(func(n *html.Node) bool { return n.Data == "time" }) {
		listed = append(listed, pagetest.Attr(n, "datetime"))
	}
	var want []string
	here, there := pagetest.Table.Calendar("CN-GX"), pagetest.Table.Calendar("CN")
	for day := holidays.NewDate(2026, 1, 1); !day.After(holidays.NewDate(2026, 12, 31)); day = day.AddDays(1) {
		a, errA := here.Day(day)
		b, errB := there.Day(day)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if a.Kind != b.Kind {
			want = append(want, day.String())
		}
	}
	if !slices.Equal(listed, want) || len(want) != 4 {
		t.Errorf("%v, want %v", listed, want)
	}
	section := pagetest.Text(d.One("the differences", pagetest.ByClass("section", "differences")))
	for _, s := range []string{"4 天不同，其中 2 天一边上班、一边不上班。", "4月17日（周五） 广西三月三放假 工作日 广西壮族自治区 2026 年放假通知（文号未查实）；没有通知动到这一天"} {
		if !strings.Contains(section, s) {
			t.Errorf("no %s in %s", s, section)
		}
	}
	for caption, days := range map[string][2]string{
		"2026年4月 · 广西壮族自治区": {"休 ≠ 广西三月三 广西三月三放假，两边不同", "休 ≠ 广西三月三放假，两边不同"},
		"2026年4月 · 全国":      {"≠ 两边不同", "≠ 周末，两边不同"},
	} {
		got := sheetOf(t, d, caption)
		if got["17"] != days[0] || got["18"] != days[1] || strings.Contains(got["16"], "≠") {
			t.Errorf("%s: %q", caption, got)
		}
	}
	if marked := len(d.All(pagetest.ByClass("td", "differs"))); marked != 2*len(want) {
		t.Errorf("%d days marked", marked)
	}
	if got := pagetest.Text(pagetest.Get(t, h, "/calendar/CN/2026?with=CN-LN").One("the differences", pagetest.ByClass("section", "differences"))); !strings.Contains(got, "每一天都相同") {
		t.Error(got)
	}
}

// TestCompareRevisions: the year before and after the Spring Festival of 2020 was
// made longer.
func TestCompareRevisions(t *testing.T) {
	before, after := without(t, 0, "CN-2020-2"), without(t, 1)
	h := pagesOf(after, history{tables: [2]*holidays.Table{before, after}})
	d := pagetest.Get(t, h, "/calendar/CN/2020?with_revision=0")
	var listed []string
	for _, n := range d.All(func(n *html.Node) bool { return n.Data == "time" }) {
		listed = append(listed, pagetest.Attr(n, "datetime"))
	}
	if want := []string{"2020-01-31", "2020-02-01", "2020-02-02"}; !slices.Equal(listed, want) {
		t.Errorf("%v", listed)
	}
	if got := sheetOf(t, d, "2020年2月 · 全国，版本 0")["1"]; got != "班 ≠ 春节补班，两边不同" {
		t.Error(got)
	}
	old := pagetest.Get(t, h, "/calendar/CN/2020?revision=0")
	if got := sheetOf(t, old, "2020年2月")["1"]; got != "班 春节补班" {
		t.Error(got)
	}
	if got := pagetest.Text(old.One("the note", pagetest.ByClass("p", "provisional"))); got != "这是版本 0 的年历，不是现行版本。 看现行版本" {
		t.Error(got)
	}
	if got := pagetest.Text(d.One("the revisions", pagetest.ByClass("ul", "revisions"))); !strings.Contains(got, "发布） CN-2020-2") || !strings.Contains(got, "对比 版本 0") {
		t.Error(got)
	}
	down := pagesOf(after, history{tables: [2]*holidays.Table{before, after}, down: live.ErrBroken})
	if d := pagetest.Get(t, down, "/calendar/CN/2020"); d.Status != http.StatusOK || !strings.Contains(d.Body, "旧版本列不出来") {
		t.Errorf("with the record down: %d", d.Status)
	}
}

func TestYearRedirects(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for address, want := range map[string]string{
		"/calendar":           "/calendar/CN/2026",
		"/calendar?year=2020": "/calendar/CN/2020",
		"/calendar?calendar=CN-GX&year=2025&with=CN":                     "/calendar/CN-GX/2025?with=CN",
		"/calendar?calendar=CN&year=2025&with=&revision=&with_revision=": "/calendar/CN/2025",
		"/calendar/CN-GX": "/calendar/CN-GX/2026",
		"/calendar?calendar=//evil.example&year=2026": "/calendar/%2F%2Fevil.example/2026",
	} {
		if d := pagetest.Get(t, h, address); d.Status != http.StatusSeeOther || d.Header.Get("Location") != want {
			t.Errorf("%s: %d %s, want %s", address, d.Status, d.Header.Get("Location"), want)
		}
	}
}

func TestYearFaults(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, c := range []struct {
		address    string
		status     int
		want, inEN string
	}{
		{"/calendar/CN-/2026", 404, "没有“CN-”这个日历", "no calendar “CN-”"},
		{"/calendar/CN-.ics", 404, "没有“CN-”这个日历", "no calendar “CN-”"},
		{"/calendar/CN/1999", 404, "2007 年至 2050 年", "2007 to 2050"},
		{"/calendar/CN/last", 404, "没有“last”", "not “last”"},
		{"/calendar/CN-GX/2013", 404, "2014 年至 2050 年", "2014 to 2050"},
		{"/calendar/CN/2026?revision=9", 404, "没有版本 9", "no revision 9"},
		{"/calendar/CN/2026?revision=x", 400, "版本写作", "Revisions are"},
		{"/calendar/CN/2026?with=CN-", 404, "不能对比", "Cannot compare"},
		{"/calendar/CN/2010?with=CN-GX", 404, "2014 年至 2050 年", "2014 to 2050"},
		{"/calendar/CN/2026?with_revision=9", 404, "没有版本 9", "no revision 9"},
	} {
		for cookie, want := range map[string]string{"": c.want, "shixian_lang=en": c.inEN} {
			d := pagetest.Get(t, h, c.address, cookie)
			got := pagetest.Text(d.One("the problem", func(n *html.Node) bool { return pagetest.Attr(n, "role") == "alert" }))
			if d.Status != c.status || !strings.Contains(got, want) {
				t.Errorf("%s: %d %s", c.address, d.Status, got)
			}
			d.One("the form", pagetest.ByClass("form", "choice"))
		}
	}
	none := pagesOf(nil, nil)
	if d := pagetest.Get(t, none, "/calendar"); d.Status != http.StatusServiceUnavailable || !strings.Contains(d.Body, `role="alert"`) {
		t.Errorf("without a table: %d", d.Status)
	}
}

func TestYearScriptStaysText(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	h := pagetest.Pages("2026-04-15")
	addresses := []string{"/calendar/" + url.PathEscape(evil) + "/2026", "/calendar/CN/" + url.PathEscape(evil), "/calendar/" + url.PathEscape(evil) + ".ics"}
	for _, name := range []string{"calendar", "year", "revision", "with", "with_revision", "lang"} {
		addresses = append(addresses, "/calendar/CN/2026?"+name+"="+url.QueryEscape(evil))
	}
	for _, address := range addresses {
		d := pagetest.Get(t, h, address)
		for _, n := range d.All(func(n *html.Node) bool { return n.Data == "script" }) {
			if pagetest.Attr(n, "src") == "" {
				t.Errorf("%s: a script of the caller's", address)
			}
		}
	}
}

// TestYearLinks: whatever the page links to is there.
func TestYearLinks(t *testing.T) {
	before, after := without(t, 0, "CN-2020-2"), without(t, 1)
	h := pagesOf(after, history{tables: [2]*holidays.Table{before, after}})
	for _, page := range []string{
		"/calendar/CN-GX/2026", "/calendar/CN-GX/2014?with=CN", "/calendar/CN/2050", "/calendar/CN/2020?revision=0&with_revision=1",
	} {
		for _, cookie := range []string{"", "shixian_lang=en"} {
			links := 0
			for _, n := range pagetest.Get(t, h, page, cookie).All(func(n *html.Node) bool { return n.Data == "a" || n.Data == "link" }) {
				address := strings.Replace(pagetest.Attr(n, "href"), "webcal://example.com", "", 1)
				if strings.HasPrefix(address, "#") || address == "/admin" || address == "/batch" || strings.HasPrefix(address, "/language") {
					continue // other pages are for other tests
				}
				links++
				if d := pagetest.Get(t, h, address); d.Status != http.StatusOK && d.Status != http.StatusSeeOther {
					t.Errorf("%s links to %s: %d", page, address, d.Status)
				}
			}
			if links < 10 {
				t.Errorf("%s: %d links", page, links)
			}
		}
	}
}

// BenchmarkYear is the server's time for a year, alone and beside another.
func BenchmarkYear(b *testing.B) {
	h := pagetest.Pages("2026-04-15")
	for name, address := range map[string]string{
		"alone": "/calendar/CN-GX/2026", "beside": "/calendar/CN-GX/2026?with=CN", "feed": "/calendar/CN.ics",
		"json": "/v1/calendars/CN-GX/days?from=2026-01-01&to=2026-12-31",
	} {
		b.Run(name, func(b *testing.B) { pagetest.Bench(b, h, address) })
	}
}
