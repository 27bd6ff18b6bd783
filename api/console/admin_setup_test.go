package console_test

import (
	"bytes"
	"context"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"shixian/api"
	"shixian/api/admit"
	"shixian/api/admit/token"
	"shixian/api/console"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/live"
	"shixian/holidays/record/sqlstore"
)

// notice2027 is made up for these tests: no such notice has been issued.
const notice2027 = `国务院办公厅关于2027年
部分节假日安排的通知
国办发明电〔2026〕99号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：

　　一、元旦：1月1日（周五）至3日（周日）放假，共3天。
　　二、春节：2月5日（农历除夕、周五）至11日（农历正月初六、周四）放假调休，共7天。2月20日（周六）上班。
　　三、清明节：4月3日（周六）至5日（周一）放假，共3天。
　　四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
　　五、端午节：6月9日（周三）放假1天，不调休。
　　六、中秋节：9月15日（周三）放假1天，不调休。
　　七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。

国务院办公厅
2026年11月25日
`

// town is a service with a record, and people who hold tokens.
type town struct {
	t       testing.TB
	h       http.Handler
	now     time.Time
	logs    bytes.Buffer
	tokens  *token.Set
	secrets map[string]string
	lines   map[string]string // of the token file
}

// newTown makes a service; change, where it is given, changes what it is made with.
func newTown(t testing.TB, change ...func(*api.Config, *console.Console)) *town {
	t.Helper()
	w := &town{t: t, now: time.Date(2026, 11, 26, 1, 0, 0, 0, time.UTC), secrets: map[string]string{}, lines: map[string]string{}}
	for name, role := range map[string]token.Role{"qian": token.Reader, "wang": token.Viewer, "zhang": token.Editor, "li": token.Publisher, "zhao": token.Publisher} {
		random := bytes.NewReader(bytes.Repeat([]byte(name+"-is-one"), 32)[:32])
		secret, line, err := token.New(random, name, role)
		if err != nil {
			t.Fatal(err)
		}
		w.secrets[name], w.lines[name] = secret, line
	}
	w.issue("qian", "wang", "zhang", "li", "zhao")
	store, err := sqlstore.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return w.now }
	keeper := live.New(live.Config{Record: store, Embedded: src, Now: clock})
	if err := keeper.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	pages := &console.Console{Version: "test"}
	cfg := api.Config{
		Tables: keeper, Keeper: keeper, Record: store, Catalogue: fewRules(), Pages: pages, FourEyes: true, Now: clock,
		Today:  func() holidays.Date { return holidays.DateOf(w.now.In(holidays.Shanghai)) },
		Log:    slog.New(slog.NewTextHandler(&w.logs, nil)),
		Tokens: func() admit.Tokens { return w.tokens },
	}
	for _, f := range change {
		f(&cfg, pages)
	}
	w.h = api.New(cfg)
	return w
}

// fewRules are those of one matter: every look at a draft counts all rules on every
// day of the calendar, by two tables.
func fewRules() *deadlines.Catalogue {
	var few []*deadlines.Rule
	for _, r := range catalogue.Rules {
		if strings.HasSuffix(r.ID, ".countersign-reply") {
			few = append(few, r)
		}
	}
	return deadlines.NewCatalogue(catalogue.Jurisdictions, few, catalogue.Interpretations)
}

// issue writes the token file anew.
func (w *town) issue(names ...string) {
	w.t.Helper()
	text := ""
	for _, name := range names {
		text += w.lines[name] + "\n"
	}
	set, err := token.Parse("tokens", text)
	if err != nil {
		w.t.Fatal(err)
	}
	w.tokens = set
}

// browser is somebody's browser: it keeps cookies.
type browser struct {
	*town
	cookies map[string]string
	headers map[string]string
}

func (w *town) browser() *browser { return &browser{w, map[string]string{}, map[string]string{}} }

// as returns the browser of somebody who has signed in.
func (w *town) as(name string) *browser {
	w.t.Helper()
	b := w.browser()
	if d := b.signIn(name); d.Status != http.StatusSeeOther {
		w.t.Fatalf("%s cannot sign in: %d", name, d.Status)
	}
	return b
}

func (b *browser) signIn(name string) document {
	b.t.Helper()
	return b.post("/admin/sign-in", "token", b.secrets[name], "sign_in_back", "/admin")
}

func (b *browser) send(r *http.Request) document {
	b.t.Helper()
	var all []string
	for name, value := range b.cookies {
		all = append(all, name+"="+value)
	}
	r.Header.Set("Cookie", strings.Join(all, "; "))
	for name, value := range b.headers {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	b.h.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	root, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		b.t.Fatal(err)
	}
	return document{b.t, w.Code, w.Header(), w.Body.String(), root}
}

func (b *browser) get(address string) document {
	b.t.Helper()
	return b.send(httptest.NewRequest(http.MethodGet, address, http.NoBody))
}

// post sends a form; its fields come in pairs.
func (b *browser) post(address string, fields ...string) document {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return b.postForm(address, form)
}

func (b *browser) postForm(address string, form url.Values) document {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

// upload sends a form with a file.
func (b *browser) upload(address, name, media string, content []byte, fields ...string) document {
	b.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for i := 0; i+1 < len(fields); i += 2 {
		if err := m.WriteField(fields[i], fields[i+1]); err != nil {
			b.t.Fatal(err)
		}
	}
	h := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}, "Content-Type": {media}}
	part, err := m.CreatePart(h)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = m.Close()
	}
	if err != nil {
		b.t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return b.send(r)
}

// follow asks for the page that an answer leads to.
func (b *browser) follow(d document) document {
	b.t.Helper()
	if d.Status != http.StatusSeeOther {
		b.t.Fatalf("%d instead of a redirect: %s", d.Status, d.main())
	}
	return b.get(d.Header.Get("Location"))
}

// draft pastes a notice, and returns the address of the draft.
func (b *browser) draft(text string) string {
	b.t.Helper()
	d := b.post("/admin/new", "calendar", "CN", "text", text)
	address, _, found := strings.Cut(d.Header.Get("Location"), "?")
	if d.Status != http.StatusSeeOther || !found {
		b.t.Fatalf("%d: %s", d.Status, d.main())
	}
	return address
}

// main is what a reader sees of a page's content.
func (d document) main() string {
	d.t.Helper()
	return text(d.one("main", func(n *html.Node) bool { return n.Data == "main" }))
}

// form returns the fields of the form that is sent to an address, as a browser
// would send them without pressing a named button.
func (d document) form(address string) url.Values {
	d.t.Helper()
	form := d.one("the form to "+address, func(n *html.Node) bool {
		action, _, _ := strings.Cut(attr(n, "action"), "#")
		return n.Data == "form" && action == address
	})
	out := url.Values{}
	for n := range form.Descendants() {
		if n.Type != html.ElementNode || attr(n, "name") == "" {
			continue
		}
		switch n.Data {
		case "input":
			if attr(n, "type") != "checkbox" || has(n, "checked") {
				out.Add(attr(n, "name"), attr(n, "value"))
			}
		case "textarea":
			out.Add(attr(n, "name"), raw(n))
		case "select":
			out.Add(attr(n, "name"), chosen(n))
		}
	}
	return out
}

// chosen is the value of a select: the option selected, or else the first.
func chosen(n *html.Node) string {
	value, found := "", false
	for o := range n.Descendants() {
		if o.Data == "option" && (has(o, "selected") || !found) {
			value, found = attr(o, "value"), true
		}
	}
	return value
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// raw is the text of an element, blanks and all.
func raw(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// scripts fails the test where a page holds a script that is not the pages' own.
func (d document) scripts(where string) {
	d.t.Helper()
	for _, n := range d.all(func(n *html.Node) bool { return n.Data == "script" || n.Data == "img" }) {
		if n.Data == "img" || attr(n, "src") == "" {
			d.t.Errorf("%s: an element of the caller's: %s", where, text(n))
		}
	}
}

// says fails the test where a page does not say something.
func (d document) says(wants ...string) {
	d.t.Helper()
	seen := d.main()
	for _, want := range wants {
		if !strings.Contains(seen, want) {
			d.t.Errorf("%d, and it does not say %q: %s", d.Status, want, seen)
		}
	}
}

// revision is that of the table in force.
func (w *town) revision() int64 {
	r := httptest.NewRequestWithContext(context.WithoutCancel(w.t.Context()), http.MethodGet, "/readyz", http.NoBody)
	rec := httptest.NewRecorder()
	w.h.ServeHTTP(rec, r)
	_, rest, _ := strings.Cut(rec.Body.String(), `"revision":`)
	n := int64(0)
	for _, c := range rest {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int64(c-'0')
	}
	return n
}
