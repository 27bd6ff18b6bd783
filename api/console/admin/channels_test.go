package admin_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"shixian/api"
	"shixian/api/console"
	"shixian/api/console/internal/pagetest"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/data"
	"shixian/holidays/noticeformat"
	"shixian/test/notices"
)

// sound is a notice that could be published. Nobody issued it.
func sound() holidays.Notice {
	n := holidays.Notice{Calendar: "CN", Year: 2027, Document: "国办发明电〔2026〕77号", Issued: date("2026-11-20")}
	for _, line := range []string{
		"元旦 off 2027-01-01 2027-01-03", "春节 off 2027-02-05 2027-02-12", "春节 work 2027-01-30 2027-01-30", "春节 work 2027-02-20 2027-02-20",
		"清明节 off 2027-04-03 2027-04-05", "劳动节 off 2027-05-01 2027-05-04",
		"端午节 off 2027-06-09 2027-06-09", "中秋节 off 2027-09-15 2027-09-15",
		"国庆节 off 2027-10-01 2027-10-06", "国庆节 work 2027-09-25 2027-09-25",
	} {
		f := strings.Fields(line)
		n.Entries = append(n.Entries, holidays.Entry{Festival: f[0], Kind: holidays.EntryKind(f[1]), Span: holidays.Span{From: date(f[2]), To: date(f[3])}})
	}
	return n
}

func date(s string) holidays.Date {
	d, err := holidays.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// set changes the n-th entry of a festival and kind.
func set(n *holidays.Notice, festival string, kind holidays.EntryKind, nth int, change func(*holidays.Entry)) {
	for i := range n.Entries {
		if e := &n.Entries[i]; e.Festival == festival && e.Kind == kind {
			if nth--; nth < 0 {
				change(e)
				return
			}
		}
	}
	panic(festival)
}

func on(from, to string) func(*holidays.Entry) {
	return func(e *holidays.Entry) { e.Span = holidays.Span{From: date(from), To: date(to)} }
}

func drop(n *holidays.Notice, unwanted func(holidays.Entry) bool) {
	n.Entries = slices.DeleteFunc(n.Entries, unwanted)
}

// spoilt are notices of which none may be published, and the check that says why. Each
// is brought in through every channel that can carry it.
var spoilt = []struct {
	name, check string
	spoil       func(n *holidays.Notice)
	tables      bool // no text can say it
}{
	{"a make-up day five weeks on", check.MakeupDistance, func(n *holidays.Notice) { set(n, "春节", holidays.Work, 1, on("2027-03-20", "2027-03-20")) }, false},
	{"a make-up day at the end of the year", check.MakeupDistance, func(n *holidays.Notice) { set(n, "国庆节", holidays.Work, 0, on("2027-12-25", "2027-12-25")) }, false},
	{"a make-up day the December before", check.MakeupDistance, func(n *holidays.Notice) { set(n, "春节", holidays.Work, 0, on("2026-12-26", "2026-12-26")) }, false},
	{"a make-up day three weeks early, after another festival", check.MakeupDistance, func(n *holidays.Notice) { set(n, "国庆节", holidays.Work, 0, on("2027-09-11", "2027-09-11")) }, false},
	{"a festival in another month", check.FestivalDates, func(n *holidays.Notice) { set(n, "劳动节", holidays.Off, 0, on("2027-06-26", "2027-06-29")) }, false},
	{"a day off two weeks from its festival", check.FestivalDates, func(n *holidays.Notice) {
		set(n, "劳动节", holidays.Off, 0, on("2027-05-01", "2027-05-03"))
		n.Entries = append(n.Entries, holidays.Entry{Festival: "劳动节", Kind: holidays.Off, Span: holidays.Span{From: date("2027-05-18"), To: date("2027-05-18")}})
	}, false},
	{"a day off a week from the others", check.UnbrokenRun, func(n *holidays.Notice) {
		set(n, "劳动节", holidays.Off, 0, on("2027-05-01", "2027-05-03"))
		n.Entries = append(n.Entries, holidays.Entry{Festival: "劳动节", Kind: holidays.Off, Span: holidays.Span{From: date("2027-05-11"), To: date("2027-05-11")}})
	}, false},
	{"a make-up day under another festival", check.FestivalBalance, func(n *holidays.Notice) {
		set(n, "春节", holidays.Work, 1, func(e *holidays.Entry) { e.Festival = "清明节" })
	}, false},
	{"a day too many", check.FestivalBalance, func(n *holidays.Notice) { set(n, "劳动节", holidays.Off, 0, on("2027-05-01", "2027-05-05")) }, false},
	{"a make-up day in the week", check.MakeupDays, func(n *holidays.Notice) { set(n, "国庆节", holidays.Work, 0, on("2027-09-24", "2027-09-24")) }, true},
	{"the statutory days alone", check.MakeupPresent, func(n *holidays.Notice) {
		drop(n, func(e holidays.Entry) bool { return e.Kind == holidays.Work })
		set(n, "春节", holidays.Off, 0, on("2027-02-05", "2027-02-10"))
		set(n, "国庆节", holidays.Off, 0, on("2027-10-01", "2027-10-05"))
	}, false},
	{"a festival left out", check.StatutoryDaysOff, func(n *holidays.Notice) { drop(n, func(e holidays.Entry) bool { return e.Festival == "端午节" }) }, false},
	{"a festival left out of the working days", check.YearWorkingDays, func(n *holidays.Notice) { drop(n, func(e holidays.Entry) bool { return e.Festival == "中秋节" }) }, false},
	{"a festival that the law does not know", check.FestivalKnown, func(n *holidays.Notice) {
		set(n, "端午节", holidays.Off, 0, func(e *holidays.Entry) { e.Festival = "龙舟节" })
	}, false},
	{"issued next month", check.IssuedByNow, func(n *holidays.Notice) { n.Issued = date("2026-12-21") }, false},
	{"issued in spring", check.IssuedInTime, func(n *holidays.Notice) { n.Issued = date("2026-04-02") }, false},
	{"the number of another year", check.DocumentYear, func(n *holidays.Notice) { n.Document = "国办发明电〔2025〕77号" }, false},
	{"the festival of a region", check.CalendarFits, func(n *holidays.Notice) {
		n.Document = ""
		n.Entries = []holidays.Entry{{Festival: "广西三月三", Kind: holidays.Off, Span: holidays.Span{From: date("2027-04-09"), To: date("2027-04-12")}}}
	}, false},
	{"the nation's under a region", check.CalendarFits, func(n *holidays.Notice) { n.Calendar = "CN-GX" }, false},
	{"the nation's under a region without notices", check.CalendarFits, func(n *holidays.Notice) { n.Calendar = "CN-LN" }, false},
	{"the nation's without its number under a region without notices", check.CalendarFits, func(n *holidays.Notice) { n.Calendar, n.Document = "CN-LN", "" }, false},
	{"the year that is there already", check.ChangesSomething, func(n *holidays.Notice) { *n = theYearThere() }, false},
}

// unfit are notices that are too long, or whose characters nobody sees.
var unfit = map[string]func(n *holidays.Notice){
	"a festival of 70,000 characters": func(n *holidays.Notice) { n.Entries[0].Festival = strings.Repeat("节", 70_000) },
	"NUL":                             func(n *holidays.Notice) { n.Entries[0].Festival = "元\x00旦" },
	"ESC":                             func(n *holidays.Notice) { n.Entries[0].Festival = "元旦\x1b[31m" },
	"text turned around":              func(n *holidays.Notice) { n.Entries[0].Festival = "元\u202e旦" },
	"a number with a line break":      func(n *holidays.Notice) { n.Document = "国办发\n〔2026〕77号" },
	"12,000 entries": func(n *holidays.Notice) {
		for len(n.Entries) < 12_000 {
			n.Entries = append(n.Entries, n.Entries[:10]...)
		}
	},
}

// unsound are notices that make no draft if they come in a format of their own, and one
// that cannot be published if a draft is changed into them.
var unsound = map[string]func(n *holidays.Notice){
	"off and worked": func(n *holidays.Notice) {
		n.Entries = append(n.Entries, holidays.Entry{Festival: "元旦", Kind: holidays.Work, Span: n.Entries[0].Span})
	},
	"a day that is twice the other": func(n *holidays.Notice) { on("2027-05-04", "2027-05-01")(&n.Entries[5]) },
	"another year":                  func(n *holidays.Notice) { on("2028-05-01", "2028-05-04")(&n.Entries[5]) },
	"neither off nor worked":        func(n *holidays.Notice) { n.Entries[0].Kind = "half" },
}

// theYearThere is the notice for 2026 in the program, as a correction of itself.
func theYearThere() holidays.Notice {
	src, err := data.Embedded()
	if err != nil {
		panic(err)
	}
	i := slices.IndexFunc(src.Notices, func(n holidays.Notice) bool { return n.ID == "CN-2026" })
	n := src.Notices[i]
	n.Document = "国办发明电〔2025〕8号"
	return n
}

// channels bring a notice in; they return the answer, or that of the page.
var channels = []struct {
	name string
	send func(c *channelTest, n *holidays.Notice) answer
}{
	{"text", func(c *channelTest, n *holidays.Notice) answer {
		return c.draft(n, "text/plain; charset=utf-8", []byte(wording(n)), false)
	}},
	{"JSON", func(c *channelTest, n *holidays.Notice) answer {
		return c.draft(n, "application/json", asJSON(c.t, n), false)
	}},
	{"holiday-cn", func(c *channelTest, n *holidays.Notice) answer {
		return c.draft(n, "application/json", asHolidayCN(c.t, n), true)
	}},
	{"CSV", func(c *channelTest, n *holidays.Notice) answer { return c.draft(n, "text/csv", asCSV(c.t, n), false) }},
	{"XLSX", func(c *channelTest, n *holidays.Notice) answer {
		return c.draft(n, noticeformat.FormatXLSX.MediaType(), asXLSX(c.t, n), false)
	}},
	{"PUT", (*channelTest).put},
	{"pasted on the page", func(c *channelTest, n *holidays.Notice) answer {
		return c.page(c.browser.Post("/admin/new", "calendar", n.Calendar, "text", wording(n)))
	}},
	{"CSV on the page", func(c *channelTest, n *holidays.Notice) answer {
		return c.page(c.browser.Upload("/admin/new", "notice.csv", "text/csv", asCSV(c.t, n), "calendar", n.Calendar))
	}},
	{"form on the page", (*channelTest).form},
}

// answer is what was answered to a draft: a problem, or the draft with its checks.
type answer struct {
	status int
	tag    string
	body   []byte
	draft  struct {
		ID          string
		Publishable bool
		Notice      json.RawMessage
		Checks      []draftCheck
	}
}

type draftCheck struct {
	Code            string
	OK, Overridable bool
	Detail          string
}

// failed returns the codes of the checks that failed.
func (a *answer) failed() (codes []string) {
	for _, k := range a.draft.Checks {
		if !k.OK {
			codes = append(codes, k.Code)
		}
	}
	return codes
}

// channelTest brings notices into one service, by li, and has zhao publish them.
type channelTest struct {
	t       *testing.T
	service *pagetest.Service
	browser *pagetest.Browser
}

func (c *channelTest) call(who, method, path, media string, body []byte, headers ...string) answer {
	c.t.Helper()
	r := httptest.NewRequest(method, path, bytes.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+c.service.Secrets[who])
	r.Header.Set("Content-Type", media)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	c.service.Handler.ServeHTTP(w, r)
	a := answer{status: w.Code, tag: w.Header().Get("ETag"), body: w.Body.Bytes()}
	if len(a.body) > 0 {
		if err := json.Unmarshal(a.body, &a.draft); err != nil {
			c.t.Fatalf("%s %s: %d %s", method, path, w.Code, a.body)
		}
	}
	return a
}

// draft drafts a body; bare says that it has no fields of the notice itself.
func (c *channelTest) draft(n *holidays.Notice, media string, body []byte, bare bool) answer {
	q := url.Values{"calendar": {n.Calendar}}
	if bare {
		q.Set("year", strconv.Itoa(n.Year))
		q.Set("issued", n.Issued.String())
		if n.Document != "" {
			q.Set("document", n.Document)
		}
	}
	return c.call("li", http.MethodPost, "/v1/admin/drafts?"+q.Encode(), media, body)
}

// put brings a notice in as a change of another draft.
func (c *channelTest) put(n *holidays.Notice) answer {
	c.t.Helper()
	first := c.other(n)
	a := c.call("li", http.MethodPut, "/v1/admin/drafts/"+first.draft.ID, "application/json",
		[]byte(`{"notice":`+string(asJSON(c.t, n))+`}`), "If-Match", first.tag)
	if a.status >= 400 {
		c.discard(&first)
	}
	return a
}

// other drafts a notice of the same calendar that came as a table, for changes.
func (c *channelTest) other(n *holidays.Notice) answer {
	c.t.Helper()
	o := sound()
	o.Calendar = n.Calendar
	a := c.draft(&o, "application/json", asJSON(c.t, &o), false)
	if a.status != http.StatusCreated {
		c.t.Fatalf("%d %s", a.status, a.body)
	}
	return a
}

// page returns the draft that a page made.
func (c *channelTest) page(d pagetest.Document) answer {
	if d.Status != http.StatusSeeOther {
		return answer{status: d.Status, body: []byte(d.Main())}
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(d.Header.Get("Location"), "/admin/drafts/"), "?")
	return c.call("li", http.MethodGet, "/v1/admin/drafts/"+id, "", nil)
}

// form brings a notice in by the form for the entries of another draft.
func (c *channelTest) form(n *holidays.Notice) answer {
	c.t.Helper()
	first := c.other(n)
	address := "/admin/drafts/" + first.draft.ID
	form := c.browser.Get(address).Form(address)
	for _, field := range []string{"festival", "kind", "from", "to"} {
		form.Del(field)
	}
	for _, e := range n.Entries {
		form.Add("festival", e.Festival)
		form.Add("kind", string(e.Kind))
		form.Add("from", e.From.String())
		form.Add("to", e.To.String())
	}
	form.Set("year", strconv.Itoa(n.Year))
	form.Set("document", n.Document)
	form.Set("issued", n.Issued.String())
	form.Set("amends", n.Amends)
	form.Set("replaces", n.Replaces)
	form.Set("source", n.Source)
	a := c.page(c.browser.PostForm(address, form))
	if a.status >= 400 {
		c.discard(&first)
	}
	return a
}

func (c *channelTest) discard(a *answer) {
	c.t.Helper()
	if d := c.call("li", http.MethodDelete, "/v1/admin/drafts/"+a.draft.ID, "", nil, "If-Match", a.tag); d.status != http.StatusNoContent {
		c.t.Fatalf("%d %s", d.status, d.body)
	}
}

// wording is the text of a notice. It says whose it is, wherever it was put.
func wording(n *holidays.Notice) string {
	whose := *n
	whose.Calendar = "CN"
	if n.Entries[0].Festival == "广西三月三" {
		whose.Calendar = "CN-GX"
	}
	return notices.Write(&whose)
}

func asJSON(t *testing.T, n *holidays.Notice) []byte {
	t.Helper()
	m := map[string]any{"calendar": n.Calendar, "year": n.Year, "document": n.Document, "issued": n.Issued, "amends": n.Amends, "entries": n.Entries, "replaces": n.Replaces}
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func asHolidayCN(t *testing.T, n *holidays.Notice) []byte {
	t.Helper()
	days := []map[string]any{}
	for _, e := range n.Entries {
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			days = append(days, map[string]any{"name": e.Festival, "date": d, "isOffDay": e.Kind == holidays.Off})
		}
	}
	text, err := json.Marshal(map[string]any{"year": n.Year, "papers": []string{}, "days": days})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func asCSV(t *testing.T, n *holidays.Notice) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := noticeformat.WriteCSV(&b, []holidays.Notice{*n}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asXLSX(t *testing.T, n *holidays.Notice) []byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(asCSV(t, n))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", "A"+strconv.Itoa(i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestChannels: a notice is refused for the same reason through whatever channel it came,
// and so it is when it is saved unchanged, and when it is published.
func TestChannels(t *testing.T) {
	c := newChannelTest(t)
	for i, channel := range channels {
		n := sound()
		a := channel.send(c, &n)
		if a.status >= 400 || len(a.failed()) > 0 || !a.draft.Publishable {
			t.Errorf("sound, %s: %d, failed %v: %s", channel.name, a.status, a.failed(), a.body)
		}
		c.discard(&a)
		for j, s := range spoilt {
			if testing.Short() && (i+j)%9 != 0 {
				continue // each channel and each notice has its turn
			}
			if s.tables && slices.Contains([]string{"text", "pasted on the page"}, channel.name) {
				continue
			}
			n := sound()
			s.spoil(&n)
			a := channel.send(c, &n)
			if a.status >= 400 || a.draft.Publishable || !slices.Contains(a.failed(), s.check) {
				t.Errorf("%s, %s: %d, failed %v, want %s: %s", s.name, channel.name, a.status, a.failed(), s.check, a.body)
				if a.draft.ID != "" {
					c.discard(&a)
				}
				continue
			}
			c.again(s.name+", "+channel.name, &a)
		}
	}
}

// oneRule leaves one rule: each look at a draft counts every one of them on every day.
func oneRule(cfg *api.Config, _ *console.Console) {
	all := cfg.Catalogue
	cfg.Catalogue = deadlines.NewCatalogue(all.Jurisdictions, all.Rules[:1], all.Interpretations)
}

// again saves a draft that was refused as it is, and has it published: each finds the
// same.
func (c *channelTest) again(name string, a *answer) {
	c.t.Helper()
	saved := c.call("li", http.MethodPut, "/v1/admin/drafts/"+a.draft.ID, "application/json", slices.Concat([]byte(`{"notice":`), unnamed(a.draft.Notice), []byte(`}`)), "If-Match", a.tag)
	if !slices.Equal(saved.failed(), a.failed()) {
		c.t.Errorf("%s: saved, it fails %v, and %v before: %s", name, saved.failed(), a.failed(), saved.body)
	}
	refused := c.call("zhao", http.MethodPost, "/v1/admin/drafts/"+a.draft.ID+"/publish", "application/json", []byte(`{"reason":"x"}`), "If-Match", saved.tag)
	for _, code := range a.failed() {
		if refused.status != http.StatusUnprocessableEntity || !bytes.Contains(refused.body, []byte(code+"：")) {
			c.t.Errorf("%s: published: %d %s, want %s", name, refused.status, refused.body, code)
		}
	}
	c.discard(&saved)
}

// unnamed returns a notice as answered without its ID, as it is put.
func unnamed(n json.RawMessage) []byte {
	var m map[string]json.RawMessage
	_ = json.Unmarshal(n, &m)
	delete(m, "id")
	text, _ := json.Marshal(m)
	return text
}

// TestMakeupMovedByWeeks: a make-up day that lies a week or two from where it should is
// shown beside the nearest weekends, and one farther away than that is refused.
func TestMakeupMovedByWeeks(t *testing.T) {
	c := newChannelTest(t)
	for i, x := range []struct {
		day     string
		shown   string
		refused bool
	}{
		{"2027-09-25", "国庆节 2027-09-25，假期前6天［2027-09-25/2027-09-26，2027-10-09/2027-10-10］", false},
		{"2027-10-10", "国庆节 2027-10-10，假期后4天［2027-09-25/2027-09-26，2027-10-09/2027-10-10］", false},
		{"2027-09-18", "国庆节 2027-09-18，假期前13天，不在最近的周末（2007年以来都在）［2027-09-25/2027-09-26，2027-10-09/2027-10-10］", false},
		{"2027-10-17", "国庆节 2027-10-17，假期后11天，不在最近的周末（2007年以来都在）［2027-09-25/2027-09-26，2027-10-09/2027-10-10］", false},
		{"2027-09-12", "国庆节 2027-09-12（差 19 天）", true},
		{"2027-10-23", "国庆节 2027-10-23（差 17 天）", true},
	} {
		n := sound()
		set(&n, "国庆节", holidays.Work, 0, on(x.day, x.day))
		for j, channel := range channels {
			if testing.Short() && (i+j)%3 != 0 {
				continue
			}
			a := channel.send(c, &n)
			k := slices.IndexFunc(a.draft.Checks, func(k draftCheck) bool { return k.Code == check.MakeupDistance })
			if k < 0 || a.draft.Publishable == x.refused || a.draft.Checks[k].OK == x.refused || !strings.Contains(a.draft.Checks[k].Detail, x.shown) {
				t.Errorf("%s, %s: %+v", x.day, channel.name, a.draft.Checks)
			}
			c.browser.Get("/admin/drafts/" + a.draft.ID).Says(x.shown)
			c.discard(&a)
		}
	}
}
