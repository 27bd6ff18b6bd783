package explanations

import (
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"shixian/holidays"
)

// tables hands out one table.
type tables struct{ table *holidays.Table }

func (t tables) Table() *holidays.Table { return t.table }

func clock() time.Time { return time.Date(2026, 4, 15, 1, 0, 0, 0, time.UTC) }

func (s *screens) parse(r io.Reader) *html.Node {
	s.Helper()
	root, err := html.Parse(r)
	if err != nil {
		s.Fatal(err)
	}
	return root
}

// one returns the first element that matches, or nil.
func one(root *html.Node, match func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && match(n) {
			return n
		}
	}
	return nil
}

// has reports whether an element has a class.
func has(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

// attr returns an attribute of an element, "" if there is none.
func attr(n *html.Node, name string) string {
	if n == nil {
		return ""
	}
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
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
