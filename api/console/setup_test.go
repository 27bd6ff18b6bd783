package console_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/net/html"

	"shixian/api"
	"shixian/api/answers"
	"shixian/api/console"
	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/holidays"
	"shixian/holidays/data"
)

var (
	table     *holidays.Table
	catalogue *deadlines.Catalogue
)

func TestMain(m *testing.M) {
	src, err := data.Embedded()
	if err == nil {
		table, err = holidays.NewTable(src, 0, nil)
	}
	if err == nil {
		catalogue, err = rules.Load(table)
	}
	if err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

// inForce hands out one table.
type inForce struct{}

func (inForce) Table() *holidays.Table { return table }

// tablesFunc hands out the table as long as it is true.
type tablesFunc func() bool

func (f tablesFunc) Table() *holidays.Table {
	if f() {
		return table
	}
	return nil
}

// pages returns the pages as they are on a day.
func pages(today string) http.Handler { return pagesWith(today, inForce{}) }

func pagesWith(today string, tables answers.Tables) http.Handler {
	return api.New(api.Config{
		Tables: tables, Catalogue: catalogue, Pages: &console.Console{Version: "test"},
		Today: func() holidays.Date { return on(today) },
		Now:   func() time.Time { return time.Date(2026, 4, 15, 1, 0, 0, 0, time.UTC) },
	})
}

func on(s string) holidays.Date {
	d, err := holidays.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// document is a page that was answered.
type document struct {
	t      testing.TB
	Status int
	Header http.Header
	Body   string
	root   *html.Node
}

// get asks for a page; cookies are written name=value.
func get(t testing.TB, h http.Handler, address string, cookies ...string) document {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, http.NoBody)
	r.Header.Set("Cookie", strings.Join(cookies, "; "))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	root, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return document{t, w.Code, w.Header(), w.Body.String(), root}
}

// all returns the elements that match.
func (d document) all(match func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode && match(n) {
			out = append(out, n)
		}
	}
	return out
}

// one returns the only element that matches.
func (d document) one(what string, match func(*html.Node) bool) *html.Node {
	d.t.Helper()
	found := d.all(match)
	if len(found) != 1 {
		d.t.Fatalf("%d of %s, want one; status %d", len(found), what, d.Status)
	}
	return found[0]
}

// byClass matches elements of a tag that have a class.
func byClass(tag, class string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		return n.Data == tag && strings.Contains(" "+attr(n, "class")+" ", " "+class+" ")
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// text is what a reader sees of an element.
func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
