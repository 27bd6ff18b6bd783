package pagetest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Document is a page that was answered.
type Document struct {
	t      testing.TB
	Status int
	Header http.Header
	Body   string
	root   *html.Node
}

// Get asks for a page; cookies are written name=value.
func Get(t testing.TB, h http.Handler, address string, cookies ...string) Document {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, http.NoBody)
	r.Header.Set("Cookie", strings.Join(cookies, "; "))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return Read(t, w)
}

// Read reads a page that was answered.
func Read(t testing.TB, w *httptest.ResponseRecorder) Document {
	t.Helper()
	root, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return Document{t, w.Code, w.Header(), w.Body.String(), root}
}

// All returns the elements that match.
func (d Document) All(match func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode && match(n) {
			out = append(out, n)
		}
	}
	return out
}

// One returns the only element that matches.
func (d Document) One(what string, match func(*html.Node) bool) *html.Node {
	d.t.Helper()
	found := d.All(match)
	if len(found) != 1 {
		d.t.Fatalf("%d of %s, want one; status %d", len(found), what, d.Status)
	}
	return found[0]
}

// ByClass matches elements of a tag that have a class.
func ByClass(tag, class string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		return n.Data == tag && strings.Contains(" "+Attr(n, "class")+" ", " "+class+" ")
	}
}

// Attr returns an attribute of an element, "" if it has none.
func Attr(n *html.Node, name string) string {
	value, _ := attr(n, name)
	return value
}

// Has reports whether an element has an attribute.
func Has(n *html.Node, name string) bool {
	_, has := attr(n, name)
	return has
}

func attr(n *html.Node, name string) (value string, has bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// Text is what a reader sees of an element.
func Text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Main is what a reader sees of a page's content.
func (d Document) Main() string {
	d.t.Helper()
	return Text(d.One("main", func(n *html.Node) bool { return n.Data == "main" }))
}

// Form returns the fields of the form that is sent to an address, as a browser
// would send them without pressing a named button.
func (d Document) Form(address string) url.Values {
	d.t.Helper()
	form := d.One("the form to "+address, func(n *html.Node) bool {
		action, _, _ := strings.Cut(Attr(n, "action"), "#")
		return n.Data == "form" && action == address
	})
	out := url.Values{}
	for n := range form.Descendants() {
		if n.Type != html.ElementNode || Attr(n, "name") == "" {
			continue
		}
		switch n.Data {
		case "input":
			if Attr(n, "type") != "checkbox" || Has(n, "checked") {
				out.Add(Attr(n, "name"), Attr(n, "value"))
			}
		case "textarea":
			out.Add(Attr(n, "name"), raw(n))
		case "select":
			out.Add(Attr(n, "name"), chosen(n))
		}
	}
	return out
}

// chosen is the value of a select: the option selected, or else the first.
func chosen(n *html.Node) string {
	value, found := "", false
	for o := range n.Descendants() {
		if o.Data == "option" && (Has(o, "selected") || !found) {
			value, found = Attr(o, "value"), true
		}
	}
	return value
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

// Scripts fails the test if a page holds a script that is not the pages' own.
func (d Document) Scripts(where string) {
	d.t.Helper()
	for _, n := range d.All(func(n *html.Node) bool { return n.Data == "script" || n.Data == "img" }) {
		if n.Data == "img" || Attr(n, "src") == "" {
			d.t.Errorf("%s: an element of the caller's: %s", where, Text(n))
		}
	}
}

// Says fails the test if a page does not say something.
func (d Document) Says(wants ...string) {
	d.t.Helper()
	seen := d.Main()
	for _, want := range wants {
		if !strings.Contains(seen, want) {
			d.t.Errorf("%d, and it does not say %q: %s", d.Status, want, seen)
		}
	}
}

// Bench measures how fast a page is answered.
func Bench(b *testing.B, h http.Handler, address string) {
	b.ReportAllocs()
	for b.Loop() {
		r := httptest.NewRequest(http.MethodGet, address, http.NoBody)
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
}
